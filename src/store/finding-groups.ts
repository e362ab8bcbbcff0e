import { sql } from 'kysely';
import { numberOf } from './clusters.ts';
import { type Database, isAmong } from './database.ts';
import { seen, shown } from './finding-filter.ts';
import type { FindingStore, Grouping } from './finding-types.ts';
import { severitySums, sumsOf } from './severity-sums.ts';
import { kept } from './text.ts';

const columnOf = {
  check: 'check_id',
  workload: 'subject',
  namespace: 'namespace',
  team: 'team',
} as const satisfies Record<Grouping, string>;

export function findingGroups({
  read,
  dialect,
}: Database): Pick<FindingStore, 'groups' | 'countsByCheck' | 'openByObject'> {
  return {
    async groups({ cluster, visible }, filter, by, { offset, limit }) {
      const { number } = await numberOf(read, cluster);
      const column = columnOf[by];
      const where = shown(dialect, number, visible, filter);
      const rows = await read
        .selectFrom('findings')
        .select(({ fn, ref }) => [
          sql<string>`${ref(column)}`.as('key'),
          fn.countAll<number>().as('count'),
          fn.max('risk').as('risk'),
          by === 'workload' ? sql<number>`1`.as('objects') : fn.count<number>('subject').distinct().as('objects'),
          ...severitySums(ref('severity')),
        ])
        .where(where)
        .groupBy(column)
        .orderBy('risk', 'desc')
        .orderBy('count', 'desc')
        .orderBy('key')
        .offset(offset)
        .limit(limit)
        .execute();
      const { total } = await read
        .selectFrom('findings')
        .select(({ fn }) => fn.count<number>(column).distinct().as('total'))
        .where(where)
        .executeTakeFirstOrThrow();
      const items = rows.map((row) => ({
        key: row.key,
        count: row.count,
        bySeverity: sumsOf(row),
        risk: row.risk,
        objects: row.objects,
      }));
      return { items, total };
    },

    async countsByCheck({ cluster, visible }) {
      const { number } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('findings')
        .select(({ ref }) => [
          'check_id',
          sql<number>`sum(case when ${ref('status')} = 'accepted' then 1 else 0 end)`.as('accepted'),
          ...severitySums(ref('severity'), sql`${ref('status')} = 'open'`),
        ])
        .where(shown(dialect, number, visible, { status: ['open', 'accepted'] }))
        .groupBy('check_id')
        .execute();
      return new Map(rows.map((row) => [row.check_id, { open: sumsOf(row), accepted: row.accepted }]));
    },

    async openByObject({ cluster, visible }, keys) {
      const { number } = await numberOf(read, cluster);
      const counts = await read
        .selectFrom('findings')
        .select(({ fn }) => ['subject', fn.countAll<number>().as('count')])
        .where('cluster', '=', number)
        .where('status', '=', 'open')
        .where(({ ref }) =>
          isAmong(
            dialect,
            ref('subject'),
            keys.map((key) => kept(key)),
          ),
        )
        .where(({ and, ref }) => and([...seen(dialect, visible, ref('namespace'))]))
        .groupBy('subject')
        .execute();
      const bySubject = new Map(counts.map(({ subject, count }) => [subject, count]));
      return new Map(keys.map((key) => [key, bySubject.get(kept(key)) ?? 0]));
    },
  };
}
