import type { Language } from '../checks/index.ts';
import { EdgeBook, type EdgeEnd, type FlowEdge, type FlowEdges, Places, readFlows } from '../network/flows/index.ts';
import type { Seen } from '../network/generation/index.ts';
import { endpointsOf } from '../network/reachability/index.ts';
import { visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';
import { flowTexts } from './network-flows-texts.ts';
import type { NetworkInput } from './network-input.ts';

export interface FlowsOption {
  readonly flows?: readonly string[];
}

/**
 * Recorded flows joined to the workloads of an input; undefined where none are asked for. What can't be read of them is an error of the
 * run, what can't be joined is said on standard error.
 * @throws CallError where a file can't be read, or holds no flow
 */
export async function flowsOf(
  { flows: files = [] }: FlowsOption,
  input: NetworkInput,
  language: Language,
): Promise<{ readonly flows: FlowEdges; readonly input: NetworkInput } | undefined> {
  if (files.length === 0) return undefined;
  const text = flowTexts[language];
  const endpoints = endpointsOf(input.inventory, input.addresses ?? new Map());
  const book = new EdgeBook(new Places(input.inventory, endpoints, input.pods ?? []), endpoints);
  const unseen: string[] = [];
  for (const file of files) {
    const read = await reading(file, book, language);
    if (read.flows + read.others === 0) throw new CallError(text.noFlows(file));
    if (read.unreadable > 0) unseen.push(text.unreadable(file, read.unreadable, read.unreadableAt));
    if (read.cut !== undefined) unseen.push(text.cut[read.cut](file));
  }
  const flows = book.edges();
  if (flows.isCut) unseen.push(text.cut.edges(files.join(', ')));
  for (const why of ['gone', 'reused', 'unnamed'] as const)
    if (flows.unplaced[why] > 0) process.stderr.write(`breakwater: ${text.unplaced[why](flows.unplaced[why])}\n`);
  if (flows.unanswered > 0) process.stderr.write(`breakwater: ${text.unanswered(flows.unanswered)}\n`);
  return { flows, input: { ...input, unseen: [...input.unseen, ...unseen] } };
}

async function reading(file: string, book: EdgeBook, language: Language) {
  try {
    return await readFlows(file, (flow) => book.add(flow));
  } catch (error) {
    throw new CallError(callTexts[language].unreadable(file, fileReason(error, language)), { cause: error });
  }
}

export function edgeText({ from, to, protocol, port }: FlowEdge, language: Language): string {
  return `${endText(from, language)} → ${endText(to, language)} ${protocol} ${port}`;
}

export function endText(end: EdgeEnd, language: Language): string {
  if (end.kind === 'workload') return visible(end.endpoint.name);
  return end.kind === 'nodes' ? flowTexts[language].nodes : (end.address ?? flowTexts[language].outside);
}

/** `seen daily, 120 times on 7 days, 2026-11-18 to 2026-11-24` */
export function seenText({ sureness, count, days, first, last }: Seen, language: Language): string {
  const text = flowTexts[language];
  const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
  return `${text.sureness[sureness]}, ${text.seen(count, days, iso(first), iso(last))}`;
}

export function seenJson({ sureness, count, days, first, last }: Seen) {
  const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
  return { sureness, count, days, first: iso(first), last: iso(last) };
}
