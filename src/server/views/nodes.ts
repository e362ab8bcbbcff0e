import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import type { Cluster } from '../contract/index.ts';

type Group = Cluster['nodes']['groups'][number];

const mostGroups = 200;
const rolePrefix = 'node-role.kubernetes.io/';

/** Nodes, those alike in versions together, the largest group first. */
export function nodesView(inventory: Inventory): Cluster['nodes'] {
  const nodes = inventory.ofKind('/Node');
  const groups = new Map<string, Group>();
  for (const node of nodes) {
    const group = groupOf(node);
    const key = JSON.stringify(group);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, group);
    else known.count += 1;
  }
  return {
    total: nodes.length,
    ready: nodes.filter(isReady).length,
    groups: [...groups.values()].sort((a, b) => b.count - a.count).slice(0, mostGroups),
  };
}

function groupOf({ object }: InventoryObject): Group {
  const info = recordOf(recordOf(object.status).nodeInfo);
  const text = (field: string): string => stringOf(info[field]) ?? '';
  const labels = Object.keys(recordOf(object.metadata?.labels));
  return {
    kubelet: text('kubeletVersion'),
    runtime: text('containerRuntimeVersion'),
    os: text('osImage'),
    kernel: text('kernelVersion'),
    architecture: text('architecture'),
    count: 1,
    roles: labels
      .filter((label) => label.startsWith(rolePrefix))
      .map((label) => label.slice(rolePrefix.length))
      .sort(),
  };
}

function isReady({ object }: InventoryObject): boolean {
  const conditions = listOf(recordOf(object.status).conditions).map(recordOf);
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}
