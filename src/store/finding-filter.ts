import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { ownTool } from '../findings/index.ts';
import { type Dialect, hasText, isAmong } from './database.ts';
import { rankOf } from './finding-states.ts';
import type { FindingFilter } from './finding-types.ts';
import type { Visible } from './records.ts';
import type { Schema } from './schema.ts';
import { kept } from './text.ts';

/** A search with more words asks for the first ones. */
const mostWords = 20;

/** The condition for rows of a cluster that someone may see and that a filter shows, for `where`. */
export function shown(dialect: Dialect, cluster: number, visible: Visible, filter: FindingFilter) {
  return ({ eb, and, or, ref }: ExpressionBuilder<Schema, 'findings'>): Expression<SqlBool> => {
    const among = (
      column: 'status' | 'severity' | 'check_id' | 'namespace' | 'kind' | 'team',
      values: readonly (string | number)[] = [],
    ) => (values.length === 0 ? [] : [isAmong(dialect, ref(`findings.${column}`), values)]);
    const { object, words = [], since, resolvedSince, standardChecks } = filter;
    const conditions: Expression<SqlBool>[] = [
      eb('findings.cluster', '=', cluster),
      ...seen(dialect, visible, ref('findings.namespace')),
      ...among('status', filter.status),
      ...among('severity', filter.severity?.map(rankOf)),
      ...among('check_id', filter.check),
      ...(filter.tool === undefined || filter.tool.length === 0
        ? []
        : [or(filter.tool.map((tool) => isOfTool(ref('findings.check_id'), tool)))]),
      ...among('namespace', filter.namespace),
      ...among('kind', filter.kind),
      ...among('team', filter.team),
    ];
    if (standardChecks !== undefined) conditions.push(isAmong(dialect, ref('findings.check_id'), standardChecks));
    if (object !== undefined)
      conditions.push(or([eb('findings.subject', '=', kept(object)), eb('findings.object', '=', kept(object))]));
    for (const { text, checks } of words.slice(0, mostWords)) {
      const inRow = hasText(dialect, ref('findings.search'), kept(text).toLowerCase());
      conditions.push(checks.length === 0 ? inRow : or([inRow, isAmong(dialect, ref('findings.check_id'), checks)]));
    }
    if (since !== undefined) conditions.push(eb('findings.first_seen', '>=', since));
    if (resolvedSince !== undefined) conditions.push(eb('findings.resolved_at', '>=', resolvedSince));
    return and(conditions);
  };
}

/** Whether a check is one of a tool's, as `toolOfCheck` says. */
function isOfTool(check: Expression<string>, tool: string): Expression<SqlBool> {
  if (tool === ownTool) return sql<SqlBool>`(${check} not like '%/%' or ${check} like 'policy/%')`;
  // Users' policies are ours.
  if (tool === 'policy') return sql<SqlBool>`1 = 0`;
  const prefix = `${kept(tool)}/`;
  return sql<SqlBool>`substr(${check}, 1, ${sql.lit(prefix.length)}) = ${prefix}`;
}

/** Which namespaces someone sees; cluster-scoped rows, whose namespace is empty, only with all. */
export function seen(
  dialect: Dialect,
  visible: Visible,
  namespace: Expression<string>,
): readonly Expression<SqlBool>[] {
  return visible === undefined
    ? []
    : [
        isAmong(
          dialect,
          namespace,
          visible.filter((name) => name !== ''),
        ),
      ];
}
