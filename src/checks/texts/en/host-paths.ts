import type { CheckTexts } from '../text.ts';

export const hostPaths: CheckTexts = {
  'pod-hostpath': {
    title: 'Pod mounts a path of its node',
    why: 'A hostPath volume gives the pod whatever lies at that path of the node, symbolic links included, and ties it to what that node happens to hold.',
    action: 'Use an emptyDir, a PersistentVolumeClaim, or the API that gives the same information',
    message: 'Volume {item} of the pod is a path of its node',
  },
  'pod-runtime-socket': {
    title: 'Pod mounts the container runtime socket',
    why: 'Whoever can talk to the container runtime can start a privileged container that mounts the whole node. Mounting the socket read-only does not change that.',
    action: 'Remove the volume; build images and inspect containers with tools that do not need the socket',
    message: 'The pod mounts {value}, which controls every container of its node',
  },
  'pod-hostpath-sensitive': {
    title: 'Pod mounts a sensitive path of its node',
    why: 'Access to this path is access to the node: whoever reads it can find the credentials of the node and its pods, whoever writes to it can become root there.',
    action: 'Remove the volume, or mount the one file or subdirectory that is needed, read-only',
    message: 'The pod mounts {value} from its node',
  },
  'pod-hostpath-writable': {
    title: 'Writable path of the node',
    why: 'Where a container can write on its node, it can plant files for other pods and for the node itself to run.',
    action: 'Set readOnly: true on the volume mount',
    message: {
      default: 'Container {container} can write to a path of its node, mounted at {item}',
      log: 'Container {container} can write to /var/log of its node: a symbolic link placed there lets it read any file through the kubelet',
    },
  },
};
