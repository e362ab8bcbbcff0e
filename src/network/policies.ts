import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { isRecord, type Labels, listOf, recordOf, selectorMatches, stringOf } from '../kubernetes/index.ts';
import { parseCalicoSelector } from './calico-selector.ts';
import { type PodGroup, type PodIndex, podsOf } from './pods.ts';

/** A policy object of any kind, as far as it says which pods it isolates. */
export interface Policy {
  readonly object: InventoryObject;
  /** undefined: it counts in every namespace. */
  readonly namespace: string | undefined;
  /** Whether it closes the direction for what it selects, but for what its rules allow. */
  readonly ingress: boolean;
  readonly egress: boolean;
  /** Pods of the input that it selects; undefined where the selector can't be read. */
  readonly pods: readonly PodGroup[] | undefined;
}

/** NetworkPolicies, in either of the groups that they have had. */
export const networkPolicyKinds = ['networking.k8s.io/NetworkPolicy', 'extensions/NetworkPolicy'] as const;
const ciliumKinds = ['cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy'];
const calicoGroups = ['projectcalico.org', 'crd.projectcalico.org'];

/** Every kind that `policiesOf` reads. */
export const policyKinds: readonly string[] = [
  ...networkPolicyKinds,
  ...ciliumKinds,
  ...calicoGroups.flatMap((group) => [`${group}/NetworkPolicy`, `${group}/GlobalNetworkPolicy`]),
];

/**
 * Which directions a NetworkPolicy isolates. Without policyTypes: ingress always, egress where it has egress rules.
 * Source: API reference, NetworkPolicySpec.policyTypes.
 */
