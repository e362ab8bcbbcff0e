import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type Labels, labelsMatch, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { gatewayKind } from '../exposure.ts';
import { type PodGroup, podsOf } from '../pods.ts';
import { gatewayRouteKinds, ingressKinds } from '../routes.ts';
import type { Controller } from './controller.ts';
import { controllers } from './controllers/index.ts';
import { runs } from './images.ts';
import { Route } from './route.ts';

const gatewayClassKind = 'gateway.networking.k8s.io/GatewayClass';
const ingressClassKind = 'networking.k8s.io/IngressClass';
const istioGatewayKind = 'networking.istio.io/Gateway';

export interface ServedRoute {
  readonly route: Route;
  /** Undefined where it isn't known who serves it. */
  readonly controller: Controller | undefined;
  /** Names that it gives to its class: `nginx`; undefined where it gives none. */
  readonly className: string | undefined;
}

/** Who serves which Ingress and route, from classes, Gateways and the images that run. */
export class IngressControllers {
  readonly #inventory: Inventory;
  readonly #running: ReadonlyMap<Controller, readonly PodGroup[]>;
  readonly #routes = new Map<InventoryObject, ServedRoute>();
  /** By Gateway, of whichever project. */
  readonly #pods = new Map<string, readonly PodGroup[]>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#running = runningIn(inventory);
  }

  /** Controllers whose pods are in the inventory. */
  get running(): ReadonlyMap<Controller, readonly PodGroup[]> {
    return this.#running;
  }

  of(object: InventoryObject): ServedRoute {
    let served = this.#routes.get(object);
    if (served === undefined) {
      served = this.#served(object);
      this.#routes.set(object, served);
    }
    return served;
  }

  #served(object: InventoryObject): ServedRoute {
    if ((ingressKinds as readonly string[]).includes(object.groupKind)) return this.#ingress(object);
    if (gatewayRouteKinds.includes(object.groupKind)) return this.#gatewayRoute(object);
    if (object.groupKind === 'networking.istio.io/VirtualService') return this.#virtualService(object);
    const controller = controllers.find(({ kinds }) => kinds.includes(object.groupKind));
    const served = this.#serving(object, controller);
    return { route: new Route(this.#inventory, object, served, [], undefined), controller, className: undefined };
  }

  #serving(object: InventoryObject, controller: Controller | undefined): readonly PodGroup[] {
    const all = controller === undefined ? [] : (this.#running.get(controller) ?? []);
    return all.filter((group) => controller?.serves?.(object, group, this.#inventory) !== false);
  }

  #ingress(object: InventoryObject): ServedRoute {
    const annotations = recordOf(object.object.metadata?.annotations);
    const named =
      stringOf(recordOf(object.object.spec).ingressClassName) ?? stringOf(annotations['kubernetes.io/ingress.class']);
    const classObject =
      named === undefined
        ? this.#inventory
            .ofKind(ingressClassKind)
            .find((one) => recordOf(one.object.metadata?.annotations)[defaultClass] === 'true')
        : this.#inventory.find(ingressClassKind, undefined, named);
    const className = named ?? classObject?.name;
    const says = stringOf(recordOf(classObject?.object.spec).controller);
    const controller = this.#controllerOf(says, className);
    const pods = this.#serving(object, controller);
    // Several of one kind run side by side, each for a class of its own.
    const own = pods.filter((group) => {
      const asked = [flagOf(group, 'controller-class'), flagOf(group, 'ingress-class')];
      return asked.some((value) => value !== undefined && (value === says || value === className));
    });
    const served = own.length > 0 ? own : pods;
    return { route: new Route(this.#inventory, object, served, [], classObject), controller, className };
  }

  #controllerOf(says: string | undefined, className: string | undefined): Controller | undefined {
    if (says !== undefined) {
      const known = controllers.find(({ ingressControllers }) =>
        ingressControllers.some((one) => says === one || says.startsWith(`${one}/`)),
      );
      if (known !== undefined) return known;
      return this.#runningWith('controller-class', says);
    }
    if (className === undefined) {
      // Who serves Ingresses without a class is a setting of each; where one alone runs, it is that one.
      const [only, ...others] = this.#running.keys();
      return others.length === 0 ? only : undefined;
    }
    const byName = controllers.find(({ classNames }) => classNames.includes(className));
    if (byName !== undefined) return byName;
    if (className === 'alb') return this.#cloudOfAlb();
    return this.#runningWith('ingress-class', className);
  }

  /** `alb` is a usual name in two clouds. */
  #cloudOfAlb(): Controller | undefined {
    const ids = this.#inventory.ofKind('/Node').map(({ object }) => stringOf(recordOf(object.spec).providerID) ?? '');
    const wanted = ids.some((id) => id.startsWith('aws:')) ? 'aws' : ids.length === 0 ? undefined : 'alibaba';
    return controllers.find(({ id }) => id === wanted);
  }

  #runningWith(flag: string, value: string): Controller | undefined {
    for (const [controller, groups] of this.#running)
      if (groups.some((group) => flagOf(group, flag) === value)) return controller;
    return undefined;
  }

  #gatewayRoute(object: InventoryObject): ServedRoute {
    const parents = listOf(recordOf(object.object.spec).parentRefs)
      .map(recordOf)
      .filter(({ kind = 'Gateway' }) => kind === 'Gateway')
      .map(({ namespace, name }) => {
        return { home: stringOf(namespace) ?? object.namespace ?? 'default', name: stringOf(name) ?? '' };
      });
    const gateways = parents.flatMap(({ home, name }) => this.#inventory.find(gatewayKind, home, name) ?? []);
    const className = stringOf(recordOf(gateways[0]?.object.spec).gatewayClassName);
    const classObject =
      className === undefined ? undefined : this.#inventory.find(gatewayClassKind, undefined, className);
    const says = stringOf(recordOf(classObject?.object.spec).controllerName);
    const controller = controllers.find(({ gatewayControllers, id }) =>
      says === undefined
        ? className === id || (id === 'gcp' && className?.startsWith('gke-') === true)
        : gatewayControllers.includes(says),
    );
    const served = parents.flatMap(({ home, name }) =>
      this.#once(`${gatewayKind}/${home}/${name}`, () => this.#podsOf(home, name, controller)),
    );
    return { route: new Route(this.#inventory, object, served, gateways, classObject), controller, className };
  }

  #once(gateway: string, find: () => readonly PodGroup[]): readonly PodGroup[] {
    let pods = this.#pods.get(gateway);
    if (pods === undefined) {
      pods = find();
      this.#pods.set(gateway, pods);
    }
    return pods;
  }

  /**
   * Pods of a Gateway, which need not be in the input itself: those that say so by a label, else those of its controller in its namespace,
   * else all of its controller. Sources: Gateway API GEP-1762 (label of generated resources); Envoy Gateway, "Gateway namespace mode".
   */
  #podsOf(home: string, name: string, controller: Controller | undefined): readonly PodGroup[] {
    const index = podsOf(this.#inventory);
    const labelled = [...index.namespaces].flatMap((namespace) =>
      index.inNamespace(namespace).filter(({ labels }) =>
        [
          {
            'gateway.envoyproxy.io/owning-gateway-name': name,
            'gateway.envoyproxy.io/owning-gateway-namespace': home,
          },
          ...(namespace === home ? [{ 'gateway.networking.k8s.io/gateway-name': name }] : []),
        ].some((wanted) => labelsMatch(wanted, labels)),
      ),
    );
    if (labelled.length > 0) return labelled;
    const running = controller === undefined ? [] : (this.#running.get(controller) ?? []);
    const near = running.filter(({ namespace }) => namespace === home);
    return near.length > 0 ? near : running;
  }

  /** Istio's own Gateways select the pods that serve them, in any namespace. */
  #virtualService(object: InventoryObject): ServedRoute {
    const names = listOf(recordOf(object.object.spec).gateways).flatMap((name) => stringOf(name) ?? []);
    const gateways = names.flatMap((text) => {
      const [first = '', second] = text.split('/');
      const home = second === undefined ? (object.namespace ?? 'default') : first;
      return this.#inventory.find(istioGatewayKind, home, second ?? first) ?? [];
    });
    const controller = controllers.find(({ id }) => id === 'istio');
    const index = podsOf(this.#inventory);
    const served = gateways.flatMap((gateway) =>
      this.#once(`${istioGatewayKind}/${gateway.namespace}/${gateway.name}`, () => {
        const selector = recordOf(recordOf(gateway.object.spec).selector);
        if (Object.keys(selector).length === 0) return [];
        return [...index.namespaces].flatMap((namespace) => index.withLabels(namespace, selector));
      }),
    );
    return { route: new Route(this.#inventory, object, served, gateways, undefined), controller, className: undefined };
  }
}

const defaultClass = 'ingressclass.kubernetes.io/is-default-class';

function runningIn(inventory: Inventory): ReadonlyMap<Controller, readonly PodGroup[]> {
  const found = new Map<Controller, PodGroup[]>();
  const index = podsOf(inventory);
  for (const namespace of index.namespaces)
    for (const group of index.inNamespace(namespace))
      for (const controller of controllers) {
        const { image, receives } = controller;
        if (image === undefined || !runs(group, image) || receives?.(group, inventory) === false) continue;
        const same = found.get(controller);
        if (same === undefined) found.set(controller, [group]);
        else same.push(group);
      }
  return found;
}

/** The value of `--name=value` in the arguments of a group's containers. */
function flagOf({ template }: PodGroup, name: string): string | undefined {
  const words = template.containers.flatMap(({ container }: { container: Labels }) => [
    ...listOf(container.command),
    ...listOf(container.args),
  ]);
  const found = words.find((word) => typeof word === 'string' && word.startsWith(`--${name}=`));
  return stringOf(found)?.slice(name.length + 3);
}

const known = new WeakMap<Inventory, IngressControllers>();

/** Who serves the routes of an inventory; worked out on first use and kept as long as the inventory. */
export function ingressControllersOf(inventory: Inventory): IngressControllers {
  let found = known.get(inventory);
  if (found === undefined) {
    found = new IngressControllers(inventory);
    known.set(inventory, found);
  }
  return found;
}
