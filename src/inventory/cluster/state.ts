import type { InventoryObject } from '../inventory.ts';
import type { ApiServerEndpoints } from './api-server.ts';

/**
 * What is known of a cluster at a moment, whether it is watched or was recorded: everything that reads a cluster reads this.
 * It changes as the cluster does; `ClusterSource` says so.
 */
export interface ClusterState {
  readonly facts: ClusterFacts;
  /**
   * Objects to assess, by `objectKey`. Pods (and ReplicaSets, Jobs) that a workload in here made from its template are not among them,
   * but for one of each sort that differs from its template (an injected sidecar, a debug container): see `representatives`.
   */
  readonly objects: ReadonlyMap<string, InventoryObject>;
  /** Pods by the key of the workload at the top of their owners; pods that nobody owns by their own key. */
  readonly pods: ReadonlyMap<string, ReadonlyMap<string, PodInstance>>;
  /** Key of a Pod in `objects` that stands for pods which differ from their template: key of the workload that owns it. */
  readonly representatives: ReadonlyMap<string, string>;
  readonly kinds: readonly KindState[];
  readonly blindSpots: readonly BlindSpot[];
}

export interface ClusterFacts {
  /** Uid of the namespace kube-system; where that can't be read, a digest of the server's address. */
  readonly id: string;
  /** The kubeconfig context's name. */
  readonly name: string;
  readonly source: 'live' | 'recording';
  /** Address of the API server; absent in recordings. */
  readonly server?: string;
  /** Where pods reach the API server; absent where that can't be read. */
  readonly apiServer?: ApiServerEndpoints;
  /** When it was recorded, ISO 8601; absent for a live cluster. */
  readonly recorded?: string;
  /** `v1.37.2`; absent where the API server does not say. */
  readonly version?: string;
}

/** A pod as far as it isn't its template: what runs where. */
export interface PodInstance {
  readonly name: string;
  readonly namespace: string;
  readonly phase: string;
  readonly node?: string;
  readonly ip?: string;
  /** ISO 8601. */
  readonly started?: string;
  readonly restarts: number;
  /** By container: the image that runs, with its digest, as the kubelet reports it. */
  readonly runs: readonly { readonly container: string; readonly image: string }[];
}

/** How the watch of one kind stands. */
export interface KindState {
  /** `apps/Deployment` */
  readonly groupKind: string;
  readonly apiVersion: string;
  readonly namespaced: boolean;
  readonly objects: number;
  /** Where it is read, if not everywhere. */
  readonly namespaces?: readonly string[];
  readonly state: 'syncing' | 'live' | 'retrying' | 'forbidden' | 'recorded';
  /** When the last change of it arrived, ISO 8601. */
  readonly changed?: string;
  /** Why it is not live. */
  readonly error?: string;
}

/** Something of the cluster that can't be seen: shown, and never taken for absence. */
export interface BlindSpot {
  readonly code: 'forbidden' | 'namespace-forbidden' | 'unavailable' | 'watch-lost' | 'not-read';
  /** `apps/Deployment`; absent where it concerns more than one. */
  readonly groupKind?: string;
  /** Absent: in the whole cluster. */
  readonly namespace?: string;
  /** What the API server said, or why it is not read. */
  readonly detail: string;
}

/** Keys of objects that were added, changed or removed since the last time; the state has what they are now. */
export interface ClusterChange {
  readonly keys: ReadonlySet<string>;
  /** Keys of workloads whose pods changed. */
  readonly pods: ReadonlySet<string>;
  /** Whether facts, kinds or blind spots changed. */
  readonly surroundings: boolean;
}

/** A cluster that may change. A recording never does. */
export interface ClusterSource {
  readonly state: ClusterState;
  /**
   * Calls back after each batch of changes (events that arrived together are one batch), with the state already changed.
   * @returns how to stop being called
   */
  onChange(listener: (change: ClusterChange) => void): () => void;
  /** Ends watches and connections. */
  close(): Promise<void>;
}

/** `apps/Deployment/shop/web`, `/Namespace//shop`: no part holds a slash, so it is unambiguous. */
export function objectKey(groupKind: string, namespace: string | undefined, name: string): string {
  return `${groupKind}/${namespace ?? ''}/${name}`;
}
