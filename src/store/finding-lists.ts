import { severities } from '../checks/index.ts';
import { ownTool, toolOfCheck } from '../findings/index.ts';
import { numberOf } from './clusters.ts';
import type { Database } from './database.ts';
import { shown } from './finding-filter.ts';
import { findingsInOrder } from './finding-records.ts';
import { severityOf } from './finding-states.ts';
import type { FindingFacets, FindingFilter, FindingSort, FindingStore } from './finding-types.ts';
import type { FacetValue, Scope, Sorting } from './scope.ts';

/** Rows of an export that are in memory at once. */
const exportSlice = 500;
/** Values of one filter that are told. */
const mostValues = 500;

export function findingLists(database: Database): Pick<FindingStore, 'page' | 'facets' | 'export'> {
  const { read, dialect } = database;

  /** Numbers of the rows shown, in order. */
  function sorted(cluster: number, { visible }: Scope, filter: FindingFilter, { sort, order }: Sorting<FindingSort>) {
    let query = read
      .selectFrom('findings')
      .select('id')
      .where(shown(dialect, cluster, visible, filter));
    for (const column of sortColumns[sort]) query = query.orderBy(column, order);
    return query.orderBy('id');
  }

  return {
    async page(scope, filter, { offset, limit, ...sorting }) {
      const { number, assessedAt } = await numberOf(read, scope.cluster);
      const ids = await sorted(number, scope, filter, sorting).offset(offset).limit(limit).execute();
      const { total } = await read
        .selectFrom('findings')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where(shown(dialect, number, scope.visible, filter))
        .executeTakeFirstOrThrow();
      const items = await findingsInOrder(
        database,
        read,
        ids.map(({ id }) => id),
        assessedAt,
      );
      return { items, total };
    },

    async facets({ cluster, visible }, filter) {
      const { number } = await numberOf(read, cluster);
      const counts = async (columns: readonly FacetColumn[]) => {
        // Filters of these columns are applied to the sums below: what one column shows depends on the others alone.
        const held = columns.flatMap((column) => facetsOf[column]);
        const others = { ...filter, ...Object.fromEntries(held.map((name) => [name, undefined])) };
        const rows: readonly FacetRow[] = await read
          .selectFrom('findings')
          .select([...columns])
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where(shown(dialect, number, visible, others))
          .groupBy([...columns])
          .execute();
        return held.map((name) => facet(rows, name, held, filter));
      };
      // Two questions instead of seven: of each three columns there are few different combinations.
      const [status = [], severity = [], check = [], tool = []] = await counts(['status', 'severity', 'check_id']);
      const [namespace = [], kind = [], team = []] = await counts(['namespace', 'kind', 'team']);
      const worstFirst = severities.flatMap((name) => severity.filter(({ value }) => value === name));
      return { status, severity: worstFirst, check, tool, namespace, kind, team };
    },

    async *export(scope, filter, sorting) {
      const { number, assessedAt } = await numberOf(read, scope.cluster);
      // Their numbers are read at once, so that rows that change meanwhile come neither twice nor not at all.
      const ids = (await sorted(number, scope, filter, sorting).execute()).map(({ id }) => id);
      for (let from = 0; from < ids.length; from += exportSlice)
        yield await findingsInOrder(database, read, ids.slice(from, from + exportSlice), assessedAt);
    },
  };
}

const sortColumns = {
  risk: ['risk', 'severity'],
  severity: ['severity', 'risk'],
  check: ['check_id'],
  namespace: ['namespace', 'name'],
  name: ['name', 'namespace'],
  firstSeen: ['first_seen'],
  lastSeen: ['last_seen'],
} as const satisfies Record<FindingSort, readonly string[]>;

/** The facets that a column gives. */
const facetsOf = {
  status: ['status'],
  severity: ['severity'],
  check_id: ['check', 'tool'],
  namespace: ['namespace'],
  kind: ['kind'],
  team: ['team'],
} as const satisfies Record<string, readonly (keyof FindingFacets & keyof FindingFilter)[]>;
type FacetColumn = keyof typeof facetsOf;
type FacetRow = { readonly [column in FacetColumn]?: string | number } & { readonly count: number };

const valueIn: Readonly<Record<keyof FindingFacets, (row: FacetRow) => string>> = {
  status: ({ status }) => String(status),
  severity: ({ severity }) => severityOf(Number(severity)),
  check: ({ check_id }) => String(check_id),
  tool: ({ check_id }) => toolOfCheck(String(check_id)) ?? ownTool,
  namespace: ({ namespace }) => String(namespace),
  kind: ({ kind }) => String(kind),
  team: ({ team }) => String(team),
};

/** Counts of one facet's values among rows that fit the filters of the others. */
function facet(
  rows: readonly FacetRow[],
  name: keyof FindingFacets,
  held: readonly (keyof FindingFacets)[],
  filter: FindingFilter,
): readonly FacetValue[] {
  const wanted = held
    .filter((other) => other !== name)
    .flatMap((other) => {
      const values: ReadonlySet<string> = new Set(filter[other] ?? []);
      return values.size === 0 ? [] : [{ of: valueIn[other], values }];
    });
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (!wanted.every(({ of, values }) => values.has(of(row)))) continue;
    const value = valueIn[name](row);
    counts.set(value, (counts.get(value) ?? 0) + row.count);
  }
  return mostFrequent(counts);
}

/** Most frequent first, equal ones by their value. */
export function mostFrequent(counts: ReadonlyMap<string, number>): readonly FacetValue[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues);
}
