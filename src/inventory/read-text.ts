import { isRecord, type KubernetesObject } from '../kubernetes/index.ts';
import { withoutDescriptions } from './descriptions.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Said, say } from './diagnostic-texts.ts';
import { definitionHeader, type Header, headerOf } from './header.ts';
import { Inventory, InventoryObject, type Source } from './inventory.ts';
import { type JsonRange, splitJson } from './json.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { dropNulls } from './nulls.ts';
import { keyAt, type Parsed, type Problem, parseYaml } from './parse.ts';
import { Piece, type Place, TextSource } from './source.ts';
import { splitDocuments } from './split.ts';
import { TextFile } from './text-file.ts';

/** Where objects and problems are gathered while input is read. */
export interface Collection {
  readonly objects: InventoryObject[];
  readonly diagnostics: Diagnostic[];
  readonly limits: Limits;
}

/** How what is found in a text says where it comes from: its file, unless something rendered the text. */
export interface Origin {
  /** Where an object comes from, and the object itself without what its renderer wrote into it. */
  readonly describe: (object: KubernetesObject, place: Place) => { object: KubernetesObject; source: Source };
  /** The same for an object whose body is not read yet; undefined where bodies have to be read to know. */
  readonly describeUnread: ((place: Place) => Source) | undefined;
  /** The fault as it is to be said; undefined where it is none, coming from here. */
  readonly diagnose: (found: Diagnostic) => Diagnostic | undefined;
}

export const inFile: Origin = {
  describe: (object, place) => ({ object, source: new TextSource(place) }),
  describeUnread: (place) => new TextSource(place),
  diagnose: (found) => found,
};

/** Reads manifests from a string. */
export function inventoryFromText(text: string, file = '-'): Inventory {
  const collection: Collection = { objects: [], diagnostics: [], limits: defaultLimits };
  readText(new TextFile(file, text), collection);
  return new Inventory(collection.objects, collection.diagnostics);
}

/** Reads all documents of a text (YAML with many documents, JSON values that follow each other, lists) into the collection. */
export function readText(file: TextFile, collection: Collection, origin: Origin = inFile): void {
  new TextReader(file, collection, origin).read();
}

class TextReader {
  readonly #file: TextFile;
  readonly #collection: Collection;
  readonly #origin: Origin;
  /** What is not a Kubernetes object: said once a file, or a folder full of other YAML would drown everything else. */
  #stranger: { place: Place; said: Said } | undefined;
  #strangers = 0;
  #faults = 0;
  #documents = 0;

  constructor(file: TextFile, collection: Collection, origin: Origin) {
    this.#file = file;
    this.#collection = collection;
    this.#origin = origin;
  }

