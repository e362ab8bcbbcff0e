import type { CheckTexts } from '../text.ts';

export const resources: CheckTexts = {
  'res-cpu-request': {
    title: 'No CPU request',
    why: 'Under load, this container is the first to starve: without a request, the scheduler assumes that it needs no CPU and overfills the node.',
    action: 'Set a CPU request to what the program normally uses',
    message: 'Container {container} has no CPU request',
  },
  'res-cpu-limit': {
    title: 'No CPU limit',
    why: 'Without a limit, the container can use all idle CPU of its node, and so can someone who breaks in to mine. Limits also slow a program down on an idle node, so set them where your policy requires it.',
    action: 'Set a CPU limit',
    message: 'Container {container} has no CPU limit',
  },
  'res-memory-request': {
    title: 'No memory request',
    why: 'Without a request, the scheduler may place the pod on a node with no memory left, and when memory runs out, the kernel kills it first.',
    action: 'Set a memory request to what the program normally uses',
    message: 'Container {container} has no memory request',
  },
  'res-memory-limit': {
    title: 'No memory limit',
    why: 'A leak or an attacker can use up the memory of the node and get its neighbors killed. A limit confines the damage to the container itself.',
    action: 'Set a memory limit to the peak that the program may reach',
    message: 'Container {container} has no memory limit',
  },
  'res-ephemeral-storage': {
    title: 'Unbounded local storage',
    why: 'The container can fill the disk of the node, and the kubelet then evicts other pods too: logs, writable layers and emptyDirs all share that disk.',
    action: 'Set ephemeral-storage requests and limits, and a sizeLimit on emptyDirs',
    message: {
      request: 'Container {container} has no ephemeral-storage request',
      limit: 'Container {container} has no ephemeral-storage limit',
      emptyDir: 'An emptyDir of {kind} {name} has no sizeLimit',
    },
  },
  'res-ratio': {
    title: 'Requests and limits out of proportion',
    why: 'A limit far above the request promises what the node does not have: under pressure, pods that rely on it are killed. A request above its limit is refused by the API server.',
    action: 'Bring requests and limits closer together, within the allowed range',
    message: {
      above: 'Container {container} requests more than its limit: {field} is {value}',
      ratio: 'Container {container} has a limit too far above its request: {field} is {value}',
      small: 'Container {container} has a limit below the allowed range: {field} is {value}',
      large: 'Container {container} has a limit above the allowed range: {field} is {value}',
    },
  },
};
