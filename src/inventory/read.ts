import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Diagnostic } from './diagnostic.ts';
import { say } from './diagnostic-texts.ts';
import { type HelmOptions, renderChart } from './helm.ts';
import { Inventory } from './inventory.ts';
import { renderOverlay, withoutReferenced } from './kustomize.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { decode, FileReader } from './read-file.ts';
import { type Collection, inFile, type Origin, readText } from './read-text.ts';
import { type Rendered, readRendered } from './render.ts';
import { TextFile } from './text-file.ts';
import { findInputs, type Input } from './walk.ts';

export interface ReadOptions {
  /** Files, folders, charts, overlays, and `-` for standard input. */
  readonly paths: readonly string[];
  /** What `-` reads; the process's own standard input where absent. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** How charts are rendered. */
  readonly helm?: HelmOptions;
  readonly limits?: Limits;
}

/**
 * Reads everything that the paths name: manifests as they are, charts through helm, overlays through kustomize.
 * Never throws on bad input: what could not be read is in the inventory's diagnostics, and so is a path with nothing to scan.
 */
export async function readInventory(options: ReadOptions): Promise<Inventory> {
  const reader = new FileReader(options.limits ?? defaultLimits);
  const collection: Collection = { objects: [], diagnostics: [], limits: reader.limits };
  /** Paths that led to something: an object, a diagnostic, or an input that another path has read. */
  const fruitful = new Set<string>();
  const found = [...new Set(options.paths)].flatMap((path) => {
    const before = collection.diagnostics.length;
    const inputs = findInputs(path, collection.diagnostics);
    if (collection.diagnostics.length > before) fruitful.add(path);
    return inputs.map((input) => ({ path, input }));
  });
  const chosen = new Set(withoutReferenced(found.map(({ input }) => input)));
  const renderings = await renderAll([...chosen], options.helm ?? { values: [], set: [] }, reader.limits);
  const isFull = (): boolean => reader.exhausted || collection.objects.length >= reader.limits.objects;
  const read = new Set<string>();
  for (const { path, input } of found) {
    if (isFull()) break;
    const identity = input.kind === 'stdin' ? '-' : resolve(input.path);
    const before = collection.objects.length + collection.diagnostics.length;
    const elsewhere = !chosen.has(input) || read.has(identity);
    if (!elsewhere) {
      read.add(identity);
      if (input.kind === 'stdin') await readStdin(options.stdin ?? process.stdin, reader, collection);
      else if (input.kind === 'file') {
        add(reader.read(input.path, input.named), input.path, collection, input.aside ? aside : inFile);
      } else addRendering(input.path, renderings.get(input), reader, collection);
    }
    if (elsewhere || collection.objects.length + collection.diagnostics.length > before) fruitful.add(path);
  }
  if (isFull()) {
    collection.diagnostics.push({ code: 'limit', said: say('input-full') });
  } else {
    const barren = options.paths.filter((path) => !fruitful.has(path));
    // Where all that was found was left to an overlay that is not there (components alone, say), no path led to anything.
    const nothing = collection.objects.length + collection.diagnostics.length === 0 ? options.paths : barren;
    collection.diagnostics.push(...nothing.map(nothingIn));
  }
  return new Inventory(collection.objects, collection.diagnostics);
}

function nothingIn(file: string): Diagnostic {
  return { code: 'nothing', file, said: say('nothing') };
}

type Outcome = Rendered | Diagnostic | undefined;

/** Renders charts and overlays, as many at a time as there are cores. */
async function renderAll(inputs: readonly Input[], helm: HelmOptions, limits: Limits): Promise<Map<Input, Outcome>> {
  const outcomes = new Map<Input, Outcome>();
  const waiting = inputs.filter((input) => input.kind === 'chart' || input.kind === 'overlay');
  const work = async (): Promise<void> => {
    for (let input = waiting.shift(); input !== undefined; input = waiting.shift()) {
      const render = input.kind === 'chart' ? renderChart(input.path, helm, limits) : renderOverlay(input.path, limits);
      outcomes.set(input, await render);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return outcomes;
}

function addRendering(path: string, outcome: Outcome, reader: FileReader, collection: Collection): void {
  if (outcome === undefined) return;
  if ('said' in outcome) {
    collection.diagnostics.push(outcome);
    return;
  }
  const problem = reader.take(outcome.output.length);
  if (problem === undefined) readRendered(outcome, collection);
  else collection.diagnostics.push({ code: 'limit', file: path, said: problem });
}

async function readStdin(
  stdin: AsyncIterable<Uint8Array | string>,
  reader: FileReader,
  collection: Collection,
): Promise<void> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    chunks.push(bytes);
    // What comes after the limit is not read: the input may have no end.
    if (length > reader.limits.fileBytes) break;
  }
  const problem = reader.take(length);
  if (problem === undefined) add(decode(Buffer.concat(chunks), '-'), '-', collection);
  else collection.diagnostics.push({ code: 'limit', file: '-', said: problem });
}

/** Files that belong to something else: only the Kubernetes objects in them are ours. */
const aside: Origin = {
  ...inFile,
  diagnose: (found) => (['not-kubernetes', 'syntax', 'template'].includes(found.code) ? undefined : found),
};

/** Adds what a text says, or why there is none. */
function add(text: string | Diagnostic, file: string, collection: Collection, origin = inFile): void {
  if (typeof text === 'string') readText(new TextFile(file, text), collection, origin);
  else collection.diagnostics.push(text);
}
