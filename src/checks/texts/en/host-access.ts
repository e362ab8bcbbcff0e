import type { CheckTexts } from '../text.ts';

export const hostAccess: CheckTexts = {
  'pod-host-process': {
    title: 'HostProcess container',
    why: 'A HostProcess container is not confined at all: it runs directly on the Windows node, with its network and file system, and usually as its administrator.',
    action: 'Remove hostProcess',
    message: {
      default: 'Container {container} runs as a process of the Windows node',
      pod: 'All containers of the pod run as processes of the Windows node',
    },
  },
  'pod-host-namespaces': {
    title: 'Namespace shared with the node',
    why: 'The wall between container and node is gone: with the PID namespace it sees every process and its environment, with IPC their shared memory, with the network every interface and whatever listens on localhost.',
    action: 'Remove hostNetwork, hostPID and hostIPC',
    message: {
      network:
        'The pod uses the network of its node: NetworkPolicies do not apply, and it reaches what listens on localhost there',
      pid: 'The pod sees and can signal all processes of its node',
      ipc: 'The pod shares memory segments and semaphores with the processes of its node',
    },
  },
  'pod-host-ports': {
    title: 'Port opened on the node',
    why: 'A host port exposes the container on every address of its node, past Services and most NetworkPolicies, and only one such pod fits on a node.',
    action: 'Remove hostPort, and expose the container through a Service',
    message: 'Container {container} opens port {value} on its node',
  },
  'pod-host-probes': {
    title: 'Probe or hook aimed at another host',
    why: 'The kubelet sends these requests from the node, so a pod that chooses the host can make the node reach addresses that the pod itself cannot.',
    action: 'Remove host, so that the request goes to the pod itself',
    message: 'Container {container} makes the kubelet send requests to {value}',
  },
  'pod-host-aliases': {
    title: 'Custom entries in /etc/hosts',
    why: 'Host aliases point names to other addresses inside this pod only, out of sight of whoever runs DNS.',
    action: 'Remove hostAliases, and publish the names in DNS',
    message: 'The pod adds its own entries to /etc/hosts',
  },
  'pod-host-users': {
    title: 'No user namespace',
    why: 'In a user namespace, root in the container is an ordinary user on the node, and most escapes end there.',
    action: 'Set hostUsers to false',
    message: 'The pod does not use a user namespace: root in it is root on the node',
  },
};
