import { expect, it } from 'vitest';
import type { Store } from './store.ts';
import { batch, facts, objectOf } from './testing/batches.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

const scope = { cluster: 'c1', visible: undefined };
const web = 'apps/Deployment/shop/web';
const day = (number: number) => `2027-03-0${number}T10:00:00.000Z`;
const finding = facts({});
const said = (at: string, there = true) => batch({ at, objects: [objectOf(there ? [finding] : [], web)] });
const decision = { reason: 'known and wanted', expires: '2027-03-04', by: 'ada', at: day(2) };

async function now(store: Store) {
  const detail = await store.findings.detail(scope, finding.fingerprint);
  return { status: detail?.status, acceptance: detail?.acceptance, types: detail?.history.map(({ type }) => type) };
}

onEachDatabase((databases) => {
  it('accepts findings by who decided it, until they withdraw it', async () => {
    const store = await databases.store();
    await store.applyBatch(said(day(1)));
    expect(await store.findings.accept(scope, [finding.fingerprint, 'f'.repeat(32)], decision)).toBe(1);
    expect(await now(store)).toEqual({ status: 'accepted', acceptance: decision, types: ['opened', 'accepted'] });
    // A decision replaces the one before.
    await store.findings.accept(scope, [finding.fingerprint], { ...decision, by: 'grace', expires: undefined });
    expect((await now(store)).acceptance).toMatchObject({ by: 'grace', expires: undefined });
    expect(await store.findings.withdraw(scope, [finding.fingerprint], 'ada', day(3))).toBe(1);
    expect(await store.findings.withdraw(scope, [finding.fingerprint], 'ada', day(3))).toBe(0);
    expect(await now(store)).toEqual({
      status: 'open',
      acceptance: undefined,
      types: ['opened', 'accepted', 'accepted', 'acceptance-withdrawn'],
    });
    const detail = await store.findings.detail(scope, finding.fingerprint);
    expect(detail?.history[1]).toEqual({
      at: day(2),
      type: 'accepted',
      actor: 'ada',
      reason: 'known and wanted',
      expires: '2027-03-04',
    });
  });

  it('keeps an acceptance while the finding goes and comes, until its last day is over', async () => {
    const store = await databases.store();
    await store.applyBatch(said(day(1)));
    await store.findings.accept(scope, [finding.fingerprint], decision);
    await store.applyBatch(said(day(3), false));
    expect(await now(store)).toMatchObject({ status: 'resolved', acceptance: decision });
    await store.applyBatch(said(day(3)));
    expect(await now(store)).toMatchObject({ status: 'accepted' });
    expect(await store.findings.expireAcceptances(day(4))).toBe(0);
    expect(await store.findings.expireAcceptances(day(5))).toBe(1);
    expect(await store.findings.expireAcceptances(day(5))).toBe(0);
    expect(await now(store)).toEqual({
      status: 'open',
      acceptance: undefined,
      types: ['opened', 'accepted', 'resolved', 'reopened', 'acceptance-expired'],
    });
    expect(await store.exceptions.acceptances(scope)).toMatchObject([
      { fingerprint: finding.fingerprint, check: finding.check, createdBy: 'ada', present: true, expired: true },
    ]);
  });

  it('does not open by expiry what is resolved or excepted by settings', async () => {
    const store = await databases.store();
    const excepted = facts({ name: 'b', exception: { reason: 'by file', from: '.breakwater.yaml' } });
    await store.applyBatch(said(day(1)));
    await store.applyBatch(batch({ at: day(1), objects: [objectOf([excepted], 'b')] }));
    const both = [finding.fingerprint, excepted.fingerprint];
    expect(await store.findings.accept(scope, both, decision)).toBe(2);
    await store.applyBatch(said(day(3), false));
    expect(await store.findings.expireAcceptances(day(5))).toBe(2);
    expect((await now(store)).status).toBe('resolved');
    expect((await store.findings.detail(scope, excepted.fingerprint))?.status).toBe('accepted');
    await store.applyBatch(said(day(6)));
    expect((await now(store)).status).toBe('open');
    expect(await store.exceptions.uses(scope)).toEqual([
      {
        check: excepted.check,
        from: '.breakwater.yaml',
        reason: 'by file',
        owner: undefined,
        expires: undefined,
        findings: 1,
      },
    ]);
  });

  it('lets nobody decide on what they do not see, or what is resolved', async () => {
    const store = await databases.store();
    await store.applyBatch(said(day(1)));
    for (const visible of [[], ['other'], ['']]) {
      expect(await store.findings.accept({ cluster: 'c1', visible }, [finding.fingerprint], decision)).toBe(0);
      expect(await store.exceptions.acceptances({ cluster: 'c1', visible })).toEqual([]);
    }
    expect(await store.findings.accept({ cluster: 'c1', visible: ['shop'] }, [finding.fingerprint], decision)).toBe(1);
    expect(await store.findings.withdraw({ cluster: 'c1', visible: ['x'] }, [finding.fingerprint], 'x', day(2))).toBe(
      0,
    );
    await store.applyBatch(said(day(3), false));
    expect(await store.findings.accept(scope, [finding.fingerprint], decision)).toBe(0);
    expect(await store.findings.accept({ cluster: 'c2', visible: undefined }, [finding.fingerprint], decision)).toBe(0);
  });
});
