import type { Visible } from '../../store/index.ts';
import type { Permission } from '../contract/index.ts';

/** Who a request comes from, and what they may do at this moment. */
export interface Principal {
  readonly name: string;
  /** How they signed in; `token`: an API token, or a Kubernetes token sent as a bearer token by a program. */
  readonly via: 'link' | 'oidc' | 'kubernetes' | 'token';
  readonly permissions: ReadonlySet<Permission>;
  /** Namespaces whose findings and workloads they see. Undefined: all, and cluster-scoped objects. */
  readonly namespaces: Visible;
  /** Namespaces whose findings they may accept; those of a `namespaces` that is bounded, or fewer. */
  readonly accepts: Visible;
  /** To be sent as `x-csrf-token`; empty where they sent a bearer token, which needs none. */
  readonly csrf: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the hook of `registerAccess` for every route that is not public. */
    principal: Principal | undefined;
    /** Of this answer's content security policy: what index.html carries in place of its placeholder. */
    cspNonce: string;
  }
}
