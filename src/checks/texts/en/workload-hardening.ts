import type { CheckTexts } from '../text.ts';

export const workloadHardening: CheckTexts = {
  'pod-readonly-rootfs': {
    title: 'Writable root file system',
    why: 'Who gets into this container can leave tools and changed programs behind, and they are run again with the next call.',
    action: 'Set readOnlyRootFilesystem to true and mount an emptyDir where the program writes',
    message: 'Container {container} has a writable root file system',
  },
  'pod-cap-net-raw': {
    title: 'May forge network packets',
    why: 'With NET_RAW, which runtimes give unasked, a container can pose as other pods and as the DNS of the cluster.',
    action: 'Drop NET_RAW',
    message: {
      default: 'Container {container} keeps the capability NET_RAW',
      add: 'Container {container} adds the capability {value}',
    },
  },
  'pod-cap-dangerous': {
    title: 'Capability that breaks the container open',
    why: 'This capability is by itself a known way out of a container: mounting, kernel modules, other processes, raw memory, kernel programs, any file by handle, or the network of the node.',
    action: 'Remove the capability',
    message: 'Container {container} adds the capability {value}, with which it can reach past itself',
  },
  'pod-high-uid-gid': {
    title: 'User or group id that nodes use, too',
    why: 'Low ids exist on nodes: after an escape the process owns the files of somebody there.',
    action: 'Set runAsUser and runAsGroup to values above 10000',
    message: {
      runAsUser: 'Container {container} does not run with a user id above 10000',
      runAsGroup: 'Container {container} does not run with a group id above 10000',
    },
  },
  'pod-root-gid': {
    title: 'Member of the root group',
    why: 'Group 0 may read and change much that belongs to root, in the image and on volumes.',
    action: 'Use a group other than 0',
    message: {
      default: 'Container {container} runs with group 0',
      pod: 'The pod runs its containers with group 0',
      fsGroup: 'The pod gives its volumes to group 0',
      supplementalGroups: 'The pod adds group 0 to its containers',
    },
  },
  'pod-share-process-namespace': {
    title: 'Containers see the processes of each other',
    why: 'Every container of the pod sees the processes of the others, their environment and, with the same user, their files and secrets.',
    action: 'Remove shareProcessNamespace',
    message: 'The containers of the pod share one process namespace',
  },
  'pod-privileged-port': {
    title: 'Port below 1024',
    why: 'Such ports need root or a capability on many nodes. A program on a high port needs neither, and a Service can offer it on the usual port.',
    action: 'Listen on a port from 1024 on',
    message: 'Container {container} listens on port {value}',
  },
  'pod-security-context-present': {
    title: 'No security context',
    why: 'The container runs with every default of its image and runtime, root among them.',
    action: 'Add a securityContext',
    message: 'Neither container {container} nor its pod has a security context',
  },
  'pod-runtime-class': {
    title: 'Not in a sandboxed runtime',
    why: 'The policy asks for a runtime that gives containers a kernel of their own, and this pod does not choose one.',
    action: 'Set runtimeClassName to one of the required runtime classes',
    message: 'The pod does not choose one of the required runtime classes',
  },
};
