export { admittedObject } from './admitted-object.ts';
export type { ApiServerEndpoints } from './api-server.ts';
export { blindSpotSaid } from './blind-spot-texts.ts';
export { inventoryOf, representedWorkloads, sightOf } from './cluster-inventory.ts';
export { readCluster, type WatchOptions, watchCluster } from './cluster-watch.ts';
export { podAddressesOf } from './pod-addresses.ts';
export { readRecording } from './read-recording.ts';
export { RecordingError } from './recording-format.ts';
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
export { writeRecording } from './write-recording.ts';
