import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Diagnostic } from './diagnostic.ts';
import { type Said, say } from './diagnostic-texts.ts';
import type { Limits } from './limits.ts';
import { megabytes } from './parse.ts';

/** Reads files as text, one after the other, into one buffer, and keeps count of what is left of the limits of a run. */
export class FileReader {
  readonly limits: Limits;
  #bytes = 0;
  #files = 0;
  #exhausted = false;
  #buffer = Buffer.alloc(0);

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Whether the limits for all input together are reached. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** Counts one more input of `size` bytes; returns what is wrong where it is too much. */
  take(size: number): Said | undefined {
    const { fileBytes, totalBytes, files } = this.limits;
    if (size > fileBytes) return say('file-too-large', { size: megabytes(size), limit: megabytes(fileBytes) });
    this.#exhausted = this.#bytes + size > totalBytes || this.#files + 1 > files;
    if (this.#exhausted) return say('input-too-large', { limit: megabytes(totalBytes), files });
    this.#bytes += size;
    this.#files += 1;
    return undefined;
  }

  /**
   * The text of a regular file, or why it can't be read. Its size is known before anything is read; FIFOs and devices are not read,
   * but for a FIFO where `pipes` says so: a user may name `<(command)`, a folder's content may not.
   */
  read(path: string, pipes: boolean): string | Diagnostic {
    let descriptor: number;
    try {
      // Without O_NONBLOCK opening a FIFO that nobody writes to would wait for ever.
      descriptor = openSync(path, pipes ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK);
    } catch (error) {
      return unreadable(path, error);
    }
    try {
      const stat = fstatSync(descriptor);
      if (stat.isFile()) {
        const problem = this.take(stat.size);
        if (problem !== undefined) return { code: 'limit', file: path, said: problem };
        return decode(this.#fill(descriptor, stat.size), path);
      }
      if (!pipes || !stat.isFIFO()) return notAFile(path);
      const bytes = this.#fill(descriptor, this.limits.fileBytes + 1);
      const problem = this.take(bytes.length);
      return problem === undefined ? decode(bytes, path) : { code: 'limit', file: path, said: problem };
    } catch (error) {
      return unreadable(path, error);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Reads up to `size` bytes; what is returned is good until the next call. */
  #fill(descriptor: number, size: number): Buffer {
    let length = 0;
    while (length < size) {
      if (this.#buffer.length === length || this.#buffer.length < Math.min(size, smallFile)) this.#grow(size);
      const read = readSync(descriptor, this.#buffer, length, Math.min(size, this.#buffer.length) - length, null);
      if (read === 0) break;
      length += read;
    }
    return this.#buffer.subarray(0, length);
  }

  #grow(size: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(smallFile, Math.min(size, 2 * this.#buffer.length)));
    this.#buffer.copy(larger);
    this.#buffer = larger;
  }
}

const smallFile = 1024 * 1024;

export function notAFile(path: string): Diagnostic {
  return { code: 'unreadable', file: path, said: say('no-file') };
}

/** Texts are UTF-8, or UTF-16 with a byte order mark (which Windows' shell writes). */
export function decode(bytes: Buffer, file: string): string | Diagnostic {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return even.swap16().toString('utf16le');
  }
  if (bytes.includes(0)) return { code: 'binary', file, said: say('binary') };
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
  return {
    code: 'syntax',
    file,
    line: firstBadLine(bytes),
    column: 1,
    said: say('not-utf-8'),
  };
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return line;
}

export function unreadable(path: string, error: unknown): Diagnostic {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return { code: 'unreadable', file: path, said: say('unreadable', { reason: code }) };
}
