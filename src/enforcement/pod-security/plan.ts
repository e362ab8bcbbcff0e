import type { CheckedViolation } from '../../checks/index.ts';
import type { Diagnostic, Inventory, InventoryObject } from '../../inventory/index.ts';
import { compareVersions, latestVersion, type MinorVersion, parseVersion, recordOf } from '../../kubernetes/index.ts';
import { type Failures, failuresAt, olderVersions } from './failures.ts';
import { type Proposal, podSecurityLabels, proposalOf } from './labels.ts';
import type { Rung } from './rung.ts';

export interface NamespacePlan {
  readonly name: string;
  /** What declares pods in it, pods that differ from their workload's template among them. */
  readonly workloads: number;
  /** Kubernetes' own: shown, never proposed for. */
  readonly isSystem: boolean;
  /** The strictest that all of today's workloads pass; undefined where that isn't known. */
  readonly passes?: Rung;
  /** The one above; undefined at the top. */
  readonly next?: Rung;
  /** What the next one would refuse. */
  readonly blockers: readonly CheckedViolation[];
  /** Why it isn't known: kinds that can't be seen in it, questions without an answer. */
  readonly unseen: readonly string[];
  readonly unanswered: readonly Diagnostic[];
  /** Of Pod Security, as set today; undefined where the namespace itself can't be seen. */
  readonly current?: Readonly<Record<string, string>>;
  /** Absent for Kubernetes' own namespaces and where something isn't known. */
  readonly proposal?: Proposal;
}

/** Namespaces that belong to Kubernetes itself. */
export const systemNamespaces: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease'];

/** Kinds without which it isn't known what runs in a namespace, or will run again. */
export const podSources: readonly string[] = [
  ...['/Pod', '/ReplicationController', 'apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'apps/DaemonSet'],
  ...['batch/Job', 'batch/CronJob'],
];

/**
 * For every namespace the strictest level of the Pod Security Standards that its workloads pass, and the labels to set. Tried at the
 * cluster's version of the standards first; a level that fails there, at the older versions back to 1.25.
 */
export function podSecurityPlan(inventory: Inventory, kubernetesVersion: MinorVersion): readonly NamespacePlan[] {
  const cluster = standardsOf(kubernetesVersion);
  const ladder = new Ladder(inventory, cluster);
  const workloads = Map.groupBy(inventory.workloads, ({ namespace }) => namespace ?? '');
  const objects = new Map(inventory.ofKind('/Namespace').map((object) => [object.name, object] as const));
  const names = new Set([...objects.keys(), ...workloads.keys()]);
  names.delete('');
  return [...names].sort().map((name) => {
    const found = { name, workloads: workloads.get(name)?.length ?? 0, isSystem: systemNamespaces.includes(name) };
    const labels = labelsOf(objects.get(name), inventory);
    const current = labels === undefined ? {} : { current: labels };
    const unseen = podSources.filter((kind) => !inventory.sees(kind, name));
    const unanswered = ladder.unanswered(name);
    if (unseen.length > 0 || unanswered.length > 0) return { ...found, ...current, blockers: [], unseen, unanswered };
    const { passes, next, blockers } = ladder.stand(name);
    const proposal = labels && !found.isSystem && proposalOf(labels, passes, next ?? passes, cluster);
    return {
      ...found,
      ...current,
      passes,
      ...(next !== undefined && { next }),
      blockers,
      unseen,
      unanswered,
      ...(proposal && { proposal }),
    };
  });
}

/** The version of the standards to pin: the cluster's, or the newest that the checks know. */
export function standardsOf(kubernetesVersion: MinorVersion): MinorVersion {
  const newest = parseVersion(latestVersion);
  return newest !== undefined && compareVersions(kubernetesVersion, newest) > 0 ? newest : kubernetesVersion;
}

function labelsOf(namespace: InventoryObject | undefined, inventory: Inventory) {
  // In files a namespace that isn't declared has no labels there; in a cluster it is there and can't be seen.
  if (namespace === undefined && inventory.isWhole) return undefined;
  return podSecurityLabels(recordOf(namespace?.object.metadata?.labels));
}

/** All that can be asked for, and who fails it. */
class Ladder {
  readonly #inventory: Inventory;
  readonly #cluster: MinorVersion;
  readonly #known = new Map<string, Failures>();

  constructor(inventory: Inventory, cluster: MinorVersion) {
    this.#inventory = inventory;
    this.#cluster = cluster;
  }

  unanswered(namespace: string): readonly Diagnostic[] {
    return this.#at({ level: 'restricted', version: this.#cluster }).unanswered.get(namespace) ?? [];
  }

  stand(namespace: string): { passes: Rung; next?: Rung; blockers: readonly CheckedViolation[] } {
    let above: Rung | undefined;
    for (const rung of this.#rungs()) {
      const isAnswered = this.#at(rung).unanswered.get(namespace) === undefined;
      if (isAnswered && this.#of(rung, namespace).length === 0)
        return above === undefined
          ? { passes: rung, blockers: [] }
          : { passes: rung, next: above, blockers: this.#of(above, namespace) };
      above = this.#isPinnedBack(rung) ? above : rung;
    }
    throw new Error('level privileged refuses nothing');
  }

  /** From the strictest down. */
  *#rungs(): Generator<Rung> {
    for (const level of ['restricted', 'baseline'] as const) {
      yield { level, version: this.#cluster };
      for (const version of olderVersions(level, this.#cluster)) yield { level, version };
    }
    yield { level: 'privileged', version: this.#cluster };
  }

  #isPinnedBack({ version }: Rung): boolean {
    return compareVersions(version, this.#cluster) < 0;
  }

  #of(rung: Rung, namespace: string): readonly CheckedViolation[] {
    return this.#at(rung).byNamespace.get(namespace) ?? [];
  }

  #at(rung: Rung): Failures {
    const key = JSON.stringify(rung);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = failuresAt(rung, this.#inventory, this.#cluster);
      this.#known.set(key, known);
    }
    return known;
  }
}

/** Whether the labels of today would refuse workloads that are there, were they created again. */
export function refusesToday({ passes, proposal }: NamespacePlan): boolean {
  return passes !== undefined && proposal?.kept.includes('enforce') === true;
}
