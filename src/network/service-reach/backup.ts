import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import {
  type Labels,
  labelsMatch,
  listOf,
  recordOf,
  selectorMatches,
  stringOf,
  textOf,
} from '../../kubernetes/index.ts';

export interface Backup {
  /** `none`: it keeps no data of its own. `unknown`: what would make the backup can't be seen. */
  readonly state: 'yes' | 'no' | 'unknown' | 'none';
  /** Claims that its pods keep data in: names, or `data-*` for those that a StatefulSet makes. */
  readonly claims: readonly string[];
  /** What makes the backup. */
  readonly by: InventoryObject | undefined;
}

/** Whether an object makes backups of these claims of a namespace. */
type Covers = (object: InventoryObject, namespace: string, claims: readonly string[], inventory: Inventory) => boolean;

const inOwnNamespace: Covers = (object, namespace) => object.namespace === namespace;

/**
 * Kinds that make backups. Sources: the API references of Kubernetes' external-snapshotter, Velero, K8up, Stash, KubeStash, Kasten K10,
 * VolSync, SnapScheduler, Gemini, CloudNativePG, Zalando's and Percona's operators.
 */
const kinds: Readonly<Record<string, Covers>> = {
  'snapshot.storage.k8s.io/VolumeSnapshot': ({ object, namespace: own }, namespace, claims) =>
    own === namespace && isOneOf(stringOf(recordOf(recordOf(object.spec).source).persistentVolumeClaimName), claims),
  'snapscheduler.backube/SnapshotSchedule': ({ object, namespace: own }, namespace, claims, inventory) =>
    own === namespace && claimsSelected(recordOf(object.spec).claimSelector, namespace, claims, inventory),
  'velero.io/Schedule': ({ object }, namespace) => veleroCovers(recordOf(recordOf(object.spec).template), namespace),
  'velero.io/Backup': ({ object }, namespace) => veleroCovers(recordOf(object.spec), namespace),
  'k8up.io/Schedule': inOwnNamespace,
  'k8up.io/Backup': inOwnNamespace,
  'stash.appscode.com/BackupConfiguration': inOwnNamespace,
  'core.kubestash.com/BackupConfiguration': inOwnNamespace,
  'config.kio.kasten.io/Policy': ({ object }, namespace) =>
    kastenCovers(recordOf(recordOf(object.spec).selector), namespace),
  'volsync.backube/ReplicationSource': ({ object, namespace: own }, namespace, claims) =>
    own === namespace && isOneOf(stringOf(recordOf(object.spec).sourcePVC), claims),
  'gemini.fairwinds.com/SnapshotGroup': inOwnNamespace,
  'postgresql.cnpg.io/ScheduledBackup': inOwnNamespace,
  'pgv2.percona.com/PerconaPGBackup': inOwnNamespace,
  'batch/CronJob': (object, namespace) => object.namespace === namespace && runsBackup(object),
};

/** Whether the data that a workload keeps in claims has something that makes backups of it. */
export function backupOf(workload: InventoryObject, inventory: Inventory): Backup {
  const claims = claimsOf(workload);
  if (claims.length === 0) return { state: 'none', claims, by: undefined };
  const namespace = workload.namespace ?? 'default';
  for (const [kind, covers] of Object.entries(kinds))
    for (const object of inventory.ofKind(kind))
      if (covers(object, namespace, claims, inventory)) return { state: 'yes', claims, by: object };
  const isSeen = inventory.isWhole && Object.keys(kinds).every((kind) => inventory.sees(kind, namespace));
  return { state: isSeen ? 'no' : 'unknown', claims, by: undefined };
}

function claimsOf({ object, podTemplates }: InventoryObject): readonly string[] {
  const made = listOf(recordOf(object.spec).volumeClaimTemplates).map(
    (claim) => recordOf(recordOf(claim).metadata).name,
  );
  const named = podTemplates
    .flatMap(({ spec }) => listOf(spec.volumes))
    .map((volume) => recordOf(recordOf(volume).persistentVolumeClaim).claimName);
  return [
    ...named.flatMap((name) => stringOf(name) ?? []),
    // `data-db-0`
    ...made.flatMap((name) => (typeof name === 'string' ? [`${name}-${textOf(object.metadata?.name)}-*`] : [])),
  ];
}

function isOneOf(name: string | undefined, claims: readonly string[]): boolean {
  if (name === undefined) return false;
  return claims.some((claim) =>
    claim.endsWith('-*')
      ? name.startsWith(claim.slice(0, -1)) && /^\d+$/.test(name.slice(claim.length - 1))
      : claim === name,
  );
}

function claimsSelected(
  selector: unknown,
  namespace: string,
  claims: readonly string[],
  inventory: Inventory,
): boolean {
  return inventory
    .ofKind('/PersistentVolumeClaim')
    .filter((object) => object.namespace === namespace && isOneOf(object.name, claims))
    .some(({ object }) => selectorMatches(recordOf(selector), recordOf(object.metadata?.labels)));
}

/** Without a list all namespaces are meant. A backup without volumes keeps objects only. */
function veleroCovers(spec: Labels, namespace: string): boolean {
  const within = (field: string) => listOf(spec[field]).map(textOf);
  const included = within('includedNamespaces');
  const isIncluded = included.length === 0 || included.includes('*') || included.includes(namespace);
  const withoutVolumes = spec.snapshotVolumes === false && spec.defaultVolumesToFsBackup !== true;
  return isIncluded && !within('excludedNamespaces').includes(namespace) && !withoutVolumes;
}

function kastenCovers(selector: Labels, namespace: string): boolean {
  const key = 'k10.kasten.io/appNamespace';
  const pairs = recordOf(selector.matchLabels);
  if (pairs[key] !== undefined) return labelsMatch({ [key]: pairs[key] }, { [key]: namespace });
  return listOf(selector.matchExpressions)
    .map(recordOf)
    .some(({ key: asked, values }) => asked === key && listOf(values).includes(namespace));
}

/** Programs that make backups, as images and commands name them. */
const programs =
  /(^|[\s/_.-])(pg_?dump(all)?|mysql_?dump|mariadb-(dump|backup)|mongo_?dump|xtrabackup|pg_?basebackup|pgbackrest|wal-g|barman|restic|kopia|borg(matic)?|velero|etcdctl snapshot|rclone|backup)([\s/_.:-]|$)/i;

/** Longer commands are not read. */
const longest = 4000;

function runsBackup({ podTemplates }: InventoryObject): boolean {
  return podTemplates.some(({ containers }) =>
    containers.some(({ container }) => {
      const words = [container.image, ...listOf(container.command), ...listOf(container.args)].map(textOf);
      return programs.test(words.join(' ').slice(0, longest));
    }),
  );
}
