import { flawsOf } from '../flaws.ts';
import type { DetectedPlugin, Encryption, NoteCode, Support } from '../plugin.ts';
import { type NetworkFacts, placeOf } from '../running.ts';

/**
 * Cilium's agent, by its image; what it enforces stands in the ConfigMap `cilium-config`: enable-policy (default, always, never),
 * enable-k8s-networkpolicy, enable-cilium-network-policy, enable-wireguard, enable-ipsec, policy-cidr-match-mode.
 * ClusterNetworkPolicy came with documentation of July 2026 (cilium#47227), AdminNetworkPolicy was asked for (#23380): which releases
 * have them isn't known here. Sources: docs.cilium.io, "Policy Enforcement Modes", "Transparent Encryption"; cilium#47227, #30003.
 */
export function cilium(facts: NetworkFacts): DetectedPlugin | undefined {
  const agent = facts.runs('cilium');
  if (agent === undefined) return undefined;
  const place = placeOf(agent);
  const settings = facts.settings('cilium-config', agent);
  if (settings === 'unseen')
    return {
      id: 'cilium',
      ...place,
      support: { NetworkPolicy: 'enforced', CiliumNetworkPolicy: 'enforced', ...others },
      encryption: { state: 'unknown' },
      notes: ['config-unseen', 'cilium-node-addresses'],
      flaws: flawsOf('cilium', place.release, undefined),
    };
  const isOff = settings['enable-policy'] === 'never';
  const enforces = (key: string): Support => (isOff || settings[key] === 'false' ? 'ignored' : 'enforced');
  const encryption = encryptionIn(settings);
  const notes: NoteCode[] = [];
  if (isOff) notes.push('cilium-policies-off');
  else if (settings['enable-k8s-networkpolicy'] === 'false') notes.push('cilium-kubernetes-policies-off');
  if (!String(settings['policy-cidr-match-mode'] ?? '').includes('nodes')) notes.push('cilium-node-addresses');
  if (encryption.state === 'on') notes.push('cilium-same-node', 'cilium-first-packets');
  return {
    id: 'cilium',
    ...place,
    support: {
      NetworkPolicy: enforces('enable-k8s-networkpolicy'),
      CiliumNetworkPolicy: enforces('enable-cilium-network-policy'),
      ...(isOff ? {} : others),
    },
    encryption,
    notes,
    flaws: flawsOf('cilium', place.release, encryption.by),
  };
}

const others = { ClusterNetworkPolicy: 'unknown', AdminNetworkPolicy: 'unknown' } as const;

function encryptionIn(settings: Readonly<Record<string, unknown>>): Encryption {
  if (settings['enable-wireguard'] === 'true') return { state: 'on', by: 'WireGuard' };
  if (settings['enable-ipsec'] === 'true') return { state: 'on', by: 'IPsec' };
  return { state: 'off' };
}
