import type { Protocol } from '../reachability/index.ts';

/** One end of a connection as its source says it. */
export interface FlowEnd {
  readonly address: string | undefined;
  readonly pod: { readonly namespace: string; readonly name: string } | undefined;
  /** The pod's owner, where the source knows it. */
  readonly workload: { readonly kind: string; readonly namespace: string; readonly name: string } | undefined;
  /** Whether it is a node, or in a node's network. */
  readonly isNode: boolean;
}

/** A connection, or an attempt at one, that something has recorded. */
export interface Flow {
  /** Milliseconds since 1970; undefined where the source doesn't say when. */
  readonly time: number | undefined;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly protocol: Protocol;
  /** Of the destination. */
  readonly port: number;
  /** Refused by a policy, as the source says. */
  readonly isDenied: boolean;
  readonly count: number;
}

/** What a line says: a flow, something else of the same source (an answer, an exec), or nothing that can be read. */
export type Line = Flow | 'other' | 'unreadable';

export const flowFormats = ['hubble', 'tetragon', 'falco', 'conntrack', 'breakwater'] as const;
export type FlowFormat = (typeof flowFormats)[number];

export const nobody: FlowEnd = { address: undefined, pod: undefined, workload: undefined, isNode: false };
