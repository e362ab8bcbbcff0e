import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../checks/index.ts';
import { readRecording } from '../inventory/cluster/index.ts';
import { Assessor, type AssessorOptions } from './assessor.ts';
import { clusterObjects, TestCluster } from './testing/cluster.ts';
import { assessedAtOnce, Heard } from './testing/oracle.ts';
import { add, step, take, themes } from './testing/steps.ts';

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

describe('an assessor that is told of each change', () => {
  it('says at last what an assessment of everything says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.constant(0), fc.nat(themes.length - 1)),
        fc.array(add, { minLength: 10, maxLength: 40 }),
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 16 }),
        async (chosen, first, batches) => {
          const cluster = new TestCluster();
          for (const taken of first) take(cluster, taken, chosen);
          const assessor = new Assessor(options);
          const heard = await Heard.make();
          cluster.takeChanged();
          heard.hear(await assessor.update(cluster, 'all'));
          await expectSame(cluster, heard);
          for (const batch of batches) {
            for (const taken of batch) take(cluster, taken, chosen);
            heard.hear(await assessor.update(cluster, cluster.takeChanged()));
            await expectSame(cluster, heard);
          }
        },
      ),
      { numRuns: Number(process.env.ASSESSOR_RUNS ?? 25) },
    );
  }, 120_000);
});

describe("a company's cluster", () => {
  it('is assessed the same in whatever order it becomes known', async () => {
    const { state } = await readRecording('examples/harbor.recording');
    const objects = [...state.objects];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(objects, { minLength: objects.length }),
        fc.subarray(objects, { maxLength: 20 }),
        async (shuffled, gone) => {
          const cluster = new TestCluster();
          Object.assign(cluster, { kinds: state.kinds, blindSpots: state.blindSpots });
          for (const [pod, workload] of state.representatives) cluster.representatives.set(pod, workload);
          const assessor = new Assessor(options);
          const heard = await Heard.make();
          for (let from = 0; from < shuffled.length; from += 100) {
            for (const [, object] of shuffled.slice(from, from + 100)) cluster.put(object);
            heard.hear(await assessor.update(cluster, cluster.takeChanged()));
          }
          await expectSame(cluster, heard);
          for (const [key] of gone) cluster.objects.delete(key);
          heard.hear(await assessor.update(cluster, 'all'));
          await expectSame(cluster, heard);
        },
      ),
      { numRuns: 2 },
    );
  }, 120_000);
});

describe('what chance found once', () => {
  it('what reports outside of namespaces say of a kind that can be seen no more stays with them', async () => {
    const cluster = new TestCluster();
    const report = (name: string) => `
apiVersion: wgpolicyk8s.io/v1alpha2
kind: ClusterPolicyReport
metadata: { name: ${name} }
results:
  - { source: kyverno, policy: own, result: fail, resources: [{ apiVersion: v1, kind: Service, namespace: shop, name: web }] }
`;
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { ports: [] }';
    cluster.put(...clusterObjects(`${report('one')}---${report('two')}---\n${service}\n`));
    const assessor = new Assessor(options);
    const heard = await Heard.make();
    heard.hear(await assessor.update(cluster, 'all'));
    await expectSame(cluster, heard);
    expect(heard.byKey.get('/Service/shop/web')?.join()).toContain('kyverno/own');
    cluster.takeChanged();
    cluster.blindSpots = [{ code: 'forbidden', groupKind: '/Service', detail: '' }];
    heard.hear(await assessor.update(cluster, cluster.takeChanged()));
    await expectSame(cluster, heard);
    expect(heard.byKey.get('wgpolicyk8s.io/ClusterPolicyReport//one')?.join()).toContain('kyverno/own');
  });
});

async function expectSame(cluster: TestCluster, { byKey }: Heard): Promise<void> {
  const whole = await assessedAtOnce(cluster, options);
  for (const key of new Set([...byKey.keys(), ...whole.keys()]))
    expect([key, byKey.get(key) ?? []]).toEqual([key, whole.get(key) ?? []]);
}
