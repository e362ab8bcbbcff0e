import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batch, facts, objectOf } from './testing/batches.ts';
import { plainCluster } from './testing/clusters.ts';
import { Model, remembered } from './testing/model.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const checks = ['pod-privileged', 'pod-host-pid', 'ns-psa-labels'];

/** What an object says: some checks, in one of two wordings, perhaps excepted. */
const said = fc.record({
  name: fc.constantFrom(...names),
  checks: fc.subarray(checks),
  value: fc.constantFrom('x', 'y'),
  excepted: fc.boolean(),
});
const someFingerprints = fc
  .subarray(names)
  .map((chosen) => chosen.flatMap((name) => checks.map((check) => facts({ name, check }).fingerprint)));
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('batch' as const),
      complete: fc.boolean(),
      objects: fc.uniqueArray(said, { selector: ({ name }) => name, maxLength: 5 }),
      removed: fc.subarray(names),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('again' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('accept' as const),
      fingerprints: someFingerprints,
      days: fc.option(fc.nat(2)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('withdraw' as const), fingerprints: someFingerprints }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('expire' as const) }) },
);

const timeOf = (number: number) => new Date(Date.UTC(2027, 2, 1) + number * 8 * 3_600_000).toISOString();

onEachDatabase((databases, dialect) => {
  it('remembers the same as a simple model after any sequence of batches and decisions', async () => {
    const store = await databases.open(await databases.place());
    let clusters = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        clusters++;
        const cluster = `c${clusters}`;
        const scope = { cluster, visible: undefined };
        await store.clusters.put({ ...plainCluster, id: cluster });
        const model = new Model();
        let last = batch({ cluster });
        for (const [number, one] of steps.entries()) {
          const at = timeOf(number);
          if (one.type === 'batch') {
            const objects = one.objects.map(({ name, checks: failing, value, excepted }) => {
              const exception = excepted ? { reason: 'known', from: 'annotation' } : null;
              return objectOf(
                failing.map((check) => facts({ name, check, value, exception, risk: 7 })),
                name,
              );
            });
            // An object that is said is not gone.
            const removed = one.removed.filter((name) => !objects.some(({ key }) => key === name));
            last = batch({ cluster, at, complete: one.complete, objects, removed });
          }
          if (one.type === 'batch' || one.type === 'again') {
            last = { ...last, at };
            await store.applyBatch(last);
            model.apply(last);
          } else if (one.type === 'accept') {
            const expires = one.days === null ? undefined : timeOf(number + one.days * 3).slice(0, 10);
            await store.findings.accept(scope, one.fingerprints, { reason: 'known', by: 'ada', at, expires });
            model.accept(one.fingerprints, expires);
          } else if (one.type === 'withdraw') {
            await store.findings.withdraw(scope, one.fingerprints, 'ada', at);
            model.withdraw(one.fingerprints);
          } else {
            await store.findings.expireAcceptances(at);
            model.expire(at);
          }
        }
        expect(await remembered(store, cluster, timeOf(steps.length))).toEqual(model.expected());
      }),
      { numRuns: dialect === 'sqlite' ? 100 : 25 },
    );
  });
});
