import type { NetworkEdge, NetworkNode } from '../../../../src/server/contract/index.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';

type NetworkTexts = Texts['network'];
type Named = Pick<NetworkNode, 'kind' | 'name' | 'id'>;

export function nodeName({ kind, name, id }: Named, texts: NetworkTexts): string {
  if (kind === 'internet' || kind === 'nodes' || kind === 'others') return texts[kind];
  return id === 'addresses' ? texts.otherAddresses : name;
}

/** With its kind and namespace, so that it is one of its name only. */
export function fullName(node: Named, texts: NetworkTexts): string {
  return node.kind === 'workload' ? node.id : nodeName(node, texts);
}

/** A node by its id; an id that is none of the map's stands for itself. */
export function nameOf(id: string, nodes: readonly NetworkNode[], texts: NetworkTexts): string {
  const node = nodes.find((one) => one.id === id);
  return node === undefined ? id.replace(/\/$/, '') : fullName(node, texts);
}

/** What a node is, in a few words below its name. */
export function nodeWhat({ kind, members, workload }: NetworkNode, texts: NetworkTexts, format: Format): string {
  if (kind === 'namespace') return texts.workloads(format, members);
  if (kind === 'workload') return workload?.kind ?? '';
  return kind === 'nodes' ? texts.members.nodes(format, members) : texts.members[kind];
}

/** More ports than this are counted. */
const mostPorts = 3;

/** Below a name: who may reach it, and who is seen to, where that is not drawn line by line; undefined where there is no such thing. */
export function opennessWords(
  open: { readonly edge: NetworkEdge; readonly except: ReadonlySet<string> } | undefined,
  crowd: number | undefined,
  texts: NetworkTexts,
  format: Format,
): string | undefined {
  if (open === undefined) return crowd === undefined ? undefined : texts.seenFrom(format, crowd);
  const who = texts.everyoneWord(format, open.except.size);
  return crowd === undefined
    ? texts.openTo(who, portsWords(open.edge, texts, format, 1))
    : texts.openAndSeen(format, who, crowd);
}

/** Ports of an edge: those that were used, where that is known, else those that are allowed. */
export function edgeWords(edge: NetworkEdge, texts: NetworkTexts, format: Format, most = mostPorts): string {
  return edge.seen === null ? portsWords(edge, texts, format, most) : few(edge.seen.ports, texts, format, most);
}

function few(list: readonly string[], texts: NetworkTexts, format: Format, most: number): string {
  return list.length > most
    ? `${list.slice(0, most).join(', ')} ${texts.morePorts(format, list.length - most)}`
    : list.join(', ');
}

export function portsWords(
  { ports, unknownPorts, everyPort }: Pick<NetworkEdge, 'ports' | 'unknownPorts' | 'everyPort'>,
  texts: NetworkTexts,
  format: Format,
  most = mostPorts,
): string {
  const parts = [
    ...(everyPort ? [texts.everyPort] : ports.length > 0 ? [few(ports, texts, format, most)] : []),
    ...(unknownPorts.length > 0 ? [texts.unknownPorts(few(unknownPorts, texts, format, most))] : []),
  ];
  return parts.length === 0 ? texts.noPorts : parts.join('; ');
}
