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
