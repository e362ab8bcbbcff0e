import { createSecureContext, getCACertificates } from 'node:tls';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { ClusterConnection } from './connection.ts';
import type { Secrets } from './credentials.ts';
import { openTunnel } from './tunnel.ts';

/** What an answer has come by: a change of any of it needs new connections. */
interface Material {
  readonly authority: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
}

/** Below the 60 s after which some load balancers drop a silent connection. */
const keepAliveMilliseconds = 55_000;

/** Connections to one API server; they are made anew when certificates were exchanged. */
export class Dispatchers {
  readonly #connection: ClusterConnection;
  readonly #connectMilliseconds: number;
  readonly #all = new Set<Dispatcher>();
  #current: { material: Material; dispatcher: Dispatcher } | undefined;
  #closed = false;

  constructor(connection: ClusterConnection, connectMilliseconds: number) {
    this.#connection = connection;
    this.#connectMilliseconds = connectMilliseconds;
  }

  async for(secrets: Secrets): Promise<Dispatcher> {
    const { certificate, key } = secrets;
    const authority = await this.#connection.tls.authority?.read();
    if (this.#closed) throw new Error('the client is closed');
    const known = this.#current?.material;
    if (
      this.#current !== undefined &&
      known?.authority === authority &&
      known?.certificate === certificate &&
      known?.key === key
    ) {
      return this.#current.dispatcher;
    }
    const material = { authority, certificate, key };
    const old = this.#current?.dispatcher;
    let dispatcher: Dispatcher;
    try {
      dispatcher = this.#make(material);
    } catch (error) {
      // Of a certificate and its key one was exchanged already: both are read again before long.
      if (old === undefined) throw error;
      this.#connection.credentials.renew(secrets);
      this.#connection.tls.authority?.renew();
      return old;
    }
    this.#current = { material, dispatcher };
    this.#all.add(dispatcher);
    if (old !== undefined) setImmediate(() => this.#retire(old));
    return dispatcher;
  }

  /** What is under way on the old connections, or was given them just now, may end; watches do so in minutes. */
  #retire(old: Dispatcher): void {
    const forget = () => this.#all.delete(old);
    if (!this.#closed) old.close().then(forget, forget);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((dispatcher) => dispatcher.destroy()));
    this.#all.clear();
  }

  #make({ authority, certificate, key }: Material): Dispatcher {
    const { tls, proxy } = this.#connection;
    const timeout = this.#connectMilliseconds;
    // kubectl trusts what the system does; Node alone would not.
    const trusted = () => [...getCACertificates('default'), ...getCACertificates('system')];
    const ca = authority ?? (tls.insecure ? [] : trusted());
    const secure = {
      // Made once: reading the system's authorities for each of a hundred connections takes its time.
      secureContext: createSecureContext({
        ca,
        ...(certificate === undefined ? {} : { cert: certificate }),
        ...(key === undefined ? {} : { key }),
      }),
      ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
      rejectUnauthorized: !tls.insecure,
      allowH2: false,
      timeout,
    };
    // HTTP/1.1: each watch has its connection, so that none holds up another and a dead one is noticed alone.
    const usual = { allowH2: false, keepAliveTimeout: keepAliveMilliseconds };
    if (proxy === undefined) return new Agent({ ...usual, connect: secure });
    // What the cluster's authority vouches for is trusted as a proxy, too, as kubectl does; it never sees our certificate.
    const proxyTls = {
      ca: [...(authority === undefined ? [] : [authority]), ...trusted()],
      rejectUnauthorized: !tls.insecure,
    };
    return new Agent({ ...usual, connect: through(proxy, proxyTls, secure, timeout) });
  }
}

/** A connector that goes through a proxy, and then on as without one. */
function through(
  proxy: string,
  proxyTls: { readonly ca: readonly string[]; readonly rejectUnauthorized: boolean },
  secure: buildConnector.BuildOptions,
  timeout: number,
): buildConnector.connector {
  const upgrade = buildConnector(secure);
  return (options, callback) => {
    const isSecure = options.protocol === 'https:';
    const host = options.hostname.replace(/^\[|\]$/g, '');
    openTunnel(new URL(proxy), proxyTls, host, Number(options.port) || (isSecure ? 443 : 80), timeout).then(
      (socket) => (isSecure ? upgrade({ ...options, httpSocket: socket }, callback) : callback(null, socket)),
      (error: Error) => callback(error, null),
    );
  };
}
