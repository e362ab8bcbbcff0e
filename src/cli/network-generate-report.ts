import type { Language } from '../checks/index.ts';
import { formatPath } from '../kubernetes/index.ts';
import {
  closedLabel,
  closedValue,
  type Evidence,
  type Generated,
  type GeneratedNamespace,
  generatedLabel,
  generatedValue,
  type Need,
  type Note,
  type Party,
  type Port,
  type Replayed,
} from '../network/generation/index.ts';
import { reasonTexts } from '../network/reachability/index.ts';
import { shellWord, visible } from '../reports/index.ts';
import { seenJson } from './network-flows.ts';
import { flowTexts } from './network-flows-texts.ts';
import { baselineFile, evidenceText } from './network-generate-files.ts';
import { generateTexts } from './network-generate-texts.ts';

/** Lines of one sort that a namespace shows; JSON has all. */
const mostLines = 10;

/** What became of a need: possible, blocked by what is generated, blocked before as well, or not known. */
export function fateOf({ before, after }: Replayed): 'kept' | 'blocked' | 'blockedBefore' | 'unknown' {
  if (after === 'allowed') return 'kept';
  if (after === 'unknown') return 'unknown';
  return before === 'denied' ? 'blockedBefore' : 'blocked';
}

/** Before a need that is not kept: lost by what is generated, lost already, or not known. */
const marks = { kept: ' ', blocked: '✗', blockedBefore: '–', unknown: '?' } as const;

/** For people: namespaces in the order in which to close them, with the way back. */
export function* generatedText(
  generated: Generated,
  folder: string | undefined,
  language: Language,
): Generator<string> {
  const text = generateTexts[language];
  const { namespaces, notes, baseline } = generated;
  const target = folder ?? text.folder;
  if (baseline !== undefined) yield `${text.first}: kubectl apply -f ${target}/${baselineFile}\n\n`;
  yield `${text.order}\n\n`;
  for (const [index, one] of namespaces.entries())
    yield `${namespaceLines(one, index + 1, target, baseline !== undefined, language).join('\n')}\n\n`;
  if (baseline !== undefined) yield `${text.last}: kubectl delete clusternetworkpolicy ${baseline.metadata?.name}\n\n`;
  yield `${text.cluster}\n`;
  yield `  ${text.probes}\n`;
  for (const note of notes) yield `  ${noteText(note, language)}\n`;
}

function namespaceLines(
  { namespace, policies, replayed, notes }: GeneratedNamespace,
  place: number,
  folder: string,
  isLabelled: boolean,
  language: Language,
): readonly string[] {
  const text = generateTexts[language];
  const name = visible(namespace);
  const word = visible(shellWord(namespace));
  const lost = replayed.filter((one) => fateOf(one) !== 'kept');
  const head = text.namespace(place, name, policies.length, replayed.length);
  return [
    lost.length === 0 ? `${head}${text.kept}` : head,
    `  ${text.apply}: kubectl apply -f ${visible(shellWord(`${folder}/${namespace}.yaml`))}${isLabelled ? ` && kubectl label namespace ${word} ${closedLabel}=${closedValue}` : ''}`,
    `  ${text.back}: ${isLabelled ? `kubectl label namespace ${word} ${closedLabel}- && ` : ''}kubectl -n ${word} delete networkpolicy -l ${generatedLabel}=${generatedValue}`,
    ...surenessLine(replayed, language),
    ...shown(
      lost.map((one) => `  ${marks[fateOf(one)]} ${lostText(one, language)}`),
      language,
    ),
    ...shown(seenOnce(replayed, language), language),
    ...shown(
      notes.map((note) => `  ! ${noteText(note, language)}`),
      language,
    ),
  ];
}

/** How many needs were seen how often; nothing where there is no recording. */
function surenessLine(replayed: readonly Replayed[], language: Language): readonly string[] {
  const sorts = ['daily', 'sometimes', 'once', 'never'] as const;
  const counts = sorts.map((sort) => {
    const found = replayed.filter(({ seen }) => (typeof seen === 'object' ? seen.sureness : seen) === sort);
    return [flowTexts[language].sureness[sort], found.length] as const;
  });
  const some = counts.filter(([, count]) => count > 0);
  return some.length === 0 ? [] : [`  ${generateTexts[language].sureness(some)}`];
}

