import type { CheckTexts } from '../text.ts';

export const podStandardsRestricted: CheckTexts = {
  'pod-volume-types': {
    title: 'Volume type that bypasses storage claims',
    why: 'The pod picks its storage itself, past the claims and storage classes through which a cluster decides who can use which storage.',
    action: 'Use a PersistentVolumeClaim or another volume type that the restricted level allows',
    message: {
      default: 'The pod uses a volume type that the restricted level does not allow: {field}',
      flexVolume: 'The pod uses a flexVolume, for which the kubelet runs a driver on the node as root',
    },
  },
  'pod-allow-privilege-escalation': {
    title: 'Privilege escalation possible',
    why: 'A process can gain more rights than it started with, through any set-user-ID program that the image happens to contain.',
    action: 'Set allowPrivilegeEscalation to false',
    message: 'Container {container} does not rule out privilege escalation',
  },
  'pod-run-as-non-root': {
    title: 'May run as root',
    why: 'Root in a container is root to the kernel: after an escape, the files of the node belong to it.',
    action: 'Set runAsNonRoot to true, and build the image with a user other than root',
    message: {
      default: 'Container {container} sets runAsNonRoot: false',
      pod: 'The pod sets runAsNonRoot: false',
      unset: 'Container {container} does not set runAsNonRoot',
      nobody: 'Neither the pod nor any of its containers sets runAsNonRoot',
    },
  },
  'pod-run-as-user-zero': {
    title: 'Runs as user 0',
    why: 'User 0 is root, whatever user the image names: after an escape, the process has the power of root.',
    action: 'Set runAsUser to the ID of a user other than root',
    message: {
      default: 'Container {container} runs as user 0',
      pod: 'The pod runs its containers as user 0',
    },
  },
  'pod-seccomp-required': {
    title: 'No seccomp profile',
    why: 'A container without a seccomp profile can make every system call of the kernel, unless its node happens to be configured otherwise.',
    action: 'Set the seccomp profile RuntimeDefault',
    message: {
      default: 'Container {container} uses a seccomp profile that does not confine it',
      pod: 'The pod uses a seccomp profile that does not confine its containers',
      unset: 'Container {container} has no seccomp profile',
      nobody: 'Neither the pod nor any of its containers has a seccomp profile',
    },
  },
  'pod-caps-restricted': {
    title: 'Capabilities not dropped',
    why: 'Unless they are dropped, a container keeps about a dozen capabilities, each a part of the power of root. Hardly any program needs them.',
    action: 'Drop ALL capabilities, and add back at most NET_BIND_SERVICE',
    message: {
      default: 'Container {container} does not drop ALL capabilities',
      add: 'Container {container} adds the capability {value}',
    },
  },
};
