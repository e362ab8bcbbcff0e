/** A key `description` with a text behind it; a field that is called so has a mapping behind it, and stays. */
const described = /^( *)description:[ \t]+(?![{[&*#]|$)/;

/**
 * The text of a CustomResourceDefinition less the descriptions of its fields, which are four fifths of it and which nobody validates by.
 * What follows a `description: …` at a deeper indentation is its text, whatever its style (YAML 1.2.2, 8.1 and 7.3: continuation lines are
 * indented more than their parent). Quoted texts that go on at column 0 don't occur in block mappings.
 */
export function withoutDescriptions(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let start = 0;
  while (start < text.length) {
    const at = text.indexOf('description: ', start);
    if (at < 0) break;
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const lineEnd = endOfLine(text, at);
    const indent = described.exec(text.slice(lineStart, lineEnd))?.[1]?.length;
    if (indent === undefined || lineStart + indent !== at) {
      start = at + 1;
      continue;
    }
    kept.push(text.slice(from, lineStart));
    from = afterDeeperLines(text, lineEnd + 1, indent);
    start = from;
  }
  kept.push(text.slice(from));
  return kept.join('');
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The start of the first line that is neither blank nor indented deeper than `indent`. */
function afterDeeperLines(text: string, start: number, indent: number): number {
  let line = start;
  while (line < text.length) {
    let column = line;
    while (text.charCodeAt(column) === 0x20) column++;
    const character = text.charCodeAt(column);
    const blank = character === 0x0a || character === 0x0d || column >= text.length;
    if (!blank && column - line <= indent) return line;
    line = endOfLine(text, column) + 1;
  }
  return Math.min(line, text.length);
}
