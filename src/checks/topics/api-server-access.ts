import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import { componentsOf, startsComponent } from '../components/component.ts';
import { flagViolation, isTrue, listValue, mayHave } from '../components/requirement.ts';
import { remove, set } from '../fix.ts';

const authenticationKind = 'apiserver.config.k8s.io/AuthenticationConfiguration';
const authorizationKind = 'apiserver.config.k8s.io/AuthorizationConfiguration';

/** Paths that say nothing but whether the server is up; kubelets and load balancers ask them without an account. */
const healthPaths = new Set(['/livez', '/readyz', '/healthz']);

/**
 * Whoever reaches the API server may ask it without an account: one wrong binding to system:unauthenticated is then open to all.
 * Flag: --anonymous-auth=false (default true), or an AuthenticationConfiguration whose `anonymous` is off or limited to health paths.
 * Where the server reads such a configuration that isn't in the input, nothing is said: it may limit anonymous requests.
 */
export const apiAnonymousAuth = inventoryCheck({
  id: 'api-anonymous-auth',
  of: [startsComponent('kube-apiserver'), authenticationKind],
  scope: 'object',
  severity: 'high',
  source: 'CIS Kubernetes Benchmark v1.10, 1.2.1',
  standards: { cis: ['1.2.1'], nsa: ['auth'], attack: ['T1078'], owasp: ['K09'] },
  run: function* ({ inventory }) {
    for (const component of componentsOf(inventory)) {
      if (component.name !== 'kube-apiserver') continue;
      const flag = component.flags.get('anonymous-auth');
      if (flag === undefined && (!component.complete || mayHave(component, 'authentication-config'))) continue;
      if (flag !== undefined && (flag.value === undefined || isTrue(flag.value) === false)) continue;
      yield flagViolation(component, { flag: 'anonymous-auth', message: 'flag', fix: 'false' });
    }
    for (const object of inventory.ofKind(authenticationKind)) yield* anonymousPaths(object);
  },
});

function* anonymousPaths(object: InventoryObject): Generator<Violation> {
  const anonymous = object.object.anonymous;
  if (!isRecord(anonymous) || anonymous.enabled !== true) return;
  const conditions = listOf(anonymous.conditions);
  if (conditions.length === 0) {
    const fix = {
      ...set(
        'anonymous.conditions',
        [...healthPaths].map((path) => ({ path })),
      ),
      risky: true,
    };
    yield { object, path: ['anonymous', 'enabled'], message: 'everywhere', fix };
  }
  for (const [index, condition] of conditions.entries()) {
    const path = stringOf(recordOf(condition).path);
    if (path === undefined || healthPaths.has(path)) continue;
    const fix = { ...remove(`anonymous.conditions[${index}]`), risky: true };
    yield { object, path: ['anonymous', 'conditions', index, 'path'], message: 'path', values: { value: path }, fix };
  }
}

/**
 * AlwaysAllow lets every account do everything; without Node every kubelet may read every secret; without RBAC roles mean nothing.
 * Flag: --authorization-mode with Node and RBAC, without AlwaysAllow (which is its default), or an AuthorizationConfiguration of the kind.
 */
export const apiAuthzMode = inventoryCheck({
  id: 'api-authz-mode',
  of: [startsComponent('kube-apiserver'), authorizationKind],
  scope: 'object',
  severity: 'critical',
  source: 'CIS Kubernetes Benchmark v1.10, 1.2.6 to 1.2.8',
  standards: { cis: ['1.2.6', '1.2.7', '1.2.8'], nsa: ['auth'], attack: ['T1078'], owasp: ['K02'] },
  run: function* ({ inventory }) {
    for (const component of componentsOf(inventory)) {
      if (component.name !== 'kube-apiserver') continue;
      const flag = component.flags.get('authorization-mode');
      if (flag === undefined && (!component.complete || mayHave(component, 'authorization-config'))) continue;
      if (flag !== undefined && flag.value === undefined) continue;
      const modes = flag === undefined ? ['AlwaysAllow'] : listValue(flag.value);
      for (const message of modeProblems(modes, flag === undefined)) {
        yield flagViolation(component, {
          flag: 'authorization-mode',
          message,
          fix: ['Node', 'RBAC', ...modes.filter((mode) => !['Node', 'RBAC', 'AlwaysAllow'].includes(mode))].join(','),
          ...(message.startsWith('no-') && { severity: 'high' }),
        });
      }
    }
    for (const object of inventory.ofKind(authorizationKind)) {
      const authorizers = listOf(object.object.authorizers).map((item) => stringOf(recordOf(item).type) ?? '');
      for (const message of modeProblems(authorizers, false)) {
        const always = authorizers.indexOf('AlwaysAllow');
        const path = message === 'always' ? ['authorizers', always, 'type'] : ['authorizers'];
        yield { object, path, message, ...(message.startsWith('no-') && { severity: 'high' }) };
      }
    }
  },
});

function modeProblems(modes: readonly string[], byDefault: boolean): readonly string[] {
  if (modes.includes('AlwaysAllow')) return [byDefault ? 'default' : 'always'];
  return [...(modes.includes('Node') ? [] : ['no-node']), ...(modes.includes('RBAC') ? [] : ['no-rbac'])];
}

export const apiServerAccess = [apiAnonymousAuth, apiAuthzMode];
