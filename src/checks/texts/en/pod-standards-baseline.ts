import type { CheckTexts } from '../text.ts';

export const podStandardsBaseline: CheckTexts = {
  'pod-privileged': {
    title: 'Privileged container',
    why: 'Root in this container is root on the node: a privileged container has every capability and every device of its host, and none of the usual confinement.',
    action: 'Remove privileged and add only the capabilities that the program needs',
    message: 'Container {container} runs privileged',
  },
  'pod-caps-baseline': {
    title: 'Capability beyond the default set',
    why: 'A capability is a part of the power of root. Those outside the default set of container runtimes reach past the container.',
    action: 'Remove the capability',
    message: 'Container {container} adds the capability {value}',
  },
  'pod-apparmor': {
    title: 'AppArmor switched off',
    why: 'The default AppArmor profile keeps a container from mounting file systems, tracing processes and writing to kernel settings. This setting takes it away.',
    action: 'Remove the profile setting, so that the default profile of the runtime applies',
    message: {
      default: 'Container {container} asks for an AppArmor profile that does not confine it',
      pod: 'The pod asks for an AppArmor profile that does not confine its containers',
      annotation: 'An AppArmor annotation of the pod names a profile that does not confine the container',
    },
  },
  'pod-selinux': {
    title: 'SELinux label of its own choice',
    why: 'SELinux keeps a process that got out of its container from the files of the node, unless the pod chooses a label that may touch them.',
    action: 'Remove user, role and type, or use one of the container types',
    message: {
      default: 'Container {container} chooses the SELinux label part {value}',
      pod: 'The pod chooses the SELinux label part {value}',
    },
  },
  'pod-procmount': {
    title: 'Unmasked /proc',
    why: 'The default masks of /proc hide kernel keys, timers and memory and make kernel switches read-only. Without them a container can change settings of its node.',
    action: 'Remove procMount',
    message: 'Container {container} sees all of /proc (procMount is {value})',
  },
  'pod-procmount-restricted': {
    title: 'Unmasked /proc in a user namespace',
    why: 'A user namespace lowers the risk of an unmasked /proc enough for the baseline level, but not for the restricted one.',
    action: 'Remove procMount',
    message: 'Container {container} sees all of /proc (procMount is {value})',
  },
  'pod-seccomp-unconfined': {
    title: 'Seccomp switched off',
    why: 'Without seccomp a container may make every system call of the kernel, and old, rarely used ones with their flaws among them.',
    action: 'Use the seccomp profile RuntimeDefault',
    message: {
      default: 'Container {container} switches seccomp off',
      pod: 'The pod switches seccomp off for its containers',
      annotation: 'A seccomp annotation of the pod switches seccomp off for container {container}',
    },
  },
  'pod-sysctls': {
    title: 'Unsafe kernel parameter',
    why: 'This kernel parameter is not known to be limited to the pod, so one pod can change it for every pod of the node.',
    action: 'Remove the sysctl, or set it on the nodes',
    message: 'The pod sets the kernel parameter {value}',
  },
};
