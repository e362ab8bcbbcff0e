import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPorts, differenceOf, otherPorts, withObjects } from '../reachability/index.ts';
import { networkPolicies } from '../reachability/testing/clusters.ts';
import { wholeInventory } from '../reachability/testing/inventory.ts';
import { generate, inventoryObject } from './generate.ts';
import { declaredClusters } from './testing/declared.ts';

const policies = fc
  .array(networkPolicies, { maxLength: 3 })
  .map((made) => made.map((policy, index) => policy(`own-${index}`)));

const everywhere = ['shop', 'pay', 'ops', 'kube-system'];

describe('a generated set', () => {
  it('never blocks what is declared and possible today', () => {
    fc.assert(
      fc.property(
        declaredClusters,
        policies,
        fc.subarray(everywhere, { minLength: 1 }),
        fc.boolean(),
        (objects, own, namespaces, baseline) => {
          const { namespaces: made, needs } = generate(wholeInventory([...objects, ...own]), { namespaces, baseline });
          expect(needs.length).toBeGreaterThan(0);
          const lost = made.flatMap(({ replayed }) =>
            replayed
              .filter(({ before, after }) => before !== after && after !== 'allowed')
              .map(({ need, before, after }) => ({
                need: need.evidence,
                from: need.from,
                to: need.to,
                ports: need.ports,
                before,
                after,
              })),
          );
          expect(lost).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never opens what is closed today', () => {
    fc.assert(
      fc.property(declaredClusters, policies, (objects, own) => {
        const inventory = wholeInventory([...objects, ...own]);
        const { namespaces } = generate(inventory, { namespaces: everywhere });
        // Where labels don't tell workloads apart, what one needs the other gets, too: that is said.
        const shared = namespaces.some(({ notes }) =>
          notes.some(({ code }) => code === 'shared-labels' || code === 'no-labels'),
        );
        fc.pre(!shared);
        const after = withObjects(
          inventory,
          namespaces.flatMap((one) => one.policies.map(({ object }) => inventoryObject(object))),
        );
        const opened = differenceOf({ inventory }, { inventory: after }).changes.filter(({ before, after: then }) => {
          const denied = commonPorts(otherPorts(before.allowed), otherPorts(before.unknown));
          return commonPorts(denied, then.allowed).length > 0;
        });
        expect(opened).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('is written the same from run to run, and generated anew over itself', () => {
    fc.assert(
      fc.property(declaredClusters, (objects) => {
        const first = generate(wholeInventory(objects), {});
        const made = first.namespaces.flatMap(({ policies: all }) => all.map(({ object }) => object));
        const second = generate(wholeInventory([...objects.toReversed(), ...made]), {});
        const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
        const again = second.namespaces.flatMap(({ policies: all }) => all.map(({ object }) => object));
        const hasShared = first.namespaces.some(({ notes }) =>
          notes.some(({ code }) => code === 'shared-labels' || code === 'no-labels'),
        );
        if (!hasShared) expect(sorted(again)).toEqual(sorted(made));
      }),
      { numRuns: 50 },
    );
  });
});
