import type { InventoryObject } from '../../inventory/index.ts';
import type { FieldPath } from '../../kubernetes/index.ts';

export type Answer = 'yes' | 'no' | 'unknown';

export type TlsVersion = '1.0' | '1.1' | '1.2' | '1.3';

/** What a route's controller makes of it, as far as objects say. */
export interface RouteAnswers {
  /** `passthrough`: the workload ends TLS. */
  readonly tls: Answer | 'passthrough';
  /** Whether who asks without TLS is sent to the address with it, or turned away. */
  readonly redirect: Answer;
  /** The oldest version of TLS that is spoken; undefined where it isn't known. */
  readonly oldestTls: TlsVersion | undefined;
  /** Whether somebody asks who it is before the workload does, and what says so. */
  readonly authentication: { readonly is: Answer; readonly by?: string };
  /** Addresses that are let in, as written; empty where all are. */
  readonly ranges: readonly string[];
  readonly rateLimit: Answer;
  readonly bodyLimit: Answer;
  readonly accessLog: Answer;
  readonly dangers: readonly Danger[];
  /** Of load balancers outside of the cluster: where they stand. */
  readonly front?: Front;
}

export interface Front {
  readonly zone: 'internet' | 'company' | 'unknown';
  /** Said by the object itself, or the controller's default. */
  readonly by: 'said' | 'default';
}

/** What makes a route or its controller dangerous by itself. */
export type DangerCode =
  /** Configuration of the controller in whoever's hands that may write the object. */
  | 'snippet'
  /** Code that the controller runs. */
  | 'code'
  /** Any site may ask in the name of a signed-in user. */
  | 'cors-any-origin'
  /** TLS to the workload without looking at its certificate. */
  | 'backend-unverified'
  /** Whoever sends the header says what its address is. */
  | 'forwarded-headers'
  /** Objects of one namespace may use those of another. */
  | 'cross-namespace'
  /** The controller's own console or API without authentication. */
  | 'admin-open'
  /** Services that are names of somewhere else are followed. */
  | 'external-names';

export interface Danger {
  readonly code: DangerCode;
  readonly object: InventoryObject;
  readonly path: FieldPath;
}

/** Nothing is known. */
export const unanswered: RouteAnswers = {
  tls: 'unknown',
  redirect: 'unknown',
  oldestTls: undefined,
  authentication: { is: 'unknown' },
  ranges: [],
  rateLimit: 'unknown',
  bodyLimit: 'unknown',
  accessLog: 'unknown',
  dangers: [],
};
