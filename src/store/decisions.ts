import type { ExpressionBuilder, Selectable } from 'kysely';
import { numberOf } from './clusters.ts';
import { type Database, isAmong } from './database.ts';
import type { DecisionFilter, DecisionRecord, DecisionStore, DecisionVerdict } from './decision-types.ts';
import { seen } from './finding-filter.ts';
import type { Visible } from './records.ts';
import { Upsert } from './rows.ts';
import type { Schema } from './schema.ts';
import { kept, timeOf } from './text.ts';

/** Characters kept of a message; groups kept of a user, and characters of each. */
const longestMessage = 1000;
const mostGroups = 20;
const longestGroup = 100;

const decisionRows = new Upsert({
  table: 'decisions',
  columns: [
    ...['cluster', 'at', 'user_name', 'user_groups', 'operation', 'resource', 'kind', 'namespace', 'name', 'workload'],
    ...['policy', 'check_id', 'action', 'verdict', 'message', 'milliseconds'],
  ],
});

const key = ['cluster', 'hour', 'policy', 'check_id', 'namespace', 'action', 'verdict'];
const countRows = new Upsert({ table: 'decision_counts', columns: [...key, 'count'], key, add: ['count'] });

export function decisionStore({ read, write, dialect }: Database): DecisionStore {
  const wanted =
    (number: number, visible: Visible, { policy, check, verdicts, blamed, workload, since }: DecisionFilter) =>
    ({ and, eb, or, ref }: ExpressionBuilder<Schema, 'decisions'>) =>
      and([
        eb('cluster', '=', number),
        ...seen(dialect, visible, ref('namespace')),
        ...(policy === undefined ? [] : [eb('policy', '=', kept(policy, 100))]),
        ...(check === undefined ? [] : [eb('check_id', '=', kept(check, 100))]),
        ...(verdicts === undefined ? [] : [isAmong(dialect, ref('verdict'), verdicts)]),
        ...(blamed === true ? [or([eb('check_id', '!=', ''), eb('verdict', '=', 'error')])] : []),
        ...(workload === undefined ? [] : [eb('workload', '=', kept(workload))]),
        ...(since === undefined ? [] : [eb('at', '>=', timeOf(since))]),
      ]);
  return {
    async add(cluster, entries, tallies) {
      if (entries.length === 0 && tallies.length === 0) return;
      await write.transaction().execute(async (transaction) => {
        const { number } = await numberOf(transaction, cluster);
        if (number < 0) return;
        const rows = entries.map((entry) => [
          number,
          timeOf(entry.at),
          kept(entry.user),
          JSON.stringify(entry.groups.slice(0, mostGroups).map((group) => kept(group, longestGroup))),
          kept(entry.operation, 20),
          kept(entry.resource),
          kept(entry.kind, 100),
          kept(entry.namespace, 100),
          kept(entry.name),
          entry.workload === undefined ? null : kept(entry.workload),
          kept(entry.policy, 100),
          kept(entry.check, 100),
          kept(entry.action, 20),
          entry.verdict,
          kept(entry.message, longestMessage),
          entry.milliseconds,
        ]);
        await decisionRows.run(transaction, dialect, rows);
        const sums = new Map<string, readonly [key: readonly (string | number)[], count: number]>();
        for (const tally of tallies) {
          const values = [number, hourOf(tally.at), kept(tally.policy, 100), kept(tally.check, 100)];
          values.push(kept(tally.namespace, 100), kept(tally.action, 20), tally.verdict);
          const name = JSON.stringify(values);
          sums.set(name, [values, (sums.get(name)?.[1] ?? 0) + tally.count]);
        }
        // Servers that count the same take the rows in the same order.
        const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
        await countRows.run(
          transaction,
          dialect,
          sorted.map(([, [values, count]]) => [...values, count]),
        );
      });
    },
    async list({ cluster, visible }, filter, { offset, limit }) {
      const { number } = await numberOf(read, cluster);
      const where = wanted(number, visible, filter);
      const rows = await read
        .selectFrom('decisions')
        .selectAll()
        .where(where)
        .orderBy('id', 'desc')
        .offset(offset)
        .limit(limit)
        .execute();
      const { total } = await read
        .selectFrom('decisions')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where(where)
        .executeTakeFirstOrThrow();
      return { items: rows.map(recordOf), total };
    },
    async counts({ cluster, visible }, { policy, check, since }) {
      const { number } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('decision_counts')
        .select(({ fn }) => ['policy', 'check_id', 'action', 'verdict', fn.sum<number>('count').as('count')])
        .where(({ and, eb, ref }) =>
          and([
            eb('cluster', '=', number),
            ...seen(dialect, visible, ref('namespace')),
            ...(policy === undefined ? [] : [eb('policy', '=', kept(policy, 100))]),
            ...(check === undefined ? [] : [eb('check_id', '=', kept(check, 100))]),
            ...(since === undefined ? [] : [eb('hour', '>=', hourOf(since))]),
          ]),
        )
        .groupBy(['policy', 'check_id', 'action', 'verdict'])
        .orderBy('policy')
        .orderBy('check_id')
        .orderBy('action')
        .orderBy('verdict')
        .execute();
      return rows.map(({ check_id, verdict, count, ...row }) => ({
        ...row,
        check: check_id,
        verdict: verdict as DecisionVerdict,
        count: Number(count),
      }));
    },
    async since(cluster) {
      const { number } = await numberOf(read, cluster);
      const row = await read
        .selectFrom('decision_counts')
        .select('hour')
        .where('cluster', '=', number)
        .orderBy('hour')
        .limit(1)
        .executeTakeFirst();
      return row && `${row.hour}:00:00.000Z`;
    },
  };
}

/** `2027-01-31T10` */
function hourOf(time: string): string {
  return timeOf(time).slice(0, 13);
}

function recordOf({ user_name, user_groups, check_id, ...row }: Selectable<Schema['decisions']>): DecisionRecord {
  const { id, at, operation, resource, kind, namespace, name, workload, policy, action, message, milliseconds } = row;
  return {
    id,
    at,
    user: user_name,
    groups: JSON.parse(user_groups),
    operation,
    resource,
    kind,
    namespace,
    name,
    workload: workload ?? undefined,
    policy,
    check: check_id,
    action,
    verdict: row.verdict as DecisionVerdict,
    message,
    milliseconds,
  };
}
