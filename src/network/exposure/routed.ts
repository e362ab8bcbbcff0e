import { isIP } from 'node:net';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Block, contains } from '../addresses.ts';
import { isInternalRoute } from '../exposure.ts';
import { grantOf } from '../grants.ts';
import {
  askedBy,
  ingressControllersOf,
  type RouteAnswers,
  RouteNotes,
  refusalOf,
  type ServedRoute,
  unanswered,
} from '../ingress/index.ts';
import type { PodGroup } from '../pods.ts';
import { type Backend, backendsOf } from '../routes.ts';
import { type Service, servicesOf } from '../services.ts';
import { balancerAddresses, doorAt, rangesFrom } from './doors.ts';
import { type Behind, joined, portsOf, type Targets } from './targets.ts';
import { type Reach, type ReachReason, type RouteReport, reaches, type WayIn, type WayPort, widest } from './way.ts';

/** What an Ingress or route leads to: one for each workload behind each Service. */
interface Led {
  readonly backends: readonly Backend[];
  readonly service: Service | undefined;
  readonly group: PodGroup | undefined;
}

/**
 * Ways that Ingresses and routes open. Each goes in where its controller is reached, and from the controller's pods on to the workload.
 * @param ways what opens ways by itself, the controllers' Services among them
 */
export function* routedWays(
  inventory: Inventory,
  ways: readonly WayIn[],
  targets: Targets,
  company: readonly Block[],
): Generator<WayIn> {
  const controllers = ingressControllersOf(inventory);
  const fronts = new Fronts(inventory, ways, company);
  for (const { backends, service, group } of led(inventory)) {
    const [first] = backends;
    if (first === undefined) continue;
    const { object: via, by, path } = first;
    const served = controllers.of(via);
    const answers = served.controller?.answers(served.route) ?? unanswered;
    const front = fronts.of(served, answers);
    const endpoint = group === undefined ? undefined : targets.endpointOf(group);
    const ports = backends.flatMap(({ port }) => (service === undefined ? [] : portsOf(service.spec, endpoint, port)));
    const asked = backends.map(askedBy);
    yield {
      by,
      via,
      path,
      service: service?.object,
      workload: group?.object,
      nodes: undefined,
      controller: served.controller?.id,
      hosts: distinct(asked.flatMap(({ hosts }) => hosts)),
      addresses: front.addresses,
      urlPaths: distinct(asked.flatMap(({ paths }) => paths)),
      ports,
      sourceRanges: answers.ranges,
      tls: answers.tls,
      authentication: {
        state: ({ yes: 'required', no: 'none', unknown: 'unknown' } as const)[answers.authentication.is],
        by: answers.authentication.by,
      },
      ...behindRoute({ service, group, ports, first, served, front }, inventory, targets),
    };
  }
}

