import type { Endpoint } from '../reachability/index.ts';
import type { ClosedToday } from './closed.ts';
import type { NeedContext } from './context.ts';
import type { Evidence, Need, Party, Port } from './need.ts';
import type { DnsSelector, DnsServers } from './needs/dns.ts';
import type { LabelSelector, Unit } from './units.ts';

type Direction = 'ingress' | 'egress';

export type Peer =
  | { readonly podSelector: LabelSelector; readonly namespaceSelector?: LabelSelector }
  | { readonly namespaceSelector: LabelSelector }
  | { readonly ipBlock: { readonly cidr: string; readonly except?: readonly string[] } };

/** One allowance of a policy. */
export interface Rule {
  /** Empty: whoever it is. */
  readonly peers: readonly Peer[];
  /** Ascending; none twice. */
  readonly ports: readonly Port[];
  readonly evidence: readonly Evidence[];
}

export interface UnitRules {
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

interface Allowance {
  readonly peers: readonly Peer[];
  readonly ports: Map<string, Port>;
  readonly evidence: Map<string, Evidence>;
}

/**
 * What each unit must be allowed: its needs, joined by who is on the other end. What all pods of a namespace may do (ask for names, reach
 * Services that nothing says the clients of) stands under the namespace's name, unless some of them are closed by other policies.
 */
export function rulesOf(
  context: NeedContext,
  needs: readonly Need[],
  units: ReadonlyMap<string, readonly Unit[]>,
  closed: ClosedToday,
  dns: DnsServers,
): ReadonlyMap<Unit | string, UnitRules> {
  const unitOf = unitByEndpoint(units);
  const book = new AllowanceBook();
  const opened = (namespace: string) => (units.get(namespace) ?? []).filter((unit) => !closed.isClosed(unit, 'egress'));
  const wholes = new Set([...units].filter(([name, own]) => opened(name).length === own.length).map(([name]) => name));
  for (const need of needs) {
    // Names are asked for by all alike: below.
    if (need.evidence.code === 'dns') continue;
    const { from, to } = need;
    if (from.kind === 'namespace')
      for (const whose of wholes.has(from.namespace) ? [from.namespace] : opened(from.namespace))
        book.add(whose, 'egress', peersOf(context, to, from.namespace, unitOf, 'to'), need);
    const [source, target] = [unitAt(from, unitOf), unitAt(to, unitOf)];
    if (source !== undefined && !closed.isClosed(source, 'egress'))
      book.add(source, 'egress', peersOf(context, to, source.namespace, unitOf, 'to'), need);
    if (target !== undefined && !closed.isClosed(target, 'ingress'))
      book.add(target, 'ingress', peersOf(context, from, target.namespace, unitOf, 'from'), need);
  }
  for (const namespace of units.keys())
    for (const whose of wholes.has(namespace) ? [namespace] : opened(namespace))
      for (const { peer, ports } of dns.rules)
        book.add(whose, 'egress', peersOf(context, peer, namespace, unitOf, 'to'), {
          ports,
          evidence: { code: 'dns' },
        });
  return book.rules();
}

class AllowanceBook {
  readonly #allowances = new Map<Unit | string, Record<Direction, Map<string, Allowance>>>();

  add(
    whose: Unit | string,
    direction: Direction,
    peers: readonly Peer[],
    { ports, evidence }: Pick<Need, 'ports' | 'evidence'>,
  ): void {
    let own = this.#allowances.get(whose);
    if (own === undefined) {
      own = { ingress: new Map(), egress: new Map() };
      this.#allowances.set(whose, own);
    }
    const key = JSON.stringify(peers);
    let allowance = own[direction].get(key);
    if (allowance === undefined) {
      allowance = { peers, ports: new Map(), evidence: new Map() };
      own[direction].set(key, allowance);
    }
    for (const port of ports) allowance.ports.set(portKey(port), port);
    allowance.evidence.set(evidenceKey(evidence), evidence);
  }

  rules(): ReadonlyMap<Unit | string, UnitRules> {
    return new Map(
      [...this.#allowances].map(([whose, { ingress, egress }]) => [
        whose,
        { ingress: joinedRules([...ingress.values()]), egress: joinedRules([...egress.values()]) },
      ]),
    );
  }
}

/** The unit that is written for a workload; another one that selects it, too, counts only where it has none of its own. */
export function unitByEndpoint(units: ReadonlyMap<string, readonly Unit[]>): ReadonlyMap<Endpoint, Unit> {
  const found = new Map<Endpoint, Unit>();
  for (const unit of [...units.values()].flat())
    for (const member of unit.members) if (!found.has(member) || member.name === unit.name) found.set(member, unit);
  return found;
}

