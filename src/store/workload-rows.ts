import type { Kysely } from 'kysely';
import { type Dialect, isAmong } from './database.ts';
import type { WorkloadRecord } from './records.ts';
import { Upsert, type Value } from './rows.ts';
import type { Schema } from './schema.ts';
import { digest, kept } from './text.ts';

const decided = [
  'group_name',
  'kind',
  'namespace',
  'name',
  'team',
  'exposure',
  'replicas',
  'pods',
  'images',
  'service_account',
  'search',
  'digest',
] as const;

const workloadRows = new Upsert({
  table: 'workloads',
  columns: ['cluster', 'key', ...decided],
  key: ['cluster', 'key'],
  replace: decided,
});

/** Adds workloads and changes those that differ. */
export async function storeWorkloads(
  transaction: Kysely<Schema>,
  dialect: Dialect,
  cluster: number,
  workloads: readonly WorkloadRecord[],
): Promise<void> {
  const rows = new Map(workloads.map((workload) => [kept(workload.key), workloadValues(workload)]));
  const stored = await transaction
    .selectFrom('workloads')
    .select(['key', 'digest'])
    .where('cluster', '=', cluster)
    .where(({ ref }) => isAmong(dialect, ref('key'), [...rows.keys()]))
    .execute();
  for (const { key, digest: known } of stored) if (rows.get(key)?.at(-1) === known) rows.delete(key);
  await workloadRows.run(
    transaction,
    dialect,
    [...rows].map(([key, values]) => [cluster, key, ...values]),
  );
}

export async function removeWorkloads(
  transaction: Kysely<Schema>,
  dialect: Dialect,
  cluster: number,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await transaction
    .deleteFrom('workloads')
    .where('cluster', '=', cluster)
    .where(({ ref }) => isAmong(dialect, ref('key'), keys))
    .execute();
}

export async function removeWorkloadsBut(
  transaction: Kysely<Schema>,
  dialect: Dialect,
  cluster: number,
  keys: ReadonlySet<string>,
): Promise<void> {
  const stored = await transaction.selectFrom('workloads').select('key').where('cluster', '=', cluster).execute();
  const gone = stored.map(({ key }) => key).filter((key) => !keys.has(key));
  await removeWorkloads(transaction, dialect, cluster, gone);
}

/** In the order of `decided`; the digest of the others is the last. */
function workloadValues(workload: WorkloadRecord): readonly Value[] {
  const { group, kind, namespace, name, team = '', exposure, replicas, pods, images, serviceAccount } = workload;
  const search = [kind, name, namespace, team, ...images].join(' ').toLowerCase();
  const values = [
    ...[group, kind, namespace, name, team].map((text) => kept(text, 300)),
    exposure,
    replicas ?? null,
    pods,
    JSON.stringify(images),
    kept(serviceAccount),
    kept(search, 10_000),
  ];
  return [...values, digest(JSON.stringify(values))];
}
