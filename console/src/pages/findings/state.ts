import type { FindingRow } from '../../../../src/server/contract/index.ts';
import type { Query } from '../../api/client.ts';
import { names, oneOf, type State, someOf, text } from '../../url/params.ts';

export const statuses = ['open', 'accepted', 'resolved'] as const satisfies readonly FindingRow['status'][];
export const groupings = ['none', 'check', 'workload', 'namespace', 'team'] as const;
export type Grouping = (typeof groupings)[number];
export const sorts = ['risk', 'severity', 'check', 'namespace', 'name', 'firstSeen', 'lastSeen'] as const;

/** What the address of the findings page says. Filters are named as the API names them. */
export const fields = {
  status: oneOf(statuses, 'open'),
  severity: someOf(['critical', 'high', 'medium', 'low', 'info']),
  check: names(),
  tool: names(),
  namespace: names(),
  kind: names(),
  team: names(),
  standard: names(),
  object: text(800),
  q: text(200),
  since: day(),
  resolvedSince: day(),
  sort: oneOf(sorts, 'risk'),
  order: oneOf(['desc', 'asc'], 'desc'),
  group: oneOf(groupings, 'none'),
  /** Groups that are open. */
  expanded: names(800),
  /** Whose panel is open. */
  finding: text(64),
};
export type FindingsState = State<typeof fields>;

export function filtersOf(state: FindingsState): Query {
  const { status, severity, check, tool, namespace, kind, team, standard, object, q, since, resolvedSince } = state;
  return { status, severity, check, tool, namespace, kind, team, standard, object, q, since, resolvedSince };
}

/** No filter but the tab. */
export const cleared = {
  severity: [],
  check: [],
  tool: [],
  namespace: [],
  kind: [],
  team: [],
  standard: [],
  object: '',
  q: '',
  since: '',
  resolvedSince: '',
} as const;

/** A group's filter: what its key stands for. Null where the API has none (findings without team or namespace). */
export function filterOfGroup(group: Grouping, key: string): Partial<FindingsState> | null {
  if (key === '' || group === 'none') return null;
  return group === 'workload' ? { object: key } : { [group]: [key] };
}

/** `2027-01-31`; anything else is none. */
function day() {
  const { read, write } = text(10);
  const valid = (value: string) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '');
  return { read: (values: readonly string[]) => valid(read(values)), write };
}
