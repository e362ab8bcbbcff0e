import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type ApiResource, type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import { apiServerIn, apiServerSlices } from './api-server.ts';
import { KindWatch } from './kind-watch.ts';
import { isMetadataOnly, isRead } from './kinds.ts';
import { ReadableNamespaces } from './namespaces.ts';
import { ClusterObjects } from './objects.ts';
import type {
  BlindSpot,
  ClusterChange,
  ClusterFacts,
  ClusterSource,
  ClusterState,
  KindState,
  PodInstance,
} from './state.ts';
import { definitionKind } from './trim.ts';

export interface WatchOptions {
  /** Only these namespaces (and what is outside of namespaces). */
  readonly namespaces?: readonly string[];
  /** Where to look when neither lists of the whole cluster nor the list of namespaces may be read: the context's. */
  readonly fallbackNamespace?: string;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Called as the first lists arrive. */
  readonly progress?: (kinds: { readonly done: number; readonly all: number }, objects: number) => void;
}

/** How long events are gathered into one change; milliseconds. */
const batchTime = 4;
/** Lists that are read at the same time at the start. */
const parallelLists = 6;
/** How often the API server is asked what it serves; milliseconds. */
const discoveryTime = 300_000;
/** After a CustomResourceDefinition came or went: its kind is served a moment later, so it is asked again, each time after twice as long. */
const firstDiscoveryDelay = 200;
const discoveryAttempts = 8;
/** After the list of namespaces changed, where kinds are read namespace by namespace. */
const namespaceDelay = 1000;

/**
 * Follows everything in a cluster that is worth reading.
 * @returns when the first lists have arrived, or are known to be refused or unavailable
 * @throws KubernetesError where the API server says nothing at all
 */
export async function watchCluster(client: KubernetesClient, options: WatchOptions): Promise<ClusterSource> {
  const watch = new ClusterWatch(client, options);
  await watch.start();
  return watch;
}

/** Reads a cluster once. @throws KubernetesError where the API server says nothing at all */
export async function readCluster(client: KubernetesClient, options: WatchOptions): Promise<ClusterState> {
  const source = await watchCluster(client, options);
  const { facts, objects, pods, representatives, kinds, blindSpots } = source.state;
  await source.close();
  return { facts, objects, pods, representatives, kinds, blindSpots };
}

class ClusterWatch implements ClusterSource, ClusterState {
  readonly #client: KubernetesClient;
  readonly #options: WatchOptions;
  readonly #objects: ClusterObjects;
  readonly #kinds = new Map<string, KindWatch>();
  readonly #namespaces: ReadableNamespaces;
  readonly #listeners = new Set<(change: ClusterChange) => void>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #facts: ClusterFacts;
  #served: readonly ApiResource[] = [];
  #failures: readonly BlindSpot[] = [];
  #surroundings = false;
  #flushing = false;
  #isStarted = false;
  #isClosed = false;
  #discovering: Promise<void> | undefined;
  #rediscovery: NodeJS.Timeout | undefined;
  #renarrowing: NodeJS.Timeout | undefined;

