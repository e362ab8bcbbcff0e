import { setImmediate } from 'node:timers/promises';
import type { SettingsStore } from './account-types.ts';
import { lockCluster } from './clusters.ts';
import { type Database, isAmong } from './database.ts';
import { mostHistory } from './finding-detail.ts';
import type { RetentionResult } from './store.ts';
import { dayAfter, dayOf, timeOf } from './text.ts';
import { trendRows } from './trend-changes.ts';

/** Days that decisions of the admission webhook are kept, as samples and as counts: the longest rollout waits for as long. */
const sampleDays = 30;
const countDays = 90;
/** Samples kept at most, the newest ones: about 50 MB. */
const mostSamples = 100_000;

/** Rows deleted in one transaction: a few milliseconds. */
const sliceSize = 1000;

/** See `Store.retention`. */
export async function retention(
  database: Database,
  settings: SettingsStore,
  nowText: string,
): Promise<RetentionResult> {
  const now = timeOf(nowText);
  const today = dayOf(now);
  const { resolvedDays, trendDays, auditDays } = (await settings.get()).retention;
  const { write } = database;
  const sessions = await write.deleteFrom('sessions').where('expires', '<=', now).executeTakeFirst();
  // Expired tokens stay listed as long as resolved findings do, so that people see why theirs stopped working.
  const expired = dayAfter(today, -resolvedDays);
  const tokens = await write.deleteFrom('tokens').where('expires', '<', expired).executeTakeFirst();
  return {
    findings: await deleteResolved(database, expired),
    history: await shortenHistory(database),
    trend: await foldTrend(database, dayAfter(today, 1 - trendDays)),
    audit: await deleteAudit(database, dayAfter(today, -auditDays)),
    sessions: Number(sessions.numDeletedRows),
    tokens: Number(tokens.numDeletedRows),
    decisions: await deleteDecisions(database, today),
  };
}

/** Their history goes with them. */
function deleteResolved({ dialect, write }: Database, day: string): Promise<number> {
  const old = write.selectFrom('findings').select('id').where('status', '=', 'resolved').where('resolved_at', '<', day);
  // One that was reopened meanwhile stays.
  const gone = write.deleteFrom('findings').where('status', '=', 'resolved');
  return inSlices(
    () => old.limit(sliceSize).execute(),
    (ids) => gone.where(({ ref }) => isAmong(dialect, ref('id'), ids)).executeTakeFirst(),
  );
}

/** Of findings that come and go all the time only as much is kept as a finding shows. */
async function shortenHistory({ read, write }: Database): Promise<number> {
  const long = await read
    .selectFrom('history')
    .select('finding')
    .groupBy('finding')
    .having(({ fn }) => fn.countAll<number>(), '>', mostHistory)
    .execute();
  let deleted = 0;
  for (const { finding } of long) {
    const newest = await read
      .selectFrom('history')
      .select('id')
      .where('finding', '=', finding)
      .orderBy('id', 'desc')
      .offset(mostHistory - 1)
      .limit(1)
      .executeTakeFirst();
    if (newest === undefined) continue;
    const gone = await write
      .deleteFrom('history')
      .where('finding', '=', finding)
      .where('id', '<', newest.id)
      .executeTakeFirst();
    deleted += Number(gone.numDeletedRows);
  }
  return deleted;
}

function deleteAudit({ dialect, write }: Database, day: string): Promise<number> {
  return inSlices(
    () => write.selectFrom('audit').select('id').where('at', '<', day).limit(sliceSize).execute(),
    (ids) =>
      write
        .deleteFrom('audit')
        .where(({ ref }) => isAmong(dialect, ref('id'), ids))
        .executeTakeFirst(),
  );
}

async function deleteDecisions({ dialect, read, write }: Database, today: string): Promise<number> {
  const newest = await read.selectFrom('decisions').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  const first = (newest?.id ?? 0) - mostSamples;
  const samples = await inSlices(
    () =>
      write
        .selectFrom('decisions')
        .select('id')
        .where(({ or, eb }) => or([eb('at', '<', dayAfter(today, -sampleDays)), eb('id', '<=', first)]))
        .limit(sliceSize)
        .execute(),
    (ids) =>
      write
        .deleteFrom('decisions')
        .where(({ ref }) => isAmong(dialect, ref('id'), ids))
        .executeTakeFirst(),
  );
  const counts = await write
    .deleteFrom('decision_counts')
    .where('hour', '<', dayAfter(today, -countDays))
    .executeTakeFirst();
  return samples + Number(counts.numDeletedRows);
}

async function inSlices(
  next: () => Promise<readonly { readonly id: number }[]>,
  remove: (ids: readonly number[]) => Promise<{ readonly numDeletedRows: bigint }>,
): Promise<number> {
  for (let deleted = 0; ; await setImmediate()) {
    const ids = (await next()).map(({ id }) => id);
    if (ids.length > 0) deleted += Number((await remove(ids)).numDeletedRows);
    if (ids.length < sliceSize) return deleted;
  }
}

/** Adds the days before one up to a single one, the day before it, so that the sums that the trend is made of stay the same. */
async function foldTrend(database: Database, day: string): Promise<number> {
  const { dialect, read, write } = database;
  const last = dayAfter(day, -1);
  let deleted = 0;
  for (const { id } of await read.selectFrom('clusters').select('id').execute())
    deleted += await write.transaction().execute(async (transaction) => {
      const { number } = await lockCluster(transaction, database, id);
      const rows = await transaction
        .selectFrom('trend')
        .select(({ fn }) => [
          'severity',
          'namespace',
          'team',
          fn.sum<number>('open_change').as('open'),
          fn.sum<number>('risk_change').as('risk'),
          fn.countAll<number>().as('count'),
        ])
        .where('cluster', '=', number)
        .where('day', '<=', last)
        .groupBy(['severity', 'namespace', 'team'])
        .execute();
      const before = rows.reduce((sum, { count }) => sum + count, 0);
      const kept = rows.filter(({ open, risk }) => open !== 0 || risk !== 0);
      if (before === kept.length) return 0;
      await transaction.deleteFrom('trend').where('cluster', '=', number).where('day', '<=', last).execute();
      await trendRows.run(
        transaction,
        dialect,
        kept.map(({ severity, namespace, team, open, risk }) => [
          number,
          last,
          severity,
          namespace,
          team,
          open,
          risk,
          0,
          0,
        ]),
      );
      return before - kept.length;
    });
  return deleted;
}