/** Flows that nothing declares and that were seen a single time: somebody should look at them. */
function seenOnce(replayed: readonly Replayed[], language: Language): readonly string[] {
  const once = replayed.filter(({ need }) => need.evidence.code === 'flow' && need.evidence.seen?.sureness === 'once');
  const declared = new Set(
    replayed.filter(({ need }) => need.evidence.code !== 'flow').map(({ need }) => connectionText(need, language)),
  );
  const lines = once.map(({ need }) => connectionText(need, language)).filter((line) => !declared.has(line));
  return [...new Set(lines)].map((line) => `  ? ${generateTexts[language].onceOnly(line)}`);
}

function connectionText({ from, to, ports }: Need, language: Language): string {
  return `${partyText(from, language)} → ${partyText(to, language)} ${portsText(ports, language)}`;
}

function shown(lines: readonly string[], language: Language): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), `  ${generateTexts[language].more(lines.length - mostLines)}`];
}

export function lostText(one: Replayed, language: Language): string {
  const text = generateTexts[language];
  const fate = fateOf(one);
  const { evidence } = one.need;
  const why = one.reasons.map((reason) => reasonTexts[language][reason]).join('; ');
  return `${connectionText(one.need, language)}: ${fate === 'kept' ? '' : text.verdict[fate]}${why === '' ? '' : ` (${why})`}; ${evidenceText(evidence, language)}`;
}

function portsText(ports: readonly Port[], language: Language): string {
  return ports.map(({ protocol, port }) => `${protocol} ${port ?? generateTexts[language].anyPort}`).join(', ');
}

function partyText(party: Party, language: Language): string {
  if (party.kind === 'workload') return visible(party.endpoint.name);
  if (party.kind === 'namespace') return visible(generateTexts[language].podsOf(party.namespace));
  if (party.kind === 'blocks') return party.blocks.map(visible).join(', ');
  return generateTexts[language].party[party.kind];
}

export function noteText({ code, object, path, detail = '' }: Note, language: Language): string {
  const said = generateTexts[language].note[code](visible(detail));
  if (object === undefined) return said;
  const field = path === undefined || path.length === 0 ? '' : ` ${formatPath(path)}`;
  return `${visible(`${object.kind}/${object.name}${field}`)}: ${said}`;
}

/** Version 1. `fate`: kept, blocked, blockedBefore, unknown. */
export function* generatedJson({ namespaces, notes, baseline }: Generated, language: Language): Generator<string> {
  yield `${JSON.stringify({
    version: 1,
    baseline: baseline ?? null,
    namespaces: namespaces.map((one) => ({
      namespace: one.namespace,
      policies: one.policies.map(({ object, rules, role, unit }) => ({
        role,
        workloads: unit?.members.map(({ name }) => name) ?? [],
        object,
        reasons: {
          ingress: rules.ingress.map(({ evidence }) => evidence.map((why) => evidenceJson(why, language))),
          egress: rules.egress.map(({ evidence }) => evidence.map((why) => evidenceJson(why, language))),
        },
      })),
      needs: one.replayed.map((replayed) => needJson(replayed, language)),
      notes: one.notes.map((note) => ({ code: note.code, text: noteText(note, language) })),
    })),
    notes: notes.map((note) => ({ code: note.code, text: noteText(note, language) })),
  })}\n`;
}

function needJson(replayed: Replayed, language: Language) {
  const { from, to, ports, evidence } = replayed.need;
  return {
    from: partyText(from, language),
    to: partyText(to, language),
    ports: ports.map(({ protocol, port }) => ({ protocol, port: port ?? null })),
    fate: fateOf(replayed),
    seen: typeof replayed.seen === 'object' ? seenJson(replayed.seen) : (replayed.seen ?? null),
    reason: evidenceJson(evidence, language),
  };
}

function evidenceJson(evidence: Evidence, language: Language) {
  return { code: evidence.code, text: evidenceText(evidence, language) };
}