  constructor(client: KubernetesClient, options: WatchOptions) {
    this.#client = client;
    this.#options = options;
    this.#facts = { id: '', name: client.name, source: 'live', server: client.server };
    this.#objects = new ClusterObjects({
      isNamespaced: (groupKind) => this.#kinds.get(groupKind)?.resource.namespaced ?? true,
      isComplete: (groupKind, namespace) => this.#kinds.get(groupKind)?.isComplete(namespace) ?? false,
    });
    this.#namespaces = new ReadableNamespaces(client, () => this.#knownNamespaces());
  }

  get state(): ClusterState {
    return this;
  }

  get facts(): ClusterFacts {
    return this.#facts;
  }

  get objects(): ClusterState['objects'] {
    return this.#objects.objects;
  }

  get pods(): ReadonlyMap<string, ReadonlyMap<string, PodInstance>> {
    return this.#objects.pods;
  }

  get representatives(): ReadonlyMap<string, string> {
    return this.#objects.representatives;
  }

  get kinds(): readonly KindState[] {
    return [...this.#kinds.values()].map(({ state }) => state);
  }

  get blindSpots(): readonly BlindSpot[] {
    const spots = [...this.#failures, ...[...this.#kinds.values()].flatMap(({ blindSpots }) => blindSpots)];
    for (const groupKind of this.#kinds.keys())
      if (isMetadataOnly(groupKind))
        spots.push({ code: 'not-read', groupKind, detail: 'only metadata is read, never what they hold' });
    const { namespaces } = this.#options;
    if (namespaces !== undefined)
      spots.push({ code: 'not-read', detail: `only these namespaces are read: ${namespaces.join(', ')}` });
    return spots;
  }

  async start(): Promise<void> {
    await Promise.all([this.#askFacts(), this.#discover()]);
    this.#objects.takeChanges();
    this.#surroundings = false;
    this.#isStarted = true;
    const again = setInterval(() => void this.#discover(), discoveryTime);
    this.#timers.add(again.unref());
  }

  onChange(listener: (change: ClusterChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of [...this.#timers, this.#rediscovery, this.#renarrowing]) clearTimeout(timer);
    await Promise.all([...this.#kinds.values()].map((kind) => kind.stop(false)));
  }

  async #askFacts(): Promise<void> {
    const [version, id, apiServer] = await Promise.all([
      this.#client.version().catch((error: unknown) => this.#unless(error)),
      this.#client
        .get('/api/v1/namespaces/kube-system')
        .then((body) => stringOf(recordOf(recordOf(body).metadata).uid))
        .catch((error: unknown) => this.#unless(error)),
      this.#client
        .get(apiServerSlices.path, { query: apiServerSlices.query })
        .then(apiServerIn)
        .catch((error: unknown) => this.#unless(error)),
    ]);
    this.#facts = {
      ...this.#facts,
      id: id ?? hash('sha256', this.#client.server).slice(0, 32),
      ...(version !== undefined && { version }),
      ...(apiServer !== undefined && { apiServer }),
    };
  }

  /** What the API server doesn't tell is left out; anything else is a fault of ours. */
  #unless(error: unknown): undefined {
    if (!(error instanceof KubernetesError)) throw error;
    this.#options.log('cluster: a fact is not known', { path: error.path, error: error.message });
  }

  /** One after the other: whoever asks during one waits for the next. */
  #discover(): Promise<void> {
    const before = this.#discovering;
    const next = (before === undefined ? this.#discoverNow() : before.then(() => this.#discoverNow())).finally(() => {
      if (this.#discovering === next) this.#discovering = undefined;
    });
    this.#discovering = next;
    return next;
  }

  async #discoverNow(): Promise<void> {
    if (this.#isClosed) return;
    let resources: readonly ApiResource[];
    let failed: readonly string[];
    try {
      const found = await this.#client.discover();
      resources = found.resources;
      failed = found.failures.map(({ groupVersion }) => groupVersion);
      this.#setFailures(
        found.failures.map(({ groupVersion, message }) => ({
          code: 'unavailable',
          groupKind: `${groupVersion.replace(/\/?[^/]*$/, '')}/*`,
          detail: message,
        })),
      );
    } catch (error) {
      // Whoever closed us ended the request.
      if (this.#isClosed) return;
      if (!this.#isStarted || !(error instanceof KubernetesError)) throw error;
      this.#options.log('cluster: discovery failed', { error: error.message });
      this.#setFailures([{ code: 'unavailable', detail: error.message }]);
      return;
    }
    this.#served = resources;
    const wanted = new Map(
      resources.filter(isRead).map((resource) => [`${resource.group}/${resource.kind}`, resource]),
    );
    for (const [groupKind, kind] of this.#kinds) {
      const { group, version, plural } = kind.resource;
      const now = wanted.get(groupKind);
      if (now?.version === version && now.plural === plural) wanted.delete(groupKind);
      // A group whose server does not answer is not gone.
      else if (now === undefined && failed.some((groupVersion) => groupVersion.startsWith(`${group}/`))) continue;
      else {
        this.#kinds.delete(groupKind);
        await kind.stop(now === undefined);
        this.#arrived(true);
      }
    }
    await this.#startAll([...wanted.values()].sort(inOrder));
  }

  #setFailures(failures: readonly BlindSpot[]): void {
    if (isDeepStrictEqual(failures, this.#failures)) return;
    this.#failures = failures;
    this.#arrived(true);
  }

  async #startAll(resources: readonly ApiResource[]): Promise<void> {
    const waiting = resources.map(
      (resource) =>
        new KindWatch({
          client: this.#client,
          resource,
          objects: this.#objects,
          only: this.#options.namespaces,
          namespacesFor: (one) => this.#namespaces.of(one),
          changed: (surroundings) => this.#arrived(surroundings),
          log: this.#options.log,
        }),
    );
    for (const kind of waiting) this.#kinds.set(kind.groupKind, kind);
    const all = waiting.length;
    let done = 0;
    const startNext = async (): Promise<void> => {
      for (let kind = waiting.shift(); kind !== undefined && !this.#isClosed; kind = waiting.shift()) {
        await kind.start();
        done++;
        this.#options.progress?.({ done, all }, this.#objects.size);
      }
    };
    // Which namespaces there are has to be known where others may be read only in some of them.
    const first = waiting[0]?.groupKind === '/Namespace' ? waiting.shift() : undefined;
    await first?.start();
    if (first !== undefined) done++;
    await Promise.all(Array.from({ length: parallelLists }, startNext));
  }

  #arrived(surroundings: boolean): void {
    if (surroundings) this.#surroundings = true;
    if (this.#flushing || !this.#isStarted || this.#isClosed) return;
    this.#flushing = true;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#flushing = false;
      this.#flush();
    }, batchTime);
    this.#timers.add(timer);
  }

  #flush(): void {
    const { keys, pods } = this.#objects.takeChanges();
    const surroundings = this.#surroundings;
    this.#surroundings = false;
    if (keys.size === 0 && pods.size === 0 && !surroundings) return;
    let definitions = false;
    let namespaces = false;
    for (const key of keys) {
      definitions ||= key.startsWith(`${definitionKind}/`);
      namespaces ||= key.startsWith('/Namespace/');
    }
    if (definitions) this.#rediscover(0);
    if (namespaces) this.#renarrow();
    for (const listener of this.#listeners) listener({ keys, pods, surroundings });
  }

  #rediscover(attempt: number): void {
    clearTimeout(this.#rediscovery);
    this.#rediscovery = setTimeout(
      async () => {
        await this.#discover();
        if (!this.#isClosed && attempt < discoveryAttempts && !this.#isServedAsDefined()) this.#rediscover(attempt + 1);
      },
      firstDiscoveryDelay * 2 ** attempt,
    );
  }

  /** Whether what is served of CustomResourceDefinitions is what is defined. */
  #isServedAsDefined(): boolean {
    const served = new Set(this.#served.map(({ plural, group }) => `${plural}.${group}`));
    const prefix = `${definitionKind}//`;
    return [...this.#objects.keysOf(definitionKind)].every((key) => served.has(key.slice(prefix.length)));
  }

  #renarrow(): void {
    clearTimeout(this.#renarrowing);
    this.#renarrowing = setTimeout(() => {
      for (const kind of this.#kinds.values()) void kind.narrow();
    }, namespaceDelay);
  }

  async #knownNamespaces(): Promise<readonly string[]> {
    const listed = [...this.#objects.keysOf('/Namespace')].map((key) => key.slice('/Namespace//'.length));
    if (listed.length > 0) return listed;
    const { fallbackNamespace } = this.#options;
    return [fallbackNamespace ?? 'default'];
  }
}

/** What others depend on first, pods last: fewer objects change their place while the first lists arrive. */
function inOrder(a: ApiResource, b: ApiResource): number {
  return rankOf(a) - rankOf(b);
}

function rankOf({ group, kind }: ApiResource): number {
  if (group === '' && kind === 'Namespace') return 0;
  if (group === '' && kind === 'Pod') return 3;
  return group === 'apps' || group === 'batch' ? 1 : 2;
}
