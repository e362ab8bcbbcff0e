import { hash } from 'node:crypto';
import { type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import type { InventoryObject } from '../inventory.ts';
import { clusterObject } from './cluster-object.ts';
import type { Owner } from './owner.ts';
import { packText, unpack } from './pack.ts';
import { digestOf, podBody } from './pod-body.ts';
import type { PodInstance } from './state.ts';
import { TrimError } from './trim.ts';

/** What pods of one template have in common. */
interface Body {
  readonly packed: Buffer;
  readonly digest: string;
  pods: number;
}

export interface PodRecord {
  readonly key: string;
  readonly uid: string;
  readonly owner: Owner | undefined;
  /** RFC 3339, as the API server wrote it. */
  readonly created: string;
  instance: PodInstance;
  readonly body: string;
  /** Key of the workload that it counts to; undefined before it was placed. */
  top?: string;
}

/** Pods of one workload that are alike. */
interface Group {
  readonly pods: Set<PodRecord>;
  /** The one that is an object, where they differ from their template: the oldest, so that new pods change nothing. */
  shown?: PodRecord;
}

/** What the groups tell: pods that become objects or cease to be, with the workload that they stand for. */
interface Show {
  show(pod: PodRecord, object: InventoryObject, workload: string | undefined): void;
  hide(pod: PodRecord): void;
}

/**
 * Pods by the workload at the top of their owners, and within it by what they declare. Who is shown depends only on which pods there
 * are, never on the order in which they came.
 */
export class PodGroups {
  readonly pods = new Map<string, Map<string, PodInstance>>();
  readonly #bodies = new Map<string, Body>();
  readonly #groups = new Map<string, Map<string, Group>>();
  readonly #templates: (top: string) => ReadonlySet<string> | undefined;
  readonly #shown: Show;

  /** `templates`: digests of a workload's templates; undefined where it has none, so that all its pods differ. */
  constructor(templates: (top: string) => ReadonlySet<string> | undefined, shown: Show) {
    this.#templates = templates;
    this.#shown = shown;
  }

  /**
   * Keeps what the pod declares, once for all pods that declare the same.
   * @returns by what it is found
   * @throws TrimError where it is nested too deep
   */
  keep(pod: KubernetesObject): string {
    const body = podBody(pod.metadata ?? {}, recordOf(pod.spec));
    const text = textOf({ apiVersion: pod.apiVersion, kind: pod.kind, ...body });
    const key = hash('sha256', text, 'base64url').slice(0, 22);
    const known = this.#bodies.get(key);
    if (known !== undefined) known.pods++;
    else this.#bodies.set(key, { packed: packText(text), digest: digestOf(body.metadata, body.spec), pods: 1 });
    return key;
  }

  forget(body: string): void {
    const known = this.#bodies.get(body);
    if (known !== undefined && --known.pods === 0) this.#bodies.delete(body);
  }

  /** Puts the pod where it belongs: to a workload, or (`undefined`) to nobody. */
  place(pod: PodRecord, workload: string | undefined): void {
    const top = workload ?? pod.key;
    if (pod.top !== undefined && pod.top !== top) this.remove(pod);
    pod.top = top;
    const instances = mapIn(this.pods, top);
    instances.set(pod.key, pod.instance);
    const groups = mapIn(this.#groups, top);
    const digest = this.#digestOf(pod);
    let group = groups.get(digest);
    if (group === undefined) {
      group = { pods: new Set() };
      groups.set(digest, group);
    }
    group.pods.add(pod);
    this.#show(top, digest, group, pod);
  }

  remove(pod: PodRecord): void {
    const { top } = pod;
    if (top === undefined) return;
    delete pod.top;
    const instances = this.pods.get(top);
    instances?.delete(pod.key);
    if (instances?.size === 0) this.pods.delete(top);
    const digest = this.#digestOf(pod);
    const groups = this.#groups.get(top);
    const group = groups?.get(digest);
    if (groups === undefined || group === undefined) return;
    group.pods.delete(pod);
    this.#show(top, digest, group);
    if (group.pods.size === 0) groups.delete(digest);
    if (groups.size === 0) this.#groups.delete(top);
  }

  /** Compares the pods of a workload with its template anew. */
  compare(top: string): void {
    for (const [digest, group] of this.#groups.get(top) ?? []) this.#show(top, digest, group);
  }

  /** `added`: the pod that came, where nothing else changed; then not all have to be looked at. */
  #show(top: string, digest: string, group: Group, added?: PodRecord): void {
    const differs = this.#templates(top)?.has(digest) !== true;
    const candidates = added !== undefined && group.shown !== undefined ? [group.shown, added] : group.pods;
    const chosen = differs ? oldest(candidates) : undefined;
    if (chosen === group.shown) return;
    if (group.shown !== undefined) this.#shown.hide(group.shown);
    if (chosen === undefined) delete group.shown;
    else {
      group.shown = chosen;
      this.#shown.show(chosen, this.#objectOf(chosen), top === chosen.key ? undefined : top);
    }
  }

  #digestOf(pod: PodRecord): string {
    return this.#bodies.get(pod.body)?.digest ?? '';
  }

  #objectOf({ instance: { namespace, name }, body }: PodRecord): InventoryObject {
    const known = this.#bodies.get(body);
    if (known === undefined) throw new Error(`nothing is known of pod ${namespace}/${name}`);
    const object = unpack(known.packed);
    return clusterObject(
      { apiVersion: object.apiVersion, kind: object.kind, namespace, name },
      { ...object, metadata: { name, ...object.metadata } },
    );
  }
}

function textOf(body: object): string {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new TrimError('nested too deep', { cause });
  }
}

function oldest(pods: Iterable<PodRecord>): PodRecord | undefined {
  let found: PodRecord | undefined;
  for (const pod of pods)
    if (found === undefined || pod.created < found.created || (pod.created === found.created && pod.key < found.key))
      found = pod;
  return found;
}

function mapIn<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
