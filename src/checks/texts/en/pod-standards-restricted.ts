import type { CheckTexts } from '../text.ts';

export const podStandardsRestricted: CheckTexts = {
  'pod-volume-types': {
    title: 'Volume that names its storage itself',
    why: 'Such a volume goes past the claims and storage classes through which a cluster decides who may use which storage.',
    action: 'Use a PersistentVolumeClaim or one of the volume types that belong to the pod',
    message: {
      default: 'The pod uses a volume of a type that the restricted level refuses: {field}',
      flexVolume: 'The pod uses a flexVolume: the kubelet runs a driver of the node as root for it',
    },
  },
  'pod-allow-privilege-escalation': {
    title: 'Privilege escalation possible',
    why: 'A process can become more than it was started as, by any set-user-id program that the image happens to hold.',
    action: 'Set allowPrivilegeEscalation to false',
    message: 'Container {container} does not rule out privilege escalation',
  },
  'pod-run-as-non-root': {
    title: 'May run as root',
    why: 'Root in a container is root to the kernel: an escape starts a step ahead, and files of the node belong to it.',
    action: 'Set runAsNonRoot to true, and have the image use a user other than root',
    message: {
      default: 'Container {container} says that it may run as root',
      pod: 'The pod says that its containers may run as root',
      unset: 'Container {container} does not say that it must not run as root',
      nobody: 'Neither the pod nor any of its containers says that it must not run as root',
    },
  },
  'pod-run-as-user-zero': {
    title: 'Runs as user 0',
    why: 'User 0 is root, whatever user the image names: an escape starts with the power of root.',
    action: 'Set runAsUser to the id of a user other than root',
    message: {
      default: 'Container {container} runs as user 0',
      pod: 'The pod runs its containers as user 0',
    },
  },
  'pod-seccomp-required': {
    title: 'No seccomp profile',
    why: 'A container without a seccomp profile may make every system call of the kernel, unless its node happens to be configured otherwise.',
    action: 'Set the seccomp profile RuntimeDefault',
    message: {
      default: 'Container {container} names a seccomp profile that does not confine it',
      pod: 'The pod names a seccomp profile that does not confine its containers',
      unset: 'Container {container} has no seccomp profile',
      nobody: 'Neither the pod nor any of its containers has a seccomp profile',
    },
  },
  'pod-caps-restricted': {
    title: 'Capabilities not dropped',
    why: 'A container keeps about a dozen parts of the power of root unless it gives them up. Hardly any program needs them.',
    action: 'Drop ALL capabilities and add NET_BIND_SERVICE at most',
    message: {
      default: 'Container {container} does not drop ALL capabilities',
      add: 'Container {container} adds the capability {value}',
    },
  },
};
