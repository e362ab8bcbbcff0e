import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { stringOf } from '../../kubernetes/index.ts';
import type { Block } from '../addresses.ts';
import { podsOf } from '../pods.ts';
import type { AddressesByObject } from '../reachability/index.ts';
import { NodeDoor } from './doors.ts';
import { type Draft, hostDrafts, serviceDrafts } from './drafts.ts';
import { routeDrafts } from './routed.ts';
import { type Behind, joined, portsOf, Targets } from './targets.ts';
import {
  type Exposures,
  type PoliciesOnWay,
  reaches,
  type WayIn,
  type WayPort,
  type WorkloadExposure,
  widest,
} from './way.ts';
import { defaultCompanyRanges } from './zones.ts';

export interface ExposureOptions {
  /** Addresses that are the company's own; absent: private ones. */
  readonly companyRanges?: readonly Block[];
  /** Addresses of workloads' pods, where a cluster says them. */
  readonly addresses?: AddressesByObject;
}

/** Every way into an inventory, with what is behind it and from where it can be used. */
export function exposuresOf(
  inventory: Inventory,
  { companyRanges = defaultCompanyRanges, addresses }: ExposureOptions = {},
): Exposures {
  const nodes = new NodeDoor(inventory, companyRanges);
  const drafts = [
    ...serviceDrafts(inventory, nodes, companyRanges),
    ...routeDrafts(inventory, companyRanges),
    ...hostDrafts(inventory, nodes, companyRanges),
  ];
  const ranges = drafts.flatMap(({ door }) => door.ranges ?? []);
  const targets = new Targets(inventory, addresses, companyRanges, ranges);
  const ways = drafts.map((draft) => wayOf(draft, targets)).sort(byReach);
  return { ways, workloads: workloadsOf(inventory, ways, targets), unknownKinds: [] };
}

function byReach(a: { readonly reach: WayIn['reach'] }, b: { readonly reach: WayIn['reach'] }): number {
  return reaches.indexOf(a.reach) - reaches.indexOf(b.reach);
}

function wayOf(draft: Draft, targets: Targets): WayIn {
  const { by, via, path, service, group, door, tls } = draft;
  const endpoint = group === undefined ? undefined : targets.endpointOf(group);
  const ports = draft.ports ?? (service === undefined ? [] : portsOf(service.spec, endpoint));
  const behind = behindOf(draft, ports, targets);
  return {
    by,
    via,
    path,
    service: service?.object,
    workload: group?.object,
    nodes: undefined,
    controller: undefined,
    hosts: draft.hosts ?? [],
    addresses: door.addresses.filter((address) => stringOf(address) !== undefined),
    urlPaths: draft.urlPaths ?? [],
    ports,
    sourceRanges: door.rangeTexts,
    tls,
    authentication: { state: by === 'ingress' || by === 'gateway' ? 'unknown' : 'none', by: undefined },
    ...behind,
  };
}

function behindOf({ by, group, service, door, masked }: Draft, ports: readonly WayPort[], targets: Targets): Behind {
  if (group === undefined) return joined([], service?.selector === undefined ? 'endpoints-unseen' : 'port-unknown');
  // No policy holds in a node's network: whatever it listens on is as open as its node.
  if (by === 'hostnetwork' && ports.length === 0)
    return { reach: door.zone, reasons: [...door.reasons, 'port-unknown'], policies: noPolicies };
  const endpoint = targets.endpointOf(group);
  return joined(
    ports.map((port) => targets.behind(door, endpoint, port, masked)),
    'port-unknown',
  );
}

const noPolicies: PoliciesOnWay = { outcome: 'allowed', names: [] };

/** Each workload with its ways; where none lets anybody in, what other pods may. */
function workloadsOf(inventory: Inventory, ways: readonly WayIn[], targets: Targets): readonly WorkloadExposure[] {
  const byWorkload = new Map<InventoryObject, WayIn[]>(inventory.workloads.map((object) => [object, []]));
  for (const way of ways) if (way.workload !== undefined) byWorkload.get(way.workload)?.push(way);
  const inside = new Map<InventoryObject, WorkloadExposure['reach'][]>();
  const index = podsOf(inventory);
  for (const namespace of index.namespaces)
    for (const group of index.inNamespace(namespace)) {
      const reach = targets.fromPods(group);
      inside.set(group.object, [...(inside.get(group.object) ?? []), reach]);
    }
  return [...byWorkload]
    .map(([workload, own]) => {
      const reach = widest([...own.map((way) => way.reach), ...(inside.get(workload) ?? [])]);
      return { workload, reach, ways: own };
    })
    .sort(byReach);
}
