import type { CheckTexts } from '../text.ts';

export const podStandardsBaseline: CheckTexts = {
  'pod-privileged': {
    title: 'Privileged container',
    why: 'Root in this container is root on the node: a privileged container has every capability and every device of its node, and none of the usual confinement.',
    action: 'Remove privileged, and add only the capabilities that the program needs',
    message: 'Container {container} is privileged',
  },
  'pod-caps-baseline': {
    title: 'Capability beyond the default set',
    why: 'Capabilities outside the default set of container runtimes reach beyond the container: each is a part of the power of root.',
    action: 'Remove the capability',
    message: 'Container {container} adds the capability {value}',
  },
  'pod-apparmor': {
    title: 'AppArmor switched off',
    why: 'One barrier is gone: the default AppArmor profile keeps a container from mounting file systems, tracing processes and writing to kernel settings.',
    action: 'Remove the setting, so that the default profile of the runtime applies',
    message: {
      default: 'Container {container} uses an AppArmor profile that does not confine it',
      pod: 'The pod uses an AppArmor profile that does not confine its containers',
      annotation: 'An AppArmor annotation of the pod sets a profile that does not confine the container',
    },
  },
  'pod-selinux': {
    title: 'Custom SELinux label',
    why: 'A process that escapes its container can touch files of the node if its SELinux label allows it; the default label does not.',
    action: 'Remove user, role and type, or use one of the container types',
    message: {
      default: 'Container {container} sets its own SELinux option: {value}',
      pod: 'The pod sets its own SELinux option: {value}',
    },
  },
  'pod-procmount': {
    title: 'Unmasked /proc',
    why: 'A container can change kernel settings of its node: the default masks, which hide kernel keys, timers and memory and make kernel switches read-only, are gone.',
    action: 'Remove procMount',
    message: 'Container {container} sees all of /proc (procMount: {value})',
  },
  'pod-procmount-restricted': {
    title: 'Unmasked /proc in a user namespace',
    why: 'A user namespace lowers the risk of an unmasked /proc enough for the baseline level, but not for the restricted level.',
    action: 'Remove procMount',
    message: 'Container {container} sees all of /proc (procMount: {value})',
  },
  'pod-seccomp-unconfined': {
    title: 'Seccomp switched off',
    why: 'Without seccomp, a container can make every system call of the kernel, including old, rarely used ones and their flaws.',
    action: 'Set the seccomp profile RuntimeDefault',
    message: {
      default: 'Container {container} turns seccomp off',
      pod: 'The pod turns seccomp off for its containers',
      annotation: 'A seccomp annotation of the pod turns seccomp off for container {container}',
    },
  },
  'pod-sysctls': {
    title: 'Unsafe kernel parameter',
    why: 'One pod may change this kernel parameter for every pod of the node: it is not known to be limited to the pod.',
    action: 'Remove the sysctl, or set it on the nodes',
    message: 'The pod sets the kernel parameter {value}',
  },
};
