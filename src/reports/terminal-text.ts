/**
 * Control characters (C0, DEL, C1) and those that reorder or hide text (bidirectional marks, zero-width, line separators):
 * printed as they are, names from hostile manifests could rewrite what the reader sees.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with such characters written out: `\u001b`. Tabs become one space. */
export function visible(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text in lines of at most `width` columns; Chinese characters take two and may be parted anywhere, words may not. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? []) {
    const columns = columnsOf(piece.trimEnd());
    if (used + columns > width && line !== '' && !/^[，。；：、！？）」』]/u.test(piece)) {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    line += piece;
    used += columnsOf(piece);
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += character >= '\u2e80' ? 2 : 1;
  return columns;
}
