import { isDeepStrictEqual } from 'node:util';
import { type KubernetesObject, podTemplatesOf } from '../../kubernetes/index.ts';
import type { InventoryObject } from '../inventory.ts';
import { clusterObject } from './cluster-object.ts';
import { type Owner, ownerOf } from './owner.ts';
import { pack, unpack } from './pack.ts';
import { digestsOfTemplates } from './pod-body.ts';
import { PodGroups, type PodRecord } from './pod-groups.ts';
import { PodInstances } from './pod-instance.ts';
import { objectKey, type PodInstance } from './state.ts';
import { definitionKind, SharedTexts, TrimError, trimmed } from './trim.ts';

const podKind = '/Pod';
/** Owners above each other that are looked at: Kubernetes has three (CronJob, Job, Pod), Knative five. */
const longestChain = 10;

/** An object that is no pod. */
interface Entry {
  readonly key: string;
  readonly uid: string;
  readonly owner: Owner | undefined;
  readonly header: { apiVersion: string; kind: string; namespace: string | undefined; name: string };
  /** Digests of its pod templates; empty where it has none. */
  readonly templates: ReadonlySet<string>;
  /** One of both, whichever the entry is at the moment: to be looked at, or kept for later. */
  object?: InventoryObject;
  packed?: Buffer;
}

/** Objects and pods that something owns, by the owner's uid: what has to be placed anew when it comes or goes. */
interface Owned {
  readonly groupKind: string;
  readonly entries: Set<Entry>;
  readonly pods: Set<PodRecord>;
}

/** What is asked of the cluster around the objects. */
interface Scope {
  isNamespaced(groupKind: string): boolean;
  /** Whether all objects of a kind in a namespace are known, so that an owner which is not there is gone. */
  isComplete(groupKind: string, namespace: string | undefined): boolean;
}

/** What changed since it was asked last. */
export interface ObjectChanges {
  readonly keys: Set<string>;
  readonly pods: Set<string>;
}

/**
 * The objects of a cluster as they come and go. Workloads that another workload made (ReplicaSets, Jobs) and pods that are like their
 * template are known, but not among `objects`. The result depends on what there is, not on the order in which it came.
 */