/** Each Ingress and route that opens one of the ways, with notes on it. */
export function routeReports(inventory: Inventory, ways: readonly WayIn[]): readonly RouteReport[] {
  const controllers = ingressControllersOf(inventory);
  const notes = new RouteNotes(inventory, controllers);
  const routed = ways.filter(({ by }) => by === 'ingress' || by === 'gateway');
  return [...Map.groupBy(routed, ({ via }) => via)].flatMap(([object, own]) => {
    if (object === undefined) return [];
    const served = controllers.of(object);
    const answers = served.controller?.answers(served.route) ?? unanswered;
    const reach = widest(own.map((way) => way.reach));
    const isPublic = reach === 'internet' || reach === 'unknown';
    return {
      object,
      controller: served.controller?.id,
      className: served.className,
      reach,
      answers,
      notes: [...notes.of(served, answers, isPublic)],
    };
  });
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function* led(inventory: Inventory): Generator<Led> {
  const services = servicesOf(inventory);
  const routes = new Map<InventoryObject, Map<string, Backend[]>>();
  for (const backend of backendsOf(inventory)) {
    const byService = routes.get(backend.object) ?? new Map<string, Backend[]>();
    routes.set(backend.object, byService);
    const key = `${backend.namespace}/${backend.service}`;
    byService.set(key, [...(byService.get(key) ?? []), backend]);
  }
  for (const byService of routes.values())
    for (const backends of byService.values()) {
      const [first] = backends;
      const service = first === undefined ? undefined : services.find(first.namespace, first.service);
      for (const group of service === undefined || service.pods.length === 0 ? [undefined] : service.pods)
        yield { backends, service, group };
    }
}

function behindRoute(
  {
    service,
    group,
    ports,
    first,
    served,
    front,
  }: {
    service: Service | undefined;
    group: PodGroup | undefined;
    ports: readonly WayPort[];
    first: Backend;
    served: ServedRoute;
    front: Front;
  },
  inventory: Inventory,
  targets: Targets,
): Behind {
  const granted =
    first.object.group === 'gateway.networking.k8s.io'
      ? grantOf(inventory, first.object, { kind: 'Service', namespace: first.namespace, name: first.service })
      : 'yes';
  if (granted !== 'yes')
    return { ...joined([], 'not-granted'), ...(granted === 'no' && { reach: 'nowhere' as const }) };
  if (service === undefined) {
    // A cluster that shows all its Services has none of that name: the route leads nowhere.
    const absent = inventory.isWhole && inventory.sees('/Service', first.namespace);
    return { ...joined([], 'service-unseen'), ...(absent && { reach: 'nowhere' as const }) };
  }
  if (group === undefined) return joined([], service.selector === undefined ? 'endpoints-unseen' : 'port-unknown');
  const isCloud = served.controller !== undefined && served.controller.image === undefined;
  const all = ports.map((port) => targets.fromFront(front, served.route.served, isCloud, group, port));
  return joined(all, 'port-unknown');
}

/** Where an Ingress or route is reached, before it is sent on. */
export interface Front {
  readonly reach: Reach;
  readonly reasons: readonly ReachReason[];
  readonly addresses: readonly string[];
}

/** What a Gateway got. Source: Gateway API reference, GatewayStatus. */
function gatewayAddresses(status: unknown) {
  const values = listOf(recordOf(status).addresses).flatMap((address) => stringOf(recordOf(address).value) ?? []);
  return {
    addresses: values.filter((value) => isIP(value) !== 0),
    names: values.filter((value) => isIP(value) === 0),
  };
}

/** Where the controllers of routes are reached. */
class Fronts {
  readonly #inventory: Inventory;
  readonly #byWorkload: ReadonlyMap<InventoryObject | undefined, readonly WayIn[]>;
  readonly #company: readonly Block[];

  constructor(inventory: Inventory, ways: readonly WayIn[], company: readonly Block[]) {
    this.#inventory = inventory;
    this.#byWorkload = Map.groupBy(ways, ({ workload }) => workload);
    this.#company = company;
  }

  of(served: ServedRoute, answers: RouteAnswers): Front {
    const front = this.#unlimited(served, answers);
    const { ranges } = rangesFrom(answers.ranges);
    if (ranges === undefined) return front;
    const isOwn = ranges.every((range) =>
      this.#company.some((block) => block.prefix <= range.prefix && contains(block, range.address)),
    );
    const widestLeft = isOwn ? 'company' : 'internet';
    const reach = reaches.indexOf(front.reach) < reaches.indexOf(widestLeft) ? widestLeft : front.reach;
    return { ...front, reach };
  }

  #unlimited({ route, controller }: ServedRoute, answers: RouteAnswers): Front {
    const given = [
      balancerAddresses(route.object.object.status),
      ...route.gateways.map(({ object }) => gatewayAddresses(object.status)),
    ];
    const own = given.flatMap(({ addresses }) => addresses);
    const addresses = distinct([...own, ...given.flatMap(({ names }) => names)]);
    const refusal = refusalOf(route);
    if (refusal !== undefined) return { reach: 'nowhere', reasons: [refusal], addresses: [] };
    const { front } = answers;
    if (front !== undefined && front.zone !== 'unknown')
      return { reach: front.zone, reasons: [front.by === 'said' ? 'said-class' : 'load-balancer-default'], addresses };
    const ways: Pick<WayIn, 'reach' | 'reasons' | 'addresses'>[] = route.served.flatMap(
      ({ object }) => this.#byWorkload.get(object) ?? [],
    );
    if (own.length > 0) {
      const { zone, reasons } = doorAt(own, this.#company);
      ways.push({ reach: zone, reasons, addresses: own });
    }
    if (ways.length > 0) {
      const reach = widest(ways.map((way) => way.reach));
      const same = ways.filter((way) => way.reach === reach);
      return {
        reach,
        reasons: [...new Set(same.flatMap(({ reasons }) => reasons))],
        addresses: distinct([...addresses, ...same.flatMap((way) => way.addresses)]),
      };
    }
    if (isInternalRoute(this.#inventory, route.object))
      return { reach: 'company', reasons: ['said-internal'], addresses };
    if (route.served.length > 0 && this.#inventory.isWhole)
      // Its pods are there, and nothing leads to them from outside.
      return { reach: 'cluster', reasons: [], addresses };
    const noGateway = route.object.group === 'gateway.networking.k8s.io' && route.gateways.length === 0;
    const reason = noGateway ? 'gateway-unseen' : controller === undefined ? 'controller-unseen' : 'front-unseen';
    return { reach: 'unknown', reasons: [reason], addresses };
  }
}
