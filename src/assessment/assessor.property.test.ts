import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../checks/index.ts';
import { Assessor, type AssessorOptions } from './assessor.ts';
import { TestCluster } from './testing/cluster.ts';
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

async function expectSame(cluster: TestCluster, { byKey }: Heard): Promise<void> {
  const whole = await assessedAtOnce(cluster, options);
  for (const key of new Set([...byKey.keys(), ...whole.keys()]))
    expect([key, byKey.get(key) ?? []]).toEqual([key, whole.get(key) ?? []]);
}
