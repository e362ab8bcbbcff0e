import type { Language } from '../checks/index.ts';
import {
  type Bits,
  isEveryPort,
  type PortVerdicts,
  portsText,
  type Reachability,
  type Row,
} from '../network/reachability/index.ts';
import { csvLine, visible } from '../reports/index.ts';
import { enforcementJson, enforcementLines } from './network-enforcement.ts';
import { shortened } from './network-names.ts';
import { networkTexts } from './network-texts.ts';

/** Names of a class's endpoints: workloads, nodes, or what the addresses outside are called. */
export function namesOf(model: Reachability, bits: Bits): readonly string[] {
  return [...bits.members()].flatMap((index) => {
    const one = model.classAt(index);
    return one.kind === 'outside' ? [one.name] : one.members.map(({ name }) => name);
  });
}

/** For people: each group of destinations with who may connect to it; who is not named may not. */
export function* mapText(model: Reachability, language: Language): Generator<string> {
  const text = networkTexts[language];
  const sets = new SetNames(model, language);
  for (const { to, groups } of model.rows()) {
    const lines = groups.flatMap(({ from, verdicts }) => {
      const ports = portsLine(verdicts, language);
      return ports === undefined ? [] : [`  ${text.fromLine(sets.of(from))}: ${ports}\n`];
    });
    yield `${text.toLine(sets.of(to))}\n${lines.length === 0 ? `  ${text.fromNobody}\n` : lines.join('')}\n`;
  }
  for (const line of enforcementLines(model, language)) yield `${line}\n`;
  yield `${text.mapNote}\n`;
}

