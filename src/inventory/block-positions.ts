import type { FieldPath } from '../kubernetes/index.ts';
import { colon, dash, doubleQuote, hash, isKeySign, mayResolve, singleQuote, space } from './signs.ts';
import { kubernetesYaml } from './yaml-schema.ts';

/**
 * Where fields stand in a text that `readBlockYaml` has read. Goes down by indentation alone, past everything beside the path, because
 * findings ask for few places of a document: `Positions` finds all of them first. Agrees with it wherever it gives an answer; tests
 * compare.
 */
export class BlockPositions {
  readonly #text: string;
  /** Of each line that is neither blank nor a comment: where it begins, where its content begins. */
  readonly #starts: number[] = [];
  readonly #contents: number[] = [];
  readonly #scans = new Map<number, Scan>();

  constructor(text: string) {
    this.#text = text;
    for (let start = 0; start < text.length; ) {
      let content = start;
      while (text.charCodeAt(content) === space) content++;
      const end = text.indexOf('\n', content);
      const first = text.charCodeAt(content);
      if (content !== end && content < text.length && first !== hash) {
        this.#starts.push(start);
        this.#contents.push(content);
      }
      start = end < 0 ? text.length : end + 1;
    }
  }

  /**
   * Offset of the field's key, or of the list's item; of the nearest parent that exists where the path leads to nothing.
   * @returns undefined where the way leads through what needs a parser: flow style, quoted keys, block scalars and nothing as items;
   * with `orNearest` the last place on the way that needs none
   */
  locate(path: FieldPath, orNearest = false): number | undefined {
    const lines = new Lines(this.#text, this.#starts, this.#contents, this.#scans);
    if (lines.atMarker) lines.next();
    let offset = lines.content;
    let inFlow = false;
    for (const step of path) {
      if (inFlow) return orNearest ? offset : undefined;
      const found = typeof step === 'number' ? item(lines, step) : entry(lines, step);
      if (found === 'unclear') return orNearest ? offset : undefined;
      if (found === undefined) return offset;
      offset = found.offset;
      lines.atLeaf = found.below !== 'block';
      inFlow = found.below === 'flow';
    }
    return offset;
  }
}

/** `below`: what the value is that the way now stands at; nothing: a scalar, or empty. */
type Found = { offset: number; below: 'block' | 'flow' | 'nothing' } | 'unclear' | undefined;

/** A place to come back to: the number of a line, and the offset of its content. */
interface Mark {
  readonly line: number;
  readonly content: number;
}

/** How far a mapping or list has been gone through: whoever asks for all of its thousands of entries goes through it once. */
interface Scan {
  readonly keys: Map<string, Mark>;
  readonly items: Mark[];
  /** The first entry that nobody has looked at; undefined where there is none, or none that could be read. */
  next: Mark | undefined;
  unclear: boolean;
}

/** A line at a time. */
class Lines {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #contents: readonly number[];
  readonly #scans: Map<number, Scan>;
  #line = -1;
  /** Where the line begins; at the end, the length of the text. */
  start = 0;
  /** Where its content begins; later than the indentation where the way has gone past a `- `. */
  content = 0;
  /** Whether the way has come to a value without places inside. */
  atLeaf = false;

  constructor(text: string, starts: readonly number[], contents: readonly number[], scans: Map<number, Scan>) {
    this.text = text;
    this.#starts = starts;
    this.#contents = contents;
    this.#scans = scans;
    this.next();
  }

  /** What is known of the mapping or list that begins here. */
  get scan(): Scan {
    let scan = this.#scans.get(this.content);
    if (scan === undefined) {
      scan = { keys: new Map(), items: [], next: this.mark, unclear: false };
      this.#scans.set(this.content, scan);
    }
    return scan;
  }

