import { isCollection, isMap, isScalar, isSeq, type Node, type ParsedNode, Scalar, visit } from 'yaml';
import type { Json } from '../kubernetes/index.ts';

/** How a document is written, so that what is added looks like what is there. */
export interface Layout {
  /** `\n` or `\r\n`. */
  readonly eol: string;
  /** Columns from a mapping's key to the keys below it. */
  readonly step: number;
  /** Columns from a key to the dashes of its list: 0 where lists aren't indented. */
  readonly dash: number;
  /** Set for JSON: the indentation of one level (empty where all stands on one line), and whether `:` and `,` are followed by a space. */
  readonly json?: { readonly indent: string; readonly spaced: boolean };
}

/** Reads the layout off the first places that show it; what nothing shows is as in Kubernetes' documentation. */
export function layoutOf(text: string, root: ParsedNode): Layout {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  if (isMap(root) && root.flow) {
    const json = jsonLayoutOf(text, root);
    if (json !== undefined) return { eol, step: 2, dash: 0, json };
  }
  let step: number | undefined;
  let dash: number | undefined;
  visit(root, {
    Map(_, map) {
      if (map.flow) return visit.SKIP;
      for (const { key, value } of map.items) {
        if (!isScalar(key) || !isCollection(value) || value.flow) continue;
        const distance = columnOf(text, startOf(value)) - columnOf(text, startOf(key));
        if (isSeq(value)) dash ??= distance;
        else step ??= distance;
      }
      return step !== undefined && dash !== undefined ? visit.BREAK : undefined;
    },
  });
  return { eol, step: Math.max(step ?? 2, 1), dash: Math.max(dash ?? 0, 0) };
}

function jsonLayoutOf(text: string, root: ParsedNode): Layout['json'] {
  const first = isMap(root) ? root.items[0] : undefined;
  if (first === undefined || !isScalar(first.key) || first.key.type !== Scalar.QUOTE_DOUBLE) return undefined;
  const key = startOf(first.key);
  const value = first.value === null ? key : startOf(first.value as Node);
  const ownLine = text.slice(lineStart(text, key), key).trim() === '';
  // Against the closing brace: of an item of a list, the line of the opening one is not all here.
  const outer = indentOfLine(text, (root.range?.[1] ?? 1) - 1);
  return {
    indent: ownLine ? text.slice(lineStart(text, key) + outer.length, key) : '',
    spaced: text.slice(key, value).endsWith(' '),
  };
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Offset of the first character of the line that an offset is in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the line break of the line that an offset is in; the text's end where there is none. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

export function indentOfLine(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

const letters = /^[A-Za-z_/][\w./@+-]*(?::[\w./@+-]+)*$/;
const quantity = /^\d+(?:\.\d+)?(?:m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi|Ei)$/;
/** Read as booleans or null by YAML 1.1 (kubectl) or 1.2. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** A string that every YAML reader takes as that string when it stands without quotes, in block and in flow style. */
function isPlain(text: string): boolean {
  return (letters.test(text) && !reserved.test(text)) || quantity.test(text);
}

function quoted(text: string): string {
  // What YAML calls not printable has to be escaped, JSON leaves some of it.
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A scalar as text, in the quotes of the scalar that it replaces where those can hold it. */
function scalarText(value: string | number | boolean | null, like?: string): string {
  if (typeof value !== 'string') return String(value);
  if (like === Scalar.QUOTE_DOUBLE) return quoted(value);
  if (like === Scalar.QUOTE_SINGLE && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return isPlain(value) ? value : quoted(value);
}

/** A key of block style or of YAML's flow style. */
function keyText(key: string): string {
  return scalarText(key);
}

function isScalarValue(value: Json): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}

export function isEmptyOrScalar(value: Json): boolean {
  return isScalarValue(value) || Object.keys(value).length === 0;
}

/** A value on one line: `{drop: [ALL]}`; in JSON documents as JSON, over several lines where the document is, `indent` before each. */
export function flowText(value: Json, layout: Layout, indent: string, like?: string): string {
  if (layout.json !== undefined) {
    const { indent: unit, spaced } = layout.json;
    if (unit !== '') return JSON.stringify(value, null, unit).replaceAll('\n', layout.eol + indent);
    if (!spaced || isScalarValue(value)) return JSON.stringify(value);
  }
  if (isScalarValue(value)) return scalarText(value, like);
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, layout, indent)).join(', ')}]`;
  const fields = Object.entries(value).map(([key, of]) => flowEntry(key, of, layout, indent));
  return `{${fields.join(', ')}}`;
}

/** `key: value` inside a flow mapping. */
export function flowEntry(key: string, value: Json, layout: Layout, indent: string): string {
  const colon = layout.json?.spaced === false ? ':' : ': ';
  return `${layout.json === undefined ? keyText(key) : JSON.stringify(key)}${colon}${flowText(value, layout, indent)}`;
}

/** The lines of `key: value` in block style, the key at `column`. */
export function entryLines(key: string, value: Json, column: number, layout: Layout): string[] {
  const head = `${' '.repeat(column)}${keyText(key)}:`;
  return isEmptyOrScalar(value)
    ? [`${head} ${flowText(value, layout, '')}`]
    : [head, ...valueLines(value, column + (Array.isArray(value) ? layout.dash : layout.step), layout)];
}

/** The lines of `- value` in block style, the dash at `column`. */
export function itemLines(value: Json, column: number, layout: Layout): string[] {
  const pad = ' '.repeat(column);
  if (isEmptyOrScalar(value)) return [`${pad}- ${flowText(value, layout, '')}`];
  const [first = '', ...rest] = valueLines(value, column + 2, layout);
  return [`${pad}- ${first.slice(column + 2)}`, ...rest];
}

/** The lines of a mapping or list that isn't empty, its keys or dashes at `column`. */
export function valueLines(value: Json, column: number, layout: Layout): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, column, layout));
  return Object.entries(value ?? {}).flatMap(([key, of]) => entryLines(key, of, column, layout));
}
