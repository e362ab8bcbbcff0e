import type { CheckTexts } from '../text.ts';

export const resources: CheckTexts = {
  'res-cpu-request': {
    title: 'No CPU request',
    why: 'Without a request the scheduler takes the container for one that needs no CPU: it packs the node too full, and under load this container is the first to starve.',
    action: 'Set a CPU request: what the program uses on an ordinary day',
    message: 'Container {container} has no CPU request',
  },
  'res-cpu-limit': {
    title: 'No CPU limit',
    why: 'Without a limit the container may use every idle cycle of its node, and so may whoever breaks into it to mine. Limits also slow a program down on an idle node: set them where policy asks for it.',
    action: 'Set a CPU limit',
    message: 'Container {container} has no CPU limit',
  },
  'res-memory-request': {
    title: 'No memory request',
    why: 'Without a request the scheduler places the pod on nodes that have no memory left, and when they run out the kernel kills it first.',
    action: 'Set a memory request: what the program uses on an ordinary day',
    message: 'Container {container} has no memory request',
  },
  'res-memory-limit': {
    title: 'No memory limit',
    why: 'A leak, or an attacker, can take all memory of the node and so kill the neighbours. A limit confines the damage to the container itself.',
    action: 'Set a memory limit: the peak that the program may reach',
    message: 'Container {container} has no memory limit',
  },
  'res-ephemeral-storage': {
    title: 'Unbounded local storage',
    why: 'Logs, the writable layer and emptyDirs share the disk of the node. What has no bound can fill it, and the kubelet then evicts pods that did nothing wrong.',
    action: 'Set ephemeral-storage requests and limits, and a sizeLimit on emptyDirs',
    message: {
      request: 'Container {container} has no ephemeral-storage request',
      limit: 'Container {container} has no ephemeral-storage limit',
      emptyDir: 'An emptyDir of {kind} {name} has no sizeLimit',
    },
  },
  'res-ratio': {
    title: 'Requests and limits out of proportion',
    why: 'A limit far above the request promises what the node does not have: under pressure the pods that relied on it are killed. A request above its limit is refused by the API server.',
    action: 'Bring requests and limits closer together, within the bounds of the policy',
    message: {
      above: 'Container {container} requests more than its limit: {field} is {value}',
      ratio: 'Container {container} has a limit too far above its request: {field} is {value}',
      small: 'Container {container} has a limit below the allowed range: {field} is {value}',
      large: 'Container {container} has a limit above the allowed range: {field} is {value}',
    },
  },
};
