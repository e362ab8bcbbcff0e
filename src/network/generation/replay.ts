import { parseBlock } from '../addresses.ts';
import { type Outcome, placeOf, type Reachability, type Reason } from '../reachability/index.ts';
import type { Need, Party, Seen } from './need.ts';

/** What becomes of a need under the generated policies and all others that there are. */
export interface Replayed {
  readonly need: Need;
  readonly before: Outcome;
  readonly after: Outcome;
  /** Why it isn't known after. */
  readonly reasons: readonly Reason[];
  /** What recorded flows say of it; `never`: nothing. Undefined where there is no recording. */
  readonly seen: Seen | 'never' | undefined;
}

interface ReplayOptions {
  readonly seen?: (need: Need) => Seen | 'never' | undefined;
  /** Where connections to the API server go; absent: to nodes of the control plane. */
  readonly apiServer?: readonly string[] | undefined;
}

/** Asks two models, without and with the generated policies, for every need. */
export function replay(
  needs: readonly Need[],
  before: Reachability,
  after: Reachability,
  { seen = () => undefined, apiServer }: ReplayOptions = {},
): readonly Replayed[] {
  return needs.map((need) => {
    const [then, now] = [outcomeOf(before, need, apiServer), outcomeOf(after, need, apiServer)];
    return { need, before: then.outcome, after: now.outcome, reasons: now.reasons, seen: seen(need) };
  });
}

/** The worst of all pairs of ends and ports. */
function outcomeOf(
  model: Reachability,
  { from, to, ports }: Need,
  apiServer: readonly string[] | undefined,
): { readonly outcome: Outcome; readonly reasons: readonly Reason[] } {
  const reasons = new Set<Reason>();
  const outcomes = new Set<Outcome>();
  const reached: Party =
    to.kind === 'api-server' && apiServer !== undefined ? { kind: 'blocks', blocks: apiServer } : to;
  for (const source of classesOf(model, from))
    for (const target of classesOf(model, reached)) {
      // Nobody's question: both outside, or a node and itself.
      if (model.classes.outside.has(source) && model.classes.outside.has(target)) continue;
      for (const { protocol, port } of ports)
        for (const one of port === undefined ? [1, 65_535] : [port]) {
          const { egress, ingress, reasons: why } = model.verdict(source, target, placeOf(protocol, one));
          // Each direction by itself: that a pod and its own node always reach each other is no answer for the pods of other nodes.
          const both = [egress.outcome, ingress.outcome];
          const outcome = both.includes('denied') ? 'denied' : both.includes('unknown') ? 'unknown' : 'allowed';
          outcomes.add(outcome);
          if (outcome === 'unknown') for (const reason of why) reasons.add(reason);
        }
    }
  return {
    outcome: outcomes.has('denied') ? 'denied' : outcomes.has('unknown') ? 'unknown' : 'allowed',
    reasons: [...reasons],
  };
}

/** Classes that stand for a party. Of everyone: the internet and the nodes, as no rule for everyone tells pods from them. */
function classesOf(model: Reachability, party: Party): readonly number[] {
  const { classes } = model;
  switch (party.kind) {
    case 'workload': {
      const found = model.endpoints.find(
        ({ name, template }) => name === party.endpoint.name && template === party.endpoint.template,
      );
      if (found === undefined) return [];
      // In the network of whatever node it runs on.
      const nodes = found.isHost ? controlled(model, 'nodes') : [];
      return nodes.length > 0 ? nodes : [classes.classOf(found)];
    }
    case 'nodes':
    case 'api-server':
      return controlled(model, party.kind);
    case 'blocks':
      return party.blocks.flatMap((text) => classes.classOfAddress(parseBlock(text)?.address ?? '') ?? []);
    case 'outside':
      return [classes.internet];
    case 'namespace':
      return [...classes.pods.members()].filter((index) => {
        const one = model.classAt(index);
        return one.kind !== 'outside' && one.members[0]?.namespace === party.namespace;
      });
    case 'pods':
      return [...classes.pods.members()];
    case 'everyone':
      return [classes.internet, ...classes.hosts.members()];
  }
}

/** Nodes themselves, not pods in their network; of the API server the control plane's, where there are such. */
function controlled(model: Reachability, kind: 'nodes' | 'api-server'): readonly number[] {
  const nodes = model.endpoints.filter(({ isHost, namespace }) => isHost && namespace === undefined);
  const control = nodes.filter(({ labels = {} }) =>
    Object.keys(labels).some((key) => /^node-role\.kubernetes\.io\/(?:control-?plane|master)$/.test(key)),
  );
  const chosen = kind === 'api-server' && control.length > 0 ? control : kind === 'api-server' ? [] : nodes;
  const found = new Set(chosen.map((node) => model.classes.classOf(node)));
  if (found.size > 0 || kind === 'nodes') return [...found];
  return [model.classes.internet];
}
