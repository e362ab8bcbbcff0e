import type { Position } from './inventory.ts';

/** Every how many lines the index has an entry: a text may be nothing but line ends. */
const stride = 128;

/** A text that was read, and where its lines are (an index, made when first asked). */
export class TextFile {
  /** Path as the user gave it, `-` for standard input. */
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  position(offset: number): Position {
    this.#lineStarts ??= indexOfLines(this.text);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    let line = low * stride;
    let start = this.#lineStarts[low] ?? 0;
    for (let next = this.text.indexOf('\n', start); next >= 0 && next < offset; next = this.text.indexOf('\n', start)) {
      start = next + 1;
      line++;
    }
    return { line: line + 1, column: offset - start + 1 };
  }
}

/** Where the lines 0, 128, 256, … begin. */
function indexOfLines(text: string): number[] {
  const starts = [0];
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    line++;
    if (line % stride === 0) starts.push(at + 1);
  }
  return starts;
}
