import { secretLines } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';

/** One line of a source, as an excerpt shows it. */
export interface ExcerptLine {
  readonly number: number;
  readonly text: string;
  /** Whether it is the line that the finding points at. */
  readonly marked: boolean;
}

/** Longest line that an excerpt shows, in characters. */
const longest = 160;

/**
 * The lines around a place, of its own document only. Lines keep their indentation less what all of them share.
 * Of lines in `secrets` (numbers from 1) only the key is shown.
 */
export function excerptOf(
  text: string,
  line: number,
  around: number,
  secrets: ReadonlySet<number>,
): readonly ExcerptLine[] {
  const first = Math.max(1, line - around);
  const last = line + around;
  let lines: ExcerptLine[] = [];
  let start = lineStart(text, first);
  for (let number = first; number <= last && start < text.length; number++) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    const raw = text.slice(start, Math.min(stop, start + 4 * longest)).replace(/\r$/, '');
    if (!raw.startsWith('---')) {
      lines.push({ number, text: secrets.has(number) ? maskValue(raw) : raw, marked: number === line });
    } else if (number > line) break;
    else if (number < line) lines = [];
    if (end < 0) break;
    start = end + 1;
  }
  const shared = Math.min(...lines.filter(({ text }) => text.trim() !== '').map(({ text }) => indentOf(text)));
  return lines.map((entry) => ({ ...entry, text: shorten(entry.text.slice(Number.isFinite(shared) ? shared : 0)) }));
}

/** Of the text that was asked for last: findings come file by file, and counting lines from the top for each would take their square. */
let counted: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

/** Offset of a line (numbers from 1); the text's length where it has fewer. */
function lineStart(text: string, line: number): number {
  if (counted.text !== text) {
    const starts = [0];
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    counted = { text, starts };
  }
  return counted.starts[line - 1] ?? text.length;
}

/** The lines of an object's file that hold secrets, and the one that a sensitive finding points at. */
export function hiddenLines(object: InventoryObject, sensitiveLine: number | undefined): ReadonlySet<number> {
  const lines = secretLines(object);
  return sensitiveLine === undefined ? lines : new Set([...lines, sensitiveLine]);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** `  password: hunter2` → `  password: •••`; a line without a plain key is hidden whole. */
export function maskValue(text: string): string {
  const key = /^(\s*(?:- \s*)?[\w.\-/"']{1,80}\s*:)/.exec(text);
  return `${key?.[1] ?? ' '.repeat(indentOf(text))} •••`;
}
