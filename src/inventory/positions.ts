import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { FieldPath } from '../kubernetes/index.ts';
import { kubernetesYaml } from './yaml-schema.ts';

/** A node of a document with its place in the text; aliases are already replaced by the node they stand for. */
interface Node {
  /** Offset where the node begins; undefined for a value that is not written at all (`key:` and nothing). */
  readonly offset: number | undefined;
  readonly items?: Node[];
  readonly entries?: Entry[];
}

interface Entry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: Node;
}

/** The places of all fields of the documents in one piece of YAML. */
export class Positions {
  readonly #roots: readonly Node[];
  readonly #indexes: Indexes = new Map();

  /**
   * `depth` is the limit that the piece was read with; the YAML parser counts more levels in JSON than there are.
   * @throws YAMLException where the piece is not YAML (or JSON): only pieces that were read before are asked for positions.
   */
  constructor(piece: string, depth: number) {
    this.#roots = readNodes(piece, parseEvents(piece, { maxDepth: 2 * depth }));
  }

  /**
   * Offset of the field's key, or of the list's item; of the nearest parent that exists where the path leads to nothing.
   * What an alias or a merge brings in is found where it is written, at the anchor: that is the text to change.
   */
  locate(document: number, path: FieldPath): number {
    let node = this.#roots[document];
    let offset = node?.offset ?? 0;
    for (const step of path) {
      if (node === undefined) break;
      if (typeof step === 'number') {
        node = node.items?.[step];
        offset = node?.offset ?? offset;
      } else {
        const entry: Entry | undefined = entryOf(node, step, this.#indexes);
        node = entry?.value;
        offset = entry?.keyOffset ?? offset;
      }
    }
    return offset;
  }
}

/**
 * The entry that counts: the last one of the mapping itself, else the first of what it merges (which is how it is read). `seen`: where the
 * key was looked for in vain, because merges of merges lead to the same mapping by exponentially many ways.
 */
function entryOf(node: Node, key: string, indexes: Indexes, seen = new Set<readonly Entry[]>()): Entry | undefined {
  const { entries } = node;
  if (entries === undefined || seen.has(entries)) return undefined;
  seen.add(entries);
  const own = lastOf(entries, key, indexes);
  if (own !== undefined) return own;
  for (const entry of entries) {
    if (entry.key !== mergeKey) continue;
    for (const source of entry.value.items ?? [entry.value]) {
      const merged = entryOf(source, key, indexes, seen);
      if (merged !== undefined) return merged;
    }
  }
  return undefined;
}

/** Entries by key, of large mappings that were looked into. */
type Indexes = Map<readonly Entry[], ReadonlyMap<string, Entry>>;

/** From how many entries on a mapping gets an index. */
const large = 32;

function lastOf(entries: readonly Entry[], key: string, indexes: Indexes): Entry | undefined {
  if (entries.length < large) return entries.findLast((entry) => entry.key === key);
  let index = indexes.get(entries);
  if (index === undefined) {
    index = new Map(entries.map((entry) => [entry.key, entry]));
    indexes.set(entries, index);
  }
  return index.get(key);
}

/** What plain `<<` is called among the entries: no key that is written can have this name. */
const mergeKey = '\0merge';

interface Frame {
  readonly node: Node;
  key: { text: string; offset: number } | undefined;
}

function readNodes(piece: string, events: readonly Event[]): Node[] {
  const roots: Node[] = [];
  const frames: Frame[] = [];
  let anchors = new Map<string, Node>();
  const scalars = new Map<Node, string>();

  function add(node: Node, keyOffset: number | undefined, keyText: () => string): void {
    const frame = frames.at(-1);
    if (frame === undefined) roots.push(node);
    else if (frame.node.items !== undefined) frame.node.items.push(node);
    else if (frame.key === undefined) frame.key = { text: keyText(), offset: keyOffset ?? frame.node.offset ?? 0 };
    else {
      frame.node.entries?.push({ key: frame.key.text, keyOffset: frame.key.offset, value: node });
      frame.key = undefined;
    }
  }

  function open(node: Node, event: { anchorStart: number; anchorEnd: number }): void {
    if (event.anchorStart >= 0) anchors.set(piece.slice(event.anchorStart, event.anchorEnd), node);
    frames.push({ node, key: undefined });
  }

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        anchors = new Map();
        break;
      case EVENT_ID.SCALAR: {
        const node: Node = { offset: event.valueStart < 0 ? undefined : scalarStart(event) };
        if (event.anchorStart >= 0) {
          anchors.set(piece.slice(event.anchorStart, event.anchorEnd), node);
          scalars.set(node, keyTextOf(piece, event));
        }
        add(node, node.offset, () => keyTextOf(piece, event));
        break;
      }
      case EVENT_ID.SEQUENCE:
        open({ offset: event.start, items: [] }, event);
        break;
      case EVENT_ID.MAPPING:
        open({ offset: event.start, entries: [] }, event);
        break;
      case EVENT_ID.ALIAS: {
        const target = anchors.get(piece.slice(event.anchorStart, event.anchorEnd));
        // The item or key stands at the alias itself; only what is below is found at the anchor.
        const node: Node = { ...target, offset: event.anchorStart - 1 };
        add(node, node.offset, () => (target === undefined ? '' : (scalars.get(target) ?? '')));
        break;
      }
      case EVENT_ID.POP: {
        const frame = frames.pop();
        if (frame !== undefined) add(frame.node, frame.node.offset, () => '');
        break;
      }
    }
  }
  return roots;
}

function scalarStart(event: ScalarEvent): number {
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
  return quoted ? event.valueStart - 1 : event.valueStart;
}

/** A key as the object has it: `on:` is the field `true`, `1:` is `1`. */
function keyTextOf(piece: string, event: ScalarEvent): string {
  const text = getScalarValue(piece, event);
  if (event.style !== SCALAR_STYLE.PLAIN || event.tagStart >= 0) return text;
  const { value, tag } = kubernetesYaml.resolveImplicitScalarTag(text);
  return tag.tagName === 'tag:yaml.org,2002:merge' ? mergeKey : String(value);
}
