import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** How often we say the same as another project's own test cases. */
export interface Agreement {
  /** Whose cases. */
  readonly name: string;
  /** Rows whose question we ask. */
  readonly asked: number;
  readonly agreed: number;
  readonly differences: readonly Difference[];
  /** Rows on whose verdict we agree, but not on the number of findings. */
  readonly counts?: readonly Difference[];
  /** What the questions take for granted. */
  readonly remark?: string;
  /** Why rows are left out, and how many. */
  readonly notAsked?: ReadonlyMap<string, number>;
}

export interface Difference {
  /** Which row: its file, and what it asks. */
  readonly row: string;
  readonly expected: string;
  readonly got: string;
  /** Why. */
  readonly reason?: string;
}

/** Where the cases stand: beside the repository, never in it. */
const corpora = fileURLToPath(new URL('../../../shared/corpora', import.meta.url));

/** The folder of a project's cases; undefined where this machine has none, which a run says and doesn't count as agreement. */
export function corpusFolder(...steps: readonly string[]): string | undefined {
  const folder = path.join(corpora, ...steps);
  return existsSync(folder) ? folder : undefined;
}

/** The rows of a file with one JSON value a line. */
export function jsonLines(file: string): readonly unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}
