import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { exposureOf, isolationOf, policiesOf } from '../../network/index.ts';
import type { Visible } from '../../store/index.ts';
import type { WorkloadDetail } from '../contract/index.ts';
import { isVisible, resourceOfObject } from './resource.ts';

/** Most ways and hosts that are shown. */
const most = 100;

/** Each way by which a workload is reached from outside. What opens it from a namespace that the user may not see stays unnamed. */
export function exposuresOf(
  workload: InventoryObject,
  inventory: Inventory,
  visible: Visible,
): WorkloadDetail['exposures'] {
  const ways = exposureOf(inventory).get(workload) ?? [];
  return ways.slice(0, most).map(({ by, via, internal }) => {
    const shown = isVisible(visible, via.namespace);
    const resource = resourceOfObject(via);
    return {
      by,
      via: shown ? resource : { ...resource, namespace: null, name: hidden },
      internal,
      hosts: shown ? hostsOf(via) : [],
    };
  });
}

/** In place of a name in a namespace of others. */
const hidden = '•••';

/** Names and addresses by which what opens the way is reached, as far as it says so itself. */
function hostsOf({ object }: InventoryObject): string[] {
  const spec = recordOf(object.spec);
  const balancer = listOf(recordOf(recordOf(object.status).loadBalancer).ingress).map(recordOf);
  const found = [
    ...listOf(spec.rules).map((rule) => recordOf(rule).host),
    ...listOf(spec.hostnames),
    ...listOf(spec.hosts),
    spec.host,
    recordOf(spec.virtualhost).fqdn,
    ...listOf(spec.externalIPs),
    ...balancer.map(({ hostname, ip }) => hostname ?? ip),
  ];
  return [...new Set(found.flatMap((host) => stringOf(host) ?? []))].slice(0, most);
}

/** Which directions policies close, and which policies select its pods. */
export function isolationView(workload: InventoryObject, inventory: Inventory): WorkloadDetail['isolation'] {
  const isolation = isolationOf(inventory).get(workload);
  const policies = policiesOf(inventory).filter(({ pods }) => pods?.some(({ object }) => object === workload));
  return {
    ingress: isolation?.ingress ?? 'unknown',
    egress: isolation?.egress ?? 'unknown',
    policies: [...new Set(policies.map(({ object }) => `${object.kind}/${object.name}`))].slice(0, most),
  };
}
