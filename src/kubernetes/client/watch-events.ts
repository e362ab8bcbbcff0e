import type { Readable } from 'node:stream';
import { isRecord, recordOf } from '../object.ts';
import { KubernetesError } from './error.ts';

export interface WatchEvent {
  readonly type: string;
  readonly object: Record<string, unknown>;
}

/** etcd stores 1.5 MiB an object; this leaves room for what JSON adds. */
export const eventBytes = 16 * 1024 * 1024;

/** The events of a watch: one JSON a line, cut anywhere into chunks. @throws KubernetesError where a line is none, or too long */
export async function* watchEvents(body: Readable, path: string): AsyncGenerator<WatchEvent> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      start = end + 1;
      const line = (parts.length === 1 ? parts[0] : Buffer.concat(parts))?.toString('utf8') ?? '';
      parts = [];
      length = 0;
      if (line.trim() !== '') yield eventOf(line, path);
    }
    if (start === chunk.length) continue;
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > eventBytes) {
      const message = `an event of the watch has more than ${eventBytes / (1024 * 1024)} MiB`;
      throw new KubernetesError(message, { status: 200, reason: 'TooLarge', path });
    }
  }
}

function eventOf(line: string, path: string): WatchEvent {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    throw new KubernetesError('the watch brought a line that is not JSON', { status: 200, reason: 'NotJson', path });
  }
  const { type, object } = recordOf(event);
  if (typeof type === 'string' && isRecord(object)) return { type, object };
  throw new KubernetesError('the watch brought what is no event', { status: 200, reason: 'Unexpected', path });
}
