import { expect, it } from 'vitest';
import type { FindingFacts } from '../findings/index.ts';
import type { HistoryEntry } from './finding-types.ts';
import type { Store } from './store.ts';
import { batch, facts, objectOf } from './testing/batches.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

const scope = { cluster: 'c1', visible: undefined };
const web = 'apps/Deployment/shop/web';
const day = (number: number) => `2027-03-${String(number).padStart(2, '0')}T10:00:00.000Z`;

async function all(store: Store, cluster = 'c1') {
  const page = await store.findings.page(
    { cluster, visible: undefined },
    {},
    { offset: 0, limit: 500, sort: 'firstSeen', order: 'asc' },
  );
  return page.items;
}

async function history(store: Store, { fingerprint }: FindingFacts): Promise<readonly HistoryEntry[]> {
  return (await store.findings.detail(scope, fingerprint))?.history ?? [];
}

onEachDatabase((databases) => {
  it('remembers findings as they were said, with when', async () => {
    const store = await databases.store();
    const finding = facts({ container: 'app', value: '\0 and \ud800 and \u{1f6e5}' });
    const result = await store.applyBatch(
      batch({ at: day(1), complete: true, objects: [objectOf([finding], web, { team: 'web' })] }),
    );
    expect(result).toEqual({ opened: 1, resolved: 0, reopened: 0, changed: 0, namespaces: ['shop'] });
    expect(await all(store)).toEqual([
      {
        facts: JSON.parse(JSON.stringify(finding)),
        object: web,
        workload: undefined,
        team: 'web',
        status: 'open',
        firstSeen: day(1),
        lastSeen: day(1),
        resolvedAt: undefined,
      },
    ]);
  });

  it('applies a batch again without doubling anything; only last seen moves', async () => {
    const store = await databases.store();
    const objects = [objectOf([facts({}), facts({ check: 'pod-host-pid' })], web)];
    await store.applyBatch(batch({ at: day(1), complete: true, objects }));
    for (const complete of [true, false]) {
      const again = await store.applyBatch(batch({ at: day(2), complete, objects }));
      expect(again).toEqual({ opened: 0, resolved: 0, reopened: 0, changed: 0, namespaces: [] });
    }
    const rows = await all(store);
    expect(rows.map(({ firstSeen, lastSeen }) => [firstSeen, lastSeen])).toEqual([
      [day(1), day(2)],
      [day(1), day(2)],
    ]);
    expect(await history(store, facts({}))).toHaveLength(1);
  });

  it('tells the way of a finding: opened, changed, resolved, reopened', async () => {
    const store = await databases.store();
    const finding = facts({});
    await store.applyBatch(batch({ at: day(1), objects: [objectOf([finding], web)] }));
    await store.applyBatch(batch({ at: day(2), objects: [objectOf([facts({ value: 'other' })], web)] }));
    // A change of the place alone is kept but not told.
    await store.applyBatch(
      batch({ at: day(3), objects: [objectOf([{ ...facts({ value: 'other' }), path: 'spec' }], web)] }),
    );
    const gone = await store.applyBatch(batch({ at: day(5), objects: [objectOf([], web)] }));
    expect(gone).toMatchObject({ resolved: 1, namespaces: ['shop'] });
    expect(await all(store)).toMatchObject([
      { status: 'resolved', firstSeen: day(1), lastSeen: day(3), resolvedAt: day(5), facts: { path: 'spec' } },
    ]);
    await store.applyBatch(batch({ at: day(6), objects: [] }));
    const back = await store.applyBatch(batch({ at: day(7), objects: [objectOf([finding], web)] }));
    expect(back).toMatchObject({ opened: 0, reopened: 1 });
    expect(await all(store)).toMatchObject([
      { status: 'open', firstSeen: day(1), lastSeen: day(7), resolvedAt: undefined, facts: { path: finding.path } },
    ]);
    expect((await history(store, finding)).map(({ at, type }) => [at, type])).toEqual([
      [day(1), 'opened'],
      [day(2), 'changed'],
      [day(5), 'resolved'],
      [day(7), 'reopened'],
    ]);
  });

  it('resolves what a complete batch does not name, and by a partial one only what is removed or not said again', async () => {
    const store = await databases.store();
    const named = (name: string) => objectOf([facts({ name })], `apps/Deployment/shop/${name}`);
    await store.applyBatch(batch({ at: day(1), objects: ['a', 'b', 'c', 'd'].map(named) }));
    const open = async () => (await all(store)).filter(({ status }) => status === 'open').map(({ object }) => object);
    await store.applyBatch(batch({ at: day(2), objects: [named('a')], removed: ['apps/Deployment/shop/b'] }));
    expect(await open()).toEqual(['a', 'c', 'd'].map((name) => `apps/Deployment/shop/${name}`));
    // What is both removed and said is there: it was made anew.
    await store.applyBatch(batch({ at: day(2), objects: [named('a')], removed: ['apps/Deployment/shop/a'] }));
    expect(await history(store, facts({ name: 'a' }))).toHaveLength(1);
    await store.applyBatch(batch({ at: day(3), complete: true, objects: [named('c')] }));
    expect(await open()).toEqual(['apps/Deployment/shop/c']);
    await store.applyBatch(batch({ at: day(4), complete: true }));
    expect(await open()).toEqual([]);
  });

  it('keeps clusters apart', async () => {
    const store = await databases.store();
    await store.applyBatch(batch({ objects: [objectOf([facts({})], web)] }));
    await store.applyBatch(batch({ cluster: 'c2', objects: [objectOf([facts({})], web)] }));
    await store.applyBatch(batch({ cluster: 'c2', complete: true }));
    expect((await all(store)).map(({ status }) => status)).toEqual(['open']);
    expect((await all(store, 'c2')).map(({ status }) => status)).toEqual(['resolved']);
    expect(await all(store, 'c3')).toEqual([]);
    await expect(store.applyBatch(batch({ cluster: 'c3' }))).rejects.toThrow(/never put/);
  });

  it('survives what is named twice, and a finding that comes from another object', async () => {
    const store = await databases.store();
    const finding = facts({});
    const other = 'extensions/Deployment/shop/web';
    await store.applyBatch(
      batch({ objects: [objectOf([], web), objectOf([finding, finding], web), objectOf([finding], other)] }),
    );
    expect(await all(store)).toMatchObject([{ object: other, status: 'open' }]);
    const result = await store.applyBatch(batch({ complete: true, objects: [objectOf([finding], web)] }));
    expect(result).toMatchObject({ opened: 0, resolved: 0 });
    expect(await all(store)).toMatchObject([{ object: web, status: 'open' }]);
  });

  it('takes hostile names of any length, and tells them apart', async () => {
    const store = await databases.store();
    // Of three bytes a character, and hard to compress: PostgreSQL's index entries have 2,700 bytes.
    const long = String.fromCodePoint(
      ...Array.from({ length: 100_000 }, (_, index) => 0x4e00 + ((index * 7919) % 20_000)),
    );
    const objects = ['a', 'b'].map((end) =>
      objectOf([facts({ name: long + end, namespace: long, value: long })], `apps/Deployment/${long}/${long}${end}`, {
        team: long,
      }),
    );
    await store.applyBatch(batch({ complete: true, objects }));
    expect(await store.applyBatch(batch({ complete: true, objects }))).toMatchObject({ opened: 0, changed: 0 });
    expect(await all(store)).toHaveLength(2);
    await store.applyBatch(batch({ removed: [`apps/Deployment/${long}/${long}a`] }));
    expect((await all(store)).map(({ status }) => status).sort()).toEqual(['open', 'resolved']);
  });

  it('never runs backwards when the clock does', async () => {
    const store = await databases.store();
    await store.applyBatch(batch({ at: day(5), objects: [objectOf([facts({})], web)] }));
    await store.applyBatch(batch({ at: day(3), objects: [objectOf([], web)] }));
    expect(await all(store)).toMatchObject([{ resolvedAt: day(5) }]);
    expect((await store.clusters.get('c1'))?.assessedAt).toBe(day(5));
    await expect(store.applyBatch(batch({ at: 'yesterday' }))).rejects.toThrow(/time/);
  });

  it('changes nothing by a batch that fails in the middle', async () => {
    const store = await databases.store();
    await store.applyBatch(batch({ at: day(1), objects: [objectOf([facts({})], web)] }));
    const broken = { ...facts({ name: 'b' }), check: undefined } as unknown as FindingFacts;
    const objects = [objectOf([], web), objectOf(Array(400).fill(facts({ name: 'a' })), 'a'), objectOf([broken], 'b')];
    await expect(store.applyBatch(batch({ at: day(2), objects }))).rejects.toThrow();
    expect(await all(store)).toMatchObject([{ status: 'open', lastSeen: day(1) }]);
    expect(await store.applyBatch(batch({ at: day(2), objects: [] }))).toMatchObject({ resolved: 0 });
  });

  it('takes over exceptions of settings and annotations as acceptance, with its history', async () => {
    const store = await databases.store();
    const exception = { reason: 'reads node logs', owner: 'platform', expires: '2027-03-03', from: '.breakwater.yaml' };
    const said = (fact: FindingFacts) => batch({ objects: [objectOf([fact], web)] });
    await store.applyBatch({ ...said(facts({ exception })), at: day(1) });
    expect(await all(store)).toMatchObject([{ status: 'accepted', facts: { exception } }]);
    await store.applyBatch({ ...said(facts({})), at: day(2) });
    await store.applyBatch({ ...said(facts({ exception })), at: day(3) });
    await store.applyBatch({ ...said(facts({})), at: day(4) });
    expect(await all(store)).toMatchObject([{ status: 'open' }]);
    expect((await history(store, facts({}))).map(({ type, reason, expires }) => [type, reason, expires])).toEqual([
      ['opened', undefined, undefined],
      ['accepted', 'reads node logs', '2027-03-03'],
      ['acceptance-withdrawn', undefined, undefined],
      ['accepted', 'reads node logs', '2027-03-03'],
      ['acceptance-expired', undefined, undefined],
    ]);
  });
});
