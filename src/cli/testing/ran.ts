import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';

/** What there is of one test. */
export interface Ran {
  /** A folder of its own, empty at first. */
  readonly folder: string;
  /** What commands printed on standard output so far, or since a test emptied it. */
  output: string;
  /** And on standard error. */
  readonly errors: string;
}

/** Catches, for each test of the file that calls this, what commands print. `name`: of the folder. */
export function ranIn(name: string): Ran {
  const ran = { folder: '', output: '', errors: '' };
  beforeEach(() => {
    Object.assign(ran, { folder: mkdtempSync(join(tmpdir(), `breakwater-${name}-`)), output: '', errors: '' });
    const catching = (stream: NodeJS.WriteStream, field: 'output' | 'errors') =>
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        ran[field] += String(text);
        return true;
      });
    catching(process.stdout, 'output');
    catching(process.stderr, 'errors');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(ran.folder, { recursive: true, force: true });
  });
  return ran;
}
