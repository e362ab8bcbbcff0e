import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { type Labels, listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import { parseCalicoSelector } from '../../calico-selector.ts';
import {
  type Action,
  anyOf,
  type DirectionDeclared,
  everyone,
  nobody,
  type PodFacts,
  type PolicyDeclared,
  type PortsDeclared,
  perhaps,
  type Reason,
  tiers,
  type Who,
} from '../declaration.ts';
import {
  allPorts,
  commonPorts,
  isProtocol,
  joinPorts,
  noPorts,
  otherPorts,
  type PortSet,
  portRange,
  protocols,
  wholeProtocol,
} from '../ports.ts';
import { blockOf } from './network-policy.ts';

const groups = ['projectcalico.org', 'crd.projectcalico.org'] as const;

/**
 * Calico's NetworkPolicies and GlobalNetworkPolicies. Tiers by order; in a tier policies by order, then name; in a policy rules from the
 * top. What no rule decides for a pod that a policy of the tier selects is denied, unless the tier passes it on.
 * Source: Calico documentation, "Network policy", "Global network policy", "Tier".
 */
export function calicoPolicies(inventory: Inventory): readonly PolicyDeclared[] {
  const surroundings = surroundingsIn(inventory);
  const kinds = groups.flatMap((group) => [`${group}/NetworkPolicy`, `${group}/GlobalNetworkPolicy`]);
  return inventory.ofKind(...kinds).map((object) => calicoPolicy(object, surroundings));
}

interface Surroundings {
  readonly tiers: ReadonlyMap<string, { readonly order: number; readonly passes: boolean }>;
  readonly networkSets: readonly InventoryObject[];
  /** Where there are HostEndpoints, selectors may match nodes. */
  readonly hasHostEndpoints: boolean;
}

function surroundingsIn(inventory: Inventory): Surroundings {
  const ofKinds = (...kinds: readonly string[]) =>
    inventory.ofKind(...groups.flatMap((group) => kinds.map((kind) => `${group}/${kind}`)));
  const known = new Map([['default', { order: tiers.networkPolicy as number, passes: false }]]);
  for (const { name, object } of ofKinds('Tier')) {
    const { order, defaultAction } = recordOf(object.spec);
    const fallback = name === 'default' ? tiers.networkPolicy : tiers.baseline - 1;
    known.set(name, { order: typeof order === 'number' ? order : fallback, passes: defaultAction === 'Pass' });
  }
  return {
    tiers: known,
    networkSets: ofKinds('NetworkSet', 'GlobalNetworkSet'),
    hasHostEndpoints: ofKinds('HostEndpoint').length > 0,
  };
}

function calicoPolicy(object: InventoryObject, surroundings: Surroundings): PolicyDeclared {
  const spec = recordOf(object.object.spec);
  const namespace = object.kind === 'GlobalNetworkPolicy' ? undefined : (object.namespace ?? 'default');
  const tier = surroundings.tiers.get(stringOf(spec.tier) ?? 'default');
  const types = listOf(spec.types);
  const [hasIngress, hasEgress] = [listOf(spec.ingress).length > 0, listOf(spec.egress).length > 0];
  const ingress = types.length > 0 ? types.includes('Ingress') : hasIngress || !hasEgress;
  const egress = types.length > 0 ? types.includes('Egress') : hasEgress;
  const selected = podsOf(spec.selector, spec.namespaceSelector, namespace);
  const subject = spec.serviceAccountSelector === undefined ? selected : perhaps(selected, 'selector');
  const direction = (field: 'ingress' | 'egress'): DirectionDeclared => ({
    closes: tier?.passes !== true,
    rules: listOf(spec[field]).flatMap((rule, index) =>
      ruleOf(recordOf(rule), field, `spec.${field}[${index}]`, namespace, surroundings),
    ),
  });
  return {
    object,
    // Where its tier isn't in the input, whether it comes before or after others is not known.
    tier: tier?.order ?? tiers.admin - 1,
    rank: typeof spec.order === 'number' ? spec.order : Number.POSITIVE_INFINITY,
    subject: tier === undefined ? perhaps(subject, 'tier') : subject,
    ...(ingress && { ingress: direction('ingress') }),
    ...(egress && { egress: direction('egress') }),
  };
}

const actions: Readonly<Record<string, Action | 'log'>> = { Allow: 'allow', Deny: 'deny', Pass: 'pass', Log: 'log' };

function ruleOf(
  rule: Labels,
  field: 'ingress' | 'egress',
  path: string,
  namespace: string | undefined,
  surroundings: Surroundings,
): DirectionDeclared['rules'] {
  const action = actions[stringOf(rule.action) ?? ''];
  if (action === 'log') return [];
  const [source, destination] = [recordOf(rule.source), recordOf(rule.destination)];
  const [own, peer] = field === 'ingress' ? [destination, source] : [source, destination];
  const doubts: Reason[] = [];
  if (action === undefined) doubts.push('field');
  if (rule.http !== undefined && rule.http !== null) doubts.push('application-layer');
  if ([source.ports, source.notPorts].some((list) => listOf(list).length > 0)) doubts.push('source-port');
  // The policy's own pods, narrowed down once more by the rule.
  if (Object.keys(own).some((key) => !['ports', 'notPorts'].includes(key))) doubts.push('field');
  // Only one family: pods may have either.
  if (rule.ipVersion !== undefined) doubts.push('pod-addresses');
  const ports = portsOf(rule, destination);
  const [doubt] = doubts;
  return [
    {
      path,
      action: action ?? 'deny',
      peers: entityOf(peer, namespace, surroundings),
      ports: doubt === undefined ? ports : { ...ports, perhaps: doubt },
    },
  ];
}

/** What a rule's source or destination matches: all that it says holds at once. */
function entityOf(entity: Labels, namespace: string | undefined, surroundings: Surroundings): Who {
  const { selector, notSelector, namespaceSelector, serviceAccounts, nets, notNets, services, domains } = entity;
  const parts: Who[] = [];
  if (
    selector !== undefined ||
    namespaceSelector !== undefined ||
    (notSelector !== undefined && namespace !== undefined)
  )
    parts.push(selectedPeers(selector, namespaceSelector, namespace, surroundings));
  if (notSelector !== undefined)
    parts.push({ kind: 'others', of: selectedPeers(notSelector, namespaceSelector, namespace, surroundings) });
  if (serviceAccounts !== undefined) parts.push(accountsOf(recordOf(serviceAccounts), namespaceSelector, namespace));
  if (listOf(nets).length > 0) parts.push(anyOf(listOf(nets).map((net) => blockOf(net, [], 'all'))));
  if (listOf(notNets).length > 0)
    parts.push({ kind: 'others', of: anyOf(listOf(notNets).map((net) => blockOf(net, [], 'all'))) });
  if (services !== undefined && services !== null) parts.push(perhaps(everyone, 'service'));
  if (listOf(domains).length > 0) parts.push(perhaps({ kind: 'outside' }, 'domain-name'));
  if (parts.length === 0) return everyone;
  return parts.length === 1 ? anyOf(parts) : { kind: 'every', of: parts };
}

/** Pods, and the addresses of network sets, whose labels are selected. */
function selectedPeers(
  selector: unknown,
  namespaceSelector: unknown,
  namespace: string | undefined,
  { networkSets, hasHostEndpoints }: Surroundings,
): Who {
  const pods = podsOf(selector, namespaceSelector, namespace);
  const matches = parseCalicoSelector(stringOf(selector) ?? '');
  const global = isGlobal(namespaceSelector);
  const sets = networkSets.flatMap((set) => {
    const isGlobalSet = set.kind === 'GlobalNetworkSet';
    const inScope = isGlobalSet
      ? global || (namespaceSelector === undefined && namespace === undefined)
      : namespaceSelector === undefined && (namespace === undefined || set.namespace === namespace);
    const perhapsInScope = !isGlobalSet && namespaceSelector !== undefined && !global;
    if ((!inScope && !perhapsInScope) || matches?.(recordOf(set.object.metadata?.labels)) === false) return [];
    const nets = anyOf(listOf(recordOf(set.object.spec).nets).map((net) => blockOf(net, [], 'all')));
    return [inScope && matches !== undefined ? nets : perhaps(nets, 'selector')];
  });
  const hosts: readonly Who[] = hasHostEndpoints ? [perhaps({ kind: 'hosts' }, 'host-endpoint')] : [];
  return anyOf([pods, ...sets, ...hosts]);
}

/** `global()`: what is in no namespace. */
function isGlobal(namespaceSelector: unknown): boolean {
  return typeof namespaceSelector === 'string' && /^\s*global\(\s*\)\s*$/.test(namespaceSelector);
}

function podsOf(selector: unknown, namespaceSelector: unknown, namespace: string | undefined): Who {
  if (isGlobal(namespaceSelector)) return nobody;
  const [text, namespaceText] = [stringOf(selector) ?? '', stringOf(namespaceSelector) ?? ''];
  const byNamespace = namespaceSelector !== undefined;
  const namespaces = !byNamespace && namespace !== undefined ? { name: namespace } : undefined;
  const matches = parseCalicoSelector(text);
  const matchesNamespace = parseCalicoSelector(namespaceText);
  const readable = typeof (selector ?? '') === 'string' && typeof (namespaceSelector ?? '') === 'string';
  if (matches === undefined || matchesNamespace === undefined || !readable || namespaceText.includes('global'))
    return perhaps({ kind: 'pods', namespaces }, 'selector');
  const byName = isByName(namespaceText);
  return {
    kind: 'matching',
    namespaces,
    asks: wordsOf(text),
    test: (pod) => {
      if (!matches(calicoLabels(pod))) return false;
      const matched = matchesNamespace({ ...pod.namespaceLabels, 'projectcalico.org/name': pod.namespace });
      return pod.namespaceKnown || byName ? matched : undefined;
    },
  };
}

const namespaceNames = ['projectcalico.org/name', 'kubernetes.io/metadata.name'];

/** Whether every label that a namespace selector asks for is the name. */
function isByName(text: string): boolean {
  const withoutValues = text.replaceAll(/"[^"]*"|'[^']*'/g, '');
  const words = wordsOf(withoutValues).filter((word) => !operators.has(word));
  return words.every((word) => namespaceNames.includes(word));
}

const operators = new Set(['all', 'has', 'in', 'not', 'contains', 'starts', 'ends', 'with']);

/** Every word of a selector: all labels that it may ask for are among them. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[A-Za-z0-9_./-]+/g) ?? [];
}

/** The labels that Calico gives pods besides their own. */
function calicoLabels({ labels, namespace, serviceAccount }: PodFacts): Labels {
  return {
    ...labels,
    'projectcalico.org/namespace': namespace,
    'projectcalico.org/orchestrator': 'k8s',
    'projectcalico.org/serviceaccount': serviceAccount,
  };
}

function accountsOf({ names, selector }: Labels, namespaceSelector: unknown, namespace: string | undefined): Who {
  const wanted = listOf(names);
  const inNamespace = namespaceSelector === undefined && namespace !== undefined ? { name: namespace } : undefined;
  const named: Who = {
    kind: 'matching',
    namespaces: inNamespace,
    asks: [],
    test: ({ serviceAccount }) => wanted.length === 0 || wanted.includes(serviceAccount),
  };
  // The labels of service accounts are not looked at.
  return selector === undefined || selector === '' ? named : perhaps(named, 'selector');
}

/** Protocol numbers of those that are evaluated. Source: IANA, protocol numbers. */
const numbers: Readonly<Record<string, (typeof protocols)[number]>> = { '6': 'TCP', '17': 'UDP', '132': 'SCTP' };

function protocolOf(value: unknown): PortSet {
  const text = typeof value === 'number' ? String(value) : (stringOf(value) ?? '');
  const name = numbers[text] ?? text.toUpperCase();
  return isProtocol(name) ? wholeProtocol(name) : noPorts;
}

function portsOf({ protocol, notProtocol }: Labels, destination: Labels): PortsDeclared {
  const within = commonPorts(
    protocol === undefined || protocol === null ? allPorts : protocolOf(protocol),
    notProtocol === undefined || notProtocol === null ? allPorts : otherPorts(protocolOf(notProtocol)),
  );
  const wanted = listOf(destination.ports);
  const unwanted = listOf(destination.notPorts);
  const { set, names } = portList(wanted);
  const not = portList(unwanted);
  const ports = commonPorts(wanted.length === 0 ? within : commonPorts(within, set), otherPorts(not.set));
  // A name stands for another port in each pod: taking those away is not evaluated.
  const doubt = not.names.length > 0 ? { perhaps: 'field' as const } : {};
  return {
    ports,
    named: names.flatMap((name) =>
      protocols
        .filter((one) => commonPorts(within, wholeProtocol(one)).length > 0)
        .map((one) => ({ protocol: one, name })),
    ),
    ...doubt,
  };
}

/** Numbers, ranges (`80:90`) and names. */
function portList(list: readonly unknown[]): { readonly set: PortSet; readonly names: readonly string[] } {
  const sets: PortSet[] = [];
  const names: string[] = [];
  for (const one of list) {
    const range =
      typeof one === 'number' ? [one, one] : /^(\d{1,5})(?::(\d{1,5}))?$/.exec(stringOf(one) ?? '')?.slice(1);
    if (range !== undefined && range !== null) {
      const [first, end = first] = range.map((part) => (part === undefined ? undefined : Number(part)));
      for (const protocol of protocols) sets.push(portRange(protocol, first ?? -1, end ?? -1));
    } else if (typeof one === 'string') names.push(one);
  }
  return { set: joinPorts(sets), names };
}
