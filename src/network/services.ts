import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { isRecord, type Labels, recordOf, stringOf, textOf } from '../kubernetes/index.ts';
import { type PodGroup, podsOf } from './pods.ts';

export interface Service {
  readonly object: InventoryObject;
  readonly namespace: string;
  readonly spec: Labels;
  readonly type: string;
  /** undefined where it selects nothing by itself (no selector, ExternalName): its endpoints come from elsewhere. */
  readonly selector: Labels | undefined;
  readonly pods: readonly PodGroup[];
}

/** The Services of an inventory by namespace and name, each with the pods that it selects. */
export class ServiceIndex {
  readonly all: readonly Service[];
  readonly #byName = new Map<string, Service>();

  constructor(inventory: Inventory) {
    const pods = podsOf(inventory);
    this.all = inventory.ofKind('/Service').map((object) => {
      const spec = recordOf(object.object.spec);
      const type = stringOf(spec.type) ?? 'ClusterIP';
      const namespace = object.namespace ?? 'default';
      const given = isRecord(spec.selector) && Object.keys(spec.selector).length > 0 ? spec.selector : undefined;
      const selector = type === 'ExternalName' ? undefined : given;
      const selected = selector === undefined ? [] : pods.withLabels(namespace, selector);
      return { object, namespace, spec, type, selector, pods: selected };
    });
    for (const service of this.all) {
      const key = `${service.namespace}/${service.object.name}`;
      if (!this.#byName.has(key)) this.#byName.set(key, service);
    }
  }

  find(namespace: string, name: string): Service | undefined {
    return this.#byName.get(`${namespace}/${name}`);
  }
}

const known = new WeakMap<Inventory, ServiceIndex>();

export function servicesOf(inventory: Inventory): ServiceIndex {
  let index = known.get(inventory);
  if (index === undefined) {
    index = new ServiceIndex(inventory);
    known.set(inventory, index);
  }
  return index;
}

/**
 * Annotations (`key=value`, lower case) by which a cloud's load balancer gets an address inside the network only.
 * Sources: the Service annotations of the AWS Load Balancer Controller and cloud-provider-aws, GKE, cloud-provider-azure, OpenStack,
 * Alibaba, Baidu, Tencent, Huawei, Oracle, IBM, DigitalOcean, Hetzner, Scaleway and Yandex.
 */
export const internalLoadBalancer: readonly string[] = [
  'service.beta.kubernetes.io/aws-load-balancer-internal=true',
  'service.beta.kubernetes.io/aws-load-balancer-internal=0.0.0.0/0',
  'service.beta.kubernetes.io/aws-load-balancer-scheme=internal',
  'networking.gke.io/load-balancer-type=internal',
  'cloud.google.com/load-balancer-type=internal',
  'service.beta.kubernetes.io/azure-load-balancer-internal=true',
  'service.beta.kubernetes.io/openstack-internal-load-balancer=true',
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type=intranet',
  'service.beta.kubernetes.io/alicloud-loadbalancer-address-type=intranet',
  'service.beta.kubernetes.io/cce-load-balancer-internal-vpc=true',
  'service.beta.kubernetes.io/oci-load-balancer-internal=true',
  'oci-network-load-balancer.oraclecloud.com/internal=true',
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type=private',
  'service.beta.kubernetes.io/do-loadbalancer-network=internal',
  'load-balancer.hetzner.cloud/disable-public-network=true',
  'service.beta.kubernetes.io/scw-loadbalancer-private=true',
  'yandex.cloud/load-balancer-type=internal',
];

/** Annotations whose mere presence says the same (their value is a subnet or a configuration). */
export const internalLoadBalancerKeys: readonly string[] = [
  'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid',
  'service.beta.kubernetes.io/oci-load-balancer-internal-subnet',
];

/** Classes of load balancers that are never public: Tailscale's network is its users' own. */
export const internalLoadBalancerClasses: readonly string[] = ['tailscale'];

/** Whether a Service of type LoadBalancer is asked to be reachable from inside only. */
export function isInternalLoadBalancer({ object, spec }: Service): boolean {
  const annotations = recordOf(object.object.metadata?.annotations);
  return (
    internalLoadBalancerClasses.includes(stringOf(spec.loadBalancerClass) ?? '') ||
    Object.entries(annotations).some(
      ([key, value]) =>
        internalLoadBalancerKeys.includes(key) ||
        internalLoadBalancer.includes(`${key}=${textOf(value).toLowerCase()}`),
    )
  );
}
