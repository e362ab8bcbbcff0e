import type { Format } from '../format.ts';

export const cluster = {
  title: 'Cluster',
  failed: 'What is known of the cluster could not be loaded.',
  version: (version: string) => `Kubernetes ${version}`,
  versionUnknown: 'Kubernetes version not known',
  supportIs: {
    supported: (day: string | null) => (day === null ? 'supported' : `supported until ${day}`),
    maintenance: (day: string | null) =>
      day === null ? 'in maintenance: urgent fixes only' : `in maintenance until ${day}: urgent fixes only`,
    ended: (day: string | null) => (day === null ? 'no longer supported' : `no longer supported since ${day}`),
    unknown: () => 'support window not known',
  },
  nodesReady: (format: Format, ready: number, total: number) =>
    `${format.number(ready)} of ${format.counted(total, 'node', 'nodes')} ready`,
  noNodes: 'no nodes seen',
  recordedAt: 'Recorded',
  assessed: 'Last change assessed',
  notAssessed: 'Not assessed yet',
  live: 'Watched live',
  blindSpots: 'What we can’t see',
  support: 'Version and support',
  supportFields: {
    version: 'Version',
    released: 'Released',
    maintenanceFrom: 'Urgent fixes only from',
    endOfLife: 'End of support',
    latest: 'Newest minor version known here',
    server: 'API server',
  },
  unknown: 'not known',
  upstream: 'Dates are those of the Kubernetes project; a vendor may support a version for longer.',
  nodes: 'Nodes',
  nodesWhat: (format: Format, groups: number) =>
    `${format.counted(groups, 'group', 'groups')} of nodes that are alike in versions.`,
  nodesEmpty: 'No nodes were seen. They may be forbidden to read, or left out of the recording.',
  nodeColumns: {
    count: 'Nodes',
    roles: 'Roles',
    kubelet: 'Kubelet',
    runtime: 'Runtime',
    os: 'System',
    kernel: 'Kernel',
    architecture: 'Architecture',
  },
  worker: 'worker',
  behind: (format: Format, minors: number) =>
    `${format.counted(minors, 'minor version', 'minor versions')} behind the API server`,
  components: 'Components',
  componentsWhat: 'Recognised by their images.',
  componentsEmpty: 'None was recognised.',
  componentColumns: { name: 'Component', version: 'Version', namespace: 'Namespace' },
  kinds: 'Kinds that are watched',
  kindsRecorded: 'Kinds in the recording',
  kindsWhat: (format: Format, kinds: number, objects: number) =>
    `${format.counted(objects, 'object', 'objects')} of ${format.counted(kinds, 'kind', 'kinds')}.`,
  kindsWithout: (format: Format, kinds: number) => `${format.counted(kinds, 'kind', 'kinds')} without objects`,
  kindsEmpty: 'No kind is watched.',
  kindColumns: { kind: 'Kind', objects: 'Objects', state: 'State', changed: 'Last change' },
  kindStates: {
    syncing: 'Loading',
    live: 'Live',
    retrying: 'Interrupted, retrying',
    forbidden: 'Not allowed',
    recorded: 'Recorded',
  },
};
