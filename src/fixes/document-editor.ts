import { isDeepStrictEqual } from 'node:util';
import { load } from 'js-yaml';
import { isCollection, type ParsedNode, parseDocument } from 'yaml';
import { kubernetesYaml } from '../inventory/index.ts';
import type { Json } from '../kubernetes/index.ts';
import { addEdit, type ChangeTree, checkShape, type KnownEdit, resolve } from './change-tree.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type Refusal, Refused, refusal } from './refusal.ts';
import { anchorsInUse, refuseShared } from './shared-nodes.ts';
import { applyChanges, type TextChange } from './text-change.ts';
import { writeChanges } from './write-changes.ts';

/** Largest document that is edited, in UTF-16 units: the editing parser reads 2 to 4 MB/s and keeps every token. */
const maximumLength = 8 * 1024 * 1024;

export interface DocumentEdit {
  /** Offsets count from the document's start; no two overlap. */
  readonly changes: readonly TextChange[];
  /** For each fix, in the order given: why it was not made; undefined where it was, or where nothing was left to do. */
  readonly refusals: readonly (Refusal | undefined)[];
}

interface Readable {
  readonly root: ParsedNode;
  readonly value: Json;
  readonly layout: Layout;
  readonly anchors: ReadonlySet<string>;
}

/** Edits one YAML or JSON document, parsed once. */
export class DocumentEditor {
  readonly #text: string;
  readonly #document: Readable | Refusal;

  constructor(text: string) {
    this.#text = text;
    this.#document = parse(text);
  }

  /**
   * The least changes of the text that make all fixes at once; everything outside of them stays as it is, byte by byte. A fix is made
   * as a whole or refused as a whole. The changed text is read again: where it doesn't say exactly what the edits ask for, nothing is
   * changed.
   */
  edit(fixes: readonly (readonly KnownEdit[])[]): DocumentEdit {
    const document = this.#document;
    const refuseAll = (reason: Refusal): DocumentEdit => ({ changes: [], refusals: fixes.map(() => reason) });
    if ('code' in document) return refuseAll(document);
    let tree: ChangeTree | undefined;
    const refusals = fixes.map((edits) => {
      const combined = attempt(() => {
        this.#treeOf(document, edits);
        return combine(tree, edits);
      });
      if (combined instanceof Refused) return combined.refusal;
      tree = combined;
      return undefined;
    });
    const written = attempt(() => this.#write(document, tree));
    if (written instanceof Refused) return refuseAll(written.refusal);
    return this.#says(written.changes, written.after)
      ? { changes: written.changes, refusals }
      : refuseAll(refusal('layout'));
  }

  /**
   * The changes of each fix alone, to be offered and not made together; undefined where a fix can't be made. Reading the changed text
   * again for each would cost too much: that is done once for all of them together.
   */
  editEach(fixes: readonly (readonly KnownEdit[])[]): (readonly TextChange[] | undefined)[] {
    const document = this.#document;
    const { refusals } = this.edit(fixes);
    return fixes.map((edits, index) => {
      // What only conflicts with another fix can be made alone.
      const reason = refusals[index]?.code;
      if ('code' in document || (reason !== undefined && reason !== 'conflict')) return undefined;
      const written = attempt(() => this.#write(document, this.#treeOf(document, edits)));
      return written instanceof Refused || written.changes.length === 0 ? undefined : written.changes;
    });
  }

  /** @throws Refused */
  #treeOf({ root, value, anchors }: Readable, edits: readonly KnownEdit[]): ChangeTree | undefined {
    for (const edit of edits) {
      refuseShared(root, value, edit, anchors);
      checkShape(value, edit);
    }
    return combine(undefined, edits);
  }

  /** @throws Refused */
  #write({ root, value, layout }: Readable, tree: ChangeTree | undefined): { changes: TextChange[]; after: Json } {
    if (tree === undefined) return { changes: [], after: value };
    const { after, tree: least } = resolve(value, tree);
    if (least === undefined) return { changes: [], after: value };
    if (after === undefined) throw new Refused('layout');
    return { changes: writeChanges(this.#text, root, least, after, layout), after };
  }

  #says(changes: readonly TextChange[], value: Json): boolean {
    if (changes.length === 0) return true;
    return isDeepStrictEqual(read(applyChanges(this.#text, changes)), value);
  }
}

function combine(tree: ChangeTree | undefined, edits: readonly KnownEdit[]): ChangeTree | undefined {
  return edits.reduce<ChangeTree | undefined>((all, edit) => addEdit(all, edit), tree);
}

function parse(text: string): Readable | Refusal {
  if (text.length > maximumLength) return refusal('too-large');
  const document = parseDocument(text, { keepSourceTokens: true, prettyErrors: false, logLevel: 'silent' });
  const value = read(text);
  if (document.errors.length > 0 || !isCollection(document.contents) || value === undefined) return refusal('layout');
  const root = document.contents;
  return { root, value, layout: layoutOf(text, root), anchors: anchorsInUse(root) };
}

/** What the text says, as kubectl reads it; undefined where it can't be read. */
function read(text: string): Json | undefined {
  try {
    return load(text, { schema: kubernetesYaml }) as Json;
  } catch {
    return undefined;
  }
}

function attempt<T>(work: () => T): T | Refused {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