  get mark(): Mark {
    return { line: this.#line, content: this.content };
  }

  goTo({ line, content }: Mark): void {
    this.#line = line;
    this.start = this.#starts[line] ?? this.text.length;
    this.content = content;
  }

  get column(): number {
    return this.content - this.start;
  }

  get atEnd(): boolean {
    return this.#line >= this.#starts.length;
  }

  get atMarker(): boolean {
    return this.column === 0 && this.text.startsWith('---', this.content);
  }

  next(): void {
    this.#line++;
    this.start = this.#starts[this.#line] ?? this.text.length;
    this.content = this.#contents[this.#line] ?? this.text.length;
  }

  /** Goes to the next line that is not indented deeper than `column`. */
  nextWithin(column: number): void {
    do this.next();
    while (!this.atEnd && this.column > column);
  }

  isItem(at: number): boolean {
    return this.text.charCodeAt(at) === dash && this.endsWord(at + 1);
  }

  /** Whether a blank or the line's end stands here. */
  endsWord(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === space || code === newline || at >= this.text.length;
  }

  /** The first sign at or after `at` that is no blank. */
  pastBlanks(at: number): number {
    let past = at;
    while (this.text.charCodeAt(past) === space) past++;
    return past;
  }

  /** Whether nothing but a comment stands here. */
  isNothing(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === newline || code === hash || at >= this.text.length;
  }

  isQuotedKey(at: number): boolean {
    const first = this.text.charCodeAt(at);
    if (first !== doubleQuote && first !== singleQuote) return false;
    return this.text.charCodeAt(this.text.indexOf(first === doubleQuote ? '"' : "'", at + 1) + 1) === colon;
  }

  /** Where the key that begins here ends, before its colon; negative where no plain key stands here. */
  keyEnd(at: number): number {
    let end = at;
    while (isKeySign(this.text.charCodeAt(end))) end++;
    return end > at && this.text.charCodeAt(end) === colon && this.endsWord(end + 1) ? end : -1;
  }
}

const newline = 0x0a;

/** Goes to the entry of the mapping that begins at the line at hand. */
function entry(lines: Lines, name: string): Found {
  if (lines.atLeaf || lines.atEnd || lines.isItem(lines.content)) return undefined;
  const { column, scan } = lines;
  while (scan.next !== undefined && !scan.keys.has(name)) {
    lines.goTo(scan.next);
    const end = lines.keyEnd(lines.content);
    if (end < 0) {
      scan.unclear = true;
      scan.next = undefined;
      break;
    }
    scan.keys.set(keyText(lines.text.slice(lines.content, end)), scan.next);
    lines.nextWithin(column);
    // The items of a list may stand under their key in the same column.
    while (!lines.atEnd && lines.column === column && lines.isItem(lines.content)) lines.nextWithin(column);
    scan.next = !lines.atEnd && lines.column === column ? lines.mark : undefined;
  }
  const found = scan.keys.get(name);
  if (found === undefined) return scan.unclear ? 'unclear' : undefined;
  lines.goTo(found);
  return value(lines, found.content, lines.keyEnd(found.content) + 1, column, true);
}

/** A key as the object has it: `on:` is the field `true`. */
function keyText(key: string): string {
  return mayResolve(key) ? String(kubernetesYaml.resolveImplicitScalarTag(key).value) : key;
}

/** Goes to an item of the list that begins at the line at hand. */
function item(lines: Lines, index: number): Found {
  if (lines.atLeaf || lines.atEnd || !lines.isItem(lines.content)) return undefined;
  const { column, scan } = lines;
  while (scan.next !== undefined && scan.items.length <= index) {
    lines.goTo(scan.next);
    scan.items.push(scan.next);
    lines.nextWithin(column);
    const isNext = !lines.atEnd && lines.column === column && lines.isItem(lines.content);
    scan.next = isNext ? lines.mark : undefined;
  }
  const found = scan.items[index];
  if (found === undefined) return undefined;
  lines.goTo(found);
  const at = lines.pastBlanks(lines.content + 1);
  const first = lines.text.charCodeAt(at);
  const isBlockScalar = first === 0x7c /* | */ || first === 0x3e; /* > */
  if (lines.isNothing(at) || isBlockScalar || lines.isQuotedKey(at)) return 'unclear';
  if (lines.keyEnd(at) < 0 && !lines.isItem(at)) return value(lines, at, at, column, false);
  lines.content = at;
  return { offset: at, below: 'block' };
}

/** What stands after a key's colon or an item's dash. */
function value(lines: Lines, offset: number, after: number, column: number, ofKey: boolean): Found {
  const at = lines.pastBlanks(after);
  if (!lines.isNothing(at)) {
    const isFlow = /^(?:\{(?!\})|\[(?!\]))/.test(lines.text.slice(at, at + 2));
    return { offset, below: isFlow ? 'flow' : 'nothing' };
  }
  lines.next();
  const below = lines.column > column || (ofKey && lines.column === column && lines.isItem(lines.content));
  return { offset, below: below && !lines.atEnd ? 'block' : 'nothing' };
}
