import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { catalogue } from '../catalogue.ts';
import { runChecks } from '../run.ts';

const version = { major: 1, minor: 37 };

function found(text: string, prefixes: readonly string[]): readonly string[] {
  const checks = catalogue.filter(({ id }) => prefixes.some((prefix) => id.startsWith(prefix)));
  const inventory = inventoryFromText(text);
  const options = { checks, inventory, parameters: {}, kubernetesVersion: version, pssVersion: version };
  return runChecks(options).violations.map(
    ({ check, severity, message, object }) => `${severity ?? check.severity} ${check.id} ${message} ${object.name}`,
  );
}

function role(rule: string, name = 'worker', kind = 'ClusterRoleBinding'): string {
  return `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "${name}" }
rules: [${rule}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: worker, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "${name}" }
subjects: [{ kind: User, name: jane }]
`;
}

const everything = '{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }';

describe('one cause is one finding', () => {
  it.each([
    ['a rule that allows everything', role(everything), ['critical rbac-wildcard-all cluster worker']],
    [
      'the same inside a namespace is one step less',
      role(everything, 'worker', 'RoleBinding'),
      ['high rbac-wildcard-all namespace worker'],
    ],
    [
      'reading everything is as bad as the worst that it implies',
      role('{ apiGroups: ["*"], resources: ["*"], verbs: [get] }'),
      ['critical rbac-wildcard-resource implies-cluster worker'],
    ],
    [
      "a system role that somebody's own binding hands out",
      role(everything, 'system:example'),
      ['critical rbac-wildcard-all cluster system:example'],
    ],
    [
      "a binding of Kubernetes' own doesn't hold it",
      role(everything).replaceAll('metadata: { name: worker,', 'metadata: { name: "system:worker",'),
      ['high rbac-wildcard-all unbound worker'],
    ],
    [
      'any verb on Secrets: the verb and what it opens',
      role('{ apiGroups: [""], resources: [secrets], verbs: ["*"] }'),
      ['high rbac-wildcard-verb cluster worker', 'high rbac-secrets-read cluster worker'],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text, ['rbac-'])).toEqual(expected);
  });

  const pod = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: app, image: "example.com/web:1" }] }
`;

  it('a namespace without policy is told once, not for every workload', () => {
    const second = pod.replace('name: web,', 'name: api,');
    expect(found(`${pod}---${second}`, ['net-'])).toEqual(['medium net-ns-no-policy undefined web']);
    expect(found(`${pod}---${second}`, ['net-pod-unselected'])).toHaveLength(2);
  });
});
