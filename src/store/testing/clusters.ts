import type { ClusterRecord } from '../cluster-types.ts';

/** A cluster of which nothing is known. */
export const plainCluster: Omit<ClusterRecord, 'assessedAt'> = {
  id: 'c1',
  name: 'one',
  source: 'live',
  server: undefined,
  recorded: undefined,
  version: undefined,
  coverage: undefined,
  blindSpots: [],
};
