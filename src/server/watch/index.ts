export { type Change, ClusterWatch, type ClusterWatchOptions } from './cluster-watch.ts';
