import type { CheckTexts } from '../text.ts';

export const workloadEntryPoints: CheckTexts = {
  'pod-sshd': {
    title: 'SSH server in a container',
    why: 'An SSH server is a way in that Kubernetes access control and audit logs know nothing about.',
    action: 'Remove the SSH server, and use kubectl exec or kubectl debug, which are controlled and logged',
    message: {
      default: 'Container {container} offers SSH on port 22',
      command: 'Container {container} starts an SSH server',
    },
  },
  'pod-sudo-entrypoint': {
    title: 'Program started with sudo',
    why: 'The image lets its user become root without a password, so anyone who gets into the container can do the same.',
    action: 'Start the program as the user it should run as, and remove sudo from the image',
    message: 'Container {container} starts its program with sudo',
  },
  'pod-interactive-tty': {
    title: 'Terminal or standard input kept open',
    why: 'Anyone who can attach to the container can type into its program, past any rules about exec.',
    action: 'Remove tty and stdin',
    message: {
      default: 'Container {container} keeps a terminal open',
      stdin: 'Container {container} keeps its standard input open',
    },
  },
  'pod-exec-probe-commands': {
    title: 'Probe that only looks for a process',
    why: 'Such a probe says that the program is there, not that it works. It also starts a process every few seconds, and needs tools in the image that help an attacker as well.',
    action: 'Probe the service itself with httpGet, grpc or tcpSocket',
    message: 'A probe of container {container} runs a tool that lists processes or files',
  },
  'pod-git-sync-injection': {
    title: 'git-sync runs a program named by a setting',
    why: 'git-sync executes what this setting names, so whoever can change it runs code with the token of the pod and with write access to the synced files.',
    action: 'Remove the setting, so that git-sync uses its own git and only hooks that the manifest spells out',
    message: {
      default: 'Container {container} lets an environment variable choose the program that git-sync runs',
      argument: 'Container {container} lets an argument choose the program that git-sync runs as git',
      hook: 'Container {container} takes the hook command of git-sync from outside the manifest',
    },
  },
  'pod-control-plane-scheduling': {
    title: 'May run on control-plane nodes',
    why: 'On a node that runs the API server and etcd, one container escape is enough to take over the whole cluster.',
    action: 'Remove the toleration or selector, so that the pod runs on worker nodes',
    message: {
      default: 'The pod tolerates the taint that keeps pods away from control-plane nodes',
      selects: 'The pod asks for control-plane nodes',
    },
  },
};
