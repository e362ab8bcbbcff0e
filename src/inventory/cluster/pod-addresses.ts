import type { InventoryObject } from '../inventory.ts';
import { type ClusterState, objectKey } from './state.ts';

/** Addresses of each workload's pods that run, and of the pod that stands for those which differ. */
export function podAddressesOf({
  objects,
  pods,
  representatives,
}: ClusterState): ReadonlyMap<InventoryObject, readonly string[]> {
  const addresses = new Map<InventoryObject, readonly string[]>();
  for (const [key, instances] of pods) {
    const object = objects.get(key);
    const ips = [...instances.values()].flatMap(({ ip, phase }) => {
      return ip === undefined || phase === 'Succeeded' || phase === 'Failed' ? [] : [ip];
    });
    if (object !== undefined && ips.length > 0) addresses.set(object, ips);
  }
  for (const [pod, workload] of representatives) {
    const object = objects.get(pod);
    if (object === undefined) continue;
    const ip = pods.get(workload)?.get(objectKey('/Pod', object.namespace, object.name))?.ip;
    if (ip !== undefined) addresses.set(object, [ip]);
  }
  return addresses;
}
