import { recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { DetectedPlugin, Encryption, NoteCode, Support } from '../plugin.ts';
import { flagOf, hasVariable, lastName, type NetworkFacts, placeOf } from '../running.ts';

const none = { encryption: { state: 'off' }, notes: [], flaws: [] } as const;

/**
 * flanneld moves packets only; what enforces policies beside it (its own `netpol` option, Calico as Canal) shows as itself.
 * Source: github.com/flannel-io/flannel, Documentation/netpol.md, Documentation/backends.md.
 */
export function flannel(facts: NetworkFacts): DetectedPlugin | undefined {
  const daemon = facts.runs('flannel');
  if (daemon === undefined) return undefined;
  return {
    id: 'flannel',
    ...placeOf(daemon),
    support: {},
    encryption: flannelEncryption(facts, daemon),
    notes: [],
    flaws: [],
  };
}

function flannelEncryption(facts: NetworkFacts, daemon: Parameters<typeof placeOf>[0]): Encryption {
  const settings = facts.settings('kube-flannel-cfg', daemon);
  const configuration = settings === 'unseen' ? undefined : stringOf(settings['net-conf.json']);
  if (configuration === undefined) return { state: 'unknown' };
  const backend = /"Type"\s*:\s*"([a-z-]{1,30})"/.exec(configuration)?.[1];
  if (backend === 'wireguard') return { state: 'on', by: 'WireGuard' };
  return backend === 'ipsec' ? { state: 'on', by: 'IPsec' } : { state: 'off' };
}

/**
 * The reference implementation of the SIG: tags name the builds that know more than NetworkPolicy (`…-npa-v1alpha2`).
 * Source: github.com/kubernetes-sigs/kube-network-policies, README.
 */
export function kubeNetworkPolicies(facts: NetworkFacts): DetectedPlugin | undefined {
  const daemon = facts.runs('kube-network-policies');
  if (daemon === undefined) return undefined;
  const knows = (text: string): Support => (daemon.tag.includes(text) ? 'enforced' : 'unknown');
  const support = {
    NetworkPolicy: 'enforced',
    ClusterNetworkPolicy: knows('npa-v1alpha2'),
    AdminNetworkPolicy: knows('npa-v1alpha1'),
  } as const;
  return { id: 'kube-network-policies', ...placeOf(daemon), ...none, support };
}

/** Source: github.com/cloudnativelabs/kube-router, docs/user-guide.md: `--run-firewall` is on unless said otherwise. */
export function kubeRouter(facts: NetworkFacts): DetectedPlugin | undefined {
  const daemon = facts.runs('kube-router');
  if (daemon === undefined) return undefined;
  const isOff = flagOf(daemon, 'run-firewall') === 'false';
  return {
    id: 'kube-router',
    ...placeOf(daemon),
    ...none,
    support: { NetworkPolicy: isOff ? 'ignored' : 'enforced' },
    notes: isOff ? ['kube-router-firewall-off'] : [],
  };
}

/**
 * Weave Net enforces with its container weave-npc, encrypts (NaCl) where it has a password; its repository is archived since June 2024.
 * Source: github.com/weaveworks/weave.
 */
export function weave(facts: NetworkFacts): DetectedPlugin | undefined {
  const router = facts.runs('weave-kube');
  if (router === undefined) return undefined;
  const npc = facts.runs('weave-npc');
  const notes: NoteCode[] = ['weave-archived'];
  if (npc === undefined) notes.push('weave-without-npc');
  return {
    id: 'weave',
    ...placeOf(router),
    support: npc === undefined ? {} : { NetworkPolicy: 'enforced' },
    encryption: hasVariable(router, 'WEAVE_PASSWORD') ? { state: 'on', by: 'NaCl' } : { state: 'off' },
    notes,
    flaws: [],
  };
}

/**
 * Antrea: `trafficEncryptionMode` in the ConfigMap `antrea-config`; AdminNetworkPolicy behind a feature gate that is off by default.
 * Source: antrea.io, "Traffic Encryption", "Feature Gates".
 */
export function antrea(facts: NetworkFacts): DetectedPlugin | undefined {
  const agent = facts.running.find(({ repository }) => /^antrea-(?:agent|ubuntu|ubi)/.test(lastName(repository)));
  if (agent === undefined) return undefined;
  const settings = facts.settings('antrea-config', agent);
  const configuration = settings === 'unseen' ? undefined : stringOf(settings['antrea-agent.conf']);
  const mode = /^\s*trafficEncryptionMode:\s*"?([a-zA-Z]{1,20})/m.exec(configuration ?? '')?.[1]?.toLowerCase();
  let encryption: Encryption = { state: configuration === undefined ? 'unknown' : 'off' };
  if (mode === 'wireguard') encryption = { state: 'on', by: 'WireGuard' };
  else if (mode === 'ipsec') encryption = { state: 'on', by: 'IPsec' };
  return {
    id: 'antrea',
    ...placeOf(agent),
    support: { NetworkPolicy: 'enforced', ClusterNetworkPolicy: 'unknown', AdminNetworkPolicy: 'unknown' },
    encryption,
    notes: ['antrea-admin-gate'],
    flaws: [],
  };
}

/** OVN-Kubernetes, as OpenShift runs it: images by digest, so by the DaemonSet's name. Source: ovn-kubernetes.io, "Admin Network Policy". */
export function ovnKubernetes(facts: NetworkFacts): DetectedPlugin | undefined {
  const node = facts.daemon('ovnkube-node') ?? facts.runs('ovnkube', 'ovn-kube-u', 'ovn-kube-f', 'ovn-kube');
  if (node === undefined) return undefined;
  return {
    id: 'ovn-kubernetes',
    ...placeOf(node),
    support: { NetworkPolicy: 'enforced', AdminNetworkPolicy: 'enforced', ClusterNetworkPolicy: 'unknown' },
    encryption: facts.daemon('ovn-ipsec-host') === undefined ? { state: 'off' } : { state: 'on', by: 'IPsec' },
    notes: [],
    flaws: [],
  };
}

/** kindnet's first build with the policy controller inside: kind v0.24. Tags are dates. */
const kindnetEnforcesFrom = '20240813';

/** kind's own network: enforces NetworkPolicy since kind v0.24. Source: github.com/kubernetes-sigs/kind, release notes of v0.24.0. */
export function kindnet(facts: NetworkFacts): DetectedPlugin | undefined {
  const daemon = facts.runs('kindnetd');
  if (daemon === undefined) return undefined;
  const date = /^v?(20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\b/.exec(daemon.tag)?.[1];
  let support: Support = 'unknown';
  if (date !== undefined) support = date >= kindnetEnforcesFrom ? 'enforced' : 'ignored';
  return {
    id: 'kindnet',
    ...placeOf(daemon),
    ...none,
    support: { NetworkPolicy: support },
    notes: support === 'ignored' ? ['kindnet-old'] : [],
  };
}

/**
 * k3s has flannel and kube-router's policy controller built in: only its nodes show it, by their kubelet's version; what they were
 * started with stands in the annotation `k3s.io/node-args`. Source: docs.k3s.io, "Basic Network Options", "Network Policy Controller".
 */
export function k3s({ inventory }: NetworkFacts): DetectedPlugin | undefined {
  const nodes = inventory
    .ofKind('/Node')
    .filter(({ object }) => String(recordOf(recordOf(object.status).nodeInfo).kubeletVersion).includes('+k3s'));
  const words = nodes.map(({ object }) => stringOf(recordOf(object.metadata?.annotations)['k3s.io/node-args']) ?? '');
  const [node] = nodes;
  // Another network in its place is seen as itself.
  if (node === undefined || words.some((text) => /flannel-backend[="',\s]+none\b/.test(text))) return undefined;
  const isOff = words.some((text) => text.includes('--disable-network-policy'));
  const isEncrypted = words.some((text) => /flannel-backend[="',\s]+wireguard/.test(text));
  return {
    id: 'k3s',
    object: node,
    support: { NetworkPolicy: isOff ? 'ignored' : 'enforced' },
    encryption: isEncrypted ? { state: 'on', by: 'WireGuard' } : { state: 'off' },
    notes: isOff ? ['k3s-controller-off'] : [],
    flaws: [],
  };
}