  read(): void {
    const { text } = this.#file;
    const { limits } = this.#collection;
    for (const document of splitDocuments(text)) {
      if (this.#isOver(document.start)) break;
      const piece = new Piece(this.#file, document.start, document.end, limits.depth);
      const describe = this.#origin.describeUnread;
      const header = describe && definitionHeader(text, document);
      if (describe && header) this.#addDeferred(header, piece, describe);
      else if (!this.#readJson(piece)) this.#readYaml(piece);
    }
    if (this.#stranger === undefined) return;
    const { place, said: first } = this.#stranger;
    const said = this.#strangers > 1 ? say('and-more', { first, count: this.#strangers - 1 }) : first;
    const position = place.piece.locate(place.document, place.prefix);
    this.#add({ code: 'not-kubernetes', file: this.#file.file, ...position, said });
  }

  /** Counts one more document. Whether it and the rest of the file are left out, which is said. */
  #isOver(start: number): boolean {
    const { objects, limits } = this.#collection;
    let said: Said | undefined;
    this.#documents += 1;
    if (this.#documents > limits.objects) said = say('too-many-documents', { limit: limits.objects });
    if (this.#faults >= limits.faults) said = say('too-many-faults', { limit: limits.faults });
    if (objects.length >= limits.objects) said = say('too-many-objects', { limit: limits.objects });
    if (said !== undefined) this.#say({ code: 'limit', offset: 0, said }, start);
    return said !== undefined;
  }

  #readYaml(piece: Piece): void {
    for (const [document, value] of this.#parse(piece).entries()) {
      if (value !== null && value !== undefined) this.#addValue(value, { piece, document, prefix: [] });
    }
  }

  #parse(piece: Piece): Parsed['values'] {
    const { values, problems, isBlock } = parseYaml(piece.text, this.#collection.limits);
    piece.isBlock = isBlock ?? false;
    for (const problem of problems) this.#say(problem, piece.start);
    return values;
  }

  #say({ code, offset, said }: Problem, start: number): void {
    this.#add({ code, file: this.#file.file, ...this.#file.position(start + offset), said });
  }

  #add(found: Diagnostic): void {
    this.#faults += 1;
    const said = this.#origin.diagnose(found);
    if (said !== undefined) this.#collection.diagnostics.push(said);
  }

  /** Returns false, with nothing done, where the piece does not look like JSON. */
  #readJson(piece: Piece): boolean {
    const ranges = splitJson(this.#file.text, piece.start, piece.end, this.#collection.limits);
    if (ranges === undefined || ranges.length === 0) return false;
    for (const range of ranges) {
      if (this.#isOver(range.start)) break;
      this.#readJsonValue(range, piece.part(range.start, range.end));
    }
    return true;
  }

  #readJsonValue(range: JsonRange, piece: Piece): void {
    if (range.over !== undefined) {
      this.#say({ code: 'limit', ...range.over }, 0);
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(piece.text);
    } catch {
      // YAML in flow style, or broken: the YAML parser takes the one and says where the other breaks.
      this.#readYaml(piece);
      return;
    }
    const [duplicate] = range.duplicates;
    if (duplicate !== undefined) {
      const said = say('duplicate-key', { key: keyAt(this.#file.text, duplicate) });
      this.#say({ code: 'duplicate-key', offset: duplicate, said }, 0);
    }
    const places = range.items.map(({ start, end }) => ({ piece: piece.part(start, end), document: 0, prefix: [] }));
    this.#addValue(value, { piece, document: 0, prefix: [] }, places);
  }

  /** Adds an object, or the items of a list. */
  #addValue(value: unknown, place: Place, itemPlaces: readonly Place[] = []): void {
    if (isOwnFile(value)) return;
    const said = strangeness(value);
    if (said !== undefined) {
      this.#stranger ??= { place, said };
      this.#strangers += 1;
      return;
    }
    const object = value as KubernetesObject;
    // Lists inside of lists are flattened, as by kubectl; the depth of documents bounds them.
    if (object.kind.endsWith('List') && Array.isArray(object.items)) {
      const { items } = object;
      for (const [index, item] of items.entries()) {
        const own = itemPlaces.length === items.length ? itemPlaces[index] : undefined;
        const itemPlace = own ?? { ...place, prefix: [...place.prefix, 'items', index] };
        this.#addValue(withListKind(item, object), itemPlace);
      }
      return;
    }
    dropNulls(object);
    const described = this.#origin.describe(object, place);
    const header = headerOf(described.object, described.source);
    this.#collection.objects.push(new InventoryObject(header, described.source, described.object));
  }

  /** An object whose body is parsed when something asks for it. */
  #addDeferred(header: Header, piece: Piece, describe: (place: Place) => Source): void {
    const read = (): KubernetesObject | undefined => {
      const [value] = this.#parse(piece);
      if (!isRecord(value)) return undefined;
      dropNulls(value as KubernetesObject);
      return value as KubernetesObject;
    };
    // What goes wrong without the descriptions, or in a part of it, is said by reading the whole, with the right place.
    const readOutline = (): KubernetesObject | undefined => {
      const text = withoutDescriptions(piece.text);
      const { values, problems } = parseYaml(text, this.#collection.limits, shared.test(text) ? undefined : readPart);
      return problems.length === 0 && isRecord(values[0]) ? (values[0] as KubernetesObject) : undefined;
    };
    const readPart = (block: string): unknown => {
      const { values, problems } = parseYaml(block, this.#collection.limits, readPart);
      return problems.length === 0 ? values[0] : void object.object;
    };
    const source = describe({ piece, document: 0, prefix: [] });
    const object = new InventoryObject(header, source, read, readOutline);
    this.#collection.objects.push(object);
  }
}

/** What may be an anchor or an alias: parts of such a text can't be read by themselves. */
const shared = /[ \n][&*]\w/;

/** Baselines and reports of this program lie beside the manifests that they are about. */
function isOwnFile(value: unknown): boolean {
  return isRecord(value) && value.version === 1 && value.apiVersion === undefined && typeof value.findings === 'object';
}

function strangeness(value: unknown): Said | undefined {
  if (!isRecord(value)) return say('no-mapping');
  const missing = ['apiVersion', 'kind'].filter((field) => typeof value[field] !== 'string' || value[field] === '');
  if (value.kind === 'List' && value.items !== undefined && value.items !== null && !Array.isArray(value.items))
    return say('items-no-list');
  if (missing.length === 0) return undefined;
  return missing.length > 1 ? say('no-fields') : say('no-field', { field: missing.join() });
}

/** The API server leaves kind and apiVersion out of the items of typed lists: `PodList` holds Pods. */
function withListKind(item: unknown, list: KubernetesObject): unknown {
  if (!isRecord(item) || item.kind !== undefined || list.kind === 'List') return item;
  return { apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length), ...item };
}
