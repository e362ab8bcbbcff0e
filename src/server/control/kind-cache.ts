import type { ApiResource, Following, KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { namespaceFor } from './kinds.ts';

/** Deleted objects that are remembered: answers are seconds late, not hours. */
const mostDeleted = 10_000;

/** All objects of a kind, as the API server has them. */
export class KindCache {
  readonly resource: ApiResource;
  readonly #client: KubernetesClient;
  readonly #changed: () => void;
  #objects = new Map<string, KubernetesObject>();
  #listed: Map<string, KubernetesObject> | undefined;
  /** Versions at which objects were deleted: what was answered before that and arrives after it is no news. */
  readonly #deleted = new Map<string, bigint>();
  #isLive = false;
  #error: KubernetesError | undefined;
  #following: Following | undefined;

  constructor(client: KubernetesClient, resource: ApiResource, changed: () => void) {
    this.#client = client;
    this.resource = resource;
    this.#changed = changed;
  }

  /** By name. */
  get objects(): ReadonlyMap<string, KubernetesObject> {
    return this.#objects;
  }

  /** Whether it is known as it is now. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Why it is not live. */
  get error(): KubernetesError | undefined {
    return this.#error;
  }

  /** Takes an object that the API server has just answered with: the watch brings it a moment later. */
  put(object: KubernetesObject): void {
    const name = object.metadata?.name ?? '';
    const known = this.#objects.get(name);
    const version = versionOf(object);
    if (version <= (this.#deleted.get(name) ?? -2n)) return;
    if (known === undefined || version > versionOf(known)) this.#objects.set(name, object);
  }

  start(): void {
    const namespace = namespaceFor(this.resource);
    this.#following ??= this.#client.follow(this.resource, namespace === undefined ? {} : { namespace }, {
      state: (state, error) => {
        this.#isLive = state === 'live';
        this.#error = error;
        if (state === 'syncing') this.#listed = new Map();
        this.#changed();
      },
      page: (objects) => {
        for (const object of objects) this.#listed?.set(object.metadata?.name ?? '', object);
      },
      synced: () => {
        const gone = [...this.#objects.keys()].filter((name) => !this.#listed?.has(name));
        for (const name of gone) this.#forget(name, this.#objects.get(name));
        this.#objects = this.#listed ?? new Map();
        this.#listed = undefined;
      },
      applied: (object) => {
        this.put(object);
        this.#changed();
      },
      deleted: (object) => {
        this.#forget(object.metadata?.name ?? '', object);
        this.#changed();
      },
    });
  }

  #forget(name: string, object: KubernetesObject | undefined): void {
    this.#objects.delete(name);
    if (this.#deleted.size >= mostDeleted) this.#deleted.clear();
    if (object !== undefined) this.#deleted.set(name, versionOf(object));
  }

  async stop(): Promise<void> {
    const following = this.#following;
    this.#following = undefined;
    this.#isLive = false;
    await following?.stop();
  }
}

/** Versions are numbers that grow, across all objects of a kind (since Kubernetes 1.35 that is promised). */
function versionOf({ metadata }: KubernetesObject): bigint {
  const text = metadata?.resourceVersion;
  return typeof text === 'string' && /^\d{1,20}$/.test(text) ? BigInt(text) : -1n;
}
