import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { type Refusal, refusal } from './refusal.ts';

/**
 * Writes a file anew: a temporary file beside it, then a rename, so that no reader ever sees half of it. A link's target is written, the
 * link stays; never a file outside of `roots` (the paths that were scanned). Mode and byte order mark stay.
 * @returns why it was not written; undefined where it was
 */
export function replaceFile(
  file: string,
  before: string,
  after: string,
  roots: readonly string[],
): Refusal | undefined {
  let temporary: string | undefined;
  try {
    const target = realpathSync(file);
    if (!roots.some((root) => isInside(target, realpathSync(root)))) return refusal('outside', { file: target });
    const text = decode(readFileSync(target));
    if (text === undefined) return refusal('encoding', { file });
    const mark = text.startsWith('\ufeff') && !before.startsWith('\ufeff') ? '\ufeff' : '';
    if (text !== mark + before) return refusal('changed', { file });
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(descriptor, mark + after);
      fchmodSync(descriptor, statSync(target).mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
    temporary = undefined;
    return undefined;
  } catch (error) {
    return refusal('unwritable', { file, reason: (error as NodeJS.ErrnoException).code ?? String(error) });
  } finally {
    if (temporary !== undefined) remove(temporary);
  }
}

/** Writes a file that must not be there yet. */
export function createFile(file: string, text: string): Refusal | undefined {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return undefined;
  } catch (error) {
    return refusal('unwritable', { file, reason: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

function isInside(target: string, root: string): boolean {
  return target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** The text with its byte order mark; undefined where it is not UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function remove(temporary: string): void {
  try {
    unlinkSync(temporary);
  } catch {
    // Not there: it was never made. The reason why is already on its way.
  }
}
