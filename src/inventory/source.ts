import type { FieldPath } from '../kubernetes/index.ts';
import { BlockPositions } from './block-positions.ts';
import type { Position, Rendering, Source, TextPlace } from './inventory.ts';
import { Positions } from './positions.ts';
import type { TextFile } from './text-file.ts';

/**
 * Longest document in block style that is parsed for the places in its flow mappings, in UTF-16 units, each of which costs 50 bytes and
 * 0.1 µs. In longer ones such a place is where the flow mapping begins.
 */
const longestParsed = 2 * 1024 * 1024;

/** A range of a text that is parsed at once: what stands between two `---` lines, or one JSON value. */
export class Piece {
  readonly file: TextFile;
  readonly start: number;
  readonly end: number;
  readonly #depth: number;
  #positions: Positions | undefined;
  #blockPositions: BlockPositions | undefined;
  /** Whether `readBlockYaml` has read it, so that places can be found without parsing. */
  isBlock = false;

  constructor(file: TextFile, start: number, end: number, depth: number) {
    this.file = file;
    this.start = start;
    this.end = end;
    this.#depth = depth;
  }

  get text(): string {
    return this.file.text.slice(this.start, this.end);
  }

  /** The same file, another range of it. */
  part(start: number, end: number): Piece {
    return new Piece(this.file, start, end, this.#depth);
  }

  locate(document: number, path: FieldPath): Position {
    if (this.isBlock) this.#blockPositions ??= new BlockPositions(this.text);
    const offset = this.#blockPositions?.locate(path, this.end - this.start > longestParsed);
    return this.file.position(this.start + (offset ?? this.#locateParsed(document, path)));
  }

  #locateParsed(document: number, path: FieldPath): number {
    this.#positions ??= new Positions(this.text, this.#depth);
    return this.#positions.locate(document, path);
  }
}

/** Where in a piece an object stands: which of its documents, and which item of a list in it. */
export interface Place {
  readonly piece: Piece;
  readonly document: number;
  readonly prefix: FieldPath;
}

/** An object that stands in a file as it is. */
export class TextSource implements Source {
  readonly file: string;
  readonly #place: Place;

  constructor(place: Place) {
    this.file = place.piece.file.file;
    this.#place = place;
  }

  locate(path: FieldPath): Position {
    const { piece, document, prefix } = this.#place;
    return piece.locate(document, [...prefix, ...path]);
  }

  text(): string {
    return this.#place.piece.file.text;
  }

  get place(): TextPlace {
    const { piece, prefix } = this.#place;
    return { start: piece.start, end: piece.end, path: prefix };
  }
}

/** An object that a chart or an overlay was rendered to: its text is nobody's file, so it has no positions. */
export class RenderedSource implements Source {
  readonly file: string;
  readonly rendering: Rendering;

  constructor(file: string, rendering: Rendering) {
    this.file = file;
    this.rendering = rendering;
  }

  locate(): undefined {
    return undefined;
  }

  text(): undefined {
    return undefined;
  }
}
