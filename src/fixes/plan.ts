import type { AssessedFinding } from '../findings/index.ts';
import type { TextPlace } from '../inventory/index.ts';
import { type Json, type KubernetesObject, parsePath } from '../kubernetes/index.ts';
import { type KnownEdit, knownEdit } from './change-tree.ts';
import { DocumentEditor } from './document-editor.ts';
import { type Refusal, Refused, refusal } from './refusal.ts';
import { isAsked, renderedRefusal } from './rendered.ts';
import { applyChanges, type TextChange } from './text-change.ts';

export interface FixOptions {
  /** Values that only the user knows, by the name that a fix asks for. */
  readonly values: Readonly<Record<string, Json>>;
  /** Whether to make changes that may alter how a workload behaves. */
  readonly risky: boolean;
}

/** One file before and after. */
export interface FileFix {
  /** Path as the user gave it. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** What it fixes. */
  readonly findings: readonly AssessedFinding[];
}

export interface NotFixed {
  readonly entry: AssessedFinding;
  readonly refusal: Refusal;
}

/** An object that closes findings when it is added. */
export interface Addition {
  readonly object: KubernetesObject;
  readonly findings: readonly AssessedFinding[];
}

export interface FixPlan {
  readonly files: readonly FileFix[];
  readonly notFixed: readonly NotFixed[];
  /** Objects that close what edits don't. */
  readonly additions: readonly Addition[];
}

/** A finding with edits to make in a text. */
export interface Candidate {
  readonly entry: AssessedFinding;
  readonly place: TextPlace;
  readonly text: string;
  readonly edits: readonly KnownEdit[];
}

/** Works out the edits of all findings that nobody has accepted. Nothing is written. */
export function planFixes(findings: readonly AssessedFinding[], options: FixOptions): FixPlan {
  const notFixed: NotFixed[] = [];
  const candidates: Candidate[] = [];
  for (const entry of findings) {
    if (entry.finding.exception !== null) continue;
    const candidate = candidateOf(entry, options);
    if ('place' in candidate && entry.object.source.file === '-')
      notFixed.push({ entry, refusal: refusal('standard-input') });
    else if ('code' in candidate) notFixed.push({ entry, refusal: candidate });
    else candidates.push(candidate);
  }
  const byFile = Map.groupBy(candidates, ({ entry }) => entry.object.source.file);
  const files = [...byFile.values()].flatMap((ofFile) => planFile(ofFile, notFixed));
  return { files, notFixed, additions: additionsOf(findings) };
}

/** The edits of a finding, or why there are none to make. */
export function candidateOf(entry: AssessedFinding, options: FixOptions): Candidate | Refusal {
  const { fix } = entry.finding;
  const { source } = entry.object;
  if (fix === null) return refusal('advice');
  if (fix.edits.length === 0)
    return refusal((fix.objects ?? []).length > 0 ? 'objects' : 'advice', { action: fix.title });
  const rendered = renderedRefusal(entry.object, fix.edits);
  if (rendered !== undefined) return rendered;
  if (fix.risky === true && !options.risky) return refusal('risky', { action: fix.title });
  const edits: KnownEdit[] = [];
  const text = source.text();
  if (text === undefined || source.place === undefined) return refusal('layout');
  for (const edit of fix.edits) {
    const value = 'value' in edit ? filledIn(edit.value, options.values) : null;
    if (value instanceof Refused) return value.refusal;
    edits.push(knownEdit(edit, [...source.place.path, ...parsePath(edit.path)], value));
  }
  return { entry, place: source.place, text, edits };
}

/** The value with what the user set in place of what it asks for. */
function filledIn(value: unknown, values: Readonly<Record<string, Json>>): Json | Refused {
  if (isAsked(value)) {
    const { $ask: name } = value;
    return Object.hasOwn(values, name) ? (values[name] as Json) : new Refused('ask', { name });
  }
  return value as Json;
}

/** All documents of a file, each edited once. */
function planFile(candidates: readonly Candidate[], notFixed: NotFixed[]): FileFix[] {
  const [first] = candidates;
  if (first === undefined) return [];
  const { text } = first;
  const changes: TextChange[] = [];
  const fixed: AssessedFinding[] = [];
  for (const ofDocument of Map.groupBy(candidates, ({ place }) => place.start).values()) {
    const { start = 0, end = 0 } = ofDocument[0]?.place ?? {};
    const edit = new DocumentEditor(text.slice(start, end)).edit(ofDocument.map(({ edits }) => edits));
    for (const change of edit.changes)
      changes.push({ start: start + change.start, end: start + change.end, newText: change.newText });
    for (const [index, { entry }] of ofDocument.entries()) {
      const reason = edit.refusals[index];
      if (reason === undefined) fixed.push(entry);
      else notFixed.push({ entry, refusal: reason });
    }
  }
  return [
    { file: first.entry.object.source.file, before: text, after: applyChanges(text, changes), findings: fixed },
  ].filter(({ findings }) => findings.length > 0);
}

/** Each object once, whoever asks for it. */
function additionsOf(findings: readonly AssessedFinding[]): Addition[] {
  const additions = new Map<string, { object: KubernetesObject; findings: AssessedFinding[] }>();
  for (const entry of findings) {
    if (entry.finding.exception !== null) continue;
    for (const object of entry.finding.fix?.objects ?? []) {
      const key = JSON.stringify(object);
      const known = additions.get(key);
      if (known === undefined) additions.set(key, { object, findings: [entry] });
      else known.findings.push(entry);
    }
  }
  return [...additions.values()];
}
