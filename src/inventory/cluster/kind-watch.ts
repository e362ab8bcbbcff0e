import {
  type ApiResource,
  apiVersionOf,
  type Following,
  type FollowState,
  type KubernetesClient,
} from '../../kubernetes/client/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { defaultLimits } from '../limits.ts';
import { isMetadataOnly } from './kinds.ts';
import type { ClusterObjects } from './objects.ts';
import { type BlindSpot, type KindState, objectKey } from './state.ts';
import { TrimError } from './trim.ts';

/** Namespaces that may be read one by one, and why the others may not. */
export interface Namespaces {
  readonly readable: readonly string[];
  readonly unreadable: readonly { readonly namespace: string; readonly detail: string }[];
}

interface KindWatchOptions {
  readonly client: KubernetesClient;
  readonly resource: ApiResource;
  readonly objects: ClusterObjects;
  /** Only these namespaces; absent: everything, or the namespaces that may be read where that is forbidden. */
  readonly only: readonly string[] | undefined;
  /** Which namespaces a kind may be read in, where it may not be read everywhere. */
  readonly namespacesFor: (resource: ApiResource) => Promise<Namespaces>;
  /** Something arrived; `surroundings`: state or errors changed, too. */
  readonly changed: (surroundings: boolean) => void;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** One list and watch: of the whole cluster, or of one namespace. */
class Stream {
  readonly namespace: string | undefined;
  following: Following | undefined;
  state: FollowState = 'syncing';
  error: string | undefined;
  /** Whether a list of it was complete once. */
  isComplete = false;
  /** What the list has brought so far. */
  seen: Set<string> | undefined = new Set();

  constructor(namespace: string | undefined) {
    this.namespace = namespace;
  }
}

/** Follows one kind: everywhere, or in the namespaces in which it may be read. */
export class KindWatch {
  readonly resource: ApiResource;
  readonly groupKind: string;
  readonly #options: KindWatchOptions;
  #wide: Stream | undefined;
  readonly #narrow = new Map<string, Stream>();
  #unreadable: Namespaces['unreadable'] = [];
  #narrowing: Promise<void> | undefined;
  #isStopped = false;
  #changed: number | undefined;
  /** Objects that can't be kept, by key, and why. */
  readonly #refused = new Map<string, string>();
  readonly #settled = Promise.withResolvers<void>();

  constructor(options: KindWatchOptions) {
    this.#options = options;
    this.resource = options.resource;
    this.groupKind = `${options.resource.group}/${options.resource.kind}`;
  }

  /** Begins. @returns when all lists have arrived, or are known to be refused or unavailable */
  start(): Promise<void> {
    const { only } = this.#options;
    if (only !== undefined && this.resource.namespaced) for (const namespace of only) this.#follow(namespace);
    else this.#wide = this.#follow(undefined);
    this.#settleWhenDone();
    return this.#settled.promise;
  }

