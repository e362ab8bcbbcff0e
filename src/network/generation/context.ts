import type { ApiServerEndpoints } from '../../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type PodTemplate, stringOf } from '../../kubernetes/index.ts';
import { type Endpoint, endpointsOf } from '../reachability/index.ts';
import { addressesOfService, targetsOf } from '../service-targets.ts';
import { type Service, type ServiceIndex, servicesOf } from '../services.ts';
import { type ClusterFacts, clusterFacts } from './cluster-facts.ts';
import type { Evidence, Need, Note, NoteCode, Party, Port } from './need.ts';

/** What every reader of needs reads, and where it puts what it finds. */
export class NeedContext {
  readonly inventory: Inventory;
  readonly endpoints: readonly Endpoint[];
  readonly services: ServiceIndex;
  readonly facts: ClusterFacts;
  readonly needs: Need[] = [];
  readonly notes: Note[] = [];
  readonly byTemplate: ReadonlyMap<PodTemplate, Endpoint>;
  readonly #byAddress: ReadonlyMap<string, Service | Endpoint>;

  constructor(
    inventory: Inventory,
    addresses: ReadonlyMap<InventoryObject, readonly string[]>,
    nodeNetworks: readonly string[],
    apiServer?: ApiServerEndpoints,
  ) {
    this.inventory = inventory;
    this.endpoints = endpointsOf(inventory, addresses);
    this.services = servicesOf(inventory);
    this.facts = clusterFacts(inventory, this.endpoints, nodeNetworks, apiServer);
    this.byTemplate = new Map(
      this.endpoints.flatMap((one) => (one.template === undefined ? [] : [[one.template, one]])),
    );
    this.#byAddress = new Map<string, Service | Endpoint>([
      ...this.endpoints.flatMap((one) => (one.addresses ?? []).map((address) => [address, one] as const)),
      ...this.services.all.flatMap((one) => addressesOfService(one).map((address) => [address, one] as const)),
    ]);
  }

  need(from: Party, to: Party, ports: readonly Port[], evidence: Evidence): void {
    if (ports.length > 0) this.needs.push({ from, to, ports, evidence });
  }

  note(code: NoteCode, rest: Omit<Note, 'code'> = {}): void {
    this.notes.push({ code, ...rest });
  }

  /** The Service, pods or node that have an address; undefined: none of the cluster. */
  at(address: string): Service | Endpoint | undefined {
    return this.#byAddress.get(address);
  }

  endpointOf(template: PodTemplate): Endpoint | undefined {
    return this.byTemplate.get(template);
  }

  /** A need of whoever connects to a Service: one for each workload behind it. @returns whether there is somebody behind it */
  needService(from: Party, service: Service, port: number | string | undefined, evidence: Evidence): boolean {
    const { targets, fault } = targetsOf(service, port, this.byTemplate);
    for (const { endpoint, ports } of targets) this.need(from, { kind: 'workload', endpoint }, ports, evidence);
    if (fault !== undefined && (fault !== 'no-pods' || service.selector !== undefined)) {
      const detail = `${service.namespace}/${service.object.name}${port === undefined ? '' : `:${port}`}`;
      this.note(fault, {
        ...(evidence.object !== undefined && { object: evidence.object }),
        ...(evidence.path !== undefined && { path: evidence.path }),
        detail,
      });
    }
    return targets.length > 0;
  }

  /** A Service by the name that clients use: `cart`, `cart.shop`, `cart.shop.svc.cluster.local`, `db-0.db.shop.svc`. */
  serviceNamed(host: string, namespace: string): Service | undefined {
    const parts = host.replace(/\.$/, '').split('.');
    const svc = parts.indexOf('svc');
    if (svc >= 2) return this.services.find(parts[svc - 1] ?? '', parts[svc - 2] ?? '');
    if (svc >= 0 || parts.length > 3) return undefined;
    const [first = '', second, third] = parts;
    if (second === undefined) return this.services.find(namespace, first);
    if (third === undefined) return this.services.find(second, first) ?? this.#podOf(first, second, namespace);
    return this.#podOf(first, second, third);
  }

  /** `db-0.db`: a pod of a StatefulSet by the Service that governs it. */
  #podOf(pod: string, service: string, namespace: string): Service | undefined {
    const found = this.services.find(namespace, service);
    return found?.spec.clusterIP === 'None' && /-\d+$/.test(pod) ? found : undefined;
  }
}

/** The last name of each container's image, without registry and tag: `kube-state-metrics`. */
export function imageNames({ template }: Endpoint): readonly string[] {
  return (template?.containers ?? []).flatMap(({ container }) => {
    const image = (stringOf(container.image) ?? '').split('@', 1)[0] ?? '';
    const path =
      image.includes(':') && image.lastIndexOf(':') > image.lastIndexOf('/')
        ? image.slice(0, image.lastIndexOf(':'))
        : image;
    return path === '' ? [] : [path];
  });
}
