import { sql } from 'kysely';
import { numberOf } from './clusters.ts';
import type { Database } from './database.ts';
import { seen, shown } from './finding-filter.ts';
import { findingRecords } from './finding-records.ts';
import { countsOf } from './finding-states.ts';
import type { HistoryType } from './finding-types.ts';
import type { OverviewStore, TopRisk } from './overview-types.ts';
import { severitySums, sumsOf } from './severity-sums.ts';
import { timeOf } from './text.ts';

const mostChanges = 20;

/** More than any row's number; times the highest score it is still exact. */
const idRoom = 10_000_000_000_000;

export function overviewStore(database: Database): OverviewStore {
  const { read, dialect } = database;
  return {
    async totals({ cluster, visible }) {
      const { number } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('findings')
        .select(({ fn }) => [
          'status',
          'severity',
          fn.countAll<number>().as('count'),
          fn.sum<number>('risk').as('risk'),
        ])
        .where(shown(dialect, number, visible, { status: ['open', 'accepted'] }))
        .groupBy(['status', 'severity'])
        .execute();
      const open = rows.filter(({ status }) => status === 'open');
      return {
        open: countsOf(open.map(({ severity, count }) => [severity, count])),
        risk: open.reduce((sum, { risk }) => sum + risk, 0),
        accepted: rows.reduce((sum, { status, count }) => (status === 'accepted' ? sum + count : sum), 0),
      };
    },

    async changes({ cluster, visible }, sinceText) {
      const since = timeOf(sinceText);
      const { number, assessedAt } = await numberOf(read, cluster);
      const inScope = shown(dialect, number, visible, {});
      const opened = await read
        .selectFrom('findings')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where(inScope)
        .where('first_seen', '>=', since)
        .executeTakeFirstOrThrow();
      const counts = await read
        .selectFrom('history')
        .innerJoin('findings', 'findings.id', 'history.finding')
        .select(({ fn }) => ['history.type', fn.countAll<number>().as('count')])
        .where('history.cluster', '=', number)
        .where('history.at', '>=', since)
        .where('history.type', 'in', ['resolved', 'reopened'])
        .where(({ and, ref }) => and([...seen(dialect, visible, ref('findings.namespace'))]))
        .groupBy('history.type')
        .execute();
      const count = (type: HistoryType) => counts.find((row) => row.type === type)?.count ?? 0;
      const latestOpened = await read
        .selectFrom('findings')
        .select(['id as finding', 'first_seen as at', sql<string>`'opened'`.as('type')])
        .where(inScope)
        .where('first_seen', '>=', since)
        .orderBy('first_seen', 'desc')
        .orderBy('risk', 'desc')
        .orderBy('id')
        .limit(mostChanges)
        .execute();
      const latestOthers = await read
        .selectFrom('history')
        .innerJoin('findings', 'findings.id', 'history.finding')
        .select(['history.finding', 'history.at', 'history.type'])
        .where('history.cluster', '=', number)
        .where('history.at', '>=', since)
        .where(({ and, ref }) => and([...seen(dialect, visible, ref('findings.namespace'))]))
        .orderBy('history.at', 'desc')
        .orderBy('history.id', 'desc')
        .limit(mostChanges)
        .execute();
      const latest = [...latestOthers, ...latestOpened]
        .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
        .slice(0, mostChanges);
      const records = await findingRecords(
        database,
        read,
        latest.map(({ finding }) => finding),
        assessedAt,
      );
      return {
        opened: opened.count,
        resolved: count('resolved'),
        reopened: count('reopened'),
        items: latest.flatMap(({ finding: id, at, type }) => {
          const finding = records.get(id);
          return finding === undefined ? [] : [{ at, type: type as HistoryType, finding }];
        }),
      };
    },

    async topRisks({ cluster, visible }, limit) {
      const { number, assessedAt } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('findings')
        .select(({ fn, ref }) => [
          'check_id',
          // Score and number of the riskiest finding in one: the oldest of those that are alike.
          sql<number>`max(${ref('risk')} * ${sql.lit(idRoom)} - ${ref('id')})`.as('worst'),
          fn.countAll<number>().as('count'),
        ])
        .where(shown(dialect, number, visible, { status: ['open'] }))
        .groupBy('check_id')
        .execute();
      const worst = rows
        .map(({ worst, count }) => {
          const risk = Math.ceil(worst / idRoom);
          return { risk, id: risk * idRoom - worst, count };
        })
        .sort((one, other) => other.risk - one.risk || other.count - one.count || one.id - other.id)
        .slice(0, limit * candidates);
      const records = await findingRecords(
        database,
        read,
        worst.map(({ id }) => id),
        assessedAt,
      );
      const all = worst.flatMap(({ id, count }) => {
        const finding = records.get(id);
        return finding === undefined ? [] : [{ finding, alike: count - 1 }];
      });
      return spread(all, limit);
    },

    async namespaces({ cluster, visible }, limit) {
      const { number } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('findings')
        .select(({ fn, ref }) => ['namespace', fn.sum<number>('risk').as('sum'), ...severitySums(ref('severity'))])
        .where(shown(dialect, number, visible, { status: ['open'] }))
        .where('namespace', '<>', '')
        .groupBy('namespace')
        .orderBy('sum', 'desc')
        .orderBy('namespace')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ name: row.namespace, open: sumsOf(row), risk: row.sum }));
    },
  };
}

/** Risks that are looked at for each that is shown. */
const candidates = 4;
/** Risks of one object, while others have some, too. */
const mostOfOne = 2;

/** The first risks, but of one object no more than two: what comes after says more than a third of the same. */
function spread(risks: readonly TopRisk[], limit: number): TopRisk[] {
  const ofObject = new Map<string, number>();
  const isRepeated = ({ finding }: TopRisk): boolean => {
    const { kind, namespace, name } = finding.facts.resource;
    const object = JSON.stringify([kind, namespace, name]);
    const count = (ofObject.get(object) ?? 0) + 1;
    ofObject.set(object, count);
    return count > mostOfOne;
  };
  const { shown = [], rest = [] } = Object.groupBy(risks, (risk) => (isRepeated(risk) ? 'rest' : 'shown'));
  return [...shown, ...rest].slice(0, limit);
}
