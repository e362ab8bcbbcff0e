import type { InventoryObject } from '../../../inventory/index.ts';
import { ingressControllersOf } from '../../ingress/index.ts';
import type { Endpoint } from '../../reachability/index.ts';
import type { NeedContext } from '../context.ts';

/** Pods that carry the traffic of an Ingress or route; none where they aren't known, or are no pods (a cloud's load balancer). */
export function controllersOf({ inventory, byTemplate }: NeedContext, object: InventoryObject): readonly Endpoint[] {
  const controllers = ingressControllersOf(inventory);
  const { route, controller } = controllers.of(object);
  // Where it isn't known which of a controller's pods serve it (its Gateway is of another input), all do.
  const all = controller === undefined ? [] : (controllers.running.get(controller) ?? []);
  const served = route.served.length > 0 ? route.served : all;
  return [...new Set(served.flatMap(({ template }) => byTemplate.get(template) ?? []))];
}
