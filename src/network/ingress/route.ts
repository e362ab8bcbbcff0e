import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, type Labels, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import type { PodGroup } from '../pods.ts';
import { backendsFrom } from '../routes.ts';
import { servicesOf } from '../services.ts';

/** A setting with the place that it stands at. */
export interface Setting {
  readonly value: string;
  readonly object: InventoryObject;
  readonly path: FieldPath;
}

/** An Ingress or a route, with what its controller's facts are asked of. */
export class Route {
  readonly object: InventoryObject;
  readonly inventory: Inventory;
  readonly namespace: string;
  readonly spec: Labels;
  readonly annotations: Labels;
  /** Pods that receive its traffic; empty where none is in the input. */
  readonly served: readonly PodGroup[];
  /** The Gateways that it names as parents, where they are in the input. */
  readonly gateways: readonly InventoryObject[];
  /** Its IngressClass, or its Gateways' GatewayClass, where it is in the input. */
  readonly classObject: InventoryObject | undefined;

  constructor(
    inventory: Inventory,
    object: InventoryObject,
    served: readonly PodGroup[],
    gateways: readonly InventoryObject[],
    classObject: InventoryObject | undefined,
  ) {
    this.inventory = inventory;
    this.object = object;
    this.namespace = object.namespace ?? 'default';
    this.spec = recordOf(object.object.spec);
    this.annotations = recordOf(object.object.metadata?.annotations);
    this.served = served;
    this.gateways = gateways;
    this.classObject = classObject;
  }

  /** The first of these annotations that the route has. */
  annotation(...keys: readonly string[]): Setting | undefined {
    const key = keys.find((one) => this.annotations[one] !== undefined);
    if (key === undefined) return undefined;
    return { value: textOf(this.annotations[key]), object: this.object, path: ['metadata', 'annotations', key] };
  }

  /** The first of these annotations that a Service behind it has, Services in the order in which it names them. */
  ofServices(...keys: readonly string[]): Setting | undefined {
    const services = servicesOf(this.inventory);
    for (const { namespace, service } of backendsFrom(this.object, this.inventory)) {
      const object = services.find(namespace, service)?.object;
      const annotations = recordOf(object?.object.metadata?.annotations);
      const key = keys.find((one) => annotations[one] !== undefined);
      if (object !== undefined && key !== undefined)
        return { value: textOf(annotations[key]), object, path: ['metadata', 'annotations', key] };
    }
    return undefined;
  }

  /** An object outside of namespaces: of other projects' kinds files don't say that they are. */
  named(groupKind: string, name: unknown): InventoryObject | undefined {
    return this.inventory.ofKind(groupKind).find((object) => object.name === name);
  }

  /** Whether `spec.tls` of an Ingress asks for any certificate. */
  get hasTls(): boolean {
    return listOf(this.spec.tls).length > 0;
  }

  /** The value of `--name=value` or `--name value` (letter case aside) among what the serving containers are started with. */
  flag(name: string): Setting | undefined {
    const wanted = `--${name}`.toLowerCase();
    for (const { object, container, path } of this.#containers())
      for (const field of ['command', 'args'])
        for (const [index, word] of listOf(container[field]).entries()) {
          if (typeof word !== 'string') continue;
          const [key = '', ...rest] = word.split('=');
          if (key.toLowerCase() !== wanted) continue;
          const next = stringOf(listOf(container[field])[index + 1]);
          const value = rest.length > 0 ? rest.join('=') : next === undefined || next.startsWith('-') ? 'true' : next;
          return { value, object, path: [...path, field, index] };
        }
    return undefined;
  }

  /** The value of an environment variable of the serving containers, as far as it is written out. */
  variable(name: string): Setting | undefined {
    for (const { object, container, path } of this.#containers())
      for (const [index, entry] of listOf(container.env).map(recordOf).entries())
        if (entry.name === name) return { value: textOf(entry.value), object, path: [...path, 'env', index] };
    return undefined;
  }

  /**
   * Whether a setting that isn't among those of a ConfigMap has the controller's default: the ConfigMap is there, or the whole cluster
   * is and has none.
   */
  knowsDefaults(settings: InventoryObject | undefined): boolean {
    if (settings !== undefined) return true;
    const [group] = this.served;
    if (group === undefined) return false;
    return this.inventory.isWhole && this.inventory.sees('/ConfigMap', group.namespace);
  }

  /**
   * A ConfigMap that the controller reads: named by a flag as `namespace/name`, else by its usual name in the controller's namespace.
   * Undefined where it isn't in the input.
   */
  settings(flag: string | undefined, ...usual: readonly string[]): InventoryObject | undefined {
    const [group] = this.served;
    if (group === undefined) return undefined;
    const named = flag === undefined ? undefined : this.flag(flag)?.value;
    const [namespace, name] = (named ?? '').split('/');
    if (name !== undefined && name !== '') {
      const home = namespace === '' || namespace?.startsWith('$') === true ? group.namespace : namespace;
      return this.inventory.find('/ConfigMap', home, name);
    }
    for (const one of usual) {
      const found = this.inventory.find('/ConfigMap', group.namespace, one);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  *#containers(): Generator<{ object: InventoryObject; container: Labels; path: FieldPath }> {
    for (const { object, template } of this.served)
      for (const { container, path, type } of template.containers)
        if (type === 'regular') yield { object, container, path };
  }
}

/** A key of a ConfigMap. */
export function keyOf(map: InventoryObject | undefined, key: string): Setting | undefined {
  const value = recordOf(map?.object.data)[key];
  if (map === undefined || value === undefined) return undefined;
  return { value: textOf(value), object: map, path: ['data', key] };
}
