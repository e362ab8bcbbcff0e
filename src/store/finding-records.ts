import type { Kysely } from 'kysely';
import { type Database, isAmong } from './database.ts';
import type { FindingRecord } from './finding-types.ts';
import type { Schema } from './schema.ts';
import { stillSeen } from './schema.ts';

/** Findings by their numbers; those that went meanwhile are not in it. */
export async function findingRecords(
  { dialect }: Pick<Database, 'dialect'>,
  db: Kysely<Schema>,
  ids: readonly number[],
  assessedAt: string | undefined,
): Promise<ReadonlyMap<number, FindingRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('findings')
    .innerJoin('finding_facts', 'finding_facts.finding', 'findings.id')
    .select(['id', 'object', 'subject', 'team', 'status', 'first_seen', 'last_seen', 'resolved_at', 'facts'])
    .where(({ ref }) => isAmong(dialect, ref('findings.id'), ids))
    .execute();
  return new Map(
    rows.map((row): [number, FindingRecord] => [
      row.id,
      {
        facts: JSON.parse(row.facts),
        object: row.object,
        workload: row.subject === row.object ? undefined : row.subject,
        team: row.team === '' ? undefined : row.team,
        status: row.status as FindingRecord['status'],
        firstSeen: row.first_seen,
        lastSeen: row.last_seen === stillSeen ? (assessedAt ?? row.first_seen) : row.last_seen,
        resolvedAt: row.resolved_at ?? undefined,
      },
    ]),
  );
}

/** Findings by their numbers, in that order; those that went meanwhile are left out. */
export async function findingsInOrder(
  database: Pick<Database, 'dialect'>,
  db: Kysely<Schema>,
  ids: readonly number[],
  assessedAt: string | undefined,
): Promise<FindingRecord[]> {
  const records = await findingRecords(database, db, ids, assessedAt);
  return ids.flatMap((id) => records.get(id) ?? []);
}
