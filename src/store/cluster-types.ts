import type { BlindSpot } from '../inventory/cluster/index.ts';

/** What the assessment asked, for Compliance and the overview. */
export interface CoverageRecord {
  readonly asked: readonly string[];
  readonly notConfigured: readonly string[];
  /** Objects that each check was asked of. */
  readonly objectsByCheck: Readonly<Record<string, number>>;
}

export interface ClusterRecord {
  readonly id: string;
  readonly name: string;
  readonly source: 'live' | 'recording';
  readonly server: string | undefined;
  readonly recorded: string | undefined;
  readonly version: string | undefined;
  readonly coverage: CoverageRecord | undefined;
  readonly blindSpots: readonly BlindSpot[];
  /** Of the last batch; set by `applyBatch`. */
  readonly assessedAt: string | undefined;
}

export interface ClusterStore {
  /** Adds or replaces what is known of a cluster; a coverage that is undefined leaves the one that is there. */
  put(cluster: Omit<ClusterRecord, 'assessedAt'>): Promise<void>;
  get(id: string): Promise<ClusterRecord | undefined>;
  /** By name. */
  list(): Promise<readonly ClusterRecord[]>;
}
