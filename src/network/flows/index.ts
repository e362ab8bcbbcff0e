export { EdgeBook, type EdgeEnd, type FlowEdge, type FlowEdges, type Sureness, surenessOf } from './edges.ts';
export { type Flow, type FlowEnd, type FlowFormat, flowFormats } from './flow.ts';
export { Places, type PodSeen, podsSeenOf, type Unplaced } from './places.ts';
export { type FlowLimits, type FlowsRead, flowLimits, readFlows } from './read.ts';
