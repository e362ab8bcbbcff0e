import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Flow, FlowFormat, Line } from './flow.ts';
import { conntrackLine } from './formats/conntrack.ts';
import { falcoLine } from './formats/falco.ts';
import { hubbleLine } from './formats/hubble.ts';
import { ownLine } from './formats/own.ts';
import { tetragonLine } from './formats/tetragon.ts';

export interface FlowsRead {
  /** Undefined where no line told. */
  readonly format: FlowFormat | undefined;
  readonly lines: number;
  readonly flows: number;
  /** Lines that are no flows, but of the same source. */
  readonly others: number;
  readonly unreadable: number;
  /** Line numbers of the first of them. */
  readonly unreadableAt: readonly number[];
  /** Where reading ended early. */
  readonly cut: 'lines' | 'bytes' | undefined;
}

export interface FlowLimits {
  readonly lineLength: number;
  readonly lines: number;
  /** After decompression. */
  readonly bytes: number;
}

/** A day of a busy cluster's Hubble: some GB. */
export const flowLimits: FlowLimits = { lineLength: 262_144, lines: 20_000_000, bytes: 8 * 1024 ** 3 };

const readers: Readonly<Record<FlowFormat, (line: string) => Line>> = {
  hubble: hubbleLine,
  tetragon: tetragonLine,
  falco: falcoLine,
  conntrack: conntrackLine,
  breakwater: ownLine,
};

const namedPlaces = 5;

/**
 * Reads recorded flows line by line, whatever recorded them: which it was is seen from each line, so that files may be joined. Memory
 * stays that of one line.
 * @throws the file system's error; a decompression error
 */
export async function readFlows(
  file: string,
  take: (flow: Flow) => void,
  limits: FlowLimits = flowLimits,
  stdin: Readable = process.stdin,
): Promise<FlowsRead> {
  const raw = file === '-' ? stdin : createReadStream(file);
  const source = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  if (source !== raw) raw.on('error', (error) => source.destroy(error));
  const counter = new Counter(take);
  let cut: FlowsRead['cut'];
  for await (const line of linesOf(source, limits)) {
    if (line === enough) cut = 'bytes';
    else if (counter.lines >= limits.lines) cut = 'lines';
    else counter.line(line);
    if (cut !== undefined) break;
  }
  raw.destroy();
  return { ...counter.summary(), cut };
}

class Counter {
  lines = 0;
  readonly #take: (flow: Flow) => void;
  #format: FlowFormat | undefined;
  #flows = 0;
  #others = 0;
  #unreadable = 0;
  readonly #places: number[] = [];

  constructor(take: (flow: Flow) => void) {
    this.#take = take;
  }

  line(text: string | undefined): void {
    this.lines++;
    if (text !== undefined && text.trim() === '') return;
    const read = text === undefined ? 'unreadable' : this.#read(text);
    if (read === 'other') this.#others++;
    else if (read === 'unreadable') {
      this.#unreadable++;
      if (this.#places.length < namedPlaces) this.#places.push(this.lines);
    } else {
      this.#flows++;
      this.#take(read);
    }
  }

  #read(text: string): Line {
    const format = formatOf(text);
    if (format === undefined) return 'unreadable';
    this.#format ??= format;
    return readers[format](text);
  }

  summary(): Omit<FlowsRead, 'cut'> {
    return {
      format: this.#format,
      lines: this.lines,
      flows: this.#flows,
      others: this.#others,
      unreadable: this.#unreadable,
      unreadableAt: this.#places,
    };
  }
}

/** By what only one of them has; the first 2,000 characters tell. */
function formatOf(line: string): FlowFormat | undefined {
  const start = line.slice(0, 2000).trimStart();
  if (!start.startsWith('{'))
    return /\bsrc=[\da-f.:]+|flow entries have been shown/.test(start) ? 'conntrack' : undefined;
  if (/^\{\s*"(?:flow|lost_events|node_status|agent_event|debug_event)"\s*:/.test(start)) return 'hubble';
  if (
    /"process_(?:kprobe|exec|exit|connect|accept|listen|close|tracepoint|loader|uprobe|throttle|lsm)"\s*:/.test(start)
  )
    return 'tetragon';
  // Falco sorts its keys; the fields may stand behind a long output.
  if (/"output_fields"\s*:/.test(line) && /"rule"\s*:/.test(line)) return 'falco';
  return /"from"\s*:/.test(start) && /"to"\s*:/.test(start) ? 'breakwater' : undefined;
}

const enough = Symbol('more bytes than are read');

/** Lines of a stream; `undefined` for one that is too long. */
async function* linesOf(
  source: AsyncIterable<Uint8Array | string>,
  { lineLength, bytes }: FlowLimits,
): AsyncGenerator<string | undefined | typeof enough> {
  const decoder = new TextDecoder();
  let [rest, tooLong, total] = ['', false, 0];
  for await (const chunk of source) {
    total += chunk.length;
    if (total > bytes) {
      yield enough;
      return;
    }
    const parts = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      yield tooLong || part.length > lineLength ? undefined : part;
      tooLong = false;
    }
    if (rest.length > lineLength) [rest, tooLong] = ['', true];
  }
  if (rest !== '' || tooLong) yield tooLong ? undefined : rest;
}
