import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type KubernetesObject, recordOf, stringOf } from '../object.ts';
import { errorOfStatus, KubernetesError } from './error.ts';
import { type ListOptions, listPages } from './list.ts';
import { objectOf } from './read-object.ts';
import { type ApiResource, collectionPath } from './resource.ts';
import type { Times } from './times.ts';
import type { Transport } from './transport.ts';
import { errorOfTransport } from './transport-error.ts';
import { watchEvents } from './watch-events.ts';

/**
 * Refusals in a row, of what was allowed before, that are taken for those of an API server which has just started and does not know its
 * roles yet: they are tried again as other faults are.
 */
const briefRefusals = 5;

/**
 * `syncing`: a list begins, what pages of an earlier one brought counts no more until it comes again. `live`: a watch is open.
 * `retrying`: it broke off, or the kind is not served (status 404); what is known may be old. `forbidden`: 401 or 403.
 */
export type FollowState = 'syncing' | 'live' | 'retrying' | 'forbidden';

/** Told of a kind's objects, one call after the other, and never after `stop`. */
export interface FollowHandler {
  /** `error`: why it is not live. */
  state(state: FollowState, error?: KubernetesError): void;
  /** Objects of the list that is being read. */
  page(objects: readonly KubernetesObject[]): void;
  /** The list is complete: what was not in it is gone. */
  synced(): void;
  /** Added or changed. */
  applied(object: KubernetesObject): void;
  /** As it was last. */
  deleted(object: KubernetesObject): void;
}

export type FollowOptions = Omit<ListOptions, 'signal'>;

export interface Following {
  /** Nothing is told any more; ends when its requests have ended. */
  stop(): Promise<void>;
}

/** Lists a kind's objects, then watches them until it is stopped; whatever happens in between is told and tried again. */
export function follow(
  transport: Transport,
  resource: ApiResource,
  options: FollowOptions,
  handler: FollowHandler,
  times: Times,
): Following {
  const follower = new Follower(transport, resource, options, handler, times);
  const ended = follower.run();
  return {
    stop: async () => {
      follower.stop();
      await ended;
    },
  };
}

class Follower {
  readonly #transport: Transport;
  readonly #resource: ApiResource;
  readonly #options: FollowOptions;
  readonly #handler: FollowHandler;
  readonly #times: Times;
  readonly #stop = new AbortController();
  readonly #path: string;
  #state: FollowState | undefined;
  /** Where a watch goes on; undefined: a list is due. */
  #version: string | undefined;
  /** Faults since something worked. */
  #faults = 0;
  /** Why a list is due. */
  #reason: KubernetesError | undefined;
  /** Whether a list has ever been read to its end. */
  #worked = false;

  constructor(
    transport: Transport,
    resource: ApiResource,
    options: FollowOptions,
    handler: FollowHandler,
    times: Times,
  ) {
    this.#transport = transport;
    this.#resource = resource;
    this.#options = options;
    this.#handler = handler;
    this.#times = times;
    this.#path = collectionPath(resource, options.namespace);
  }

  stop(): void {
    this.#stop.abort();
  }

