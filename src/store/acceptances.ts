import type { Kysely } from 'kysely';
import { lockCluster } from './clusters.ts';
import { type Database, isAmong } from './database.ts';
import { seen } from './finding-filter.ts';
import { type FindingState, type HistoryRow, historyRows, historyValues } from './finding-states.ts';
import type { FindingStore } from './finding-types.ts';
import type { FindingStatus } from './records.ts';
import { Upsert } from './rows.ts';
import type { Schema } from './schema.ts';
import type { Scope } from './scope.ts';
import { dayOf, kept, timeOf } from './text.ts';
import { TrendChanges } from './trend-changes.ts';

const acceptanceRows = new Upsert({
  table: 'acceptances',
  columns: ['finding', 'reason', 'expires', 'accepted_by', 'accepted_at', 'expired'],
  key: ['finding'],
  replace: ['reason', 'expires', 'accepted_by', 'accepted_at', 'expired'],
});

/** People's decisions to live with findings. */
export function findingAcceptances(
  database: Database,
): Pick<FindingStore, 'accept' | 'withdraw' | 'expireAcceptances'> {
  const { dialect, read, write } = database;

  /** Rows among fingerprints that someone may see, within a transaction that holds the cluster. */
  function rowsOf(transaction: Kysely<Schema>, cluster: number, { visible }: Scope, fingerprints: readonly string[]) {
    return transaction
      .selectFrom('findings')
      .select(decisionColumns)
      .where('cluster', '=', cluster)
      .where(({ ref }) => isAmong(dialect, ref('fingerprint'), fingerprints))
      .where(({ and, ref }) => and([...seen(dialect, visible, ref('namespace'))]));
  }

  /** Ends people's acceptances of findings, and says so. */
  async function end(
    transaction: Kysely<Schema>,
    cluster: number,
    rows: readonly DecidedRow[],
    entry: Omit<HistoryRow, 'finding'>,
  ) {
    const trend = new TrendChanges();
    for (const status of ['open', 'accepted', 'resolved'] as const) {
      const these = rows.filter((row) => statusWithout(row) === status);
      for (const row of these) trend.add(row, { ...row, status });
      await transaction
        .updateTable('findings')
        .set({ accepted: 0, status })
        .where(({ ref }) =>
          isAmong(
            dialect,
            ref('id'),
            these.map(({ id }) => id),
          ),
        )
        .execute();
    }
    const history = rows.map(({ id }) => historyValues(cluster, { ...entry, finding: id }));
    await historyRows.run(transaction, dialect, history);
    await trend.write(transaction, dialect, cluster, dayOf(entry.at));
  }

  return {
    accept(scope, fingerprints, { reason, expires, by, at: saidAt }) {
      const at = timeOf(saidAt);
      return write.transaction().execute(async (transaction) => {
        const { number } = await lockCluster(transaction, database, scope.cluster);
        const rows = (await rowsOf(transaction, number, scope, fingerprints)
          .where('status', '<>', 'resolved')
          .execute()) as DecidedRow[];
        const trend = new TrendChanges();
        for (const row of rows) trend.add(row, { ...row, status: 'accepted' });
        await transaction
          .updateTable('findings')
          .set({ accepted: 1, status: 'accepted' })
          .where(({ ref }) =>
            isAmong(
              dialect,
              ref('id'),
              rows.map(({ id }) => id),
            ),
          )
          .execute();
        const said = { reason: kept(reason, 2000), actor: kept(by), expires };
        await acceptanceRows.run(
          transaction,
          dialect,
          rows.map(({ id }) => [id, said.reason, expires ?? null, said.actor, at, 0]),
        );
        const history = rows.map(({ id }) => historyValues(number, { ...said, finding: id, at, type: 'accepted' }));
        await historyRows.run(transaction, dialect, history);
        await trend.write(transaction, dialect, number, dayOf(at));
        return rows.length;
      });
    },

    withdraw(scope, fingerprints, by, saidAt) {
      const at = timeOf(saidAt);
      return write.transaction().execute(async (transaction) => {
        const { number } = await lockCluster(transaction, database, scope.cluster);
        const rows = await rowsOf(transaction, number, scope, fingerprints).where('accepted', '=', 1).execute();
        await end(transaction, number, rows as DecidedRow[], { at, type: 'acceptance-withdrawn', actor: kept(by) });
        await transaction
          .deleteFrom('acceptances')
          .where(({ ref }) =>
            isAmong(
              dialect,
              ref('finding'),
              rows.map(({ id }) => id),
            ),
          )
          .execute();
        return rows.length;
      });
    },

    async expireAcceptances(now) {
      const at = timeOf(now);
      let ended = 0;
      const due = await read
        .selectFrom('acceptances')
        .innerJoin('findings', 'findings.id', 'acceptances.finding')
        .innerJoin('clusters', 'clusters.number', 'findings.cluster')
        .select('clusters.id')
        .distinct()
        .where('acceptances.expired', '=', 0)
        .where('acceptances.expires', '<', dayOf(at))
        .execute();
      for (const { id } of due)
        ended += await write.transaction().execute(async (transaction) => {
          const { number } = await lockCluster(transaction, database, id);
          const rows = (await transaction
            .selectFrom('acceptances')
            .innerJoin('findings', 'findings.id', 'acceptances.finding')
            .select(decisionColumns)
            .where('acceptances.expired', '=', 0)
            .where('acceptances.expires', '<', dayOf(at))
            .where('findings.cluster', '=', number)
            .execute()) as DecidedRow[];
          await end(transaction, number, rows, { at, type: 'acceptance-expired' });
          await transaction
            .updateTable('acceptances')
            .set({ expired: 1 })
            .where(({ ref }) =>
              isAmong(
                dialect,
                ref('finding'),
                rows.map((row) => row.id),
              ),
            )
            .execute();
          return rows.length;
        });
      return ended;
    },
  };
}

interface DecidedRow extends FindingState {
  readonly id: number;
  readonly excepted_until: string;
}

const decisionColumns = [
  'findings.id',
  'findings.status',
  'findings.severity',
  'findings.risk',
  'findings.namespace',
  'findings.team',
  'findings.excepted_until',
] as const;

/** What a finding is without a person's acceptance. */
function statusWithout({ status, excepted_until }: DecidedRow): FindingStatus {
  if (status === 'resolved') return 'resolved';
  return excepted_until === '' ? 'open' : 'accepted';
}
