import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { Block } from '../addresses.ts';
import { assumedPolicies, ignoredPolicies } from '../cni/index.ts';
import { podsOf } from '../pods.ts';
import type { AddressesByObject } from '../reachability/index.ts';
import { routeKinds } from '../routes.ts';
import { controlWays } from './control.ts';
import { NodeDoor } from './doors.ts';
import { type Draft, hostDrafts, serviceDrafts } from './drafts.ts';
import { nodePortBlocks } from './node-port-addresses.ts';
import { routedWays, routeReports } from './routed.ts';
import { type Behind, joined, nodePortsOf, portsOf, Targets } from './targets.ts';
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
  /** The address that the cluster was read from: `https://10.0.0.1:6443`. */
  readonly apiServer?: string;
}

/** Every way into an inventory, with what is behind it and from where it can be used. */
export function exposuresOf(
  inventory: Inventory,
  { companyRanges = defaultCompanyRanges, addresses, apiServer }: ExposureOptions = {},
): Exposures {
  const nodes = new NodeDoor(inventory.ofKind('/Node'), companyRanges, nodePortBlocks(inventory));
  const drafts = [...serviceDrafts(inventory, nodes, companyRanges), ...hostDrafts(inventory, nodes, companyRanges)];
  const ranges = drafts.flatMap(({ door }) => door.ranges ?? []);
  const targets = new Targets(inventory, addresses, companyRanges, ranges);
  const own = drafts.map((draft) => wayOf(draft, targets));
  const ways = [
    ...own,
    ...routedWays(inventory, own, targets, companyRanges),
    ...controlWays(inventory, companyRanges, apiServer),
  ].sort(byReach);
  return {
    ways,
    routes: routeReports(inventory, ways),
    workloads: workloadsOf(inventory, ways, targets),
    unknownKinds: unknownKindsOf(inventory),
    assumedPolicies: assumedPolicies(inventory),
    ignoredPolicies: [...ignoredPolicies(inventory)].map(({ policy }) => policy),
  };
}

/** Names of kinds that lead traffic somewhere, by the word for it; API groups whose kinds are read, or lead nothing in. */
const routeLike =
  /(Route|VirtualServer|VirtualService|Ingress|Mapping|HTTPProxy|Gateway|TransportServer|Upstream)(TCP|UDP|Table)?$/;

/** Kinds of which it isn't known what they open. */
function unknownKindsOf(inventory: Inventory): readonly string[] {
  return [...inventory.groupKinds].filter((kind) => {
    const group = kind.slice(0, kind.indexOf('/'));
    return group.includes('.') && routeLike.test(kind) && !routeKinds.includes(kind) && !leadNowhere.has(kind);
  });
}

/** What routes go through, or what is no way in. */
const leadNowhere: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io/Gateway',
  'networking.istio.io/Gateway',
  'projectcontour.io/HTTPProxy',
  'config.openshift.io/Ingress',
]);

function byReach(a: { readonly reach: WayIn['reach'] }, b: { readonly reach: WayIn['reach'] }): number {
  return reaches.indexOf(a.reach) - reaches.indexOf(b.reach);
}

function wayOf(draft: Draft, targets: Targets): WayIn {
  const { by, via, path, service, group, door, tls } = draft;
  const endpoint = group === undefined ? undefined : targets.endpointOf(group);
  const opened = by === 'nodeport' ? nodePortsOf : portsOf;
  const ports = draft.ports ?? (service === undefined ? [] : opened(service.spec, endpoint));
  const behind = behindOf(draft, ports, targets);
  return {
    by,
    via,
    path,
    service: service?.object,
    workload: group?.object,
    nodes: undefined,
    controller: undefined,
    hosts: [],
    addresses: door.addresses,
    urlPaths: [],
    ports,
    sourceRanges: door.rangeTexts,
    tls,
    authentication: { state: 'none', by: undefined },
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
