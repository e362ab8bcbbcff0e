import type { Severity } from '../checks/index.ts';
import type { Exposure, FindingFacts } from '../findings/index.ts';

/** What assessment says of one object: all that holds of it now, replacing what was said before. */
export interface ObjectFindings {
  /** `apps/Deployment/shop/web` */
  readonly key: string;
  readonly team: string | undefined;
  /** Of a pod that stands for those of a workload: that workload's key. */
  readonly workload: string | undefined;
  readonly findings: readonly FindingFacts[];
}

/** A workload as lists show it. */
export interface WorkloadRecord {
  readonly key: string;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly team: string | undefined;
  readonly exposure: Exposure;
  readonly replicas: number | undefined;
  readonly pods: number;
  readonly images: readonly string[];
  readonly serviceAccount: string;
}

/** One batch of assessment, stored in one transaction. */
export interface AssessmentBatch {
  readonly cluster: string;
  /** ISO 8601: first seen, last seen and resolved times of what changes by it. */
  readonly at: string;
  /** Whether this is everything: what it does not name is gone. Otherwise only what it names changes. */
  readonly complete: boolean;
  readonly objects: readonly ObjectFindings[];
  /** Keys of objects that are gone: their findings are resolved, their workloads go. */
  readonly removed: readonly string[];
  readonly workloads: readonly WorkloadRecord[];
}

/** What a batch changed, for live updates; with namespaces, because each user hears only of theirs. */
export interface BatchResult {
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
  readonly changed: number;
  /** Namespaces concerned; the empty text stands for cluster-scoped objects. */
  readonly namespaces: readonly string[];
}

export type FindingStatus = 'open' | 'accepted' | 'resolved';

/** Which rows a user may see: undefined is all, cluster-scoped ones too. */
export type Visible = readonly string[] | undefined;

export type SeverityCounts = Readonly<Record<Severity, number>>;
