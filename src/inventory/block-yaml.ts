import {
  CHOMPING_MODE,
  type ChompingMode,
  EVENT_ID,
  getScalarValue,
  load,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { defineLazily } from '../kubernetes/index.ts';
import {
  colon,
  dash,
  doubleQuote,
  hash,
  indicators,
  isKeySign,
  mayResolve,
  question,
  singleQuote,
  space,
} from './signs.ts';
import { kubernetesYaml } from './yaml-schema.ts';

/**
 * Reads the YAML that nearly all manifests are written in, line by line: block mappings and lists, plain and one-line quoted scalars,
 * block scalars. js-yaml reads everything, but goes over each sign several times; where most of a scan is reading, that is what counts
 * (bench/: kube-prometheus). Whatever might mean something else, and whatever may be wrong, is left to js-yaml: anchors, tags, merges,
 * directives, tabs, keys given twice, flow style over several lines, …
 * The two must never disagree: tests compare them on generated and on damaged documents.
 * `readLater`: where given, the blocks below the entries of a mapping called `properties` are left to it, until somebody asks for them.
 * @returns undefined where the text is not of this kind
 */
export function readBlockYaml(
  text: string,
  depth: number,
  readLater?: (block: string) => unknown,
): Record<string, unknown> | undefined {
  if (uncommon.test(text)) return undefined;
  try {
    return new BlockReader(text, depth, readLater).read();
  } catch (error) {
    if (error === leftToParser || error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** Tabs, other line ends than `\n`, control characters, and what UTF-16 needs two units for. */
const uncommon = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const usualEscapes: ReadonlySet<string> = new Set(['"', '\\', 'n', 't']);
const leftToParser = new Error('left to the YAML parser');

class BlockReader {
  readonly #text: string;
  readonly #depth: number;
  readonly #readLater: ((block: string) => unknown) | undefined;
  /** The line at hand, which holds something: where it begins, where its content begins (comments skipped), where it ends. */
  #lineStart = 0;
  #content = 0;
  #lineEnd = -1;

  constructor(text: string, depth: number, readLater: ((block: string) => unknown) | undefined) {
    this.#text = text;
    this.#depth = depth;
    this.#readLater = readLater;
  }

  read(): Record<string, unknown> {
    this.#next();
    if (this.#atMarker()) {
      if (!this.#endsAt(this.#content + 3)) throw leftToParser;
      this.#next();
    }
    if (this.#atEnd()) throw leftToParser;
    const root = this.#mapping(this.#content - this.#lineStart, 1);
    if (!this.#atEnd()) throw leftToParser;
    return root;
  }

  #atEnd(): boolean {
    return this.#lineStart >= this.#text.length;
  }

  get #indent(): number {
    return this.#content - this.#lineStart;
  }

  #atMarker(): boolean {
    const text = this.#text;
    if (this.#content !== this.#lineStart) return false;
    return text.startsWith('---', this.#content) || text.startsWith('...', this.#content);
  }

  /** Goes to the next line that holds more than blanks and a comment; past the end where there is none. */
  #next(): void {
    const text = this.#text;
    for (;;) {
      const start = this.#lineEnd + 1;
      this.#lineStart = start;
      if (start >= text.length) {
        this.#content = start;
        return;
      }
      const end = text.indexOf('\n', start);
      this.#lineEnd = end < 0 ? text.length : end;
      let at = start;
      while (text.charCodeAt(at) === space) at++;
      this.#content = at;
      if (at < this.#lineEnd && text.charCodeAt(at) !== hash) return;
    }
  }

  /** Whether nothing but blanks and a comment follows on the line; a comment needs a blank before it. */
  #endsAt(offset: number): boolean {
    const text = this.#text;
    let at = offset;
    while (text.charCodeAt(at) === space) at++;
    return at >= this.#lineEnd || (text.charCodeAt(at) === hash && at > offset);
  }

  /** The entries that begin in this column, from the line at hand (from its content) on. */
  #mapping(column: number, level: number): Record<string, unknown> {
    if (level > this.#depth) throw leftToParser;
    const result: Record<string, unknown> = {};
    do {
      const after = this.#keyEnd(this.#content);
      if (after < 0) throw leftToParser;
      const key = this.#key(this.#content, after);
      if (Object.hasOwn(result, key) || key === '__proto__') throw leftToParser;
      result[key] = this.#value(after + 1, column, true, level, key === 'properties');
    } while (!this.#atEnd() && this.#indent === column && !this.#isItem() && !this.#atMarker());
    if (!this.#atEnd() && this.#indent > column) throw leftToParser;
    return result;
  }

  /** The same, but for the blocks below the entries. */
  #mappingOfLater(column: number, level: number, readLater: (block: string) => unknown): Record<string, unknown> {
    if (level > this.#depth) throw leftToParser;
    const result: Record<string, unknown> = {};
    do {
      const after = this.#keyEnd(this.#content);
      if (after < 0) throw leftToParser;
      const key = this.#key(this.#content, after);
      if (Object.hasOwn(result, key) || key === '__proto__') throw leftToParser;
      if (!this.#endsAt(after + 1)) {
        result[key] = this.#value(after + 1, column, true, level);
        continue;
      }
      const start = this.#lineEnd + 1;
      do this.#next();
      while (!this.#atEnd() && this.#indent > column);
      if (!this.#atEnd() && this.#indent === column && this.#isItem()) throw leftToParser;
      const block = this.#text.slice(start, this.#lineStart);
      defineLazily(result, key, () => readLater(block));
    } while (!this.#atEnd() && this.#indent === column && !this.#atMarker());
    return result;
  }

  #isItem(): boolean {
    if (this.#text.charCodeAt(this.#content) !== dash) return false;
    const after = this.#content + 1;
    return after >= this.#lineEnd || this.#text.charCodeAt(after) === space;
  }

  /** The offset of the `:` that ends the key at `start`; negative where no key of the usual kind stands there. */
  #keyEnd(start: number): number {
    const text = this.#text;
    const first = text.charCodeAt(start);
    let at = start;
    if (first === doubleQuote || first === singleQuote) {
      at = text.indexOf(first === doubleQuote ? '"' : "'", start + 1) + 1;
      if (at === 0 || at > this.#lineEnd) return -1;
    } else {
      while (isKeySign(text.charCodeAt(at))) at++;
      if (at === start || first === dash) return -1;
    }
    if (text.charCodeAt(at) !== colon || at - start > 1000) return -1;
    return at + 1 >= this.#lineEnd || text.charCodeAt(at + 1) === space ? at : -1;
  }

  #key(start: number, end: number): string {
    const first = this.#text.charCodeAt(start);
    if (first === doubleQuote || first === singleQuote) {
      const key = this.#text.slice(start + 1, end - 1);
      if (first === doubleQuote && key.includes('\\')) throw leftToParser;
      return key;
    }
    const key = this.#text.slice(start, end);
    return mayResolve(key) ? String(kubernetesYaml.resolveImplicitScalarTag(key).value) : key;
  }

  /** The value after a key's `:` or an item's `-`, and goes to the line after it. `column` is that of the key or the `-`. */
  #value(offset: number, column: number, ofKey: boolean, level: number, later = false): unknown {
    const text = this.#text;
    let at = offset;
    while (text.charCodeAt(at) === space) at++;
    if (at >= this.#lineEnd || (text.charCodeAt(at) === hash && at > offset)) {
      this.#next();
      if (this.#atEnd() || this.#atMarker()) return null;
      if (this.#indent > column) {
        const readLater = later && !this.#isItem() ? this.#readLater : undefined;
        return readLater ? this.#mappingOfLater(this.#indent, level + 1, readLater) : this.#node(level + 1);
      }
      return ofKey && this.#indent === column && this.#isItem() ? this.#list(column, level + 1) : null;
    }
    switch (text[at]) {
      case '|':
        return this.#blockScalar(at, column, SCALAR_STYLE.LITERAL_BLOCK);
      case '>':
        return this.#blockScalar(at, column, SCALAR_STYLE.FOLDED_BLOCK);
      case '"':
      case "'":
        return this.#quoted(at, column);
      case '{':
      case '[':
        return this.#flow(at, column, level);
      default:
        return this.#plain(at, column);
    }
  }

  /** What begins on a line of its own. */
  #node(level: number): unknown {
    if (this.#isItem()) return this.#list(this.#indent, level);
    // A scalar on the line after its key: rare enough for the parser.
    return this.#mapping(this.#indent, level);
  }

  #list(column: number, level: number): unknown[] {
    if (level > this.#depth) throw leftToParser;
    const items: unknown[] = [];
    do {
      const dashAt = this.#content;
      let at = dashAt + 1;
      while (this.#text.charCodeAt(at) === space) at++;
      const inner = at - this.#lineStart;
      if (at < this.#lineEnd && this.#keyEnd(at) >= 0) {
        this.#content = at;
        items.push(this.#mapping(inner, level + 1));
      } else if (at < this.#lineEnd && this.#text.charCodeAt(at) === dash && this.#isItemAt(at)) {
        this.#content = at;
        items.push(this.#list(inner, level + 1));
      } else {
        items.push(this.#value(dashAt + 1, column, false, level));
      }
    } while (!this.#atEnd() && this.#indent === column && this.#isItem());
    if (!this.#atEnd() && this.#indent > column) throw leftToParser;
    return items;
  }

  #isItemAt(at: number): boolean {
    return at + 1 >= this.#lineEnd || this.#text.charCodeAt(at + 1) === space;
  }

  /** Ends a value that has to end on its line: what follows must not be indented further. */
  #endValue(column: number): void {
    this.#next();
    if (!this.#atEnd() && this.#indent > column) throw leftToParser;
  }

  #quoted(start: number, column: number): string {
    const text = this.#text;
    const double = text.charCodeAt(start) === doubleQuote;
    const quote = double ? '"' : "'";
    let close = text.indexOf(quote, start + 1);
    // A doubled single quote and an escaped double quote stand for themselves.
    while (close >= 0 && close < this.#lineEnd) {
      if (double ? !this.#isEscaped(close) : text.charCodeAt(close + 1) !== singleQuote) break;
      close = text.indexOf(quote, close + (double ? 1 : 2));
    }
    if (close < 0 || close >= this.#lineEnd || !this.#endsAt(close + 1)) throw leftToParser;
    const raw = text.slice(start + 1, close);
    this.#endValue(column);
    if (double ? !raw.includes('\\') : !raw.includes("'")) return raw;
    if (double && !hasUsualEscapes(raw)) throw leftToParser;
    return this.#decode(start + 1, close, double ? SCALAR_STYLE.DOUBLE_QUOTED : SCALAR_STYLE.SINGLE_QUOTED);
  }

  #isEscaped(offset: number): boolean {
    let at = offset - 1;
    while (this.#text.charCodeAt(at) === 0x5c) at--;
    return (offset - 1 - at) % 2 === 1;
  }

  #decode(
    valueStart: number,
    valueEnd: number,
    style: ScalarEvent['style'],
    chomping: ChompingMode = CHOMPING_MODE.CLIP,
    indent = -1,
  ): string {
    const nowhere = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 };
    const scalar = { type: EVENT_ID.SCALAR, valueStart, valueEnd, style, chomping, indent, fast: false, ...nowhere };
    return getScalarValue(this.#text, scalar);
  }

  /** Flow style within one line is read by js-yaml: nothing around it changes its meaning. */
  #flow(start: number, column: number, level: number): unknown {
    const source = this.#text.slice(start, this.#lineEnd);
    // Anchors and aliases reach beyond the line.
    if (/[&*!]/.test(source)) throw leftToParser;
    const value =
      source === '{}'
        ? {}
        : source === '[]'
          ? []
          : load(source, { schema: kubernetesYaml, maxDepth: this.#depth - level });
    this.#endValue(column);
    return value;
  }

  #plain(start: number, column: number): unknown {
    const text = this.#text;
    const sign = text.charCodeAt(start);
    if (indicators.has(sign)) {
      const alone = start + 1 >= this.#lineEnd || text.charCodeAt(start + 1) === space;
      if (alone || (sign !== dash && sign !== colon && sign !== question)) throw leftToParser;
    }
    const end = this.#plainEnd(start);
    const first = text.slice(start, end);
    let value = first;
    let commented = end < this.#lineEnd && !this.#blankFrom(end);
    let empty = 0;
    this.#nextRaw();
    // A plain scalar may go on in lines that are indented further: line ends are blanks then, empty lines are line ends.
    while (this.#continues(column)) {
      if (this.#content >= this.#lineEnd) empty++;
      else if (text.charCodeAt(this.#content) === hash) break;
      else {
        if (commented) throw leftToParser;
        const lineEnd = this.#plainEnd(this.#content);
        commented = lineEnd < this.#lineEnd && !this.#blankFrom(lineEnd);
        value += (empty > 0 ? '\n'.repeat(empty) : ' ') + text.slice(this.#content, lineEnd);
        empty = 0;
      }
      this.#nextRaw();
    }
    this.#skipBlank();
    if (!this.#atEnd() && this.#indent > column) throw leftToParser;
    return value === first && mayResolve(value) ? kubernetesYaml.resolveImplicitScalarTag(value).value : value;
  }

  /** Goes to the next line, whatever it holds. */
  #nextRaw(): void {
    const text = this.#text;
    this.#lineStart = this.#lineEnd + 1;
    this.#content = this.#lineStart;
    if (this.#atEnd()) return;
    const end = text.indexOf('\n', this.#lineStart);
    this.#lineEnd = end < 0 ? text.length : end;
    while (text.charCodeAt(this.#content) === space) this.#content++;
  }

  /** Whether the raw line at hand may belong to the scalar above it: it is indented further, or empty. */
  #continues(column: number): boolean {
    return !this.#atEnd() && (this.#indent > column || this.#content >= this.#lineEnd);
  }

  /** From a raw line to one that holds something. */
  #skipBlank(): void {
    if (this.#atEnd()) return;
    if (this.#content >= this.#lineEnd || this.#text.charCodeAt(this.#content) === hash) this.#next();
  }

  #blankFrom(offset: number): boolean {
    for (let at = offset; at < this.#lineEnd; at++) if (this.#text.charCodeAt(at) !== space) return false;
    return true;
  }

  /** Where a plain scalar's text on this line ends, without trailing blanks and comment. */
  #plainEnd(start: number): number {
    const text = this.#text;
    let end = start;
    for (let at = start; at < this.#lineEnd; at++) {
      const code = text.charCodeAt(at);
      if (code === space) continue;
      if (code === hash && at > start && text.charCodeAt(at - 1) === space) break;
      // A key inside of a plain scalar: an error, which the parser words.
      if (code === colon && (at + 1 >= this.#lineEnd || text.charCodeAt(at + 1) === space)) throw leftToParser;
      end = at + 1;
    }
    return end;
  }

  #blockScalar(
    start: number,
    column: number,
    style: typeof SCALAR_STYLE.LITERAL_BLOCK | typeof SCALAR_STYLE.FOLDED_BLOCK,
  ): string {
    const text = this.#text;
    let chomping: ChompingMode = CHOMPING_MODE.CLIP;
    let at = start + 1;
    if (text[at] === '-') chomping = CHOMPING_MODE.STRIP;
    else if (text[at] === '+') chomping = CHOMPING_MODE.KEEP;
    if (chomping !== CHOMPING_MODE.CLIP) at++;
    // Digits say the indentation; rare enough for the parser.
    if (!this.#endsAt(at)) throw leftToParser;
    this.#nextRaw();
    const valueStart = Math.min(this.#lineStart, text.length);
    let indent = -1;
    let leading = 0;
    /** Where the last line ends that holds more than its indentation, and whether a blank line is shorter than that. */
    let last = valueStart;
    let ragged = false;
    while (this.#continues(column)) {
      if (this.#content >= this.#lineEnd) {
        if (indent < 0) leading = Math.max(leading, this.#indent);
        ragged ||= this.#indent > 0 && this.#indent < Math.max(indent, leading + 1);
      } else if (indent < 0) {
        indent = this.#indent;
        if (leading > indent) throw leftToParser;
      } else if (this.#indent < indent) throw leftToParser;
      if (indent >= 0 && this.#lineEnd > this.#lineStart + indent) last = this.#lineEnd;
      this.#nextRaw();
    }
    if (indent < 0) throw leftToParser;
    const valueEnd = Math.min(this.#lineStart, text.length);
    this.#skipBlank();
    if (!this.#atEnd() && this.#indent > column) throw leftToParser;
    if (style === SCALAR_STYLE.LITERAL_BLOCK && chomping !== CHOMPING_MODE.KEEP) {
      const value = withoutIndentation(text.slice(valueStart, last), indent, ragged);
      return chomping === CHOMPING_MODE.STRIP ? value : `${value}\n`;
    }
    return this.#decode(valueStart, valueEnd, style, chomping, indent);
  }
}

/** `ragged`: blank lines may be shorter than the indentation; else one pass of V8's own does it, whatever the length. */
function withoutIndentation(lines: string, indent: number, ragged: boolean): string {
  if (!ragged) return `\n${lines}`.replaceAll(`\n${' '.repeat(indent)}`, '\n').slice(1);
  return lines
    .split('\n')
    .map((line) => line.slice(indent))
    .join('\n');
}

/** Not by a regular expression: `(a|b)*` has no stack for texts of many megabytes. */
function hasUsualEscapes(text: string): boolean {
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 2))
    if (!usualEscapes.has(text.charAt(at + 1))) return false;
  return true;
}
