import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { createZstdDecompress } from 'node:zlib';
import type { z } from 'zod';
import { groupOf, type KubernetesObject } from '../../kubernetes/index.ts';
import { say } from '../diagnostic-texts.ts';
import type { InventoryObject } from '../inventory.ts';
import { splitJson } from '../json.ts';
import { defaultLimits } from '../limits.ts';
import { megabytes } from '../parse.ts';
import { clusterObject } from './cluster-object.ts';
import { pack, unpack } from './pack.ts';
import {
  headerSchema,
  objectLine,
  podsLine,
  RecordingError,
  type RecordingHeader,
  recordingLimits,
  recordingSchema,
  recordingVersion,
} from './recording-format.ts';
import { type ClusterSource, type ClusterState, objectKey, type PodInstance } from './state.ts';
import { definitionKind } from './trim.ts';

/**
 * Reads a recording as if it were the cluster at the moment that it was made.
 * @throws RecordingError where it can't be read, is none, or is not whole
 */
export async function readRecording(file: string, limits = recordingLimits): Promise<ClusterSource> {
  const reader = new Reader(file, limits);
  try {
    const { size } = await stat(file);
    if (size > limits.fileBytes)
      throw new RecordingError(
        say('recording-too-large', { file, size: megabytes(size), limit: megabytes(limits.fileBytes) }),
      );
    const decompressed = createReadStream(file)
      .on('error', (error) => decompressed.destroy(error))
      .pipe(createZstdDecompress());
    for await (const line of linesOf(decompressed, file, limits)) reader.take(line);
  } catch (error) {
    if (error instanceof RecordingError || !(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    if ('syscall' in error)
      throw new RecordingError(say('recording-unreadable', { file, reason: code }), { cause: error });
    if (code.startsWith('ZSTD_') || code.startsWith('Z_') || code === 'ERR_ZLIB_INITIALIZATION_FAILED')
      throw new RecordingError(say(reader.hasBegun ? 'recording-cut' : 'recording-none', { file }), { cause: error });
    throw error;
  }
  const state = reader.finish();
  return { state, onChange: () => () => {}, close: async () => {} };
}

async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  file: string,
  limits: typeof recordingLimits,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let bytes = 0;
  let count = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limits.textBytes)
      throw new RecordingError(
        say('recording-too-large', { file, size: megabytes(bytes), limit: megabytes(limits.textBytes) }),
      );
    // Looked through once: a line that comes in a thousand chunks is not looked through a thousand times.
    const [first = '', ...more] = decoder.write(chunk).split('\n');
    const lines = [rest + first, ...more];
    rest = lines.pop() ?? '';
    for (const line of [...lines, rest]) {
      if (line.length > limits.lineLength)
        throw new RecordingError(say('recording-broken', { file, line: count + 1, reason: 'the line is too long' }));
      count++;
    }
    count--;
    yield* lines;
  }
  if (rest !== '' || decoder.end() !== '') throw new RecordingError(say('recording-cut', { file }));
}

class Reader {
  readonly #file: string;
  readonly #limits: typeof recordingLimits;
  readonly #objects = new Map<string, InventoryObject>();
  readonly #representatives = new Map<string, string>();
  readonly #pods = new Map<string, Map<string, PodInstance>>();
  #header: RecordingHeader | undefined;
  #lines = 0;
  #podCount = 0;

  constructor(file: string, limits: typeof recordingLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  /** Whether its beginning was that of a recording. */
  get hasBegun(): boolean {
    return this.#header !== undefined;
  }

  /** @throws RecordingError */
  take(line: string): void {
    if (++this.#lines > this.#limits.lines) throw this.#broken('it has too many lines');
    const value = this.#parsed(line);
    if (this.#header === undefined) this.#header = this.#headerOf(value);
    else if (typeof value === 'object' && value !== null && 'object' in value)
      this.#addObject(this.#as(objectLine, value));
    else this.#addPods(this.#as(podsLine, value));
  }

  /** @throws RecordingError where lines are missing */
  finish(): ClusterState {
    const header = this.#header;
    if (header === undefined) throw new RecordingError(say('recording-none', { file: this.#file }));
    if (header.objects !== this.#objects.size || header.pods !== this.#podCount)
      throw new RecordingError(say('recording-cut', { file: this.#file }));
    const { id, name, recorded, version, apiServer } = header.facts;
    return {
      facts: {
        ...{ id, name, source: 'recording', recorded },
        ...(version !== undefined && { version }),
        ...(apiServer !== undefined && { apiServer }),
      },
      objects: this.#objects,
      pods: this.#pods,
      representatives: this.#representatives,
      kinds: header.kinds.map(withoutUndefined),
      blindSpots: header.blindSpots.map(withoutUndefined),
    };
  }

  #parsed(line: string): unknown {
    const range = splitJson(line, 0, line.length, defaultLimits)?.[0];
    if (range === undefined || range.over !== undefined || range.end !== line.length) throw this.#malformed();
    try {
      return JSON.parse(line);
    } catch {
      throw this.#malformed();
    }
  }

  #malformed(): RecordingError {
    return this.#header === undefined
      ? new RecordingError(say('recording-none', { file: this.#file }))
      : this.#broken('it is no JSON that can be read');
  }

  #broken(reason: string): RecordingError {
    return new RecordingError(say('recording-broken', { file: this.#file, line: this.#lines, reason }));
  }

  #headerOf(value: unknown): RecordingHeader {
    const format = headerSchema.safeParse(value);
    if (!format.success) throw new RecordingError(say('recording-none', { file: this.#file }));
    if (format.data.version !== recordingVersion)
      throw new RecordingError(
        say('recording-version', { file: this.#file, version: format.data.version, known: recordingVersion }),
      );
    return this.#as(recordingSchema, value);
  }

  #as<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw this.#broken(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }

  #addObject({ object, of }: z.infer<typeof objectLine>): void {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace } = metadata;
    const groupKind = `${groupOf(apiVersion)}/${kind}`;
    const key = objectKey(groupKind, namespace, name);
    if (this.#objects.has(key)) throw this.#broken(`${key} is there twice`);
    const body = object as KubernetesObject;
    const header = { apiVersion, kind, namespace, name };
    if (groupKind === definitionKind) {
      const packed = pack(body);
      this.#objects.set(
        key,
        clusterObject(header, () => unpack(packed)),
      );
    } else {
      this.#objects.set(key, clusterObject(header, body));
    }
    if (of !== undefined) this.#representatives.set(key, of);
  }

  #addPods({ pods: key, instances }: z.infer<typeof podsLine>): void {
    let known = this.#pods.get(key);
    if (known === undefined) {
      known = new Map();
      this.#pods.set(key, known);
    }
    this.#podCount += instances.length;
    if (this.#podCount > this.#limits.pods) throw this.#broken('it has too many pods');
    for (const instance of instances)
      known.set(objectKey('/Pod', instance.namespace, instance.name), withoutUndefined(instance));
  }
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A field that may be left out is absent, not undefined. */
function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, of]) => of !== undefined)) as WithoutUndefined<T>;
}
