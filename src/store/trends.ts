import { numberOf } from './clusters.ts';
import type { Database } from './database.ts';
import { seen } from './finding-filter.ts';
import { countsOf } from './finding-states.ts';
import type { TrendDay, TrendStore } from './overview-types.ts';
import { dayAfter, dayOf, kept, timeOf } from './text.ts';

/** Stands for all days before those asked for. */
const before = '';

export function trendStore({ read, dialect }: Database): TrendStore {
  return {
    async days({ cluster, visible }, { days, now, namespace, team }) {
      const { number } = await numberOf(read, cluster);
      const first = await read
        .selectFrom('trend')
        .select('day')
        .where('cluster', '=', number)
        .orderBy('day')
        .limit(1)
        .executeTakeFirst();
      if (first === undefined) return [];
      const today = dayOf(timeOf(now));
      const start = dayAfter(today, 1 - days);
      const rows = await read
        .selectFrom('trend')
        .select(({ fn, eb, ref }) => [
          eb.case().when('day', '<', start).then(before).else(ref('day')).end().as('bucket'),
          'severity',
          fn.sum<number>('open_change').as('open'),
          fn.sum<number>('risk_change').as('risk'),
          fn.sum<number>('opened').as('opened'),
          fn.sum<number>('resolved').as('resolved'),
        ])
        .where('cluster', '=', number)
        .where('day', '<=', today)
        .where(({ and, eb, ref }) =>
          and([
            ...seen(dialect, visible, ref('namespace')),
            ...(namespace === undefined ? [] : [eb('namespace', '=', kept(namespace, 300))]),
            ...(team === undefined ? [] : [eb('team', '=', kept(team, 300))]),
          ]),
        )
        .groupBy(['bucket', 'severity'])
        .execute();
      const byDay = Map.groupBy(rows, ({ bucket }) => bucket);
      const open = new Map<number, number>();
      let risk = 0;
      const add = (day: string) => {
        const changes = byDay.get(day) ?? [];
        for (const change of changes) {
          open.set(change.severity, (open.get(change.severity) ?? 0) + change.open);
          risk += change.risk;
        }
        return {
          opened: changes.reduce((sum, { opened }) => sum + opened, 0),
          resolved: changes.reduce((sum, { resolved }) => sum + resolved, 0),
        };
      };
      add(before);
      const result: TrendDay[] = [];
      for (let day = first.day > start ? first.day : start; day <= today; day = dayAfter(day, 1)) {
        const { opened, resolved } = add(day);
        result.push({ day, open: countsOf(open), opened, resolved, risk });
      }
      return result;
    },
  };
}
