import { numberOf } from './clusters.ts';
import type { Database } from './database.ts';
import { shown } from './finding-filter.ts';
import { findingsInOrder } from './finding-records.ts';
import type { FindingStore, HistoryEntry, HistoryType } from './finding-types.ts';
import { kept } from './text.ts';

/** Newest entries of a finding's history that are kept. */
export const mostHistory = 500;
const mostSiblings = 50;

export function findingDetail(database: Database): Pick<FindingStore, 'detail'> {
  const { read, dialect } = database;
  return {
    async detail({ cluster, visible }, fingerprint) {
      const { number, assessedAt } = await numberOf(read, cluster);
      const row = await read
        .selectFrom('findings')
        .select(['id', 'subject'])
        .where(shown(dialect, number, visible, {}))
        .where('fingerprint', '=', kept(fingerprint))
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const [finding] = await findingsInOrder(database, read, [row.id], assessedAt);
      if (finding === undefined) return undefined;
      const siblings = await read
        .selectFrom('findings')
        .select('id')
        .where(shown(dialect, number, visible, { status: ['open', 'accepted'] }))
        .where('subject', '=', row.subject)
        .where('id', '<>', row.id)
        .orderBy('risk', 'desc')
        .orderBy('id')
        .limit(mostSiblings)
        .execute();
      return {
        ...finding,
        acceptance: await acceptanceOf(row.id),
        history: await historyOf(row.id, finding.firstSeen),
        siblings: await findingsInOrder(
          database,
          read,
          siblings.map(({ id }) => id),
          assessedAt,
        ),
      };
    },
  };

  async function acceptanceOf(finding: number) {
    const row = await read
      .selectFrom('acceptances')
      .selectAll()
      .where('finding', '=', finding)
      .where('expired', '=', 0)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return { reason: row.reason, expires: row.expires ?? undefined, by: row.accepted_by, at: row.accepted_at };
  }

  async function historyOf(finding: number, opened: string): Promise<readonly HistoryEntry[]> {
    const rows = await read
      .selectFrom('history')
      .select(['at', 'type', 'actor', 'reason', 'expires'])
      .where('finding', '=', finding)
      .orderBy('id', 'desc')
      .limit(mostHistory)
      .execute();
    return [
      { at: opened, type: 'opened', actor: undefined, reason: undefined, expires: undefined },
      ...rows.reverse().map((row) => ({
        at: row.at,
        type: row.type as HistoryType,
        actor: row.actor ?? undefined,
        reason: row.reason ?? undefined,
        expires: row.expires ?? undefined,
      })),
    ];
  }
}
