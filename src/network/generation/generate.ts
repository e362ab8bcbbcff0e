import type { ApiServerEndpoints } from '../../inventory/cluster/index.ts';
import { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { networkPluginsOf, onceEnforced } from '../cni/index.ts';
import type { FlowEdges } from '../flows/index.ts';
import { networkPolicyKinds } from '../policies.ts';
import { type AddressesByObject, type Endpoint, Reachability, withObjects } from '../reachability/index.ts';
import { baselinePolicy, closedLabel, closedValue } from './baseline.ts';
import { ClosedToday, openRule } from './closed.ts';
import { NeedContext } from './context.ts';
import type { Evidence, Need, Note, Party } from './need.ts';
import { apiServerNeeds } from './needs/api-server.ts';
import { clientNeeds } from './needs/clients.ts';
import { type DnsServers, dnsNeeds, dnsServers } from './needs/dns.ts';
import { entryNeeds } from './needs/entry.ts';
import { flowNeeds } from './needs/flows.ts';
import { peerNeeds } from './needs/peers.ts';
import { isGenerated, policyNeeds } from './needs/policies.ts';
import { referenceNeeds } from './needs/references.ts';
import { scrapeNeeds } from './needs/scrapes.ts';
import { webhookNeeds } from './needs/webhooks.ts';
import { type GeneratedPolicy, namespacePolicies } from './policies.ts';
import { type Replayed, replay } from './replay.ts';
import { rolloutOrder } from './rollout.ts';
import { rulesOf, unitByEndpoint } from './rules.ts';
import { seenIn } from './seen.ts';
import { type Unit, unitsOf } from './units.ts';

export interface GenerationOptions {
  readonly addresses?: AddressesByObject;
  /** Namespaces to write policies for; absent: all that have pods but Kubernetes' own. */
  readonly namespaces?: readonly string[];
  /** Blocks that the cluster's nodes are in, where single addresses would not last. */
  readonly nodeNetworks?: readonly string[];
  /** Where pods reach the API server, where a cluster says it; absent: what the inventory's objects say. */
  readonly apiServer?: ApiServerEndpoints | undefined;
  /** What was recorded: needs as well, and how sure those are that are declared. */
  readonly flows?: FlowEdges;
  /** Close the namespaces by one ClusterNetworkPolicy, not by a NetworkPolicy in each. */
  readonly baseline?: boolean;
}

export interface GeneratedNamespace {
  readonly namespace: string;
  readonly policies: readonly GeneratedPolicy[];
  readonly replayed: readonly Replayed[];
  readonly notes: readonly Note[];
}

export interface Generated {
  /** In the order in which they are best applied. */
  readonly namespaces: readonly GeneratedNamespace[];
  /** Where it was asked for. */
  readonly baseline: KubernetesObject | undefined;
  /** About the cluster, not one namespace. */
  readonly notes: readonly Note[];
  readonly needs: readonly Need[];
  readonly before: Reachability;
  readonly after: Reachability;
}

/** What Kubernetes itself lives in: closed only where it is asked for by name. */
const ownNamespaces: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Default-deny and the smallest allowances for each workload, from what is declared, replayed on it.
 * @throws NetworkTooLargeError
 */
export function generate(
  inventory: Inventory,
  { addresses = new Map(), namespaces, nodeNetworks = [], apiServer, flows, baseline = false }: GenerationOptions,
): Generated {
  const bare = withoutGenerated(inventory);
  const context = new NeedContext(bare, addresses, nodeNetworks, apiServer);
  const dns = dnsServers(context);
  for (const read of [referenceNeeds, entryNeeds, apiServerNeeds, webhookNeeds, scrapeNeeds, peerNeeds, policyNeeds])
    read(context);
  dnsNeeds(context, dns);
  if (flows !== undefined) flowNeeds(context, flows);
  const closed = new ClosedToday(bare);
  clientNeeds(context, flows?.days ?? 0, closed);
  const units = unitsOf(context.endpoints);
  const chosen = [...units.keys()]
    .filter((name) => (namespaces === undefined ? !ownNamespaces.has(name) : namespaces.includes(name)))
    .sort();
  const names = questionsForNames(context, dns);
  const rules = rulesOf(context, [...context.needs, ...names], units, closed, dns);
  const written = chosen.map((namespace) => ({
    namespace,
    policies: namespacePolicies(namespace, units.get(namespace) ?? [], rules, !baseline),
  }));
  const closing = baseline ? baselinePolicy(dns, bare) : undefined;
  const objects = [
    ...written.flatMap(({ policies }) => policies.map(({ object }) => inventoryObject(object))),
    ...(closing === undefined ? [] : [inventoryObject(closing), ...labelled(bare, chosen)]),
  ];
  // What is generated is asked as if it were enforced, whatever runs today: one day something may.
  const network = onceEnforced(networkPluginsOf(bare), ['NetworkPolicy', 'ClusterNetworkPolicy']);
  const before = new Reachability(bare, { addresses, network });
  const after = new Reachability(withObjects(bare, objects), { addresses, network });
  const needs = [...context.needs, ...names];
  const replayed = replay(needs, before, after, {
    apiServer: context.facts.apiServer.known,
    ...(flows !== undefined && { seen: seenIn(flows, unitNames(units)) }),
  });
  const { plugins, support } = networkPluginsOf(bare);
  if (support.NetworkPolicy === 'ignored')
    context.note('not-enforced', { detail: plugins.map(({ id }) => id).join(', ') });
  unitNotes(context, chosen, units, rules, closed);
  keptOpen(context, chosen);
  return {
    baseline: closing,
    needs,
    before,
    after,
    namespaces: rolloutOrder(
      written.map(({ namespace, policies }) => ({
        namespace,
        policies,
        replayed: replayed.filter(({ need }) => concerns(need, namespace)),
        notes: distinctNotes(context.notes.filter((note) => namespaceOf(note) === namespace)),
      })),
    ),
    notes: distinctNotes(context.notes.filter((note) => namespaceOf(note) === undefined)),
  };
}

/** A set that was generated before is written anew: what it allows is no declaration of anybody. */
function withoutGenerated(inventory: Inventory): Inventory {
  const objects = inventory.objects.filter(
    ({ groupKind, object }) =>
      !(networkPolicyKinds as readonly string[]).includes(groupKind) || !isGenerated(object.metadata?.labels),
  );
  if (objects.length === inventory.objects.length) return inventory;
  return new Inventory(
    objects,
    inventory.diagnostics,
    inventory.isWhole ? (kind, of) => inventory.sees(kind, of) : undefined,
  );
}

const nowhere = { file: '', locate: () => undefined, text: () => undefined };

export function inventoryObject(object: KubernetesObject): InventoryObject {
  const { apiVersion, kind, metadata } = object;
  return new InventoryObject(
    { apiVersion, kind, name: metadata?.name ?? '', namespace: metadata?.namespace },
    nowhere,
    object,
  );
}

/** Namespaces as they are once they have the label by which the baseline closes them. */
function labelled(inventory: Inventory, names: readonly string[]): readonly InventoryObject[] {
  return names.map((name) => {
    const object = inventory.find('/Namespace', undefined, name)?.object ?? { apiVersion: 'v1', kind: 'Namespace' };
    const labels = { ...object.metadata?.labels, [closedLabel]: closedValue };
    return inventoryObject({ ...object, metadata: { ...object.metadata, name, labels } });
  });
}

/** The unit of each endpoint by its name: ends of flows are of another reading of the same input. */
function unitNames(units: ReadonlyMap<string, readonly Unit[]>): (endpoint: Endpoint) => string {
  const names = new Map([...unitByEndpoint(units)].map(([{ name }, unit]) => [name, unit.name]));
  return ({ name }) => names.get(name) ?? name;
}

const dnsEvidence: Evidence = { code: 'dns' };

/** Every pod asks for names, so that each is replayed for it. */
function questionsForNames({ endpoints }: NeedContext, { rules }: DnsServers): readonly Need[] {
  return endpoints
    .filter(({ isHost }) => !isHost)
    .flatMap((endpoint) =>
      rules.flatMap(({ to, ports }) =>
        to.kind === 'selector'
          ? []
          : [{ from: { kind: 'workload' as const, endpoint }, to, ports, evidence: dnsEvidence }],
      ),
    );
}

function unitNotes(
  context: NeedContext,
  chosen: readonly string[],
  units: ReadonlyMap<string, readonly Unit[]>,
  rules: ReadonlyMap<Unit | string, unknown>,
  closed: ClosedToday,
): void {
  for (const namespace of chosen)
    for (const unit of units.get(namespace) ?? []) {
      const object = unit.members.find(({ name }) => name === unit.name)?.object;
      if (object === undefined) continue;
      if (unit.fault !== undefined) context.note(unit.fault, { object });
      const isOpen = !closed.isClosed(unit, 'ingress') && !closed.isClosed(unit, 'egress');
      if (isOpen && !rules.has(unit)) context.note('cut-off', { object });
    }
  for (const { object, isHost, namespace } of context.endpoints)
    if (isHost && object !== undefined && chosen.includes(namespace ?? '')) context.note('host-network', { object });
  const { nodes, controlPlane, nodesUnnameable } = context.facts;
  if (nodesUnnameable) context.note('nodes-unnameable');
  else if (nodes !== undefined || controlPlane !== undefined) context.note('node-addresses');
  if (!context.inventory.isWhole) context.note('only-input');
}

/** Policies add up: one that lets everyone in keeps doing so. */
function keptOpen(context: NeedContext, chosen: readonly string[]): void {
  for (const object of context.inventory.ofKind(...networkPolicyKinds)) {
    if (!chosen.includes(object.namespace ?? 'default')) continue;
    for (const direction of ['ingress', 'egress'] as const) {
      const path = openRule(object, direction);
      if (path !== undefined) context.note('kept-open', { object, path });
    }
  }
}

function concerns({ from, to }: Need, namespace: string): boolean {
  return [from, to].some(
    (party: Party) => party.kind === 'workload' && party.endpoint.namespace === namespace && !party.endpoint.isHost,
  );
}

function namespaceOf({ object, namespace }: Note): string | undefined {
  return namespace ?? object?.namespace;
}

function distinctNotes(notes: readonly Note[]): readonly Note[] {
  return [
    ...new Map(
      notes.map((note) => [
        `${note.code} ${note.detail ?? ''} ${note.object?.kind}/${note.object?.name} ${note.path?.join('.')}`,
        note,
      ]),
    ).values(),
  ];
}
