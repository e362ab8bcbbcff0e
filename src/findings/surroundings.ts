import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { exposureOf, isolationOf } from '../network/index.ts';
import type { Exposure } from './facts.ts';
import type { Surroundings } from './risk.ts';

const isolatedAs = { yes: true, no: false, unknown: undefined } as const;

/** What the risk of a finding depends on, worked out when the first finding asks. */
export function surroundingsOf(inventory: Inventory): Surroundings {
  return {
    exposure: (object) => worstExposure(inventory, object),
    isolated: (object) => isolatedAs[isolationOf(inventory).get(object)?.ingress ?? 'unknown'],
  };
}

function worstExposure(inventory: Inventory, object: InventoryObject): Exposure {
  const ways = exposureOf(inventory).get(object) ?? [];
  const outside = ways.filter(({ internal }) => !internal).map(({ by }) => by);
  if (outside.some((by) => by === 'ingress' || by === 'gateway' || by === 'loadbalancer' || by === 'externalip'))
    return 'internet';
  if (outside.some((by) => by === 'nodeport' || by === 'hostport')) return 'node-port';
  return outside.includes('hostnetwork') ? 'host-network' : 'none';
}
