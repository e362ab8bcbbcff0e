import { z } from 'zod';
import { type Said, saidText } from '../diagnostic-texts.ts';

/**
 * A recording is one zstd file of JSON lines: a header, then each object, then the pods of each workload. Its version changes where an
 * older reader would misread it.
 */
export const recordingFormat = 'breakwater-recording';
export const recordingVersion = 1;

/** How much of a recording is read: it may come from a stranger. An object of the API has at most 3 MiB. */
export const recordingLimits = {
  fileBytes: 512 * 1024 * 1024,
  textBytes: 4 * 1024 * 1024 * 1024,
  /** UTF-16 units. */
  lineLength: 8 * 1024 * 1024,
  lines: 1_000_000,
  pods: 300_000,
};
/** Pods in one line. */
export const podsPerLine = 200;

/** A file that is no recording, or can't be read or written. */
export class RecordingError extends Error {
  override name = 'RecordingError';
  readonly said: Said;

  constructor(said: Said, options?: ErrorOptions) {
    super(saidText(said, 'en'), options);
    this.said = said;
  }
}

const text = z.string().max(4096);

export const headerSchema = z.object({
  format: z.literal(recordingFormat),
  version: z.number().int(),
});

export const recordingSchema = headerSchema.extend({
  version: z.literal(recordingVersion),
  /** Whether names are masked. */
  redacted: z.boolean(),
  facts: z.object({
    id: text.min(1),
    name: text,
    recorded: z.iso.datetime(),
    version: text.optional(),
    apiServer: z
      .object({
        addresses: z.array(z.union([z.ipv4(), z.ipv6()])).max(64),
        ports: z.array(z.number().int().min(1).max(65_535)).max(64),
      })
      .optional(),
  }),
  kinds: z
    .array(
      z.object({
        groupKind: text.regex(/^[^/]*\/[^/]+$/),
        apiVersion: text,
        namespaced: z.boolean(),
        objects: z.number().int().nonnegative(),
        namespaces: z.array(text).max(10_000).readonly().optional(),
        state: z.enum(['recorded', 'forbidden']),
        changed: text.optional(),
        error: text.optional(),
      }),
    )
    .max(10_000),
  blindSpots: z
    .array(
      z.object({
        code: z.enum(['forbidden', 'namespace-forbidden', 'unavailable', 'watch-lost', 'not-read']),
        groupKind: text.optional(),
        namespace: text.optional(),
        detail: text,
      }),
    )
    .max(100_000),
  /** How many of each follow: a file that was cut off has fewer. */
  objects: z.number().int().nonnegative(),
  pods: z.number().int().nonnegative(),
});
export type RecordingHeader = z.infer<typeof recordingSchema>;

export const objectLine = z.object({
  object: z.looseObject({
    apiVersion: text.min(1),
    kind: text.min(1),
    metadata: z.looseObject({ name: text.min(1), namespace: text.min(1).optional() }),
  }),
  /** Of a pod that stands for others: the key of their workload. */
  of: text.optional(),
});
export type ObjectLine = z.infer<typeof objectLine>;

export const podsLine = z.object({
  pods: text.min(1),
  instances: z
    .array(
      z.object({
        name: text.min(1),
        namespace: text.min(1),
        phase: text,
        node: text.optional(),
        ip: text.optional(),
        started: text.optional(),
        restarts: z.number().int().nonnegative(),
        runs: z.array(z.object({ container: text, image: text })).max(1000),
      }),
    )
    .max(podsPerLine),
});
export type PodsLine = z.infer<typeof podsLine>;
