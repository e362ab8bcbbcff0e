import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { differenceOf, withObjects } from './difference.ts';
import { hasPort, isProtocol, placeOf } from './ports.ts';
import { Reachability } from './reachability.ts';
import { clusters, networkPolicies } from './testing/clusters.ts';
import { everyKind, wider } from './testing/every-kind.ts';
import { inInventory, wholeInventory } from './testing/inventory.ts';
import { type NaiveEnd, naiveAllows } from './testing/naive.ts';

const asked = [
  { protocol: 'TCP', port: 80 },
  { protocol: 'TCP', port: 81 },
  { protocol: 'TCP', port: 8080 },
  { protocol: 'TCP', port: 9001 },
  { protocol: 'UDP', port: 81 },
  { protocol: 'SCTP', port: 80 },
];

function endsOf(objects: readonly KubernetesObject[]): readonly NaiveEnd[] {
  const pods = objects.filter(({ kind }) => kind === 'Pod');
  return [
    ...pods.map((pod) => ({ pod, address: (pod.status as { podIP: string }).podIP })),
    ...['203.0.113.7', '203.0.113.8', '8.8.8.8', '10.1.0.200', '10.2.0.1'].map((address) => ({ address })),
  ];
}

/** `10.1.0.1 10.1.0.2 TCP 80` of all connections that the whole map allows, or that are unknown there. */
function mapped(model: Reachability, ends: readonly NaiveEnd[]) {
  const perhaps = new Set<string>();
  const classOf = new Map(ends.map(({ address }) => [address, model.classes.classOfAddress(address) ?? -1]));
  const allowed = new Set<string>();
  let unknown = 0;
  for (const { to, groups } of model.rows())
    for (const target of ends) {
      if (!to.has(classOf.get(target.address) ?? -1)) continue;
      for (const { from, verdicts } of groups)
        for (const source of ends) {
          if (!from.has(classOf.get(source.address) ?? -1)) continue;
          unknown += verdicts.unknown.length;
          for (const { protocol, port } of asked) {
            if (!isProtocol(protocol)) continue;
            const name = `${source.address} ${target.address} ${protocol} ${port}`;
            if (hasPort(verdicts.allowed, placeOf(protocol, port))) allowed.add(name);
            else if (hasPort(verdicts.unknown, placeOf(protocol, port))) perhaps.add(name);
          }
        }
    }
  return { allowed, unknown, perhaps };
}