export function directionsOf(spec: Labels): { readonly ingress: boolean; readonly egress: boolean } {
  const types = listOf(spec.policyTypes);
  if (types.length === 0) return { ingress: true, egress: listOf(spec.egress).length > 0 };
  return { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
}

function readPolicies(inventory: Inventory): readonly Policy[] {
  const pods = podsOf(inventory);
  const namespaceLabels = new Map(
    inventory.ofKind('/Namespace').map(({ name, object }) => [name, recordOf(object.metadata?.labels)]),
  );
  const policies: Policy[] = [];
  for (const object of inventory.ofKind(...networkPolicyKinds)) {
    const spec = recordOf(object.object.spec);
    const namespace = object.namespace ?? 'default';
    // podSelector is a struct: absent is empty, and empty is every pod of the namespace.
    const selected = pods.selected(namespace, spec.podSelector ?? {});
    policies.push({ object, namespace, ...directionsOf(spec), pods: selected });
  }
  for (const object of inventory.ofKind(...ciliumKinds))
    for (const spec of [object.object.spec, ...listOf(object.object.specs)])
      if (isRecord(spec)) policies.push(ciliumPolicy(object, spec, pods));
  for (const group of calicoGroups)
    for (const object of inventory.ofKind(`${group}/NetworkPolicy`, `${group}/GlobalNetworkPolicy`))
      policies.push(calicoPolicy(object, pods, namespaceLabels));
  return policies;
}

/**
 * Cilium closes a direction once a rule of it exists (`ingress: [{}]` is default deny), unless enableDefaultDeny says otherwise.
 * Labels carry their source: `k8s:app` and `any:app` are the pod's label `app`.
 * Source: Cilium documentation, "Policy Enforcement Modes" and "Layer 3 Examples".
 */
function ciliumPolicy(object: InventoryObject, spec: Labels, pods: PodIndex): Policy {
  const deny = recordOf(spec.enableDefaultDeny);
  const closes = (direction: 'ingress' | 'egress') =>
    (Array.isArray(spec[direction]) || Array.isArray(spec[`${direction}Deny`])) && deny[direction] !== false;
  const namespace = object.kind === 'CiliumNetworkPolicy' ? (object.namespace ?? 'default') : undefined;
  const namespaces = namespace === undefined ? [...pods.namespaces] : [namespace];
  const selector = spec.endpointSelector;
  const selected = isRecord(selector) ? namespaces.flatMap((one) => ciliumSelected(pods, one, selector)) : [];
  return { object, namespace, ingress: closes('ingress'), egress: closes('egress'), pods: selected };
}

const namespaceLabel = 'io.kubernetes.pod.namespace';

function ciliumSelected(pods: PodIndex, namespace: string, selector: Labels): readonly PodGroup[] {
  const plain = (key: string) => key.replace(/^(k8s|any)[:.]/, '');
  const pairs = Object.entries(recordOf(selector.matchLabels)).map(([key, value]) => [plain(key), value] as const);
  const expressions = listOf(selector.matchExpressions)
    .map(recordOf)
    .map((one) => ({ ...one, key: plain(stringOf(one.key) ?? '') }));
  const asksNamespace =
    pairs.some(([key]) => key === namespaceLabel) || expressions.some(({ key }) => key === namespaceLabel);
  if (!asksNamespace)
    return pods.selected(namespace, { matchLabels: Object.fromEntries(pairs), matchExpressions: expressions });
  const whole = { matchLabels: Object.fromEntries(pairs), matchExpressions: expressions };
  return pods
    .inNamespace(namespace)
    .filter(({ labels }) => selectorMatches(whole, { ...labels, [namespaceLabel]: namespace }));
}

/**
 * Calico without `types`: ingress, unless it has egress rules only; both where it has both.
 * Source: Calico documentation, NetworkPolicy and GlobalNetworkPolicy.
 */
function calicoPolicy(object: InventoryObject, pods: PodIndex, namespaceLabels: ReadonlyMap<string, Labels>): Policy {
  const spec = recordOf(object.object.spec);
  const types = listOf(spec.types);
  const hasEgress = listOf(spec.egress).length > 0;
  const hasIngress = listOf(spec.ingress).length > 0;
  const ingress = types.length > 0 ? types.includes('Ingress') : hasIngress || !hasEgress;
  const egress = types.length > 0 ? types.includes('Egress') : hasEgress;
  const global = object.kind === 'GlobalNetworkPolicy';
  const namespace = global ? undefined : (object.namespace ?? 'default');
  const matches = parseCalicoSelector(stringOf(spec.selector) ?? '');
  const matchesNamespace = global ? parseCalicoSelector(stringOf(spec.namespaceSelector) ?? '') : () => true;
  // What service accounts are selected is a question of other labels: unknown rather than wrong.
  const readable = spec.serviceAccountSelector === undefined;
  if (matches === undefined || matchesNamespace === undefined || !readable)
    return { object, namespace, ingress, egress, pods: undefined };
  const namespaces = namespace === undefined ? [...pods.namespaces] : [namespace];
  const selected = namespaces
    .filter((one) => matchesNamespace({ ...namespaceLabels.get(one), 'projectcalico.org/name': one }))
    .flatMap((one) => pods.inNamespace(one).filter(({ labels }) => matches(labels)));
  return { object, namespace, ingress, egress, pods: selected };
}

const known = new WeakMap<Inventory, readonly Policy[]>();

/** Every policy of an inventory: Kubernetes' own, Cilium's and Calico's. */
export function policiesOf(inventory: Inventory): readonly Policy[] {
  let policies = known.get(inventory);
  if (policies === undefined) {
    policies = readPolicies(inventory);
    known.set(inventory, policies);
  }
  return policies;
}

/** Whether a direction of a workload's pods is closed but for what policies allow; unknown where a policy, or its selector, can't be read. */
type Isolated = 'yes' | 'no' | 'unknown';

export interface Isolation {
  readonly ingress: Isolated;
  readonly egress: Isolated;
}

const knownIsolation = new WeakMap<Inventory, ReadonlyMap<InventoryObject, Isolation>>();

/**
 * For every workload whether policies isolate its pods. Policies don't hold for pods in the network of their node: those are never
 * isolated. A workload with several templates is as isolated as the least isolated one.
 */
export function isolationOf(inventory: Inventory): ReadonlyMap<InventoryObject, Isolation> {
  let isolation = knownIsolation.get(inventory);
  if (isolation === undefined) {
    isolation = readIsolation(inventory);
    knownIsolation.set(inventory, isolation);
  }
  return isolation;
}

function readIsolation(inventory: Inventory): ReadonlyMap<InventoryObject, Isolation> {
  const ingress = new Set<unknown>();
  const egress = new Set<unknown>();
  const unreadable: Policy[] = [];
  for (const policy of policiesOf(inventory)) {
    if (policy.pods === undefined) unreadable.push(policy);
    for (const { template } of policy.pods ?? []) {
      if (policy.ingress) ingress.add(template);
      if (policy.egress) egress.add(template);
    }
  }
  const doubtful = (direction: 'ingress' | 'egress') => {
    const namespaces = new Set(unreadable.filter((policy) => policy[direction]).map(({ namespace }) => namespace));
    return (namespace: string) =>
      namespaces.has(undefined) ||
      namespaces.has(namespace) ||
      policyKinds.some((groupKind) => !inventory.sees(groupKind, namespace));
  };
  const doubtfulIngress = doubtful('ingress');
  const doubtfulEgress = doubtful('egress');
  const result = new Map<InventoryObject, Isolation>();
  for (const object of inventory.workloads) {
    const namespace = object.namespace ?? 'default';
    const state = (closed: ReadonlySet<unknown>, isDoubtful: (namespace: string) => boolean): Isolated => {
      if (object.podTemplates.some(({ spec }) => spec.hostNetwork === true)) return 'no';
      if (object.podTemplates.every((template) => closed.has(template))) return 'yes';
      return isDoubtful(namespace) ? 'unknown' : 'no';
    };
    result.set(object, { ingress: state(ingress, doubtfulIngress), egress: state(egress, doubtfulEgress) });
  }
  return result;
}
