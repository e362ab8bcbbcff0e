import { isDeepStrictEqual } from 'node:util';
import type { ClusterConnection } from './connection.ts';
import { ConnectionError } from './connection-error.ts';
import type { Secrets } from './credentials.ts';
import { freshMilliseconds } from './rotating-text.ts';

/**
 * Credentials and authority of a context as its kubeconfig has them at the time: the files are read again after a minute, and when what
 * we have is refused. While they can't be read, are half written, or lead somewhere else (address, proxy, name of the certificate, whom to
 * impersonate), what they said before stands until it is refused: another cluster is nothing that happens to a program at work.
 */
export class KubeconfigRotation<Named> {
  /** With credentials and authority that follow the files. */
  readonly connection: ClusterConnection;
  readonly #first: ClusterConnection;
  readonly #read: () => Promise<Named | undefined>;
  readonly #make: (named: Named) => Promise<ClusterConnection>;
  #named: Named;
  #current: ClusterConnection;
  #readAt = performance.now();
  #reading: Promise<void> = Promise.resolve();
  #isRefused = false;
  /** Why the files could not be taken over when they were read last. */
  #fault: unknown;

  constructor(
    first: ClusterConnection,
    named: Named,
    read: () => Promise<Named | undefined>,
    make: (named: Named) => Promise<ClusterConnection>,
  ) {
    this.#first = first;
    this.#current = first;
    this.#named = named;
    this.#read = read;
    this.#make = make;
    const { authority } = first.tls;
    const following = {
      read: async () => {
        await this.#refresh();
        return (this.#current.tls.authority ?? authority)?.read() ?? '';
      },
      renew: () => {
        this.#readAt = -Infinity;
        this.#current.tls.authority?.renew();
      },
    };
    this.connection = {
      ...first,
      tls: { ...first.tls, ...(authority !== undefined && { authority: following }) },
      credentials: {
        current: async () => {
          await this.#refresh();
          if (this.#isRefused && this.#fault !== undefined) throw this.#fault;
          return this.#current.credentials.current();
        },
        renew: (refused: Secrets) => {
          this.#readAt = -Infinity;
          this.#isRefused = true;
          this.#current.credentials.renew(refused);
        },
      },
    };
  }

  #refresh(): Promise<void> {
    const now = performance.now();
    if (now - this.#readAt > freshMilliseconds) {
      this.#readAt = now;
      this.#reading = this.#reading
        .then(() => this.#take())
        .then(
          () => {
            this.#fault = undefined;
            this.#isRefused = false;
          },
          (error: unknown) => {
            this.#fault = error;
            // With nothing that serves there is no minute to wait for.
            if (this.#isRefused) this.#readAt = -Infinity;
          },
        );
    }
    return this.#reading;
  }

  async #take(): Promise<void> {
    const named = await this.#read();
    // Credentials that did not change are kept: a plugin is not asked again for that.
    if (named === undefined || isDeepStrictEqual(named, this.#named)) return;
    const made = await this.#make(named);
    if (!isDeepStrictEqual(wayOf(made), wayOf(this.#first)))
      throw new ConnectionError('context-moved', { context: this.#first.name });
    this.#named = named;
    this.#current = made;
  }
}

/** How an API server is reached, and for whom. */
function wayOf({ server, proxy, impersonation, tls: { authority, serverName, insecure } }: ClusterConnection) {
  return { server, proxy, impersonation, serverName, insecure, isPrivate: authority !== undefined };
}
