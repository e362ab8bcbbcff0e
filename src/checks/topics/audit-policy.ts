import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import { startsComponent } from '../components/component.ts';
import { flagValue, mayHave, unmetRequirements } from '../components/requirement.ts';

/** A request that an audit log must know of. */
interface Probe {
  readonly message: 'secrets' | 'exec' | 'rbac';
  readonly group: string;
  /** `pods/exec`, `secrets`. */
  readonly resource: string;
  readonly verb: string;
}

const probes: readonly Probe[] = [
  { message: 'secrets', group: '', resource: 'secrets', verb: 'get' },
  { message: 'secrets', group: '', resource: 'secrets', verb: 'list' },
  { message: 'exec', group: '', resource: 'pods/exec', verb: 'create' },
  { message: 'exec', group: '', resource: 'pods/attach', verb: 'create' },
  { message: 'exec', group: '', resource: 'pods/portforward', verb: 'create' },
  { message: 'exec', group: '', resource: 'pods/exec', verb: 'get' },
  { message: 'rbac', group: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings', verb: 'create' },
  { message: 'rbac', group: 'rbac.authorization.k8s.io', resource: 'roles', verb: 'update' },
];

/**
 * An audit log without a policy is empty, one whose policy leaves out reads of Secrets, commands in pods or changes of roles misses the
 * attack; one that keeps the bodies of Secret requests is itself a leak.
 * kube-apiserver with an audit log: --audit-policy-file given. Policy (audit.k8s.io): the first rule that covers each of those requests
 * decides, as in the API server; rules for some users, namespaces or names cover only a part, and are passed over.
 */
export const apiAuditPolicy = inventoryCheck({
  id: 'api-audit-policy',
  of: [startsComponent('kube-apiserver'), 'audit.k8s.io/Policy'],
  scope: 'object',
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, 3.2.1 and 3.2.2',
  standards: { cis: ['3.2.1', '3.2.2'], nsa: ['log'], attack: ['T1562'], owasp: ['K10'] },
  run: function* ({ inventory }) {
    yield* unmetRequirements(inventory, 'kube-apiserver', [
      {
        flag: 'audit-policy-file',
        message: 'none',
        // Without a log, api-audit-log says so already.
        ok: (value, component) =>
          (value !== undefined && value !== '') ||
          (flagValue(component, 'audit-log-path') === undefined && !mayHave(component, 'audit-webhook-config-file')),
      },
    ]);
    for (const object of inventory.ofKind('audit.k8s.io/Policy')) yield* gapsOf(object);
  },
});

function* gapsOf(object: InventoryObject): Generator<Violation> {
  const rules = listOf(object.object.rules);
  const said = new Set<string>();
  for (const probe of probes) {
    const index = rules.findIndex((rule) => isRecord(rule) && covers(rule, probe));
    const level = index < 0 ? 'None' : stringOf(recordOf(rules[index]).level);
    if (level === 'None' && !said.has(probe.message)) {
      said.add(probe.message);
      const values = { value: `${probe.verb} ${probe.resource}` };
      yield { object, path: index < 0 ? ['rules'] : ['rules', index], message: probe.message, values };
    }
    if (probe.message === 'secrets' && (level === 'Request' || level === 'RequestResponse') && !said.has('bodies')) {
      said.add('bodies');
      yield { object, path: ['rules', index, 'level'], message: 'bodies', values: { value: level } };
    }
  }
}

/** Whether a rule applies to such a request of every account, in every namespace. */
function covers(rule: Record<string, unknown>, probe: Probe): boolean {
  if (listOf(rule.users).length > 0 || listOf(rule.namespaces).length > 0) return false;
  const groups = listOf(rule.userGroups);
  if (groups.length > 0 && !groups.includes('system:authenticated')) return false;
  const verbs = listOf(rule.verbs);
  if (verbs.length > 0 && !verbs.includes(probe.verb) && !verbs.includes('*')) return false;
  const resources = listOf(rule.resources).map(recordOf);
  if (resources.length === 0) return listOf(rule.nonResourceURLs).length === 0;
  return resources.some(({ group, resources: names, resourceNames }) => {
    if ((stringOf(group) ?? '') !== probe.group && group !== '*') return false;
    if (listOf(resourceNames).length > 0) return false;
    const list = listOf(names);
    return list.length === 0 || list.some((name) => resourceMatches(textOf(name), probe.resource));
  });
}

/** As apiserver's audit/policy/checker.go: a name alone is not its subresources, but `pods/*` is `pods`, too. */
function resourceMatches(pattern: string, resource: string): boolean {
  if (pattern === '*' || pattern === resource) return true;
  const [name = '', sub] = resource.split('/');
  return pattern === `${name}/*` || (sub !== undefined && pattern === `*/${sub}`);
}

export const auditPolicy = [apiAuditPolicy];
