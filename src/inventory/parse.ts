import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import { readBlockYaml } from './block-yaml.ts';
import type { DiagnosticCode } from './diagnostic.ts';
import { type Said, say } from './diagnostic-texts.ts';
import type { Limits } from './limits.ts';
import { kubernetesYaml } from './yaml-schema.ts';

/** What is wrong with a piece of text, and where in it. */
export interface Problem {
  readonly code: DiagnosticCode;
  /** Offset in the piece. */
  readonly offset: number;
  readonly said: Said;
}

export interface Parsed {
  /** The documents of the piece: most often one; none where it is unreadable. */
  readonly values: readonly unknown[];
  readonly problems: readonly Problem[];
  /** Whether it was read by `readBlockYaml`. */
  readonly isBlock?: boolean;
}

/**
 * Reads one piece of YAML (from one `---` to the next). Never throws on bad input: what is wrong is said in `problems`, and a document
 * that kubectl would still take (keys given twice: the last one counts) is returned beside its problem. `readLater`: see block-yaml.ts.
 */
export function parseYaml(piece: string, limits: Limits, readLater?: (block: string) => unknown): Parsed {
  const isLong = piece.length > limits.blockDocumentLength;
  const usual = isLong ? undefined : readBlockYaml(piece, limits.depth - 2, readLater);
  if (usual !== undefined) return { values: [usual], problems: [], isBlock: true };
  if (piece.length > limits.yamlDocumentLength) {
    const sizes = { size: megabytes(piece.length), limit: megabytes(limits.yamlDocumentLength) };
    return { values: [], problems: [{ code: 'limit', offset: 0, said: say('yaml-too-large', sizes) }] };
  }
  let events: Event[];
  try {
    events = parseEvents(piece, { maxDepth: limits.depth });
  } catch (error) {
    return { values: [], problems: [problemOf(error, piece)] };
  }
  const problems: Problem[] = [];
  let values: unknown[];
  try {
    values = construct(piece, events, limits, false);
  } catch (error) {
    const problem = problemOf(error, piece);
    problems.push(problem);
    if (problem.code !== 'duplicate-key') return { values: [], problems };
    try {
      values = construct(piece, events, limits, true);
    } catch (second) {
      return { values: [], problems: [problemOf(second, piece)] };
    }
  }
  const alias = events.find((event) => event.type === EVENT_ID.ALIAS);
  if (alias?.type === EVENT_ID.ALIAS) {
    const said = expansionProblem(values, limits);
    if (said !== undefined) return { values: [], problems: [{ code: 'limit', offset: alias.anchorStart - 1, said }] };
  }
  return { values, problems };
}

function construct(piece: string, events: Event[], limits: Limits, lastKeyCounts: boolean): unknown[] {
  return constructFromEvents(events, {
    source: piece,
    schema: kubernetesYaml,
    json: lastKeyCounts,
    maxTotalMergeKeys: limits.mergedKeys,
  });
}

function problemOf(error: unknown, piece: string): Problem {
  if (!(error instanceof YAMLException)) throw error;
  const offset = Math.min(error.mark?.position ?? 0, piece.length);
  if (error.reason === 'duplicated mapping key') {
    return { code: 'duplicate-key', offset, said: say('duplicate-key', { key: keyAt(piece, offset) }) };
  }
  if (/^(nesting|merge keys|aliases) exceeded|^abnormal merge/.test(error.reason)) {
    return { code: 'limit', offset, said: say('over-limit', { reason: error.reason }) };
  }
  const template = templateAt(piece, offset);
  if (template !== undefined) return { code: 'template', offset: template, said: say('template') };
  return { code: 'syntax', offset, said: say('not-yaml', { reason: error.reason }) };
}

/** The key that begins there, or whose quote was just before. */
export function keyAt(text: string, offset: number): string {
  const quote = /["']/.exec(text.slice(Math.max(0, offset - 1), offset + 1));
  const start = quote === null ? offset : Math.max(0, offset - 1) + quote.index + 1;
  const key = (quote === null ? /^[^\s:]{1,60}/ : quote[0] === '"' ? /^[^"\n]{1,60}/ : /^[^'\n]{1,60}/).exec(
    text.slice(start, start + 61),
  );
  return key?.[0] ?? '';
}

/** Where a template's action begins that makes it no YAML: the first of the piece, or one inside of `{ }` in the line that broke. */
function templateAt(piece: string, offset: number): number | undefined {
  const first = templateMark.exec(piece);
  if (first !== null) return first.index + first[0].length - 2;
  const start = piece.lastIndexOf('\n', offset - 1) + 1;
  const end = piece.indexOf('\n', offset);
  const action = /\{\{-?[ \t]*[.$\w]/.exec(piece.slice(start, end < 0 ? piece.length : end));
  return action === null ? undefined : start + action.index;
}

/** A line, or a field's value, that begins with an action of Go templates, Jinja or ERB; inside of a text they are YAML like any other. */
const templateMark = /^[ \t]*(?:- +){0,100}(?:[\w.-]+:[ \t]+)?(?:\{\{|\{%|<%)/m;

/**
 * js-yaml shares what aliases point to, so a bomb costs nothing to read; walking it would. Counts what a walk would meet, and how deep.
 * Each shared node is counted once and its size remembered, so the counting itself is cheap.
 */
function expansionProblem(values: readonly unknown[], limits: Limits): Said | undefined {
  const known = new Map<object, { size: number; depth: number }>();
  const open = new Set<object>();
  let cyclic = false;
  let deep = false;
  function measure(value: unknown, level: number): { size: number; depth: number } {
    if (typeof value === 'string') return { size: 1 + value.length / 64, depth: 0 };
    if (typeof value !== 'object' || value === null) return { size: 1, depth: 0 };
    const before = known.get(value);
    if (before !== undefined) return before;
    if (open.has(value)) cyclic = true;
    if (level > limits.depth) deep = true;
    if (cyclic || deep) return { size: 1, depth: 0 };
    open.add(value);
    const total = { size: 1, depth: 0 };
    for (const item of Array.isArray(value) ? value : Object.values(value)) {
      const { size, depth } = measure(item, level + 1);
      total.size += size;
      total.depth = Math.max(total.depth, depth + 1);
    }
    open.delete(value);
    known.set(value, total);
    return total;
  }
  const { size, depth } = measure(values, 0);
  if (cyclic) return say('alias-circle');
  if (deep || depth > limits.depth + 1) return say('aliases-too-deep', { limit: limits.depth });
  if (size > limits.expandedNodes) return say('aliases-too-large', { limit: limits.expandedNodes });
  return undefined;
}

export function megabytes(size: number): string {
  return `${(size / (1024 * 1024)).toFixed(1)} MiB`;
}
