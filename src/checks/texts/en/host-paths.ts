import type { CheckTexts } from '../text.ts';

export const hostPaths: CheckTexts = {
  'pod-hostpath': {
    title: 'Directory of the node in a pod',
    why: 'A hostPath volume gives the pod whatever lies at that path of the node, links included, and ties it to what that node happens to hold.',
    action: 'Use an emptyDir, a PersistentVolumeClaim, or the API that gives the same information',
    message: 'A volume of the pod is a path of its node',
  },
  'pod-runtime-socket': {
    title: 'Socket of the container runtime in a pod',
    why: 'Whoever can talk to the container runtime can start a privileged container with the whole node mounted. A read-only mount does not change that.',
    action: 'Remove the volume; build images and inspect containers through means that do not need the runtime',
    message: 'The pod mounts {value} and so controls every container of its node',
  },
  'pod-hostpath-sensitive': {
    title: 'Sensitive directory of the node in a pod',
    why: 'This directory is the node: whoever reads it finds the credentials of the node and of all its pods, whoever writes it becomes root there.',
    action: 'Remove the volume, or mount the one file or subdirectory that is needed, read-only',
    message: 'The pod mounts {value} of its node',
  },
  'pod-hostpath-writable': {
    title: 'Writable directory of the node',
    why: 'What a container can write on its node, it can plant there for other pods and for the node itself.',
    action: 'Mount it with readOnly: true',
    message: {
      default: 'Container {container} can write to a path of its node',
      log: 'Container {container} can write to /var/log of its node: a link placed there makes the kubelet read any file to it',
    },
  },
};
