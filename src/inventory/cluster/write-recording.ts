import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { say } from '../diagnostic-texts.ts';
import type { InventoryObject } from '../inventory.ts';
import {
  type ObjectLine,
  type PodsLine,
  podsPerLine,
  RecordingError,
  type RecordingHeader,
  recordingFormat,
  recordingVersion,
} from './recording-format.ts';
import { Redaction, type RedactionRules } from './redaction.ts';
import type { ClusterState } from './state.ts';

interface RecordingOptions {
  /** The object without the credentials that stand in it, which another room knows to find. */
  readonly withoutSecrets: (object: InventoryObject) => KubernetesObject;
  /** Masks names. */
  readonly redact?: RedactionRules;
}

interface Written {
  readonly objects: number;
  readonly pods: number;
}

/**
 * Writes what is known of a cluster at this moment to a file, which is there whole or not at all.
 * @throws RecordingError where it can't be written
 */
export async function writeRecording(state: ClusterState, file: string, options: RecordingOptions): Promise<Written> {
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  const snapshot = snapshotOf(state);
  try {
    // Nobody else's to read: it says where a cluster is weak.
    const handle = await open(part, 'wx', 0o600);
    try {
      const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 9 } });
      await pipeline(Readable.from(linesOf(snapshot, options)), compress, async (blocks) => {
        for await (const block of blocks) await handle.appendFile(block);
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (!isSystemError(error)) throw error;
    throw new RecordingError(say('recording-unwritable', { file, reason: error.code }), { cause: error });
  }
  return { objects: snapshot.objects.length, pods: snapshot.podCount };
}

interface Snapshot {
  readonly state: Pick<ClusterState, 'facts' | 'kinds' | 'blindSpots'>;
  readonly objects: readonly (readonly [object: InventoryObject, of: string | undefined])[];
  readonly pods: readonly PodsLine[];
  readonly podCount: number;
}

/** The cluster goes on changing while it is written. */
function snapshotOf({ facts, kinds, blindSpots, objects, representatives, pods }: ClusterState): Snapshot {
  const lines: PodsLine[] = [];
  let podCount = 0;
  for (const [key, instances] of pods) {
    const all = [...instances.values()].map((instance) => ({ ...instance, runs: [...instance.runs] }));
    podCount += all.length;
    for (let at = 0; at < all.length; at += podsPerLine)
      lines.push({ pods: key, instances: all.slice(at, at + podsPerLine) });
  }
  return {
    state: { facts, kinds, blindSpots },
    objects: [...objects].map(([key, object]) => [object, representatives.get(key)]),
    pods: lines,
    podCount,
  };
}

function* linesOf(snapshot: Snapshot, { withoutSecrets, redact }: RecordingOptions): Generator<string> {
  const redaction = redact === undefined ? undefined : new Redaction(redact);
  const header = headerOf(snapshot);
  yield `${JSON.stringify(redaction?.header(header) ?? header)}\n`;
  for (const [object, of] of snapshot.objects) {
    const bare = withoutSecrets(object);
    const line: ObjectLine = {
      object: (redaction?.object(bare) ?? bare) as ObjectLine['object'],
      ...(of !== undefined && { of: redaction?.key(of) ?? of }),
    };
    yield `${JSON.stringify(line)}\n`;
  }
  for (const line of snapshot.pods) yield `${JSON.stringify(redaction?.pods(line) ?? line)}\n`;
}

function headerOf({ state, objects, podCount }: Snapshot): RecordingHeader {
  const { id, name, version, apiServer, recorded = new Date().toISOString() } = state.facts;
  return {
    format: recordingFormat,
    version: recordingVersion,
    redacted: false,
    facts: {
      ...{ id, name, recorded },
      ...(version !== undefined && { version }),
      ...(apiServer !== undefined && {
        apiServer: { addresses: [...apiServer.addresses], ports: [...apiServer.ports] },
      }),
    },
    kinds: state.kinds.map((kind) => ({ ...kind, state: kind.state === 'forbidden' ? 'forbidden' : 'recorded' })),
    blindSpots: [...state.blindSpots],
    objects: objects.length,
    pods: podCount,
  };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