function unitAt(party: Party, unitOf: ReadonlyMap<Endpoint, Unit>): Unit | undefined {
  return party.kind === 'workload' ? unitOf.get(party.endpoint) : undefined;
}

/** Addresses at which clouds give out credentials of the node: no allowance to the outside holds for them. */
const metadata = { ipv4: ['100.100.100.200/32', '169.254.169.254/32'], ipv6: ['fd00:ec2::254/128'] };

/** Whom a policy of a namespace means by a party. Empty: everyone. */
function peersOf(
  context: NeedContext,
  party: Party | DnsSelector,
  namespace: string,
  unitOf: ReadonlyMap<Endpoint, Unit>,
  side: 'from' | 'to',
): readonly Peer[] {
  const { facts } = context;
  switch (party.kind) {
    case 'workload': {
      const { endpoint } = party;
      const unit = unitOf.get(endpoint);
      if (unit !== undefined) return [selecting(unit.namespace, unit.selector, namespace)];
      // In its node's network: any node, as pods move. The addresses of one that runs now say nothing about tomorrow.
      return blockPeers(facts.nodes ?? []);
    }
    case 'selector':
      return [selecting(party.namespace, { matchLabels: party.labels }, namespace)];
    case 'nodes':
      return blockPeers(facts.nodes ?? []);
    case 'api-server':
      return blockPeers((side === 'from' ? facts.controlPlane : facts.apiServer.blocks) ?? []);
    case 'blocks':
      return blockPeers(party.blocks);
    case 'outside': {
      const families = facts.hasIpv6 ? (['ipv4', 'ipv6'] as const) : (['ipv4'] as const);
      return families.map((family) => {
        const pods = facts.podBlocks.filter((block) => block.includes(':') === (family === 'ipv6'));
        return { ipBlock: { cidr: family === 'ipv4' ? '0.0.0.0/0' : '::/0', except: [...pods, ...metadata[family]] } };
      });
    }
    case 'namespace':
      return [selecting(party.namespace, {}, namespace)];
    case 'pods':
      return [{ namespaceSelector: {} }];
    case 'everyone':
      return [];
  }
}

function selecting(namespace: string, selector: LabelSelector, own: string): Peer {
  if (namespace === own) return { podSelector: selector };
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector: selector };
}

function blockPeers(blocks: readonly string[]): readonly Peer[] {
  return blocks.map((cidr) => ({ ipBlock: { cidr } }));
}

function portKey({ protocol, port }: Port): string {
  return `${protocol}/${port ?? ''}`;
}

function evidenceKey({ code, object, path, detail }: Evidence): string {
  return `${code} ${object?.groupKind}/${object?.namespace}/${object?.name} ${path?.join('.')} ${detail}`;
}

/** What everyone may do is not said once more of some; whom the same ports are open to stand in one rule. Sorted, so that files stay as they are. */
function joinedRules(allowances: readonly Allowance[]): readonly Rule[] {
  const open = allowances.find(({ peers }) => peers.length === 0);
  for (const one of allowances) {
    if (one === open || open === undefined) continue;
    for (const [key, { protocol }] of one.ports)
      if (open.ports.has(key) || open.ports.has(`${protocol}/`)) {
        one.ports.delete(key);
        for (const [reason, evidence] of one.evidence) open.evidence.set(reason, evidence);
      }
  }
  const byPorts = Map.groupBy(
    allowances.filter(({ ports }) => ports.size > 0),
    ({ peers, ports }) => `${peers.length === 0 ? 'everyone' : ''} ${[...ports.keys()].sort().join()}`,
  );
  return [...byPorts.values()]
    .map((group) => ({
      peers: distinct(group.flatMap(({ peers }) => peers)),
      ports: sortedPorts([...(group[0]?.ports.values() ?? [])]),
      evidence: [...new Map(group.flatMap(({ evidence }) => [...evidence])).entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, one]) => one),
    }))
    .sort((a, b) => (ruleKey(a) < ruleKey(b) ? -1 : 1));
}

function distinct(peers: readonly Peer[]): readonly Peer[] {
  return [...new Map(peers.map((peer) => [JSON.stringify(peer), peer])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, peer]) => peer);
}

/** A port is left out where its whole protocol is in the list. */
function sortedPorts(ports: readonly Port[]): readonly Port[] {
  const whole = new Set(ports.filter(({ port }) => port === undefined).map(({ protocol }) => protocol));
  return ports
    .filter(({ protocol, port }) => port === undefined || !whole.has(protocol))
    .sort((a, b) => (a.port ?? 0) - (b.port ?? 0) || (a.protocol < b.protocol ? -1 : 1));
}

function ruleKey({ peers, ports }: Rule): string {
  return `${JSON.stringify(peers)} ${JSON.stringify(ports)}`;
}
