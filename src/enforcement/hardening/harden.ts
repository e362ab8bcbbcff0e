import type { ApiServerEndpoints } from '../../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { KubernetesObject, MinorVersion } from '../../kubernetes/index.ts';
import { type GeneratedNamespace, generate } from '../../network/generation/index.ts';
import type { AddressesByObject } from '../../network/reachability/index.ts';
import { type TokenSettings, tokenSettings } from '../accounts/index.ts';
import { type NamespacePlan, podSecurityPlan, podSources } from '../pod-security/index.ts';
import { proposeResources, type ResourceProposal, type Use } from '../resources/index.ts';
import { type SandboxPlan, type SandboxRule, sandboxPlan } from '../runtime-class/index.ts';

export interface HardeningOptions {
  readonly kubernetesVersion: MinorVersion;
  /** Of pods that stand for those of a workload: that workload. */
  readonly workloads: ReadonlyMap<InventoryObject, InventoryObject>;
  readonly addresses: AddressesByObject;
  /** Where pods reach the API server, where that is known. */
  readonly apiServer?: ApiServerEndpoints | undefined;
  /** What containers use, where the metrics API says it. */
  readonly use: Use | undefined;
  readonly sandbox: SandboxRule | undefined;
}

/** Everything that a namespace can be given by Kubernetes' own means, with what each of them would refuse. */
export interface Hardening {
  readonly namespace: string;
  readonly podSecurity: NamespacePlan | undefined;
  /** Undefined where it isn't known what runs in the namespace. */
  readonly resources: ResourceProposal | undefined;
  /** Undefined where nothing runs in the namespace, or that isn't known: then only the closing policy is proposed, or none. */
  readonly network: GeneratedNamespace | undefined;
  readonly accounts: TokenSettings;
  readonly sandbox: SandboxPlan | undefined;
  /** Kinds without which it isn't known what runs in it. */
  readonly unseen: readonly string[];
}

/** @throws NetworkTooLargeError */
export function hardeningOf(inventory: Inventory, namespace: string, options: HardeningOptions): Hardening {
  const { workloads, addresses, apiServer, use, sandbox } = options;
  const unseen = podSources.filter((kind) => !inventory.sees(kind, namespace));
  const isKnown = unseen.length === 0;
  const generated = isKnown ? generate(inventory, { addresses, apiServer, namespaces: [namespace] }) : undefined;
  return {
    namespace,
    podSecurity: podSecurityPlan(inventory, options.kubernetesVersion).find(({ name }) => name === namespace),
    resources: isKnown ? proposeResources(inventory, namespace, use, workloads) : undefined,
    network: generated?.namespaces.find((one) => one.namespace === namespace),
    accounts: tokenSettings(inventory, namespace, workloads),
    sandbox: sandbox && isKnown ? sandboxPlan(inventory, namespace, sandbox, workloads) : undefined,
    unseen,
  };
}

/** For a namespace in which nothing runs yet. */
export function closingPolicy(namespace: string): KubernetesObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'breakwater-default-deny', namespace, labels: { 'app.kubernetes.io/managed-by': 'breakwater' } },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}
