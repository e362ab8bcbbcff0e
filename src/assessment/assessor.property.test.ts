import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examples } from '../checks/examples/index.ts';
import { catalogue } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import type { KubernetesObject } from '../kubernetes/index.ts';
import { Assessor, type AssessorOptions } from './assessor.ts';
import { clusterObject, clusterObjects, TestCluster } from './testing/cluster.ts';
import { assessedAtOnce, Heard } from './testing/oracle.ts';

const version = { major: 1, minor: 37 };

const options: AssessorOptions = {
  checks: catalogue,
  parameters: {
    'meta-required-labels': { labels: { team: '^[a-z]+$' } },
    'img-registry-allow': { registries: ['registry.example.com'] },
  },
  severities: { 'pod-hostpath': 'critical' },
  kubernetesVersion: version,
  pssVersion: version,
  exceptions: {
    rules: [
      { check: 'net-pod-unselected', resources: ['Deployment/*/*'], reason: 'known' },
      { check: 'rbac-secrets-read', reason: 'over', expires: '2026-01-01' },
    ],
    byAnnotation: true,
    file: '.breakwater.yaml',
  },
  today: () => '2026-11-25',
};

/** Objects that belong together: each example of a check, and the shop. */
const groups: readonly (readonly InventoryObject[])[] = [
  ...Object.values(examples).flatMap(({ pass, fail }) => [...pass, ...fail].map(({ yaml }) => clusterObjects(yaml))),
  readdirSync('examples/shop', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .flatMap((file) => clusterObjects(readFileSync(join('examples/shop', file), 'utf8'))),
]
  .map((group) => group.filter(isServed))
  .filter((group) => group.length > 0);

/** Whether an API server has such objects: configuration files of its parts are none. */
function isServed({ group, groupKind }: InventoryObject): boolean {
  return !/\.config\.k8s\.io$|^(kubeadm|audit)\.k8s\.io$/.test(group) && !/^\/(Encryption)?Config$/.test(groupKind);
}

type Step =
  | { readonly type: 'add'; readonly group: number }
  | { readonly type: 'remove'; readonly index: number }
  | { readonly type: 'change'; readonly index: number; readonly how: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('add' as const), group: fc.nat(groups.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('remove' as const), index: fc.nat(10_000) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('change' as const),
      index: fc.nat(10_000),
      how: fc.nat(1000),
    }),
  },
);

/** An object that may be written to. */
type Body = { -readonly [Field in keyof KubernetesObject]: KubernetesObject[Field] } & Record<string, unknown>;

/** Changes that make a difference to others: of labels, selectors, names in references, and of whole parts. */
const changes: readonly ((body: Body) => void)[] = [
  (body) => {
    body.metadata = { ...body.metadata, labels: { app: 'web', team: 'Nobody' } };
  },
  (body) => {
    body.metadata = { ...body.metadata, annotations: { 'exceptions.breakwater.dev/ns-default': 'as it is' } };
  },
  (body) => {
    delete body.spec;
  },
  (body) => {
    delete body.rules;
  },
  (body) => {
    body.subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }];
  },
  (body) => replaceText(body, /"(web|app|api|db|shop)"/g, (_, name) => `"${name}2"`),
  (body) => replaceText(body, /"(web|app|api|db|shop)2"/g, (_, name) => `"${name}"`),
  (body) => replaceText(body, /"image":"[^"]*"/g, () => '"image":"registry.example.com/shop/web:1.0"'),
  (body) =>
    replaceText(body, /"(LoadBalancer|NodePort|ClusterIP)"/g, (_, type) =>
      type === 'ClusterIP' ? '"NodePort"' : '"ClusterIP"',
    ),
  (body) =>
    replaceText(
      body,
      /"namespace":"(shop|default|other)"/g,
      (_, name) => `"namespace":"${name === 'shop' ? 'other' : 'shop'}"`,
    ),
];

function replaceText(body: Body, pattern: RegExp, by: (match: string, name: string) => string): void {
  const { apiVersion, kind, metadata, ...rest } = body;
  Object.assign(body, JSON.parse(JSON.stringify(rest).replace(pattern, by)));
  if (metadata?.labels !== undefined)
    body.metadata = { ...metadata, labels: JSON.parse(JSON.stringify(metadata.labels).replace(pattern, by)) };
}

function take(cluster: TestCluster, taken: Step): void {
  if (taken.type === 'add') {
    cluster.put(...(groups[taken.group] ?? []));
    return;
  }
  const keys = [...cluster.objects.keys()];
  const key = keys[taken.index % Math.max(keys.length, 1)];
  const object = key === undefined ? undefined : cluster.objects.get(key);
  if (key === undefined || object === undefined) return;
  if (taken.type === 'remove') {
    cluster.delete(key);
    return;
  }
  const body: Body = structuredClone(object.object);
  changes[taken.how % changes.length]?.(body);
  cluster.put(clusterObject(body, object.declaredNamespace));
}

describe('an assessor that is told of each change', () => {
  it('says at last what an assessment of everything says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(groups.length - 1), { minLength: 20, maxLength: 60 }),
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 12 }),
        async (first, batches) => {
          const cluster = new TestCluster();
          for (const group of first) cluster.put(...(groups[group] ?? []));
          const assessor = new Assessor(options);
          const heard = await Heard.make();
          cluster.takeChanged();
          heard.hear(await assessor.update(cluster, 'all'));
          await expectSame(cluster, heard);
          for (const batch of batches) {
            for (const taken of batch) take(cluster, taken);
            heard.hear(await assessor.update(cluster, cluster.takeChanged()));
            await expectSame(cluster, heard);
          }
        },
      ),
      { numRuns: Number(process.env.ASSESSOR_RUNS ?? 25) },
    );
  }, 120_000);
});

async function expectSame(cluster: TestCluster, { byKey }: Heard): Promise<void> {
  const whole = await assessedAtOnce(cluster, options);
  for (const key of new Set([...byKey.keys(), ...whole.keys()]))
    expect([key, byKey.get(key) ?? []]).toEqual([key, whole.get(key) ?? []]);
}
