import { grouped, type Inventory, type InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, type PodTemplate, recordOf } from '../../kubernetes/index.ts';
import { isolationOf, type PodGroup, podsOf, policiesOf, policyKinds } from '../../network/index.ts';
import { inventoryCheck } from '../check.ts';

const source = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/';

/** Kubernetes' own namespaces hold pods of the node's network for the most part, and what else is there comes with the cluster. */
const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** Whether policies can hold for these pods: they don't for those in the network of their node. */
const isGoverned = ({ template }: PodGroup) => template.spec.hostNetwork !== true;

/** Namespaces with pods that policies can hold for, but without any policy, each with the pods. */
function namespacesWithoutPolicy(inventory: Inventory): ReadonlyMap<string, readonly PodGroup[]> {
  const covered = new Set<string>();
  for (const { namespace, pods } of policiesOf(inventory)) {
    if (namespace !== undefined) covered.add(namespace);
    else for (const pod of pods ?? []) covered.add(pod.namespace);
  }
  const everywhere = policiesOf(inventory).some(({ namespace, pods }) => namespace === undefined && pods === undefined);
  const pods = podsOf(inventory);
  const found = new Map<string, readonly PodGroup[]>();
  if (everywhere) return found;
  for (const namespace of pods.namespaces) {
    if (covered.has(namespace) || systemNamespaces.has(namespace)) continue;
    const governed = pods.inNamespace(namespace).filter(isGoverned);
    if (governed.length > 0) found.set(namespace, governed);
  }
  return found;
}

/**
 * Without a policy every pod of the cluster reaches every pod of the namespace, and these reach everything.
 * One finding a namespace: at the Namespace where the input has it, else at its first workload. Policies of Cilium and Calico count.
 */
export const netNsNoPolicy = inventoryCheck({
  id: 'net-ns-no-policy',
  of: ['/Namespace', 'workloads'],
  reads: policyKinds,
  scope: 'namespace',
  absence: [{ of: policyKinds }],
  severity: 'medium',
  source,
  standards: { cis: ['5.3.2'], nsa: ['net'], attack: ['T1046'], owasp: ['K05'] },
  *run({ inventory }) {
    for (const [namespace, pods] of namespacesWithoutPolicy(inventory)) {
      const first = pods[0];
      if (first === undefined) continue;
      const object = inventory.find('/Namespace', undefined, namespace) ?? first.object;
      yield {
        object,
        path: object === first.object ? ['metadata', 'namespace'] : ['metadata', 'name'],
        values: { namespace, count: grouped(new Set(pods.map((pod) => pod.object)).size) },
        fix: { edits: [], objects: defaultDeny(namespace, first.object), risky: true },
      };
    }
  },
});

/** Closes the namespace in both directions but for name look-ups: what else its pods need has to be allowed beside it. */
function defaultDeny(namespace: string, { declaredNamespace }: InventoryObject): readonly KubernetesObject[] {
  const metadata = (name: string) => ({ name, ...(declaredNamespace !== undefined && { namespace }) });
  const dns = [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ];
  const kubeSystem = { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } };
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata('default-deny'),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata('allow-dns'),
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: kubeSystem }], ports: dns }],
      },
    },
  ];
}

/**
 * A policy elsewhere in the namespace doesn't protect a pod that none selects; and one that is closed to ingress only can still be
 * made to send anything anywhere. Directions count as policyTypes (and its defaults) say. Namespaces without any policy are left to
 * net-ns-no-policy where that is asked. Pods in the network of their node are not governed by policies and not asked.
 */
export const netPodUnselected = inventoryCheck({
  id: 'net-pod-unselected',
  of: ['workloads'],
  reads: ['/Namespace', ...policyKinds],
  scope: 'namespace',
  absence: [{ of: policyKinds }],
  severity: 'medium',
  source: `${source}#the-two-sorts-of-pod-isolation`,
  standards: { cis: ['5.3.2'], nsa: ['net'], attack: ['T1046'], owasp: ['K05'] },
  *run({ inventory, asked }) {
    const without = asked.has('net-ns-no-policy') ? namespacesWithoutPolicy(inventory) : new Map<string, unknown>();
    const isolation = isolationOf(inventory);
    for (const object of inventory.workloads) {
      const namespace = object.namespace ?? 'default';
      const state = isolation.get(object);
      const [template] = object.podTemplates;
      if (state === undefined || template === undefined || template.spec.hostNetwork === true) continue;
      if (without.has(namespace) || systemNamespaces.has(namespace)) continue;
      const open = (['ingress', 'egress'] as const).filter((direction) => state[direction] === 'no');
      if (open.length === 0) continue;
      yield {
        object,
        path: [...template.metadataPath, 'labels'],
        severity: open.includes('ingress') ? 'medium' : 'low',
        message: open.length === 2 ? 'both' : (open[0] ?? 'both'),
        values: { namespace },
        ...(Object.keys(recordOf(template.metadata.labels)).length > 0 && {
          fix: { edits: [], objects: [closing(object, template, open)], risky: true },
        }),
      };
    }
  },
});

/** A policy that closes the open directions of one workload: what it needs has to be allowed beside it. */
function closing(
  object: InventoryObject,
  template: PodTemplate,
  open: readonly ('ingress' | 'egress')[],
): KubernetesObject {
  const { name, declaredNamespace } = object;
  const policyTypes = open.map((direction) => (direction === 'ingress' ? 'Ingress' : 'Egress'));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${name}-deny`, ...(declaredNamespace !== undefined && { namespace: declaredNamespace }) },
    spec: { podSelector: { matchLabels: recordOf(template.metadata.labels) }, policyTypes },
  };
}

export const networkPolicies = [netNsNoPolicy, netPodUnselected];
