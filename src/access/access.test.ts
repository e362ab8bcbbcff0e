import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { accessOf } from './access.ts';

const objects = inventoryFromText(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: collector }
aggregationRule:
  clusterRoleSelectors:
    - { matchLabels: { collect: "yes" } }
    - { matchExpressions: [{ key: also, operator: Exists }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: part, labels: { collect: "yes" } }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }, not a rule]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: other-part, labels: { also: "1" } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: extra, labels: { rbac.authorization.k8s.io/aggregate-to-edit: "true" } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: middle, labels: { collect: "yes" } }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { level: low } }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: low, labels: { level: low } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: part, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: collector }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: collector }
subjects: [{ kind: User, name: "system:serviceaccount:shop:robot" }, { kind: Nonsense, name: x }, 7]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: editors, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: ServiceAccount, name: web }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: part, namespace: other }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: part }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`);
const access = accessOf(objects);

function held(kind: string, name: string) {
  const role = access.roles.find(({ object }) => object.kind === kind && object.name === name);
  if (role === undefined) throw new Error(`no ${kind} ${name}`);
  const { bindings, aggregatedTo } = access.heldBy(role);
  return { bindings: bindings.map(({ object }) => object.name), aggregatedTo };
}

describe('Access', () => {
  it.each([
    ['ClusterRole', 'part', { bindings: ['collector'], aggregatedTo: [] }],
    ['ClusterRole', 'other-part', { bindings: ['collector'], aggregatedTo: [] }],
    // The aggregating role is itself aggregated.
    ['ClusterRole', 'low', { bindings: ['collector'], aggregatedTo: [] }],
    ['ClusterRole', 'collector', { bindings: ['collector'], aggregatedTo: [] }],
    // The built-in admin has what edit has.
    ['ClusterRole', 'extra', { bindings: ['editors'], aggregatedTo: ['admin', 'edit'] }],
    // A Role of the same name in another namespace is another role.
    ['Role', 'part', { bindings: [], aggregatedTo: [] }],
  ])('says who holds %s %s', (kind, name, expected) => {
    expect(held(kind, name)).toEqual(expected);
  });

  it('confines a RoleBinding to its namespace, whatever the role', () => {
    const binding = access.bindings.find(({ object }) => object.name === 'editors');
    expect(binding?.namespace).toBe('shop');
    expect(access.bindings.find(({ object }) => object.name === 'collector')?.namespace).toBeUndefined();
  });

  it.each([
    ['shop', 'web', ['editors', 'part']],
    ['shop', 'robot', ['collector']],
    ['other', 'web', []],
  ])('finds the bindings of account %s/%s', (namespace, name, expected) => {
    expect(access.bindingsOfAccount(namespace, name).map(({ object }) => object.name)).toEqual(expected);
  });

  it('leaves out subjects and rules that are none', () => {
    expect(access.bindings.find(({ object }) => object.name === 'collector')?.subjects).toHaveLength(1);
    expect(access.findRole('ClusterRole', undefined, 'part')?.rules.map(({ path }) => path)).toEqual([['rules', 0]]);
  });

  it('is built once for an inventory', () => {
    expect(accessOf(objects)).toBe(access);
  });
});