describe('the map', () => {
  it('says of classes what is true of every pair', () => {
    let connections = 0;
    fc.assert(
      fc.property(clusters, (objects) => {
        const ends = endsOf(objects);
        const model = new Reachability(wholeInventory(objects));
        const { allowed, unknown } = mapped(model, ends);
        expect(unknown).toBe(0);
        for (const from of ends)
          for (const to of ends) {
            if (from === to || (from.pod === undefined && to.pod === undefined)) continue;
            for (const port of asked) {
              const name = `${from.address} ${to.address} ${port.protocol} ${port.port}`;
              const naive = naiveAllows(objects, from, to, port);
              expect({ name, allowed: allowed.has(name) }).toEqual({ name, allowed: naive });
              const [a, b] = [
                model.classes.classOfAddress(from.address) ?? -1,
                model.classes.classOfAddress(to.address) ?? -1,
              ];
              const place = isProtocol(port.protocol) ? placeOf(port.protocol, port.port) : -1;
              const { outcome, egress, ingress } = model.verdict(a, b, place);
              expect({ name, outcome }).toEqual({ name, outcome: naive ? 'allowed' : 'denied' });
              for (const { outcome: half, decides } of [egress, ingress])
                expect(decides === undefined ? 'allowed' : decides.action === 'allow' ? 'allowed' : 'denied').toBe(
                  half,
                );
              connections++;
            }
          }
      }),
      { numRuns: 300 },
    );
    expect(connections).toBeGreaterThan(10_000);
  });

  it('loses no connection when a policy that closes the direction anyway allows more', () => {
    fc.assert(
      fc.property(clusters, networkPolicies, fc.nat(), (objects, other, pick) => {
        const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
        const policy = policies[pick % Math.max(1, policies.length)];
        if (policy === undefined) return;
        const spec = policy.spec as { ingress: unknown[]; egress: unknown[] };
        const added = other('other').spec as { ingress: unknown[]; egress: unknown[] };
        const wider = {
          ...policy,
          spec: { ...spec, ingress: [...spec.ingress, ...added.ingress], egress: [...spec.egress, ...added.egress] },
        };
        const ends = endsOf(objects);
        const before = mapped(new Reachability(wholeInventory(objects)), ends).allowed;
        const after = mapped(
          new Reachability(wholeInventory(objects.map((one) => (one === policy ? wider : one)))),
          ends,
        ).allowed;
        expect([...before].filter((one) => !after.has(one))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the difference', () => {
  it('of a cluster and itself is empty', () => {
    fc.assert(
      fc.property(clusters, (objects) => {
        const inventory = wholeInventory(objects);
        const other = wholeInventory([...objects].reverse());
        expect(differenceOf({ inventory }, { inventory: other })).toMatchObject({
          added: [],
          removed: [],
          changes: [],
        });
      }),
      { numRuns: 200 },
    );
  });

  it('of a simulation is that of the maps before and after', () => {
    let changed = 0;
    fc.assert(
      fc.property(clusters, fc.array(networkPolicies, { minLength: 1, maxLength: 2 }), (objects, policies) => {
        // The first replaces one of the cluster's where there is such.
        const applied = policies.map((policy, index) => policy(`network-${index}`));
        const inventory = wholeInventory(objects);
        const after = withObjects(inventory, applied.map(inInventory));
        const kept = objects.filter(
          ({ kind, metadata }) =>
            kind !== 'NetworkPolicy' ||
            !applied.some(
              (one) => one.metadata?.name === metadata?.name && one.metadata?.namespace === metadata?.namespace,
            ),
        );
        const ends = endsOf(objects);
        const [was, is] = [
          mapped(new Reachability(inventory), ends).allowed,
          mapped(new Reachability(wholeInventory([...kept, ...applied])), ends).allowed,
        ];
        expect(mapped(new Reachability(after), ends).allowed).toEqual(is);
        const pods = new Map(
          ends.flatMap(({ pod, address }) =>
            pod === undefined ? [] : [[`Pod/${pod.metadata?.namespace}/${pod.metadata?.name}`, address]],
          ),
        );
        const differing = new Set<string>();
        for (const { from, to, before, after: later } of differenceOf({ inventory }, { inventory: after }).changes)
          for (const source of from)
            for (const target of to)
              for (const { protocol, port } of asked) {
                if (!isProtocol(protocol) || !pods.has(source) || !pods.has(target)) continue;
                const place = placeOf(protocol, port);
                if (hasPort(before.allowed, place) !== hasPort(later.allowed, place))
                  differing.add(`${pods.get(source)} ${pods.get(target)} ${protocol} ${port}`);
              }
        const ofPods = (names: Iterable<string>) =>
          [...names]
            .filter((name) =>
              name
                .split(' ')
                .slice(0, 2)
                .every((one) => [...pods.values()].includes(one)),
            )
            .sort();
        const expected = ofPods([...was].filter((one) => !is.has(one)).concat([...is].filter((one) => !was.has(one))));
        expect(ofPods(differing)).toEqual(expected);
        changed += expected.length;
      }),
      { numRuns: 200 },
    );
    expect(changed).toBeGreaterThan(0);
  });
});

describe('with policies of every kind', () => {
  const kinds = new Set<string>();
  const made = ({ objects, policies }: typeof everyKind extends fc.Arbitrary<infer T> ? T : never) =>
    [objects, policies.map(({ make }, index) => make(`any-${index}`, 100 + index))] as const;

  it('the difference of a cluster and itself is empty', () => {
    fc.assert(
      fc.property(everyKind, (cluster) => {
        const [objects, policies] = made(cluster);
        for (const { apiVersion, kind } of policies) kinds.add(`${apiVersion} ${kind}`);
        const inventory = wholeInventory([...objects, ...policies]);
        const other = wholeInventory([...policies].reverse().concat([...objects].reverse()));
        expect(differenceOf({ inventory }, { inventory: other })).toMatchObject({
          added: [],
          removed: [],
          changes: [],
        });
      }),
      { numRuns: 150 },
    );
    expect(kinds.size).toBe(10);
  });

  it('a rule that allows more removes no connection, for certain or perhaps', () => {
    let added = 0;
    fc.assert(
      fc.property(everyKind, fc.nat(), (cluster, pick) => {
        const [objects, policies] = made(cluster);
        const at = pick % policies.length;
        const [chosen, its] = [policies[at], cluster.policies[at]];
        if (chosen === undefined || its === undefined) return;
        const ends = endsOf(objects);
        const map = (all: readonly KubernetesObject[]) =>
          mapped(new Reachability(wholeInventory([...objects, ...all])), ends);
        const [before, after] = [map(policies), map(policies.map((one) => (one === chosen ? wider(one, its) : one)))];
        expect([...before.allowed].filter((one) => !after.allowed.has(one))).toEqual([]);
        expect([...before.perhaps].filter((one) => !after.allowed.has(one) && !after.perhaps.has(one))).toEqual([]);
        added += after.allowed.size - before.allowed.size;
      }),
      { numRuns: 200 },
    );
    expect(added).toBeGreaterThan(0);
  });

  it('a simulation says what the maps before and after say', () => {
    let changed = 0;
    fc.assert(
      fc.property(everyKind, (cluster) => {
        const [objects, policies] = made(cluster);
        // The first is applied; half of the time it takes the place of one of the cluster's.
        const [applied, ...rest] = policies;
        const old = cluster.policies.at(-1)?.make('any-0', 100);
        if (applied === undefined || old === undefined) return;
        const isSame =
          old.apiVersion === applied.apiVersion &&
          old.kind === applied.kind &&
          old.metadata?.namespace === applied.metadata?.namespace;
        const start = [...objects, ...rest, ...(isSame ? [old] : [])];
        const inventory = wholeInventory(start);
        const simulated = withObjects(inventory, [inInventory(applied)]);
        const ends = endsOf(objects);
        const [was, is] = [inventory, wholeInventory([...objects, ...rest, applied])].map((one) =>
          mapped(new Reachability(one), ends),
        );
        if (was === undefined || is === undefined) return;
        const now = mapped(new Reachability(simulated), ends);
        expect([now.allowed, now.perhaps]).toEqual([is.allowed, is.perhaps]);
        const address = new Map(
          ends.flatMap(({ pod, address: ip }) =>
            pod === undefined ? [] : [[`Pod/${pod.metadata?.namespace}/${pod.metadata?.name}`, ip]],
          ),
        );
        const differing = new Set<string>();
        for (const { from, to, before, after } of differenceOf({ inventory }, { inventory: simulated }).changes)
          for (const source of from)
            for (const target of to)
              for (const { protocol, port } of asked) {
                const [a, b] = [address.get(source), address.get(target)];
                if (!isProtocol(protocol) || a === undefined || b === undefined) continue;
                const place = placeOf(protocol, port);
                const state = (of: typeof before) => [hasPort(of.allowed, place), hasPort(of.unknown, place)].join();
                if (state(before) !== state(after)) differing.add(`${a} ${b} ${protocol} ${port}`);
              }
        const pods = new Set(address.values());
        const stateIn = (of: typeof was, name: string) => [of.allowed.has(name), of.perhaps.has(name)].join();
        const names = new Set([...was.allowed, ...was.perhaps, ...is.allowed, ...is.perhaps]);
        const expected = [...names].filter((name) => {
          const [a = '', b = ''] = name.split(' ');
          return pods.has(a) && pods.has(b) && stateIn(was, name) !== stateIn(is, name);
        });
        expect([...differing].sort()).toEqual(expected.sort());
        changed += expected.length;
      }),
      { numRuns: 150 },
    );
    expect(changed).toBeGreaterThan(0);
  });
});