/** What is allowed and what unknown; undefined where all is denied. */
export function portsLine({ allowed, unknown }: PortVerdicts, language: Language): string | undefined {
  const text = networkTexts[language];
  const ports = (set: PortVerdicts['allowed']) => (isEveryPort(set) ? text.everyPort : portsText(set).join(', '));
  const parts = [
    ...(allowed.length > 0 ? [ports(allowed)] : []),
    ...(unknown.length > 0 ? [text.unknownPorts(ports(unknown))] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** Shorter words for sets: everyone, all pods, all pods of a namespace. */
export class SetNames {
  readonly #model: Reachability;
  readonly #language: Language;
  readonly #byNamespace = new Map<string, number[]>();

  constructor(model: Reachability, language: Language) {
    this.#model = model;
    this.#language = language;
    for (const [index, one] of model.classes.classes.entries()) {
      if (one.kind !== 'pods') continue;
      const namespace = one.members[0]?.namespace ?? '';
      this.#byNamespace.set(namespace, [...(this.#byNamespace.get(namespace) ?? []), index]);
    }
  }

  of(bits: Bits): string {
    const { pods, outside, hosts, size } = this.#model.classes;
    const text = networkTexts[this.#language];
    if (bits.count === size) return text.everyone;
    const names: string[] = [];
    let rest = bits;
    const others = pods.without(bits);
    if (others.count * 2 < pods.count) {
      names.push(others.isEmpty ? text.allPods : text.allPodsBut(this.of(others)));
      rest = rest.without(pods);
    }
    if (!outside.isEmpty && outside.count > 1 && bits.holds(outside)) {
      names.push(text.allOutside);
      rest = rest.without(outside);
    }
    if (hosts.count > 1 && bits.holds(hosts)) {
      names.push(text.allHosts);
      rest = rest.without(hosts);
    }
    for (const [namespace, members] of this.#byNamespace)
      if (members.length > 1 && members.every((index) => rest.has(index))) {
        names.push(text.allOfNamespace(visible(namespace)));
        for (const index of members) rest = rest.without(bitsWith(rest, index));
      }
    names.push(...namesOf(this.#model, rest).map((name) => visible(name)));
    return shortened(names, this.#language);
  }
}

function bitsWith(like: Bits, member: number): Bits {
  const one = like.without(like);
  one.add(member);
  return one;
}

/** Version 1: `connections` by groups of destinations and sources; ports that are in neither list are denied. */
export function* mapJson(model: Reachability): Generator<string> {
  const endpoints = model.endpoints.map(({ name, namespace, isHost }) => ({
    name,
    namespace: namespace ?? null,
    isHost,
  }));
  const outside = model.classes.classes.flatMap((one) => (one.kind === 'outside' ? [one.name] : []));
  yield `{"version":1,"endpoints":${JSON.stringify(endpoints)},"outside":${JSON.stringify(outside)},"enforcement":${JSON.stringify(enforcementJson(model))},"connections":[`;
  let comma = '';
  for (const row of model.rows()) {
    yield `${comma}${JSON.stringify(rowJson(model, row))}`;
    comma = ',';
  }
  yield ']}\n';
}

function rowJson(model: Reachability, { to, groups }: Row) {
  return {
    to: namesOf(model, to),
    from: groups
      .filter(({ verdicts }) => verdicts.allowed.length + verdicts.unknown.length > 0)
      .map(({ from, verdicts }) => ({ names: namesOf(model, from), ...verdictsJson(verdicts) })),
  };
}

export function verdictsJson({ allowed, unknown }: PortVerdicts) {
  return { allowed: portsText(allowed), unknown: portsText(unknown) };
}

/** A line for each pair of endpoints that may connect. */
export function* mapCsv(model: Reachability): Generator<string> {
  yield csvLine(['from', 'to', 'allowed', 'unknown']);
  for (const { from, to, verdicts } of pairs(model)) {
    const { allowed, unknown } = verdictsJson(verdicts);
    yield csvLine([from, to, allowed.join(' '), unknown.join(' ')]);
  }
}

function* pairs(model: Reachability): Generator<{ from: string; to: string; verdicts: PortVerdicts }> {
  for (const { to, groups } of model.rows())
    for (const { from, verdicts } of groups) {
      if (verdicts.allowed.length + verdicts.unknown.length === 0) continue;
      const sources = namesOf(model, from);
      for (const target of namesOf(model, to))
        for (const source of sources) if (source !== target) yield { from: source, to: target, verdicts };
    }
}

/** More edges than this are no picture any more: they are joined by namespace then. */
const mostEdges = 1000;

/** Graphviz: workloads as nodes in their namespaces; of a large cluster, namespaces as nodes. */
export function* mapDot(model: Reachability, language: Language): Generator<string> {
  const few = [...pairs(model).take(mostEdges + 1)];
  yield 'digraph network {\n  rankdir=LR;\n  node [shape=box];\n';
  if (few.length <= mostEdges) {
    for (const [namespace, names] of Map.groupBy(model.endpoints, ({ namespace: one }) => one ?? '')) {
      const nodes = names.map(({ name }) => `    ${quoted(name)};\n`).join('');
      yield namespace === ''
        ? nodes
        : `  subgraph ${quoted(`cluster_${namespace}`)} {\n    label=${quoted(namespace)};\n${nodes}  }\n`;
    }
    for (const { from, to, verdicts } of few) {
      const style = verdicts.allowed.length === 0 ? ', style=dashed' : '';
      yield `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(portsLine(verdicts, language) ?? '')}${style}];\n`;
    }
  } else {
    yield `  label=${quoted(networkTexts[language].joinedByNamespace)};\n`;
    yield* namespaceEdges(model);
  }
  yield '}\n';
}

/** An edge for each two namespaces (or nodes, or addresses outside) with how many pairs of endpoints may connect. */
function* namespaceEdges(model: Reachability): Generator<string> {
  const counts = new Map<string, number>();
  const groupsIn = (bits: Bits) => {
    const found = new Map<string, number>();
    for (const index of bits.members()) {
      const one = model.classAt(index);
      const name = one.kind === 'outside' ? one.name : (one.members[0]?.namespace ?? 'nodes');
      const members = one.kind === 'outside' ? 1 : one.members.length;
      found.set(name, (found.get(name) ?? 0) + members);
    }
    return found;
  };
  for (const { to, groups } of model.rows()) {
    const targets = groupsIn(to);
    for (const { from, verdicts } of groups) {
      if (verdicts.allowed.length + verdicts.unknown.length === 0) continue;
      for (const [source, sources] of groupsIn(from))
        for (const [target, members] of targets) {
          const key = `${quoted(source)} -> ${quoted(target)}`;
          counts.set(key, (counts.get(key) ?? 0) + sources * members);
        }
    }
  }
  for (const [edge, count] of counts) yield `  ${edge} [label="${count}"];\n`;
}

function quoted(text: string): string {
  return `"${visible(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
