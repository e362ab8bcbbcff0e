import { PassThrough } from 'node:stream';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { BatchResult } from '../store/index.ts';
import type { Principal } from './access/index.ts';
import type { LiveEvent } from './contract/index.ts';
import { HttpProblem } from './problem.ts';
import { principalOf } from './route.ts';
import { isVisible } from './views/resource.ts';
import type { Change } from './watch/index.ts';

type Counts = Pick<BatchResult, 'opened' | 'resolved' | 'reopened'>;

export interface LiveEventOptions {
  readonly log: FastifyBaseLogger;
  /** What changed since a time among what a user sees: a batch counts over all namespaces. */
  readonly countSince: (principal: Principal, since: string) => Promise<Counts>;
  /** Who a request comes from by now; undefined where the sign-in is over. */
  readonly principalNow: (request: FastifyRequest) => Promise<Principal | undefined>;
}

/** Connections of one user: windows of the console in several browsers. */
const mostPerUser = 10;
const mostOfAll = 1_000;
/** Between comments that keep proxies from closing a quiet connection, in milliseconds. */
const keepAlive = 15_000;
/** Between events on one connection, in milliseconds: what comes meanwhile is told at once. */
const pause = 1_000;
/** Between questions whether the user is still signed in, in milliseconds. */
const recheck = 30_000;
/** What may wait for a reader that does not read, in bytes; more ends the connection. */
const mostWaiting = 65_536;

interface Connection {
  readonly request: FastifyRequest;
  readonly stream: PassThrough;
  principal: Principal;
  /** Of the first batch that was not told yet. */
  untold: { since: string; counts: Counts & { changed: number } } | undefined;
  clusterChanged: boolean;
  timer: NodeJS.Timeout | undefined;
  id: number;
}

/** Tells open consoles what changed: counts only, of the namespaces that each user sees. */
export class LiveEvents {
  readonly #options: LiveEventOptions;
  readonly #connections = new Set<Connection>();
  readonly #timers: readonly NodeJS.Timeout[];
  #isClosed = false;

  constructor(options: LiveEventOptions) {
    this.#options = options;
    this.#timers = [
      setInterval(() => this.#say(': here\n\n'), keepAlive).unref(),
      setInterval(() => void this.recheck(), recheck).unref(),
    ];
  }

  get size(): number {
    return this.#connections.size;
  }

  /** Opens the stream of a request. @throws HttpProblem where the user has too many */
  open(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const principal = principalOf(request);
    if (this.#isClosed) throw new HttpProblem('not-ready');
    const own = [...this.#connections].filter((one) => one.principal.name === principal.name);
    if (own.length >= mostPerUser || this.#connections.size >= mostOfAll) throw new HttpProblem('too-many-streams');
    const stream = new PassThrough();
    const connection: Connection = {
      request,
      stream,
      principal,
      untold: undefined,
      clusterChanged: false,
      timer: undefined,
      // Whoever comes back after a lost connection has missed an unknown number of events: it asks for everything again anyway.
      id: 0,
    };
    this.#connections.add(connection);
    stream.on('close', () => this.#forget(connection));
    request.raw.on('close', () => this.#end(connection));
    stream.write('retry: 3000\n\n');
    return reply
      .type('text/event-stream; charset=utf-8')
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(stream);
  }

  /** Tells a change to everybody whom it concerns. */
  tell(change: Change): void {
    for (const connection of this.#connections) {
      if (change.type === 'cluster') connection.clusterChanged = true;
      else if (concerns(change.result, connection.principal)) add(connection, change.at, change.result);
      else continue;
      connection.timer ??= setTimeout(() => void this.#flush(connection), connection.id === 0 ? 0 : pause);
    }
  }

  /** Ends the connections of those whose sign-in is over. @param name of one user; absent: of all */
  async recheck(name?: string): Promise<void> {
    for (const connection of [...this.#connections]) {
      if (name !== undefined && connection.principal.name !== name) continue;
      try {
        const principal = await this.#options.principalNow(connection.request);
        if (principal?.permissions.has('findings:read')) connection.principal = principal;
        else this.#end(connection);
      } catch (error) {
        // Who can't be asked about is not told anything more.
        this.#options.log.warn({ err: error }, 'a live connection was closed: its user could not be checked');
        this.#end(connection);
      }
    }
  }

  /** Ends all connections; no new ones are taken. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of this.#connections) this.#end(connection);
  }

  async #flush(connection: Connection): Promise<void> {
    const { untold, clusterChanged, principal } = connection;
    connection.untold = undefined;
    connection.clusterChanged = false;
    connection.timer = undefined;
    try {
      if (untold !== undefined) {
        const { since, counts } = untold;
        const own = principal.namespaces === undefined ? counts : await this.#options.countSince(principal, since);
        this.#send(connection, {
          event: 'findings',
          opened: own.opened + own.reopened,
          resolved: own.resolved,
          // How many others changed is not for those who see some namespaces only.
          changed: principal.namespaces === undefined ? counts.changed : 0,
          assessedAt: since,
        });
      }
      if (clusterChanged) this.#send(connection, { event: 'cluster' });
    } catch (error) {
      this.#options.log.error({ err: error }, 'a live event could not be told');
      // The console asks for everything again when it comes back.
      this.#end(connection);
    }
  }

  #send(connection: Connection, event: LiveEvent): void {
    connection.id += 1;
    connection.stream.write(`id: ${connection.id}\nevent: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`);
    if (connection.stream.writableLength > mostWaiting) this.#end(connection);
  }

  #say(text: string): void {
    for (const connection of this.#connections) {
      connection.stream.write(text);
      if (connection.stream.writableLength > mostWaiting) this.#end(connection);
    }
  }

  #end(connection: Connection): void {
    this.#forget(connection);
    connection.stream.end();
  }

  #forget(connection: Connection): void {
    clearTimeout(connection.timer);
    this.#connections.delete(connection);
  }
}

function concerns({ namespaces }: BatchResult, { namespaces: visible }: Principal): boolean {
  return namespaces.some((namespace) => isVisible(visible, namespace === '' ? undefined : namespace));
}

function add(connection: Connection, at: string, { opened, resolved, reopened, changed }: BatchResult): void {
  const known = connection.untold;
  connection.untold = {
    since: known?.since ?? at,
    counts: {
      opened: opened + (known?.counts.opened ?? 0),
      resolved: resolved + (known?.counts.resolved ?? 0),
      reopened: reopened + (known?.counts.reopened ?? 0),
      changed: changed + (known?.counts.changed ?? 0),
    },
  };
}
