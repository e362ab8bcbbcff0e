import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import { readBlockYaml } from './block-yaml.ts';
import type { DiagnosticCode } from './diagnostic.ts';
import type { Limits } from './limits.ts';
import { kubernetesYaml } from './yaml-schema.ts';

/** What is wrong with a piece of text, and where in it. */
export interface Problem {
  readonly code: DiagnosticCode;
  /** Offset in the piece. */
  readonly offset: number;
  readonly message: string;
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
    const message = `The YAML document has ${megabytes(piece.length)}, the limit is ${megabytes(limits.yamlDocumentLength)}: split it, or write it as JSON.`;
    return { values: [], problems: [{ code: 'limit', offset: 0, message }] };
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
    const message = expansionProblem(values, limits);
    if (message !== undefined)
      return { values: [], problems: [{ code: 'limit', offset: alias.anchorStart - 1, message }] };
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
    const key = /^[^\s:]{1,60}/.exec(piece.slice(offset, offset + 61))?.[0] ?? '';
    return {
      code: 'duplicate-key',
      offset,
      message: `The key ${key} stands twice in one mapping; the last one counts.`,
    };
  }
  if (/^(nesting|merge keys|aliases) exceeded|^abnormal merge/.test(error.reason)) {
    return { code: 'limit', offset, message: `The document goes over a limit: ${error.reason}.` };
  }
  const template = templateMark.exec(piece);
  if (template !== null) {
    const message =
      'This looks like a template that something else has to render first (for a Helm chart, scan its folder); it is not YAML.';
    return { code: 'template', offset: template.index + template[0].length - 2, message };
  }
  return { code: 'syntax', offset, message: `This is not YAML: ${error.reason}.` };
}

/** A line, or a field's value, that begins with an action of Go templates, Jinja or ERB; inside of a text they are YAML like any other. */
const templateMark = /^[ \t]*(?:- +){0,100}(?:[\w.-]+:[ \t]+)?(?:\{\{|\{%|<%)/m;

/**
 * js-yaml shares what aliases point to, so a bomb costs nothing to read; walking it would. Counts what a walk would meet, and how deep.
 * Each shared node is counted once and its size remembered, so the counting itself is cheap.
 */
function expansionProblem(values: readonly unknown[], limits: Limits): string | undefined {
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
  if (cyclic) return 'An alias stands inside of what it refers to: such a document has no end.';
  if (deep || depth > limits.depth + 1) return `Its aliases nest the document deeper than ${limits.depth} levels.`;
  if (size > limits.expandedNodes) return `Its aliases make the document larger than ${limits.expandedNodes} values.`;
  return undefined;
}

export function megabytes(size: number): string {
  return `${(size / (1024 * 1024)).toFixed(1)} MiB`;
}