export class ClusterObjects {
  readonly objects = new Map<string, InventoryObject>();
  readonly representatives = new Map<string, string>();
  readonly #scope: Scope;
  readonly #texts = new SharedTexts();
  readonly #instances = new PodInstances(this.#texts);
  readonly #entries = new Map<string, Entry>();
  readonly #podRecords = new Map<string, PodRecord>();
  readonly #owned = new Map<string, Owned>();
  readonly #counts = new Map<string, number>();
  readonly #groups: PodGroups;
  #changes: ObjectChanges = { keys: new Set(), pods: new Set() };

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#groups = new PodGroups((top) => this.#entries.get(top)?.templates, {
      show: (pod, object, workload) => {
        this.objects.set(pod.key, object);
        if (workload === undefined) this.representatives.delete(pod.key);
        else this.representatives.set(pod.key, workload);
        this.#changes.keys.add(pod.key);
      },
      hide: (pod) => {
        this.objects.delete(pod.key);
        this.representatives.delete(pod.key);
        this.#changes.keys.add(pod.key);
      },
    });
  }

  get pods(): ReadonlyMap<string, ReadonlyMap<string, PodInstance>> {
    return this.#groups.pods;
  }

  /** How many objects are known, instances of workloads among them. */
  get size(): number {
    return this.#entries.size + this.#podRecords.size;
  }

  has(groupKind: string, key: string): boolean {
    return groupKind === podKind ? this.#podRecords.has(key) : this.#entries.has(key);
  }

  /** How many of them are of a kind. */
  count(groupKind: string): number {
    return this.#counts.get(groupKind) ?? 0;
  }

  /** Keys of all objects of a kind, instances of workloads among them. */
  *keysOf(groupKind: string): Generator<string> {
    const prefix = `${groupKind}/`;
    const all = groupKind === podKind ? this.#podRecords.keys() : this.#entries.keys();
    for (const key of all) if (key.startsWith(prefix)) yield key;
  }

  /** What changed since the last call. */
  takeChanges(): ObjectChanges {
    const taken = this.#changes;
    this.#changes = { keys: new Set(), pods: new Set() };
    return taken;
  }

  /**
   * An object as the API server gave it, new or changed.
   * @returns its key
   * @throws TrimError where it can't be kept; what was known of it is then forgotten
   */
  apply(groupKind: string, object: KubernetesObject): string {
    const { name, namespace, uid } = object.metadata ?? {};
    if (typeof name !== 'string' || name === '') throw new TrimError('it has no name');
    const key = objectKey(groupKind, namespace, name);
    try {
      const owner = ownerOf(object, (kind) => this.#scope.isNamespaced(kind));
      if (groupKind === podKind) this.#applyPod(key, String(uid), owner, object);
      else this.#applyEntry(key, String(uid), owner, groupKind, trimmed(groupKind, object, this.#texts));
    } catch (error) {
      this.remove(groupKind, key);
      throw error;
    }
    return key;
  }

  remove(groupKind: string, key: string): void {
    if (groupKind === podKind) {
      const pod = this.#podRecords.get(key);
      if (pod !== undefined) this.#removePod(pod);
      return;
    }
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#add(groupKind, -1);
    this.#disown(entry);
    this.#hide(entry);
    this.#placeOwned(entry.uid);
  }

  /** All objects of a kind are known now, or are not any more: those that wait for an owner of it are placed anew. */
  completenessChanged(groupKind: string): void {
    for (const [uid, owned] of this.#owned) if (owned.groupKind === groupKind) this.#placeOwned(uid);
  }

  #applyEntry(key: string, uid: string, owner: Owner | undefined, groupKind: string, kept: KubernetesObject): void {
    const previous = this.#entries.get(key);
    const packed = groupKind === definitionKind || previous?.packed !== undefined ? pack(kept) : undefined;
    if (previous?.uid === uid && isSame(previous, kept, packed)) return;
    const { namespace, name = '' } = kept.metadata ?? {};
    const entry: Entry = {
      key,
      uid,
      owner,
      header: { apiVersion: kept.apiVersion, kind: kept.kind, namespace, name },
      templates: digestsOfTemplates(podTemplatesOf(kept)),
    };
    if (previous === undefined) this.#add(groupKind, 1);
    else this.#disown(previous);
    this.#entries.set(key, entry);
    if (owner !== undefined) this.#ownedBy(owner).entries.add(entry);
    if (previous?.object !== undefined) entry.object = previous.object;
    this.#placeEntry(entry, kept, packed);
    if (previous?.uid !== uid || !sameTemplates(previous, entry)) {
      if (previous !== undefined && previous.uid !== uid) this.#placeOwned(previous.uid);
      this.#placeOwned(uid);
    }
  }

  /** Shows an object, or packs it where a workload made it. */
  #placeEntry(entry: Entry, body?: KubernetesObject, alreadyPacked?: Buffer): void {
    const isInstance = entry.templates.size > 0 && this.#workloadAbove(entry) !== undefined;
    if (isInstance) {
      const kept = body ?? entry.object?.object;
      if (kept !== undefined) entry.packed = alreadyPacked ?? pack(kept);
      this.#hide(entry);
      return;
    }
    if (body === undefined && entry.object !== undefined) return;
    const isDefinition = entry.key.startsWith(definitionKind);
    if (isDefinition) {
      const packed = alreadyPacked ?? entry.packed ?? pack(body as KubernetesObject);
      entry.packed = packed;
      entry.object = clusterObject(entry.header, () => unpack(packed));
    } else {
      const kept = body ?? (entry.packed === undefined ? undefined : unpack(entry.packed));
      if (kept === undefined) return;
      delete entry.packed;
      entry.object = clusterObject(entry.header, kept);
    }
    this.objects.set(entry.key, entry.object);
    this.#changes.keys.add(entry.key);
  }

  #hide(entry: Entry): void {
    delete entry.object;
    if (this.objects.delete(entry.key)) this.#changes.keys.add(entry.key);
  }

  #applyPod(key: string, uid: string, owner: Owner | undefined, raw: KubernetesObject): void {
    const { name = '', namespace = '', creationTimestamp } = raw.metadata ?? {};
    const instance = this.#instances.of(namespace, name, raw);
    const body = this.#groups.keep(raw);
    const known = this.#podRecords.get(key);
    if (known?.uid === uid && known.body === body && known.owner?.uid === owner?.uid) {
      this.#groups.forget(body);
      if (isDeepStrictEqual(known.instance, instance)) return;
      known.instance = instance;
      this.#placePod(known);
      return;
    }
    if (known !== undefined) this.#removePod(known);
    const pod: PodRecord = { key, uid, owner, created: String(creationTimestamp ?? ''), instance, body };
    this.#podRecords.set(key, pod);
    this.#add(podKind, 1);
    if (owner !== undefined) this.#ownedBy(owner).pods.add(pod);
    this.#placePod(pod);
  }

  #placePod(pod: PodRecord): void {
    const before = pod.top;
    this.#groups.place(pod, this.#topOf(pod.owner, pod.instance.namespace));
    for (const top of [before, pod.top]) if (top !== undefined) this.#changes.pods.add(top);
  }

  #removePod(pod: PodRecord): void {
    this.#podRecords.delete(pod.key);
    this.#add(podKind, -1);
    if (pod.owner !== undefined) this.#disownPod(pod.owner, pod);
    if (pod.top !== undefined) this.#changes.pods.add(pod.top);
    this.#groups.remove(pod);
    this.#groups.forget(pod.body);
  }

  /** The key of the workload at the top, or of the owner where that has no template; undefined where nobody is left. */
  #topOf(owner: Owner | undefined, namespace: string | undefined, depth = 0): string | undefined {
    if (owner === undefined || depth > longestChain) return undefined;
    const entry = this.#entries.get(owner.key);
    if (entry?.uid !== owner.uid) return this.#scope.isComplete(owner.groupKind, namespace) ? undefined : owner.key;
    return this.#workloadAbove(entry, depth + 1) ?? entry.key;
  }

  /** The workload whose template made this one's. */
  #workloadAbove({ owner, header, templates }: Entry, depth = 0): string | undefined {
    if (templates.size === 0) return undefined;
    const top = this.#topOf(owner, header.namespace, depth);
    return top !== undefined && (this.#entries.get(top)?.templates.size ?? 0) > 0 ? top : undefined;
  }

  #placeOwned(uid: string, depth = 0): void {
    const owned = this.#owned.get(uid);
    if (owned === undefined || depth > longestChain) return;
    for (const pod of owned.pods) this.#placePod(pod);
    const tops = new Set([...owned.pods].map(({ top }) => top));
    for (const top of tops) if (top !== undefined) this.#groups.compare(top);
    for (const entry of owned.entries) {
      this.#placeEntry(entry);
      this.#placeOwned(entry.uid, depth + 1);
    }
  }

  #add(groupKind: string, count: number): void {
    this.#counts.set(groupKind, this.count(groupKind) + count);
  }

  #ownedBy({ uid, groupKind }: Owner): Owned {
    let owned = this.#owned.get(uid);
    if (owned === undefined) {
      owned = { groupKind, entries: new Set(), pods: new Set() };
      this.#owned.set(uid, owned);
    }
    return owned;
  }

  #disown(entry: Entry): void {
    if (entry.owner === undefined) return;
    const owned = this.#owned.get(entry.owner.uid);
    owned?.entries.delete(entry);
    this.#dropEmpty(entry.owner.uid, owned);
  }

  #disownPod(owner: Owner, pod: PodRecord): void {
    const owned = this.#owned.get(owner.uid);
    owned?.pods.delete(pod);
    this.#dropEmpty(owner.uid, owned);
  }

  #dropEmpty(uid: string, owned: Owned | undefined): void {
    if (owned?.entries.size === 0 && owned.pods.size === 0) this.#owned.delete(uid);
  }
}

function isSame(previous: Entry, kept: KubernetesObject, packed: Buffer | undefined): boolean {
  if (packed !== undefined && previous.packed !== undefined) return packed.equals(previous.packed);
  return previous.object !== undefined && isDeepStrictEqual(previous.object.object, kept);
}

function sameTemplates(a: Entry, b: Entry): boolean {
  return a.templates.size === b.templates.size && [...a.templates].every((digest) => b.templates.has(digest));
}
