/** One document of a text with several, as a range of the text. */
export interface TextDocument {
  /** Offset of its first character: of its `---` line where it has one. */
  readonly start: number;
  readonly end: number;
  /**
   * Offsets of the lines that begin in the first column, without comments and separators. Undefined where such a line is not a plain
   * `field:` line (flow style, a list, directives, quotes, anchors): then only parsing tells what the document says.
   */
  readonly fields: readonly number[] | undefined;
}

const newline = 0x0a;
const dash = 0x2d;
const dot = 0x2e;

/**
 * Splits a text at its `---` and `...` lines in one pass. Such a line always ends a document: inside block scalars and quoted
 * scalars YAML forbids it in the first column (YAML 1.2.2, 9.1.2 "c-forbidden"), and kubectl splits the same way.
 * Documents are not yet parsed: one may turn out empty.
 */
export function* splitDocuments(text: string): Generator<TextDocument> {
  let start = 0;
  let fields: number[] | undefined = [];
  let directives = false;
  let content = false;
  let line = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (line < text.length) {
    const first = text.charCodeAt(line);
    if (first === dash && isMarker(text, line, dash)) {
      if (!directives) {
        if (content) yield { start, end: line, fields };
        start = line;
        fields = [];
        content = false;
      }
      directives = false;
      if (!endsLine(text, line + 3)) {
        fields = undefined;
        content = true;
      }
    } else if (first === dot && isMarker(text, line, dot)) {
      if (content) yield { start, end: lineEnd(text, line), fields };
      start = lineEnd(text, line);
      fields = [];
      content = false;
      directives = false;
    } else if (first === 0x25 /* % */ && !content) {
      directives = true;
      fields = undefined;
    } else if (isNameStart(first)) {
      fields?.push(line);
      content = true;
    } else if (first === 0x20 || first === 0x09) {
      // Nested lines need no look, unless the document's root itself is indented.
      if (!content && !endsLine(text, line)) {
        fields = undefined;
        content = true;
      }
    } else if (first !== newline && first !== 0x0d && first !== 0x23 /* # */) {
      fields = undefined;
      content = true;
    }
    const next = text.indexOf('\n', line);
    if (next < 0) break;
    line = next + 1;
  }
  if (content || directives) yield { start, end: text.length, fields };
}

/** Whether a line is `---` or `...`. */
function isMarker(text: string, line: number, sign: number): boolean {
  if (text.charCodeAt(line + 1) !== sign || text.charCodeAt(line + 2) !== sign) return false;
  const after = text.charCodeAt(line + 3);
  return Number.isNaN(after) || after === newline || after === 0x0d || after === 0x20 || after === 0x09;
}

/** Whether nothing but blanks and a comment follows. */
function endsLine(text: string, offset: number): boolean {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === newline || code === 0x23) return true;
    if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return false;
  }
  return true;
}

function lineEnd(text: string, line: number): number {
  const next = text.indexOf('\n', line);
  return next < 0 ? text.length : next + 1;
}

function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
