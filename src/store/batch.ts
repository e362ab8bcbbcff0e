import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { BatchFindings } from './batch-findings.ts';
import { lockCluster } from './clusters.ts';
import type { Database } from './database.ts';
import type { AssessmentBatch, BatchResult, ObjectFindings } from './records.ts';
import { dayOf, kept, timeOf } from './text.ts';
import { TrendChanges } from './trend-changes.ts';
import { removeWorkloads, removeWorkloadsBut, storeWorkloads } from './workload-rows.ts';

/** Findings (and objects without any) in one slice: some milliseconds, after which others have their turn. */
const sliceSize = 300;

/** Rows by which the planner's figures are taken anew. */
const many = 2000;

/** See `Store.applyBatch`. */
export async function applyBatch(database: Database, batch: AssessmentBatch): Promise<BatchResult> {
  const { dialect } = database;
  // What is named twice counts as it was named last.
  const objects = new Map(batch.objects.map((object) => [kept(object.key), object]));
  const removed = batch.removed.map((key) => kept(key)).filter((key) => !objects.has(key));
  const result = await database.write.transaction().execute(async (transaction) => {
    const { number: cluster, assessedAt } = await lockCluster(transaction, database, batch.cluster);
    // A clock that was set back must not make history run backwards.
    const now = timeOf(batch.at);
    const at = assessedAt !== undefined && assessedAt > now ? assessedAt : now;
    const trend = new TrendChanges();
    const findings = new BatchFindings(transaction, database, { cluster, at, lastSeen: assessedAt ?? at }, trend);
    for (const slice of slicesOf(objects.values())) {
      await findings.say(slice);
      await setImmediate();
    }
    if (batch.complete) await findings.removeAllBut(new Set(objects.keys()), setImmediate);
    else await findings.remove(removed);
    await storeWorkloads(transaction, dialect, cluster, batch.workloads);
    if (batch.complete)
      await removeWorkloadsBut(transaction, dialect, cluster, new Set(batch.workloads.map(({ key }) => kept(key))));
    else await removeWorkloads(transaction, dialect, cluster, removed);
    await trend.write(transaction, dialect, cluster, dayOf(at));
    // Much was written: the planner should know how full the tables are.
    if (findings.opened + findings.resolved + findings.reopened + findings.changed >= many)
      await sql`analyze ${dialect === 'postgres' ? sql`findings, finding_facts, workloads, trend` : sql``}`.execute(
        transaction,
      );
    await transaction.updateTable('clusters').set({ assessed_at: at }).where('number', '=', cluster).execute();
    return findings;
  });
  const { opened, resolved, reopened, changed } = result;
  return { opened, resolved, reopened, changed, namespaces: [...result.namespaces].sort() };
}

function* slicesOf(objects: Iterable<ObjectFindings>): Iterable<readonly ObjectFindings[]> {
  let slice: ObjectFindings[] = [];
  let size = 0;
  for (const object of objects) {
    slice.push(object);
    size += Math.max(1, object.findings.length);
    if (size < sliceSize) continue;
    yield slice;
    slice = [];
    size = 0;
  }
  if (slice.length > 0) yield slice;
}
