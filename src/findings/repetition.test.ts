import { describe, expect, it } from 'vitest';
import { catalogue, runChecks } from '../checks/index.ts';
import { inventoryFromText } from '../inventory/index.ts';
import { repetitions } from './repetition.ts';

const containers = (proxy: string, user: number) => `
      - { name: app, image: app, securityContext: { privileged: true, runAsUser: ${user} } }${proxy}`;
const inventory = inventoryFromText(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec:
      containers:${containers('', 1)}
---
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop }
spec:
      containers:
      - { name: proxy, image: proxy, securityContext: { privileged: true } }${containers('', 0)}
`);
const [workload, pod] = inventory.objects;

describe('what is said of a pod and of its workload', () => {
  const version = { major: 1, minor: 37 };
  const { violations } = runChecks({
    checks: catalogue.filter(({ id }) => id === 'pod-privileged' || id === 'pod-run-as-user-zero'),
    inventory,
    parameters: {},
    kubernetesVersion: version,
    pssVersion: version,
  });

  it('is said once, although an injected container moved the others', () => {
    if (workload === undefined || pod === undefined) throw new Error('two objects were expected');
    const repeated = repetitions(violations, new Map([[pod, workload]]));
    const said = (some: Iterable<(typeof violations)[number]>) =>
      [...some].map(({ object, check, container }) => `${object.kind} ${check.id} ${container}`);
    expect(said(repeated)).toEqual(['Pod pod-privileged app']);
    expect(said(violations.filter((violation) => !repeated.has(violation)))).toEqual(
      expect.arrayContaining([
        'Deployment pod-privileged app',
        'Pod pod-privileged proxy',
        'Pod pod-run-as-user-zero app',
      ]),
    );
  });
});
