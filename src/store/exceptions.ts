import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { FindingFacts } from '../findings/index.ts';
import { lockCluster, numberOf } from './clusters.ts';
import type { Database } from './database.ts';
import type { ExceptionRecord, ExceptionStore } from './exception-types.ts';
import { seen } from './finding-filter.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';
import { kept, timeOf } from './text.ts';

const mostRules = 1000;
const mostListed = 10_000;

export function exceptionStore(database: Database): ExceptionStore {
  const { read, write, dialect } = database;
  return {
    async rules(cluster) {
      const { number } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('exception_rules')
        .selectAll()
        .where('cluster', '=', number)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(recordOf);
    },

    addRule(cluster, rule) {
      return write.transaction().execute(async (transaction) => {
        const { number } = await lockCluster(transaction, database, cluster);
        const { count } = await transaction
          .selectFrom('exception_rules')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('cluster', '=', number)
          .executeTakeFirstOrThrow();
        if (count >= mostRules) throw new StoreError('too-many-exceptions', { most: mostRules });
        const row = {
          id: randomBytes(12).toString('hex'),
          cluster: number,
          check_id: kept(rule.check, 300),
          resources: JSON.stringify(rule.resources),
          container: rule.container ?? null,
          reason: kept(rule.reason, 2000),
          owner: rule.owner === undefined ? null : kept(rule.owner),
          expires: rule.expires ?? null,
          created_by: kept(rule.createdBy),
          created_at: timeOf(rule.createdAt),
        };
        await transaction.insertInto('exception_rules').values(row).execute();
        return recordOf(row);
      });
    },

    async removeRule(cluster, id) {
      const { number } = await numberOf(read, cluster);
      const { numDeletedRows } = await write
        .deleteFrom('exception_rules')
        .where('cluster', '=', number)
        .where('id', '=', kept(id))
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async acceptances({ cluster, visible }) {
      const { number } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('acceptances')
        .innerJoin('findings', 'findings.id', 'acceptances.finding')
        .select(['findings.fingerprint', 'findings.check_id', 'findings.status', 'acceptances.reason'])
        .select(['acceptances.expires', 'acceptances.accepted_by', 'acceptances.accepted_at', 'acceptances.expired'])
        .where('findings.cluster', '=', number)
        .where(({ and, ref }) => and([...seen(dialect, visible, ref('findings.namespace'))]))
        .orderBy('acceptances.accepted_at', 'desc')
        .orderBy('acceptances.finding')
        .limit(mostListed)
        .execute();
      return rows.map((row) => ({
        fingerprint: row.fingerprint,
        check: row.check_id,
        reason: row.reason,
        expires: row.expires ?? undefined,
        createdBy: row.accepted_by,
        createdAt: row.accepted_at,
        present: row.status !== 'resolved',
        expired: row.expired === 1,
      }));
    },

    async uses({ cluster, visible }) {
      const { number } = await numberOf(read, cluster);
      const rows = await read
        .selectFrom('findings')
        .innerJoin('finding_facts', 'finding_facts.finding', 'findings.id')
        .select(({ fn }) => ['findings.check_id', 'finding_facts.exception', fn.countAll<number>().as('count')])
        .where('findings.cluster', '=', number)
        .where('findings.status', '=', 'accepted')
        .where('finding_facts.exception', 'is not', null)
        .where(({ and, ref }) => and([...seen(dialect, visible, ref('findings.namespace'))]))
        .groupBy(['findings.check_id', 'finding_facts.exception'])
        .orderBy('count', 'desc')
        .orderBy('findings.check_id')
        .orderBy('finding_facts.exception')
        .limit(mostListed)
        .execute();
      return rows.map(({ check_id, exception, count }) => {
        const { from, reason, owner, expires }: NonNullable<FindingFacts['exception']> = JSON.parse(exception ?? '');
        return { check: check_id, from, reason, owner, expires, findings: count };
      });
    },
  };
}

function recordOf(row: Selectable<Schema['exception_rules']>): ExceptionRecord {
  return {
    id: row.id,
    check: row.check_id,
    resources: JSON.parse(row.resources),
    container: row.container ?? undefined,
    reason: row.reason,
    owner: row.owner ?? undefined,
    expires: row.expires ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
