import { recordOf, stringOf } from '../object.ts';
import type { ClusterConnection } from './connection.ts';
import { type Discovery, discover } from './discovery.ts';
import { KubernetesError } from './error.ts';
import { type FollowHandler, type Following, type FollowOptions, follow } from './follow.ts';
import { type ListOptions, listPages, type Page } from './list.ts';
import type { ApiResource } from './resource.ts';
import {
  type AccessAnswer,
  type AccessQuestion,
  mayI,
  type ReviewedUser,
  reviewAccess,
  reviewToken,
  type TokenAnswer,
} from './reviews.ts';
import { type Times, usualTimes } from './times.ts';
import { type Answer, type Call, Transport } from './transport.ts';

type RequestOptions = Omit<Call, 'method' | 'path'>;

/**
 * Talks to one API server. What it answers is bounded, and every failure is a `KubernetesError`; a request that is called off
 * throws its signal's reason.
 */
export class KubernetesClient {
  /** Address of the API server. */
  readonly server: string;
  /** The context's name. */
  readonly name: string;
  readonly #transport: Transport;
  readonly #times: Times;
  readonly #followings = new Set<Following>();

  constructor(connection: ClusterConnection, times: Times = usualTimes) {
    this.server = connection.server;
    this.name = connection.name;
    this.#transport = new Transport(connection, times);
    this.#times = times;
  }

  /** The answer's JSON. `path` begins with a slash, its parts are encoded. */
  async get(path: string, options: Pick<RequestOptions, 'query' | 'signal'> = {}): Promise<unknown> {
    return (await this.#transport.send({ method: 'GET', path, ...options })).body;
  }

  request(method: Call['method'], path: string, options: RequestOptions = {}): Promise<Answer> {
    return this.#transport.send({ method, path, ...options });
  }

  /** `v1.37.2` */
  async version(): Promise<string> {
    const path = '/version';
    const version = stringOf(recordOf(await this.get(path)).gitVersion);
    if (version !== undefined) return version;
    throw new KubernetesError('the answer states no version', { status: 200, reason: 'Unexpected', path });
  }

  discover(signal?: AbortSignal): Promise<Discovery> {
    return discover(this.#transport, signal);
  }

  listPages(resource: ApiResource, options: ListOptions = {}): AsyncGenerator<Page> {
    return listPages(this.#transport, resource, options);
  }

  follow(resource: ApiResource, options: FollowOptions, handler: FollowHandler): Following {
    const following = follow(this.#transport, resource, options, handler, this.#times);
    this.#followings.add(following);
    return {
      stop: () => {
        this.#followings.delete(following);
        return following.stop();
      },
    };
  }

  reviewToken(token: string): Promise<TokenAnswer> {
    return reviewToken(this.#transport, token);
  }

  reviewAccess(user: ReviewedUser, question: AccessQuestion): Promise<AccessAnswer> {
    return reviewAccess(this.#transport, user, question);
  }

  mayI(question: AccessQuestion): Promise<boolean> {
    return mayI(this.#transport, question);
  }

  /** Stops follows and breaks off what is under way. */
  async close(): Promise<void> {
    await Promise.all([...this.#followings].map((following) => following.stop()));
    await this.#transport.close();
  }
}
