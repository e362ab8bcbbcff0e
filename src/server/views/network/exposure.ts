import type { Language } from '../../../checks/index.ts';
import type { InventoryObject } from '../../../inventory/index.ts';
import { reachReasonTexts, type WayIn, type WayPort } from '../../../network/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkExposure, NetworkWay } from '../../contract/index.ts';
import { isVisible } from '../resource.ts';
import { type NetworkModel, withinBounds } from './model.ts';
import { policyRef } from './policies.ts';

/** Most hosts, ports, ranges and names of one way. */
const most = 50;

export interface ExposureAsked {
  readonly reach: readonly NetworkWay['reach'][];
  readonly offset: number;
  readonly limit: number;
}

/** A page of the ways in. Who sees some namespaces only is shown what leads to workloads there, or is opened there. */
export function exposureView(
  model: NetworkModel,
  { reach, offset, limit }: ExposureAsked,
  visible: Visible,
  language: Language,
): NetworkExposure {
  const { ways, unknownKinds } = withinBounds(model.exposures);
  const found = ways.filter(
    (way) =>
      (reach.length === 0 || reach.includes(way.reach)) && isVisible(visible, (way.workload ?? way.via)?.namespace),
  );
  return {
    items: found.slice(offset, offset + limit).map((way) => wayView(way, visible, language)),
    total: found.length,
    unknownKinds: visible === undefined ? unknownKinds.slice(0, most) : [],
  };
}

function wayView(way: WayIn, visible: Visible, language: Language): NetworkWay {
  const ref = (object: InventoryObject | undefined) =>
    object !== undefined && isVisible(visible, object.namespace) ? policyRef(object) : null;
  const via = ref(way.via);
  return {
    by: way.by,
    via,
    workload: ref(way.workload),
    nodes: way.nodes ?? null,
    controller: way.controller ?? null,
    // What opens it is another's: so are its names.
    hosts: via === null && visible !== undefined ? [] : [...way.hosts, ...way.addresses].slice(0, most),
    ports: way.ports.map(portText).slice(0, most),
    sourceRanges: way.sourceRanges.slice(0, most),
    tls: way.tls,
    authentication: way.authentication.state,
    policies: way.policies.outcome,
    policyNames: way.policies.names.filter((name) => isVisible(visible, namespaceIn(name))).slice(0, most),
    reach: way.reach,
    reasons: way.reasons.map((reason) => reachReasonTexts[language][reason]),
  };
}

/** `NetworkPolicy/shop/web` */
function namespaceIn(name: string): string | undefined {
  const parts = name.split('/');
  return parts.length === 3 ? parts[1] : undefined;
}

/** `443 → 8443`, `53/UDP`; a question mark for a port that isn't known. */
function portText({ port, target, protocol }: WayPort): string {
  const to = target === undefined || target === port ? '' : ` → ${target}`;
  return `${port ?? '?'}${to}${protocol === 'TCP' ? '' : `/${protocol}`}`;
}
