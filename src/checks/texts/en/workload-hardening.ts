import type { CheckTexts } from '../text.ts';

export const workloadHardening: CheckTexts = {
  'pod-readonly-rootfs': {
    title: 'Writable root file system',
    why: 'Whoever gets into this container can leave tools and modified programs behind, to be run again later.',
    action: 'Set readOnlyRootFilesystem to true, and mount an emptyDir where the program writes',
    message: 'Container {container} has a writable root file system',
  },
  'pod-cap-net-raw': {
    title: 'May forge network packets',
    why: 'With NET_RAW, which many runtimes grant by default, a container can pose as other pods and as the DNS of the cluster.',
    action: 'Drop NET_RAW',
    message: {
      default: 'Container {container} keeps the capability NET_RAW',
      add: 'Container {container} adds the capability {value}',
    },
  },
  'pod-cap-dangerous': {
    title: 'Capability that allows container escape',
    why: 'This capability alone is a known way out of a container: through mounts, kernel modules, other processes, raw memory, kernel programs, files opened by handle, or the network of the node.',
    action: 'Remove the capability',
    message: 'Container {container} adds the capability {value}, with which it can break out',
  },
  'pod-high-uid-gid': {
    title: 'User or group ID that nodes also use',
    why: 'Low IDs also exist on nodes: after an escape, the process owns the files of some user there.',
    action: 'Set runAsUser and runAsGroup to values above 10000',
    message: {
      runAsUser: 'Container {container} does not run with a user ID above 10000',
      runAsGroup: 'Container {container} does not run with a group ID above 10000',
    },
  },
  'pod-root-gid': {
    title: 'Member of the root group',
    why: 'Group 0 can read and change much of what belongs to root, in the image and on volumes.',
    action: 'Use a group other than 0',
    message: {
      default: 'Container {container} runs with group 0',
      pod: 'The pod runs its containers with group 0',
      fsGroup: 'The pod makes group 0 the owner of its volumes',
      supplementalGroups: 'The pod adds group 0 to its containers',
    },
  },
  'pod-share-process-namespace': {
    title: 'Containers see each other’s processes',
    why: 'Every container of the pod sees the processes of the others and, as the same user, their environment, files and secrets.',
    action: 'Remove shareProcessNamespace',
    message: 'The containers of the pod share a process namespace',
  },
  'pod-privileged-port': {
    title: 'Port below 1024',
    why: 'Ports below 1024 need root or a capability on many nodes. A high port needs neither, and a Service can still offer the usual port.',
    action: 'Listen on port 1024 or higher',
    message: 'Container {container} listens on port {value}',
  },
  'pod-security-context-present': {
    title: 'No security context',
    why: 'The container runs with all the defaults of its image and runtime, often as root.',
    action: 'Add a securityContext',
    message: 'Neither container {container} nor its pod has a security context',
  },
  'pod-runtime-class': {
    title: 'No sandboxed runtime',
    why: 'An attacker in the container faces the kernel of the node: the policy requires a sandboxed runtime, and the pod does not use one.',
    action: 'Set runtimeClassName to one of the required runtime classes',
    message: 'The pod does not use one of the required runtime classes',
  },
};
