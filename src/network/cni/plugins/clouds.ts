import { recordOf } from '../../../kubernetes/index.ts';
import type { DetectedPlugin, NoteCode, Support } from '../plugin.ts';
import { flagOf, type NetworkFacts, placeOf } from '../running.ts';

/**
 * Amazon's VPC CNI moves packets; its agent `aws-network-policy-agent` enforces where its flag says so and where the controller, which
 * EKS runs, is not switched off in the ConfigMap `amazon-vpc-cni`. Source: docs.aws.amazon.com, EKS, "Limit Pod traffic with
 * Kubernetes network policies".
 */
export function awsVpcCni(facts: NetworkFacts): DetectedPlugin | undefined {
  const plugin = facts.runs('amazon-k8s-cni');
  if (plugin === undefined) return undefined;
  const agent = facts.running.find(
    ({ repository, name }) => repository.endsWith('network-policy-agent') || name === 'aws-eks-nodeagent',
  );
  const settings = facts.settings('amazon-vpc-cni', plugin);
  const controller = settings === 'unseen' ? undefined : settings['enable-network-policy-controller'];
  const flag = agent === undefined ? 'false' : flagOf(agent, 'enable-network-policy');
  let support: Support = 'unknown';
  const notes: NoteCode[] = [];
  if (flag === 'false') {
    support = 'ignored';
    notes.push('aws-flag');
  } else if (controller === 'false') {
    support = 'ignored';
    notes.push('aws-controller');
  } else if (flag === 'true') support = 'enforced';
  return {
    id: 'aws-vpc-cni',
    ...placeOf(plugin),
    support: { NetworkPolicy: support, ClusterNetworkPolicy: 'unknown', AdminNetworkPolicy: 'unknown' },
    encryption: { state: 'off' },
    notes,
    flaws: [],
  };
}

/**
 * Azure CNI, by its agents on the node. Policies are enforced by azure-npm (which goes out of support: Windows September 2026, Linux
 * September 2028), or by Calico or Cilium, which show as themselves. Source: learn.microsoft.com, AKS, "Use network policies".
 */
export function azureCni(facts: NetworkFacts): DetectedPlugin | undefined {
  const npm = facts.runs('azure-npm');
  const plugin = npm ?? facts.runs('azure-cns') ?? facts.daemon('azure-cns');
  if (plugin === undefined) return undefined;
  return {
    id: 'azure-cni',
    ...placeOf(plugin),
    support: npm === undefined ? {} : { NetworkPolicy: 'enforced' },
    encryption: { state: 'off' },
    notes: [npm === undefined ? 'azure-without-npm' : 'azure-npm-retired'],
    flaws: [],
  };
}

/**
 * GKE: `anetd` is Dataplane V2, which always enforces; `netd` without it enforces only with Calico beside it, which shows as itself.
 * Source: cloud.google.com, GKE, "About GKE Dataplane V2".
 */
export function gke(facts: NetworkFacts): DetectedPlugin | undefined {
  const dataplane = facts.daemon('anetd');
  const plugin = dataplane ?? facts.daemon('netd');
  if (plugin === undefined) return undefined;
  return {
    id: 'gke',
    ...placeOf(plugin),
    support:
      dataplane === undefined
        ? {}
        : { NetworkPolicy: 'enforced', CiliumNetworkPolicy: 'unknown', ClusterNetworkPolicy: 'unknown' },
    encryption: { state: 'unknown' },
    notes: dataplane === undefined ? ['gke-without-policy'] : [],
    flaws: [],
  };
}

/**
 * Alibaba's Terway: the ConfigMap `eni-config` says `disable_network_policy`. Source: help.aliyun.com, ACK, "Customize Terway
 * configuration parameters".
 */
export function terway(facts: NetworkFacts): DetectedPlugin | undefined {
  const plugin = facts.runs('terway');
  if (plugin === undefined) return undefined;
  const settings = facts.settings('eni-config', plugin);
  const isOff = settings !== 'unseen' && recordOf(settings).disable_network_policy === 'true';
  let support: Support = settings === 'unseen' ? 'unknown' : 'enforced';
  if (isOff) support = 'ignored';
  return {
    id: 'terway',
    ...placeOf(plugin),
    support: { NetworkPolicy: support },
    encryption: { state: 'off' },
    notes: settings === 'unseen' ? ['config-unseen'] : isOff ? ['terway-policies-off'] : [],
    flaws: [],
  };
}
