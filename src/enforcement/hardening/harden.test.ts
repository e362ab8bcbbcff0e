import { describe, expect, it } from 'vitest';
import { inventoryOf, readRecording, representedWorkloads } from '../../inventory/cluster/index.ts';
import { inventoryFromText } from '../../inventory/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { tokenSettings } from '../accounts/index.ts';
import { defaultClass, sandboxDefault, sandboxPlan, sandboxPolicy } from '../runtime-class/index.ts';

const list = (...items: readonly object[]) =>
  inventoryFromText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));

const pod = (name: string, spec: object, labels = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels },
  spec: { containers: [{ name: 'app', image: 'web' }], ...spec },
});

const names = (objects: readonly { readonly name: string }[]) => objects.map(({ name }) => name);

describe('tokens', () => {
  it('are taken from pods whose account has no right, but from none that ask for one', () => {
    const settings = tokenSettings(
      list(
        pod('plain', {}),
        pod('asks', { automountServiceAccountToken: true }),
        pod('own', { serviceAccountName: 'bot' }),
      ),
      'shop',
    );
    expect(settings.accounts.map(({ metadata }) => metadata?.name)).toEqual(['default']);
    expect(names(settings.losing)).toEqual(['plain']);
    expect(names(settings.keeping)).toEqual(['asks']);
  });

  it.each([
    { kind: 'ServiceAccount', name: 'default', namespace: 'shop' },
    { kind: 'Group', name: 'system:serviceaccounts:shop' },
    { kind: 'Group', name: 'system:serviceaccounts' },
  ])('stay where a role that is not in the input may give rights to $kind $name', (subject) => {
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'bound', namespace: 'shop' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'elsewhere' },
      subjects: [subject],
    };
    expect(tokenSettings(list(pod('plain', {}), binding), 'shop').accounts).toEqual([]);
  });
});

describe('sandboxes', () => {
  const rule = { classes: ['gvisor'], onlyInternetFacing: false };
  const runtimeClass = {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'gvisor' },
    handler: 'runsc',
    scheduling: { nodeSelector: { sandbox: 'yes' } },
  };
  const node = (name: string, handlers: readonly string[], labels = { sandbox: 'yes' }) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    status: { runtimeHandlers: handlers.map((handler) => ({ name: handler })) },
  });

  it('are asked of the pods that the rule names', () => {
    const inventory = list(
      pod('in', { runtimeClassName: 'gvisor' }, { trust: 'none' }),
      pod('out', {}, { trust: 'none' }),
      pod('trusted', {}),
    );
    expect(names(sandboxPlan(inventory, 'shop', rule).refused)).toEqual(['out', 'trusted']);
    const untrusted = sandboxPlan(inventory, 'shop', { ...rule, selector: { matchLabels: { trust: 'none' } } });
    expect(names(untrusted.refused)).toEqual(['out']);
    expect(names(untrusted.sandboxed)).toEqual(['in']);
  });

  it('are asked of what the internet reaches, by labels', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'front', namespace: 'shop' },
      spec: { type: 'LoadBalancer', selector: { app: 'front' }, ports: [{ port: 80 }] },
    };
    const plan = sandboxPlan(
      list(pod('front', {}, { app: 'front' }), pod('back', {}, { app: 'back' }), service),
      'shop',
      {
        ...rule,
        onlyInternetFacing: true,
      },
    );
    expect(names(plan.refused)).toEqual(['front']);
    expect(JSON.stringify(sandboxPolicy(plan, 'shop', 'no'))).toContain(
      "'app' in object.metadata.?labels.orValue({}) && object.metadata.?labels.orValue({})['app'] == 'front'",
    );
  });

  it('say which nodes of a class have its handler', () => {
    const nodes = [node('a', ['runsc']), node('b', ['runc']), node('c', []), node('d', ['runsc'], { sandbox: 'no' })];
    const [found] = sandboxPlan(list(runtimeClass, ...nodes), 'shop', rule).classes;
    expect(found).toEqual({
      name: 'gvisor',
      state: 'exists',
      handler: 'runsc',
      nodes: { with: 1, without: 1, silent: 1 },
    });
  });

  it('have a default for what names none, of a class that is there', () => {
    const classes = ['kata', 'gvisor'];
    const plan = sandboxPlan(
      list(runtimeClass, node('a', ['runsc']), pod('plain', {}), pod('other', { runtimeClassName: 'runc' })),
      'shop',
      { ...rule, classes },
    );
    expect([names(plan.refused), names(plan.unnamed)]).toEqual([['plain', 'other'], ['plain']]);
    // Of kata it isn't known whether it is there; of gvisor it is.
    expect(defaultClass(plan)?.name).toBe('gvisor');
    const missing = { name: 'kata', state: 'missing', nodes: { with: 0, without: 0, silent: 0 } } as const;
    expect(defaultClass({ ...plan, classes: [missing] })).toBeUndefined();
    const [policy] = sandboxDefault(plan, 'shop', 'gvisor', 'admissionregistration.k8s.io/v1');
    expect(policy).toMatchObject({
      kind: 'MutatingAdmissionPolicy',
      spec: { matchConditions: [{ name: 'names-no-class' }, { name: 'is-no-mirror' }] },
    });
  });

  it('do not call a class missing that is only not in the files', async () => {
    expect(sandboxPlan(list(), 'shop', rule).classes[0]?.state).toBe('unknown');
    const { state } = await readRecording('examples/harbor.recording');
    const plan = sandboxPlan(
      inventoryOf(state),
      'default',
      { ...rule, classes: ['nowhere'] },
      representedWorkloads(state),
    );
    expect(plan.classes[0]?.state).toBe('missing');
  });
});
