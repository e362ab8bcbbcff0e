import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import { numberOf } from './clusters.ts';
import { type Database, type Dialect, hasText, isAmong } from './database.ts';
import { seen } from './finding-filter.ts';
import { mostFrequent } from './finding-lists.ts';
import type { Visible } from './records.ts';
import type { Schema } from './schema.ts';
import { severitySums, sumsOf } from './severity-sums.ts';
import { kept } from './text.ts';
import type { WorkloadFilter, WorkloadRow, WorkloadSort, WorkloadStore } from './workload-types.ts';

const mostWords = 20;

export function workloadStore({ read, dialect }: Database): WorkloadStore {
  return {
    async page({ cluster, visible }, filter, { offset, limit, sort, order }) {
      const { number } = await numberOf(read, cluster);
      const where = shown(dialect, number, visible, filter);
      let query = rowsOf(read, number).where(where);
      for (const column of sortColumns[sort]) query = query.orderBy(column, order);
      const rows = await query.orderBy('workloads.key').offset(offset).limit(limit).execute();
      const { total } = await read
        .selectFrom('workloads')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where(where)
        .executeTakeFirstOrThrow();
      return { items: rows.map(recordOf), total };
    },

    async facets({ cluster, visible }, filter) {
      const { number } = await numberOf(read, cluster);
      const counts = async (column: 'namespace' | 'kind' | 'team' | 'exposure') => {
        const rows = await read
          .selectFrom('workloads')
          .select(({ fn }) => [column, fn.countAll<number>().as('count')])
          .where(shown(dialect, number, visible, { ...filter, [column]: undefined }))
          .groupBy(column)
          .execute();
        return mostFrequent(new Map(rows.map((row) => [row[column], row.count])));
      };
      return {
        namespace: await counts('namespace'),
        kind: await counts('kind'),
        team: await counts('team'),
        exposure: await counts('exposure'),
      };
    },

    async one({ cluster, visible }, key) {
      const { number } = await numberOf(read, cluster);
      const row = await rowsOf(read, number, kept(key))
        .where(shown(dialect, number, visible, {}))
        .where('workloads.key', '=', kept(key))
        .executeTakeFirst();
      return row && recordOf(row);
    },

    async totals({ cluster, visible }) {
      const { number } = await numberOf(read, cluster);
      return await read
        .selectFrom('workloads')
        .select(({ fn, ref }) => [
          fn.countAll<number>().as('workloads'),
          sql<number>`coalesce(sum(${ref('pods')}), 0)`.as('pods'),
          fn.count<number>('namespace').distinct().as('namespaces'),
        ])
        .where(shown(dialect, number, visible, {}))
        .executeTakeFirstOrThrow();
    },
  };
}

const sortColumns = {
  risk: ['worst', 'findings'],
  name: ['workloads.name', 'workloads.namespace'],
  namespace: ['workloads.namespace', 'workloads.name'],
  findings: ['findings', 'worst'],
  pods: ['workloads.pods'],
} as const satisfies Record<WorkloadSort, readonly string[]>;

/** Workloads with what is open on them; on one alone where a key is given. */
function rowsOf(read: Kysely<Schema>, cluster: number, key?: string) {
  return read
    .selectFrom('workloads')
    .leftJoin(
      ({ selectFrom }) => {
        const open = selectFrom('findings')
          .select(({ fn, ref }) => [
            'subject',
            fn.max('risk').as('worst'),
            fn.countAll<number>().as('findings'),
            ...severitySums(ref('severity')),
          ])
          .where('cluster', '=', cluster)
          .where('status', '=', 'open')
          .groupBy('subject');
        return (key === undefined ? open : open.where('subject', '=', key)).as('open');
      },
      (join) => join.onRef('open.subject', '=', 'workloads.key'),
    )
    .selectAll('workloads')
    .select(({ fn, ref }) => [
      fn.coalesce('open.worst', sql<number>`0`).as('worst'),
      fn.coalesce('open.findings', sql<number>`0`).as('findings'),
      ...(['critical', 'high', 'medium', 'low', 'info'] as const).map((severity) =>
        sql<number>`coalesce(${ref(`open.${severity}`)}, 0)`.as(severity),
      ),
    ]);
}

type Selected = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number] & {
  readonly [severity in 'critical' | 'high' | 'medium' | 'low' | 'info']: number;
};

function recordOf(row: object): WorkloadRow {
  const selected = row as Selected;
  return {
    key: selected.key,
    group: selected.group_name,
    kind: selected.kind,
    namespace: selected.namespace,
    name: selected.name,
    team: selected.team === '' ? undefined : selected.team,
    exposure: selected.exposure as WorkloadRow['exposure'],
    replicas: selected.replicas ?? undefined,
    pods: selected.pods,
    images: JSON.parse(selected.images),
    serviceAccount: selected.service_account,
    risk: selected.worst,
    open: sumsOf(selected),
  };
}

function shown(dialect: Dialect, cluster: number, visible: Visible, filter: WorkloadFilter) {
  return ({ eb, and, ref }: ExpressionBuilder<Schema, 'workloads'>): Expression<SqlBool> => {
    const among = (column: 'namespace' | 'kind' | 'team' | 'exposure', values: readonly string[] = []) =>
      values.length === 0 ? [] : [isAmong(dialect, ref(`workloads.${column}`), values)];
    return and([
      eb('workloads.cluster', '=', cluster),
      ...seen(dialect, visible, ref('workloads.namespace')),
      ...among('namespace', filter.namespace),
      ...among('kind', filter.kind),
      ...among('team', filter.team),
      ...among('exposure', filter.exposure),
      ...(filter.words ?? [])
        .slice(0, mostWords)
        .map((word) => hasText(dialect, ref('workloads.search'), kept(word).toLowerCase())),
    ]);
  };
}
