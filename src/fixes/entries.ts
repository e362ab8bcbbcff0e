import { type CST, isCollection, isMap, isScalar, type Node, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { columnOf, nextLine } from './layout.ts';
import { Refused } from './refusal.ts';

/** A field of a mapping or an item of a list, as it stands in the text. All offsets count from the text's start. */
export interface Entry {
  /** The field's name, or the item's index. */
  readonly key: string | number;
  /** Of its first character: the key's, or the dash's. */
  readonly start: number;
  /** Behind `:` or `-`; where a value would begin in flow lists; undefined for a flow field without a colon. */
  readonly afterSign: number | undefined;
  /** Of its value's first character, anchor and tag included; undefined where the value is empty. */
  readonly valueStart: number | undefined;
  /** Behind the last character of its content: no comment, no line break. */
  readonly end: number;
  readonly value: Node | null;
}

/**
 * The entries of a collection in the order of the text.
 * @throws Refused (`layout`) for what has no entries of its own to edit.
 */
export function entriesOf(text: string, node: YAMLMap | YAMLSeq): readonly Entry[] {
  const known = entriesOfNodes.get(node);
  if (known !== undefined) return known;
  const entries = tokensOf(node).map((token, index) => entryOf(text, node, index, token));
  entriesOfNodes.set(node, entries);
  return entries;
}

/** A node belongs to one text. Without this, a list of a thousand objects would be walked for each of their fixes. */
const entriesOfNodes = new WeakMap<Node, readonly Entry[]>();

/** The tokens of the entries, as many as there are items. */
function tokensOf(node: YAMLMap | YAMLSeq): CST.CollectionItem[] {
  const all = (node.srcToken as CST.BlockMap | CST.BlockSequence | CST.FlowCollection | undefined)?.items ?? [];
  const tokens = isMap(node)
    ? node.items.flatMap((pair) => pair.srcToken ?? [])
    : all.filter(({ start, key, sep, value }) =>
        node.flow
          ? key !== undefined || sep !== undefined || value !== undefined
          : start.some(({ type }) => type === 'seq-item-ind'),
      );
  if (tokens.length !== node.items.length) throw new Refused('layout');
  return tokens;
}

const blanks = new Set(['space', 'newline', 'comment', 'comma']);

function entryOf(text: string, node: YAMLMap | YAMLSeq, index: number, token: CST.CollectionItem): Entry {
  const pair = isMap(node) ? node.items[index] : undefined;
  const keyNode = (pair?.key ?? null) as Node | null;
  const value = (pair === undefined ? node.items[index] : pair.value) as Node | null;
  const key = pair === undefined ? index : isScalar(keyNode) ? String(keyNode.source ?? keyNode.value) : '';
  const sign = pair !== undefined ? 'map-value-ind' : node.flow ? undefined : 'seq-item-ind';
  const tokens = [...token.start, ...(token.sep ?? [])];
  const first = token.start.find(({ type }) => !blanks.has(type))?.offset;
  const start = first ?? token.key?.offset ?? token.sep?.[0]?.offset ?? token.value?.offset;
  if (start === undefined) throw new Refused('layout');
  const signToken = sign === undefined ? undefined : tokens.findLast(({ type }) => type === sign);
  const afterSign = sign === undefined ? start : signToken && signToken.offset + signToken.source.length;
  const properties = tokens.filter(
    ({ type, offset }) => (type === 'anchor' || type === 'tag') && offset >= (afterSign ?? Number.POSITIVE_INFINITY),
  );
  const empty = token.value === undefined || token.value === null;
  const valueStart = properties[0]?.offset ?? (empty ? undefined : value?.range?.[0]);
  const ends = [
    afterSign ?? 0,
    keyNode?.range?.[1] ?? 0,
    ...properties.map(({ offset, source }) => offset + source.length),
  ];
  if (!empty && value !== null) ends.push(contentEnd(text, value));
  return { key, start, afterSign, valueStart, end: Math.max(...ends), value };
}

/** Behind the last character of a node's content. */
function contentEnd(text: string, node: Node): number {
  const range = node.range;
  if (!range) throw new Refused('layout');
  if (isCollection(node) && !node.flow) {
    const collection = node as YAMLMap | YAMLSeq;
    const last = tokensOf(collection).at(-1);
    if (last === undefined) throw new Refused('layout');
    return entryOf(text, collection, collection.items.length - 1, last).end;
  }
  if (!isScalar(node) || (node.type !== Scalar.BLOCK_LITERAL && node.type !== Scalar.BLOCK_FOLDED)) return range[1];
  const source = text.slice(range[0], range[1]);
  // `|+` keeps the empty lines behind it.
  if (/^[|>][0-9]?\+/.test(source)) return range[1] - (/\r?\n$/.exec(source)?.[0].length ?? 0);
  let end = source.length;
  while (end > 0 && ' \t\r\n'.includes(source.charAt(end - 1))) end--;
  const lineEnd = source.indexOf('\n', end);
  if (lineEnd < 0) return range[1];
  return range[0] + (source[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd);
}

/** Offset of the line behind an entry: comments below it that are indented deeper than it belong to it. */
export function linesEnd(text: string, entry: Entry): number {
  const column = columnOf(text, entry.start);
  let end = nextLine(text, entry.end);
  for (;;) {
    const indent = commentIndent(text, end);
    if (indent === undefined || indent <= column) return end;
    end = nextLine(text, end);
  }
}

/** The column of a line's comment; undefined where the line at this offset is something else. */
function commentIndent(text: string, line: number): number | undefined {
  let at = line;
  while (text.charCodeAt(at) === 0x20) at++;
  return text.charCodeAt(at) === 0x23 ? at - line : undefined;
}
