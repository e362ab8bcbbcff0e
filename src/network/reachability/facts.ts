import type { Inventory } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, selectorMatches, textOf } from '../../kubernetes/index.ts';
import type { PodFacts, PolicyDeclared, Who } from './declaration.ts';
import type { Endpoint } from './endpoints.ts';

/** What policies may ask about an endpoint. */
export interface Facts extends PodFacts {
  readonly endpoint: Endpoint;
  /** Classes of the address space that its addresses are in. */
  readonly within: readonly number[] | undefined;
}

/** Set by the API server on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name';

/** What is known of a namespace, by its name. */
export function namespacesIn(
  inventory: Inventory,
): (name: string) => Pick<PodFacts, 'namespace' | 'namespaceLabels' | 'namespaceKnown'> {
  const found = new Map<string, Pick<PodFacts, 'namespace' | 'namespaceLabels' | 'namespaceKnown'>>();
  for (const { name, object } of inventory.ofKind('/Namespace'))
    found.set(name, {
      namespace: name,
      namespaceLabels: { ...recordOf(object.metadata?.labels), [nameLabel]: name },
      namespaceKnown: true,
    });
  return (name) => {
    const known = found.get(name) ?? { namespace: name, namespaceLabels: { [nameLabel]: name }, namespaceKnown: false };
    found.set(name, known);
    return known;
  };
}

/** undefined: not known, because the namespace's labels are not. Its name always is one of them. */
export function selectsNamespace(
  selector: unknown,
  { namespaceKnown, namespaceLabels }: PodFacts,
): boolean | undefined {
  if (!isRecord(selector)) return false;
  if (namespaceKnown) return selectorMatches(selector, namespaceLabels);
  const pairs = Object.entries(recordOf(selector.matchLabels));
  const expressions = listOf(selector.matchExpressions).map(recordOf);
  const known = {
    matchLabels: Object.fromEntries(pairs.filter(([key]) => key === nameLabel)),
    matchExpressions: expressions.filter(({ key }) => key === nameLabel),
  };
  if (!selectorMatches(known, namespaceLabels)) return false;
  const isAll = pairs.every(([key]) => key === nameLabel) && expressions.every(({ key }) => key === nameLabel);
  return isAll ? true : undefined;
}

export function* eachAddress(endpoints: readonly Endpoint[]): Generator<string> {
  for (const { addresses } of endpoints) yield* addresses ?? [];
}

/** What policies ask of endpoints: labels of pods, service accounts, address blocks. */
export function askedOf(policies: readonly PolicyDeclared[]) {
  const keys = new Set<string>();
  const blocks: Extract<Who, { kind: 'block' }>['block'][] = [];
  let accounts = false;
  const look = (who: Who): void => {
    if (who.kind === 'pods') for (const key of keysOf(who.selector)) keys.add(key);
    if (who.kind === 'matching') {
      accounts = true;
      for (const key of who.asks) keys.add(key);
    }
    if (who.kind === 'nodes') for (const key of keysOf(who.selector)) keys.add(key);
    if (who.kind === 'block') blocks.push(who.block, ...who.except);
    if (who.kind === 'any' || who.kind === 'every') who.of.forEach(look);
    if (who.kind === 'others' || who.kind === 'perhaps') look(who.of);
  };
  for (const { subject, ingress, egress } of policies) {
    look(subject);
    for (const { peers } of [...(ingress?.rules ?? []), ...(egress?.rules ?? [])]) look(peers);
  }
  return { keys, blocks, accounts };
}

function keysOf(selector: unknown): readonly string[] {
  const { matchLabels, matchExpressions } = recordOf(selector);
  return [...Object.keys(recordOf(matchLabels)), ...listOf(matchExpressions).map((one) => textOf(recordOf(one).key))];
}

/** The same for endpoints that no policy tells apart. */
export function classKey(
  { endpoint, namespace, labels, serviceAccount, within }: Facts,
  keys: ReadonlySet<string>,
  accounts: boolean,
): string {
  const asked = Object.entries(labels).filter(([key]) => keys.has(key));
  asked.sort(([a], [b]) => (a < b ? -1 : 1));
  const ports = endpoint.namedPorts.map(({ name, protocol, port }) => `${name} ${protocol} ${port}`).sort();
  const host = endpoint.isHost ? (endpoint.labels === undefined ? 'host' : 'node') : '';
  return JSON.stringify([endpoint.isHost ? '' : namespace, host, asked, ports, accounts ? serviceAccount : '', within]);
}
