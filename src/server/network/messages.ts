import type { BlindSpot, KindState } from '../../inventory/cluster/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import type { EdgeEnd, FlowEdge, FlowEdges } from '../../network/flows/index.ts';
import type { Fault, ProblemCode } from '../problem.ts';
import type { RecordedFlows } from '../recorded-flows.ts';
import type { AnswerOf, AnyQuestion } from './questions.ts';

/*
 * What the server's thread and the one that works out the network tell each other. Copies cross, nothing is shared: plain data only.
 */

/** An object of the cluster, with the addresses of its pods. */
export interface SentObject {
  readonly say: 'object';
  readonly key: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined for cluster-scoped kinds. */
  readonly namespace: string | undefined;
  /** Undefined where only its being there counts. */
  readonly body: KubernetesObject | undefined;
  readonly addresses: readonly string[] | undefined;
}

/** What is known of the cluster besides its objects: what of it can be seen, and where its API server is. */
export interface SentSurroundings {
  readonly say: 'surroundings';
  readonly kinds: readonly KindState[];
  readonly blindSpots: readonly BlindSpot[];
  readonly apiServer: string | undefined;
}

/** An end of a recorded connection: a workload by its name, since its object may be another by now. */
export type NamedEnd = Exclude<EdgeEnd, { kind: 'workload' }> | { readonly kind: 'workload'; readonly name: string };
export type NamedEdge = Omit<FlowEdge, 'from' | 'to'> & { readonly from: NamedEnd; readonly to: NamedEnd };

/** What was recorded anew; its edges follow in parts. */
export interface SentFlows {
  readonly say: 'flows';
  readonly state: RecordedFlows['state'];
  readonly facts: Omit<FlowEdges, 'edges'> | undefined;
}

export type ToThread =
  | SentObject
  | { readonly say: 'gone'; readonly key: string }
  | SentSurroundings
  | SentFlows
  | { readonly say: 'edges'; readonly edges: readonly NamedEdge[] }
  | { readonly say: 'ask'; readonly question: AnyQuestion };

/** One for each question. `isCurrent`: of the cluster as it is now. `fault`: what went wrong that nobody has foreseen. */
export type FromThread =
  | { readonly answer: AnswerOf<AnyQuestion['about']>; readonly isCurrent: boolean }
  | { readonly problem: ProblemCode; readonly errors: readonly Fault[] }
  | { readonly fault: string };
