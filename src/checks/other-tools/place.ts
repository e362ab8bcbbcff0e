import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { podSources } from '../absence.ts';
import type { Subject } from '../subjects.ts';

/** The object that is spoken of. */
export interface Spoken {
  readonly groupKind: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Kinds in namespaces at which results stand, and Namespaces. */
const places: ReadonlySet<string> = new Set([
  ...podSources,
  'apps/ReplicaSet',
  'argoproj.io/Rollout',
  '/Namespace',
  '/Service',
  '/ServiceAccount',
  '/ConfigMap',
  '/Secret',
  '/PersistentVolumeClaim',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/NetworkPolicy',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
]);
/** And those outside of them, which are picked: named, they would count as read in every namespace. */
const outside = new Set(['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding']);

/** Whether results stand at objects of a kind. */
export function isPlace(groupKind: string): boolean {
  return places.has(groupKind) || outside.has(groupKind);
}

export const placeSubjects: readonly Subject[] = [...places, ({ groupKind }) => outside.has(groupKind)];

/**
 * Where a result belongs: at the object that is spoken of, where the input has it; pods and ReplicaSets that controllers made count as the
 * workload whose name they begin with. `gone`: a cluster that can be seen has it no more. Else at the report, and so is what a report in a
 * namespace says of anything elsewhere (whoever may write there must not speak of others), and what one outside says of kinds that can't
 * be seen.
 */
export function placeOf(
  inventory: Inventory,
  report: InventoryObject,
  spoken: Spoken | undefined,
): InventoryObject | 'report' | 'gone' {
  if (spoken === undefined) return 'report';
  const { groupKind, kind, namespace, name } = spoken;
  const home = groupKind === '/Namespace' ? name : namespace;
  if (report.namespace !== undefined && home !== report.namespace) return 'report';
  if (!isPlace(groupKind)) return 'report';
  // What stands outside of namespaces is not asked with what is in them: it goes by what can be seen, not by what is there.
  const isFar = report.namespace === undefined && home !== undefined;
  if (isFar && !inventory.sees(groupKind, namespace)) return 'report';
  const found = inventory.find(groupKind, namespace, name);
  if (found !== undefined && kind !== 'ReplicaSet' && kind !== 'Job') return found;
  const place = makerOf(inventory, spoken) ?? found;
  if (place !== undefined) return place;
  return inventory.isWhole && inventory.sees(groupKind, namespace) ? 'gone' : 'report';
}

/** `web-5d4f8c7b9d-abcde` and `web-5d4f8c7b9d` → Deployment `web`; `agent-x2x4z` → DaemonSet `agent`; `db-0` → StatefulSet `db`. */
function makerOf(inventory: Inventory, { kind, namespace, name }: Spoken): InventoryObject | undefined {
  for (const [madeKind, pattern, maker] of makers) {
    const stem = madeKind === kind ? pattern.exec(name)?.[1] : undefined;
    const found = stem === undefined ? undefined : inventory.find(maker, namespace, stem);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How controllers name what they make. Source: Kubernetes, apimachinery util/rand (its alphabet), CronJob controller (minutes). */
const random = '[bcdfghjklmnpqrstvwxz2456789]';
const makers: readonly (readonly [kind: string, pattern: RegExp, maker: string])[] = [
  ['ReplicaSet', new RegExp(`^(.+)-${random}{5,10}$`), 'apps/Deployment'],
  ['ReplicaSet', new RegExp(`^(.+)-${random}{5,10}$`), 'argoproj.io/Rollout'],
  ['Job', /^(.+)-\d{8,10}$/, 'batch/CronJob'],
  ['Pod', new RegExp(`^(.+)-${random}{5,10}-${random}{5}$`), 'apps/Deployment'],
  ['Pod', new RegExp(`^(.+)-${random}{5,10}-${random}{5}$`), 'argoproj.io/Rollout'],
  ['Pod', new RegExp(`^(.+)-${random}{5}$`), 'apps/DaemonSet'],
  ['Pod', /^(.+)-\d{1,5}$/, 'apps/StatefulSet'],
  ['Pod', new RegExp(`^(.+)-\\d{8,10}-${random}{5}$`), 'batch/CronJob'],
  ['Pod', new RegExp(`^(.+)-${random}{5}$`), 'batch/Job'],
  ['Pod', new RegExp(`^(.+)-\\d{1,5}-${random}{5}$`), 'batch/Job'],
];