  /** Whether all its objects in a namespace (`undefined`: all there are) are known. */
  isComplete(namespace: string | undefined): boolean {
    if (this.#wide?.isComplete) return true;
    return namespace !== undefined && this.#narrow.get(namespace)?.isComplete === true;
  }

  get state(): KindState {
    const worst = this.#worst();
    return {
      groupKind: this.groupKind,
      apiVersion: apiVersionOf(this.resource),
      namespaced: this.resource.namespaced,
      objects: this.#options.objects.count(this.groupKind),
      ...(this.#isNarrowed && { namespaces: [...this.#narrow.keys()] }),
      state: worst?.state ?? 'forbidden',
      ...(this.#changed !== undefined && { changed: new Date(this.#changed).toISOString() }),
      ...(worst?.error !== undefined && { error: worst.error }),
    };
  }

  get blindSpots(): readonly BlindSpot[] {
    const { groupKind } = this;
    const spots: BlindSpot[] = [];
    for (const stream of this.#streams()) {
      if (stream === this.#wide && this.#isNarrowed) continue;
      const { namespace, state, error, isComplete } = stream;
      if (error === undefined) continue;
      const place = { groupKind, ...(namespace !== undefined && { namespace }), detail: error };
      if (state === 'forbidden')
        spots.push({ code: namespace === undefined ? 'forbidden' : 'namespace-forbidden', ...place });
      else spots.push({ code: isComplete ? 'watch-lost' : 'unavailable', ...place });
    }
    if (this.#isNarrowed) spots.push(...this.#unreadableSpots());
    for (const [key, detail] of this.#refused) {
      const [namespace = '', name = ''] = key.slice(groupKind.length + 1).split('/');
      const place = { groupKind, ...(namespace !== '' && { namespace }), detail: `${name}: ${detail}` };
      spots.push({ code: 'unavailable', ...place });
    }
    return spots;
  }

  /** One for each namespace, or one for all where there are many. */
  #unreadableSpots(): readonly BlindSpot[] {
    const place = { code: 'namespace-forbidden', groupKind: this.groupKind } as const;
    return [...Map.groupBy(this.#unreadable, ({ detail }) => detail)].flatMap(([detail, unreadable]) =>
      unreadable.length <= mostNamed
        ? unreadable.map(({ namespace }) => ({ ...place, namespace, detail }))
        : [{ ...place, detail: `${detail} (${unreadable.length} namespaces)` }],
    );
  }

  /** Asks again in which namespaces it may be read, where it may not be read everywhere. */
  async narrow(): Promise<void> {
    if (this.#wide?.state !== 'forbidden' || !this.resource.namespaced) return;
    this.#narrowing ??= this.#narrowNow().finally(() => {
      this.#narrowing = undefined;
    });
    await this.#narrowing;
  }

  /** Ends, and forgets its objects where the kind is gone. */
  async stop(forget: boolean): Promise<void> {
    this.#isStopped = true;
    this.#settled.resolve();
    await Promise.all([...this.#streams()].map(({ following }) => following?.stop()));
    if (!forget) return;
    for (const key of [...this.#options.objects.keysOf(this.groupKind)])
      this.#options.objects.remove(this.groupKind, key);
  }

  get #isNarrowed(): boolean {
    return this.#narrow.size > 0;
  }

  *#streams(): Generator<Stream> {
    if (this.#wide !== undefined) yield this.#wide;
    yield* this.#narrow.values();
  }

  #worst(): Stream | undefined {
    const order: readonly FollowState[] = ['retrying', 'syncing', 'live', 'forbidden'];
    const streams = [...this.#streams()].filter((stream) => stream !== this.#wide || !this.#isNarrowed);
    return streams.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0];
  }

  #follow(namespace: string | undefined): Stream {
    const { client } = this.#options;
    const stream = new Stream(namespace);
    if (namespace !== undefined) this.#narrow.set(namespace, stream);
    stream.following = client.follow(
      this.resource,
      { ...(namespace !== undefined && { namespace }), metadataOnly: isMetadataOnly(this.groupKind) },
      {
        state: (state, error) => this.#tell(stream, state, error?.message),
        page: (objects) => {
          for (const object of objects) this.#apply(stream, object);
          this.#arrived();
        },
        synced: () => this.#synced(stream),
        applied: (object) => {
          this.#apply(stream, object);
          this.#arrived();
        },
        deleted: ({ metadata }) => {
          const key = objectKey(this.groupKind, metadata?.namespace, metadata?.name ?? '');
          this.#refused.delete(key);
          this.#options.objects.remove(this.groupKind, key);
          this.#arrived();
        },
      },
    );
    return stream;
  }

  #arrived(surroundings = false): void {
    this.#changed = Date.now();
    this.#options.changed(surroundings);
  }

  #apply(stream: Stream, object: KubernetesObject): void {
    const { objects } = this.#options;
    const key = objectKey(this.groupKind, object.metadata?.namespace, object.metadata?.name ?? '');
    stream.seen?.add(key);
    try {
      if (objects.size >= defaultLimits.objects && !objects.has(this.groupKind, key))
        throw new TrimError(`the cluster has more than ${defaultLimits.objects} objects`);
      objects.apply(this.groupKind, object);
      this.#refused.delete(key);
    } catch (error) {
      if (!(error instanceof TrimError)) throw error;
      if (this.#refused.size < mostRefused) this.#refused.set(key, error.message);
      this.#arrived(true);
    }
  }

  #synced(stream: Stream): void {
    const { objects } = this.#options;
    const { seen, namespace } = stream;
    stream.seen = undefined;
    stream.error = undefined;
    stream.state = 'syncing';
    if (seen !== undefined) {
      const prefix = namespace === undefined ? `${this.groupKind}/` : `${this.groupKind}/${namespace}/`;
      for (const key of [...objects.keysOf(this.groupKind)])
        if (key.startsWith(prefix) && !seen.has(key)) objects.remove(this.groupKind, key);
    }
    if (!stream.isComplete) {
      stream.isComplete = true;
      objects.completenessChanged(this.groupKind);
    }
    // What may be read everywhere needs no streams of single namespaces any more.
    if (stream === this.#wide) {
      for (const one of this.#narrow.values()) void one.following?.stop();
      this.#narrow.clear();
    }
    this.#arrived(true);
    this.#settleWhenDone();
  }

  #tell(stream: Stream, state: FollowState, error: string | undefined): void {
    const { log } = this.#options;
    if (state === 'syncing') {
      stream.seen = new Set();
      // A further attempt is no news: what was wrong is wrong until it works.
      if (stream.error !== undefined) return;
    }
    if (state === stream.state && error === stream.error) return;
    if (error !== undefined)
      log(`cluster: ${this.groupKind} is ${state}`, { kind: this.groupKind, namespace: stream.namespace, error });
    stream.state = state;
    stream.error = state === 'live' ? undefined : error;
    this.#options.changed(true);
    if (state === 'forbidden' && stream === this.#wide) void this.narrow().then(() => this.#settleWhenDone());
    else this.#settleWhenDone();
  }

  /** Everything has been listed once, or it is known why not. */
  #settleWhenDone(): void {
    if (this.#narrowing !== undefined) return;
    const waits = [...this.#streams()].some(({ state, isComplete }) => !isComplete && state === 'syncing');
    if (!waits) this.#settled.resolve();
  }

  async #narrowNow(): Promise<void> {
    const { readable, unreadable } = await this.#options.namespacesFor(this.resource);
    if (this.#isStopped) return;
    this.#unreadable = unreadable;
    for (const namespace of readable) if (!this.#narrow.has(namespace)) this.#follow(namespace);
    for (const [namespace, stream] of this.#narrow) {
      if (readable.includes(namespace)) continue;
      this.#narrow.delete(namespace);
      await stream.following?.stop();
      for (const key of [...this.#options.objects.keysOf(this.groupKind)])
        if (key.startsWith(`${this.groupKind}/${namespace}/`)) this.#options.objects.remove(this.groupKind, key);
    }
    this.#options.changed(true);
  }
}

/** Namespaces named one by one in which one kind may not be read. */
const mostNamed = 20;
/** Objects of one kind named at most that can't be kept. */
const mostRefused = 20;
