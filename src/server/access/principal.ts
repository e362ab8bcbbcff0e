import type { Identity, SignInWay, Visible } from '../../store/index.ts';
import type { Permission } from '../contract/index.ts';

/** What someone may do at this moment. */
export interface Grant {
  readonly permissions: ReadonlySet<Permission>;
  /** Namespaces whose findings and workloads they see. Undefined: all, and cluster-scoped objects. */
  readonly namespaces: Visible;
  /** Namespaces whose findings they may accept: the same, or fewer. Undefined: all, and cluster-scoped objects. */
  readonly accepts: Visible;
}

/** Who a request comes from. */
export interface Principal extends Grant {
  /** What lists and the audit trail call them; of an API token, its maker and its name. */
  readonly name: string;
  /** How they signed in; `token`: with an API token. */
  readonly via: SignInWay;
  /** Whose rights were asked for. Of an API token: its maker's. */
  readonly identity: Identity;
  /** To be sent as `x-csrf-token`; empty where they sent a bearer token, which needs none. */
  readonly csrf: string;
}

/**
 * The user of the one-time link, who may do everything. Nobody else may have this name: whoever else signs in under it is
 * refused, since what is stored of a user names them by it.
 */
export const localUser: Identity = { name: 'local', uid: undefined, groups: [], extra: {} };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the hook of `registerAccess` for every route that is not public. */
    principal: Principal | undefined;
  }
}
