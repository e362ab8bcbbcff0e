export { inventoryOf } from './cluster-inventory.ts';
export { readCluster, type WatchOptions, watchCluster } from './cluster-watch.ts';
export {
  type BlindSpot,
  type ClusterChange,
  type ClusterFacts,
  type ClusterSource,
  type ClusterState,
  type KindState,
  objectKey,
  type PodInstance,
} from './state.ts';