  async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        if (this.#version === undefined) await this.#list();
        await this.#watch();
      } catch (error) {
        if (signal.aborted) return;
        const delay = this.#answerTo(error);
        await sleep(delay, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #list(): Promise<void> {
    this.#tell('syncing', this.#reason);
    let version: string | undefined;
    const options = { ...this.#options, signal: this.#stop.signal };
    for await (const page of listPages(this.#transport, this.#resource, options)) {
      this.#stop.signal.throwIfAborted();
      if (page.anew) {
        version = undefined;
        this.#tell('syncing', this.#reason);
      }
      version ??= page.resourceVersion;
      this.#call(() => this.#handler.page(page.items));
    }
    this.#stop.signal.throwIfAborted();
    this.#call(() => this.#handler.synced());
    this.#worked = true;
    this.#version = version;
    this.#reason = undefined;
  }

  /** Ends when the server ends the watch in its time. */
  async #watch(): Promise<void> {
    const { watch, slack, proven, firstDelay } = this.#times;
    const milliseconds = Math.round(watch * (1 + Math.random() / 4));
    const silence = AbortSignal.timeout(milliseconds + slack);
    const signal = AbortSignal.any([this.#stop.signal, silence]);
    const { labelSelector } = this.#options;
    const started = performance.now();
    let events = 0;
    let body: Readable | undefined;
    try {
      body = await this.#transport.open({
        method: 'GET',
        path: this.#path,
        query: {
          watch: true,
          allowWatchBookmarks: true,
          timeoutSeconds: Math.ceil(milliseconds / 1000),
          ...(this.#version ? { resourceVersion: this.#version } : {}),
          ...(labelSelector === undefined ? {} : { labelSelector }),
        },
        accept: this.#options.metadataOnly
          ? 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'
          : 'application/json',
        signal,
      });
      if (this.#state !== 'live') this.#tell('live');
      for await (const { type, object } of watchEvents(body, this.#path)) {
        if (this.#stop.signal.aborted) return;
        this.#take(type, object);
        events += 1;
        this.#faults = 0;
      }
    } catch (error) {
      this.#stop.signal.throwIfAborted();
      if (performance.now() - started > proven) this.#faults = 0;
      if (silence.aborted) {
        throw new KubernetesError('the watch did not end in its time', {
          status: 0,
          reason: 'Timeout',
          path: this.#path,
        });
      }
      throw error instanceof HandlerFault ? error : errorOfTransport(error, this.#path);
    } finally {
      body?.destroy();
      // A server that numbers nothing can't say what happened in between.
      if (this.#version === '') this.#version = undefined;
    }
    if (performance.now() - started > proven) this.#faults = 0;
    else if (events > 0) await sleep(firstDelay, undefined, { signal: this.#stop.signal });
    else {
      const message = 'the server ended the watch as soon as it was open';
      throw new KubernetesError(message, { status: 0, reason: 'Unexpected', path: this.#path });
    }
  }

  #take(type: string, object: Record<string, unknown>): void {
    if (type === 'ERROR') {
      const code = typeof object.code === 'number' ? object.code : 500;
      throw errorOfStatus(code, object, this.#path);
    }
    const version = stringOf(recordOf(object.metadata).resourceVersion);
    if (type === 'BOOKMARK') {
      if (version) {
        if (isOlder(version, this.#version)) throw wentBack(this.#path);
        this.#version = version;
      }
      return;
    }
    const { metadataOnly = false } = this.#options;
    const isKnown = type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED';
    if (!isKnown || (metadataOnly && object.kind !== 'PartialObjectMetadata')) {
      const message = `the watch brought something else than changes of ${this.#resource.kind}`;
      throw new KubernetesError(message, { status: 200, reason: 'Unexpected', path: this.#path });
    }
    const taken = objectOf(object, this.#resource, metadataOnly, this.#path);
    if (type === 'DELETED') this.#call(() => this.#handler.deleted(taken));
    else this.#call(() => this.#handler.applied(taken));
    if (version) this.#version = version;
  }

  /** Tells what went wrong, decides whether a list is due, and says how long to wait. */
  #answerTo(thrown: unknown): number {
    const error =
      thrown instanceof HandlerFault
        ? new KubernetesError(`a fault of ours: ${thrown.message}`, {
            status: 0,
            reason: 'HandlerFault',
            path: this.#path,
            cause: thrown.cause,
          })
        : errorOfTransport(thrown, this.#path);
    this.#faults += 1;
    const { status } = error;
    const refused = status === 401 || status === 403;
    // What the version has nothing to do with: no answer, a busy server, credentials that ran out.
    const resumes = status === 0 || status === 401 || status === 429 || status >= 500;
    if (!resumes || error.reason === 'HandlerFault') this.#version = undefined;
    this.#reason = error;
    if (status === 410 && this.#faults === 1) return 0;
    this.#state = refused ? 'forbidden' : 'retrying';
    // Where this throws, too, there is nobody left to tell: it is not caught.
    this.#handler.state(this.#state, error);
    const isLasting = refused ? !this.#worked || this.#faults > briefRefusals : status === 404 || status === 405;
    if (isLasting) return this.#times.refusedDelay * (0.8 + 0.4 * Math.random());
    const { firstDelay, longestDelay } = this.#times;
    const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(this.#faults - 1, 20)) * (0.5 + Math.random() / 2);
    return Math.max(delay, Math.min(error.retryAfter ?? 0, 60) * this.#times.second);
  }

  #tell(state: FollowState, error?: KubernetesError): void {
    this.#state = state;
    this.#call(() => this.#handler.state(state, error));
  }

  #call(tell: () => void): void {
    try {
      tell();
    } catch (cause) {
      throw new HandlerFault(cause);
    }
  }
}

/** Where etcd was restored from a backup, the server is behind what we have seen, and a watch from there would stay silent. */
function isOlder(version: string, known: string | undefined): boolean {
  const areNumbers = /^\d{1,20}$/.test(version) && known !== undefined && /^\d{1,20}$/.test(known);
  return areNumbers && BigInt(version) < BigInt(known);
}

function wentBack(path: string): KubernetesError {
  return new KubernetesError("the server's data is older than what it has shown before", {
    status: 410,
    reason: 'Expired',
    path,
  });
}

class HandlerFault extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
