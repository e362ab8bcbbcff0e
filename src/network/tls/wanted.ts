import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { ingressKinds } from '../routes.ts';

/** A Secret with a certificate that an Ingress or a Gateway asks for. */
export interface WantedSecret {
  readonly namespace: string;
  readonly name: string;
  /** Names that are answered for with it. */
  readonly hosts: readonly string[];
  /** What asks for it, and where. */
  readonly by: readonly { readonly object: InventoryObject; readonly path: FieldPath }[];
}

/** Every Secret of type kubernetes.io/tls that Ingresses and Gateways name, with all hosts that it must be for. */
export function wantedSecrets(inventory: Inventory): readonly WantedSecret[] {
  const found = new Map<
    string,
    { namespace: string; name: string; hosts: Set<string>; by: WantedSecret['by'][number][] }
  >();
  for (const { object, namespace, name, hosts, path } of asked(inventory)) {
    const key = `${namespace}/${name}`;
    const one = found.get(key) ?? { namespace, name, hosts: new Set<string>(), by: [] };
    found.set(key, one);
    for (const host of hosts) one.hosts.add(host);
    one.by.push({ object, path });
  }
  return [...found.values()].map((one) => ({ ...one, hosts: [...one.hosts] }));
}

interface Asked {
  readonly object: InventoryObject;
  readonly namespace: string;
  readonly name: string;
  readonly hosts: readonly string[];
  readonly path: FieldPath;
}

function* asked(inventory: Inventory): Generator<Asked> {
  for (const object of inventory.ofKind(...ingressKinds)) yield* ofIngress(object);
  for (const object of inventory.ofKind('gateway.networking.k8s.io/Gateway')) yield* ofGateway(object, inventory);
}

/** An entry without hosts is for all of the Ingress. */
function* ofIngress(object: InventoryObject): Generator<Asked> {
  const spec = recordOf(object.object.spec);
  const all = texts(listOf(spec.rules).map((rule) => recordOf(rule).host));
  for (const [index, value] of listOf(spec.tls).entries()) {
    const { secretName, hosts } = recordOf(value);
    const name = stringOf(secretName);
    if (name === undefined) continue;
    const own = texts(listOf(hosts));
    const namespace = object.namespace ?? 'default';
    yield { object, namespace, name, hosts: own.length > 0 ? own : all, path: ['spec', 'tls', index, 'secretName'] };
  }
}

/** A listener without a name has those of the routes that are attached to it. */
function* ofGateway(object: InventoryObject, inventory: Inventory): Generator<Asked> {
  const home = object.namespace ?? 'default';
  for (const [index, value] of listOf(recordOf(object.object.spec).listeners).entries()) {
    const { hostname, tls } = recordOf(value);
    const { mode = 'Terminate', certificateRefs } = recordOf(tls);
    if (mode !== 'Terminate') continue;
    const hosts = typeof hostname === 'string' ? [hostname] : attached(object, inventory);
    for (const [place, reference] of listOf(certificateRefs).entries()) {
      const { kind = 'Secret', name, namespace } = recordOf(reference);
      if (kind !== 'Secret' || typeof name !== 'string') continue;
      const path = ['spec', 'listeners', index, 'tls', 'certificateRefs', place, 'name'];
      yield { object, namespace: stringOf(namespace) ?? home, name, hosts, path };
    }
  }
}

function attached(gateway: InventoryObject, inventory: Inventory): readonly string[] {
  return inventory
    .ofKind('gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute')
    .flatMap(({ object, namespace }) => {
      const spec = recordOf(object.spec);
      const isOwn = listOf(spec.parentRefs)
        .map(recordOf)
        .some(
          (parent) => parent.name === gateway.name && (stringOf(parent.namespace) ?? namespace) === gateway.namespace,
        );
      return isOwn ? texts(listOf(spec.hostnames)) : [];
    });
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}
