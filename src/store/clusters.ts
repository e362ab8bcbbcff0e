import type { Kysely, Selectable } from 'kysely';
import type { ClusterRecord, ClusterStore } from './cluster-types.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';
import { kept } from './text.ts';

export function clusterStore({ read, write }: Database): ClusterStore {
  return {
    async put(cluster) {
      const { coverage } = cluster;
      const known = {
        name: kept(cluster.name),
        source: cluster.source,
        server: cluster.server ?? null,
        recorded: cluster.recorded ?? null,
        version: cluster.version ?? null,
        blind_spots: JSON.stringify(cluster.blindSpots),
      };
      // What the last assessment asked still holds until the next one says it anew.
      const said = coverage === undefined ? {} : { coverage: JSON.stringify(coverage) };
      await write
        .insertInto('clusters')
        .values({ id: kept(cluster.id), ...known, ...said, assessed_at: null })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...known, ...said }))
        .execute();
    },
    async get(id) {
      const row = await read.selectFrom('clusters').selectAll().where('id', '=', kept(id)).executeTakeFirst();
      return row && recordOf(row);
    },
    async list() {
      return (await read.selectFrom('clusters').selectAll().orderBy('name').orderBy('id').execute()).map(recordOf);
    },
  };
}

function recordOf(row: Selectable<Schema['clusters']>): ClusterRecord {
  return {
    id: row.id,
    name: row.name,
    source: row.source as ClusterRecord['source'],
    server: row.server ?? undefined,
    recorded: row.recorded ?? undefined,
    version: row.version ?? undefined,
    coverage: row.coverage === null ? undefined : JSON.parse(row.coverage),
    blindSpots: JSON.parse(row.blind_spots),
    assessedAt: row.assessed_at ?? undefined,
  };
}

export interface ClusterNumber {
  readonly number: number;
  readonly assessedAt: string | undefined;
}

/** The number of a cluster in the other tables; -1, which no row has, where it was never put. */
export async function numberOf(db: Kysely<Schema>, cluster: string): Promise<ClusterNumber> {
  const row = await db
    .selectFrom('clusters')
    .select(['number', 'assessed_at'])
    .where('id', '=', kept(cluster))
    .executeTakeFirst();
  return { number: row?.number ?? -1, assessedAt: row?.assessed_at ?? undefined };
}

/**
 * Takes a cluster for writing until the transaction ends: what changes its findings goes one after the other.
 * Throws `StoreError` where it was never put.
 */
export async function lockCluster(
  transaction: Kysely<Schema>,
  { dialect }: Database,
  cluster: string,
): Promise<ClusterNumber> {
  const query = transaction.selectFrom('clusters').select(['number', 'assessed_at']).where('id', '=', kept(cluster));
  const row = await (dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) throw new StoreError('unknown-cluster', {});
  return { number: row.number, assessedAt: row.assessed_at ?? undefined };
}
