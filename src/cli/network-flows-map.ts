import type { Language } from '../checks/index.ts';
import type { FlowEdge } from '../network/flows/index.ts';
import type { EdgeFate } from '../network/generation/index.ts';
import { seenOf } from '../network/generation/index.ts';
import type { Class, PortVerdicts, Reachability } from '../network/reachability/index.ts';
import { csvLine, visible } from '../reports/index.ts';
import { enforcementJson, enforcementLines } from './network-enforcement.ts';
import { edgeText, endText, seenJson, seenText } from './network-flows.ts';
import { flowTexts } from './network-flows-texts.ts';
import { namesOf, portsLine, SetNames, verdictsJson } from './network-map.ts';
import { shortened } from './network-names.ts';
import { networkTexts } from './network-texts.ts';

type Status = 'allowed' | 'against-policy' | 'refused' | 'unknown';

/** What a recorded connection is under the policies of today. */
function statusOf({ edge, after }: EdgeFate): Status {
  if (edge.isDenied) return 'refused';
  return after === 'denied' ? 'against-policy' : after;
}

/** Who is allowed what, and what of it was seen; before that, whatever was seen and isn't allowed. */
export function* flowMapText(
  model: Reachability,
  fates: readonly EdgeFate[],
  days: number,
  language: Language,
): Generator<string> {
  const text = flowTexts[language];
  const titles = { 'against-policy': text.againstPolicy, refused: text.refused, unknown: text.unknown } as const;
  for (const [status, title] of Object.entries(titles)) {
    const found = fates.filter((fate) => statusOf(fate) === status);
    yield `${title}\n`;
    if (found.length === 0) yield `  ${text.nothing}\n`;
    for (const { edge } of found) yield `  ${edgeText(edge, language)} (${seenText(seenOf(edge, days), language)})\n`;
    yield '\n';
  }
  yield `${text.allowedAndSeen}\n\n`;
  const sets = new SetNames(model, language);
  for (const { to, rows } of allowedRows(model, fates)) {
    const name = to.kind === 'set' ? sets.of(to.bits) : shortened(to.names.map(visible), language);
    yield `${networkTexts[language].toLine(name)}\n`;
    for (const { from, verdicts, seen } of rows) {
      const ports = portsLine(verdicts, language) ?? '';
      const of = seen.map((edge) => `${endText(edge.from, language)} ${edge.protocol} ${edge.port}`);
      const said = of.length === 0 ? text.sureness.never : text.seenOfIt(shortened(of, language));
      yield `  ${networkTexts[language].fromLine(sets.of(from))}: ${ports}; ${said}\n`;
    }
    yield '\n';
  }
  for (const line of enforcementLines(model, language)) yield `${line}\n`;
}

/** Version 1. `allowed`: by destination; what is in no `seen` was never seen. */
export function* flowMapJson(model: Reachability, fates: readonly EdgeFate[], days: number): Generator<string> {
  const edges = fates.map((fate) => ({
    ...edgeJson(fate.edge),
    status: statusOf(fate),
    seen: seenJson(seenOf(fate.edge, days)),
  }));
  yield `{"version":1,"days":${days},"enforcement":${JSON.stringify(enforcementJson(model))},"edges":${JSON.stringify(edges)},"allowed":[`;
  let comma = '';
  for (const { to, rows } of allowedRows(model, fates)) {
    const from = rows.map((row) => ({
      names: namesOf(model, row.from),
      ...verdictsJson(row.verdicts),
      seen: row.seen.map(edgeJson).map(({ to: _, ...rest }) => rest),
    }));
    yield `${comma}${JSON.stringify({ to: to.kind === 'set' ? namesOf(model, to.bits) : to.names, from })}`;
    comma = ',';
  }
  yield ']}\n';
}

export function edgeJson({ from, to, protocol, port }: FlowEdge) {
  return { from: endText(from, 'en'), to: endText(to, 'en'), protocol, port };
}

/** A line for each recorded connection. */
export function* flowMapCsv(fates: readonly EdgeFate[], days: number): Generator<string> {
  yield csvLine(['from', 'to', 'protocol', 'port', 'status', 'seen', 'count', 'days', 'first', 'last']);
  for (const fate of fates) {
    const { from, to, protocol, port } = edgeJson(fate.edge);
    const seen = seenJson(seenOf(fate.edge, days));
    const numbers = [String(port), statusOf(fate), seen.sureness, String(seen.count), String(seen.days)];
    yield csvLine([from, to, protocol, ...numbers, seen.first ?? '', seen.last ?? '']);
  }
}

type Bits = Parameters<typeof namesOf>[1];

interface AllowedRow {
  readonly from: Bits;
  readonly verdicts: PortVerdicts;
  readonly seen: readonly FlowEdge[];
}

type Target =
  | { readonly kind: 'set'; readonly bits: Bits }
  | { readonly kind: 'names'; readonly names: readonly string[] };

/** Rows of the map; destinations that something was seen to connect to stand by themselves. */
function* allowedRows(
  model: Reachability,
  fates: readonly EdgeFate[],
): Generator<{ to: Target; rows: readonly AllowedRow[] }> {
  const byTarget = Map.groupBy(
    fates.filter((fate) => statusOf(fate) === 'allowed').map(({ edge }) => edge),
    ({ to }) => endText(to, 'en'),
  );
  for (const { to, groups } of model.rows()) {
    const some = groups.filter(({ verdicts }) => verdicts.allowed.length + verdicts.unknown.length > 0);
    if (some.length === 0) continue;
    const members = namesOf(model, to);
    const seen = members.filter((name) => byTarget.has(name));
    const rest = members.filter((name) => !byTarget.has(name));
    const unseen = some.map(({ from, verdicts }) => ({ from, verdicts, seen: [] }));
    if (seen.length === 0) yield { to: { kind: 'set', bits: to }, rows: unseen };
    else if (rest.length > 0) yield { to: { kind: 'names', names: rest }, rows: unseen };
    for (const name of seen) {
      const rows = some.map(({ from, verdicts }) => {
        const sources = new Set(namesOf(model, from));
        const edges = byTarget.get(name) ?? [];
        return { from, verdicts, seen: edges.filter((edge) => isAmong(edge, sources, model, from)) };
      });
      yield { to: { kind: 'names', names: [name] }, rows };
    }
  }
}

/** Whether an edge begins in a set of the map: by the workload's name; nodes and the outside by their sorts. */
function isAmong({ from }: FlowEdge, sources: ReadonlySet<string>, model: Reachability, bits: Bits): boolean {
  if (from.kind === 'workload') return sources.has(from.endpoint.name);
  const kinds: readonly Class['kind'][] = from.kind === 'nodes' ? ['hosts'] : ['outside'];
  return [...bits.members()].some((index) => kinds.includes(model.classAt(index).kind));
}
