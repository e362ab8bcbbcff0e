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
        const entry: Entry | undefined = entryOf(node, step);
        node = entry?.value;
        offset = entry?.keyOffset ?? offset;
      }
    }
    return offset;
  }
}

/** The entry that counts: the last one of the mapping itself, else the first of what it merges (which is how it is read). */
function entryOf(node: Node, key: string): Entry | undefined {
  const own = node.entries?.findLast((entry) => entry.key === key);
  if (own !== undefined) return own;
  for (const entry of node.entries ?? []) {
    if (entry.key !== mergeKey) continue;
    for (const source of entry.value.items ?? [entry.value]) {
      const merged = entryOf(source, key);
      if (merged !== undefined) return merged;
    }
  }
  return undefined;
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
