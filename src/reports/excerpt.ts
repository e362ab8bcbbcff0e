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
 * The lines around a place. Lines keep their indentation less what all of them share.
 * With `masked`, all lines but the key of the marked one are hidden: the place holds a secret.
 */
export function excerptOf(text: string, line: number, around: number, masked: boolean): readonly ExcerptLine[] {
  const first = Math.max(1, line - around);
  const last = line + around;
  const lines: ExcerptLine[] = [];
  let start = 0;
  for (let number = 1; number <= last && start < text.length; number++) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    if (number >= first && (!masked || number === line)) {
      const raw = text.slice(start, Math.min(stop, start + 4 * longest)).replace(/\r$/, '');
      lines.push({ number, text: masked ? maskValue(raw) : raw, marked: number === line });
    }
    if (end < 0) break;
    start = end + 1;
  }
  const shared = Math.min(...lines.filter(({ text }) => text.trim() !== '').map(({ text }) => indentOf(text)));
  return lines.map((entry) => ({ ...entry, text: shorten(entry.text.slice(Number.isFinite(shared) ? shared : 0)) }));
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** `  password: hunter2` → `  password: •••`; a line without a plain key is hidden whole. */
function maskValue(text: string): string {
  const key = /^(\s*(?:- )?\s*[\w.\-/"']{1,80}\s*:)/.exec(text);
  return `${key?.[1] ?? ' '.repeat(indentOf(text))} •••`;
}
