import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Rooms of src/, from the ground up: a room may import from rooms that stand before it, through their `index.ts` (or that of a
 * folder in them). Rooms of one row don't know each other.
 */
const rows: readonly (readonly string[])[] = [
  ['certificates', 'kubernetes'],
  ['inventory', 'cel'],
  ['access', 'nodes'],
  // What a workload must be allowed to reach depends on the rights of its service account.
  ['network'],
  ['checks'],
  ['findings'],
  ['assessment'],
  ['fixes', 'enforcement'],
  ['reports'],
  ['store'],
  ['server'],
  ['cli'],
];

const root = fileURLToPath(new URL('../src', import.meta.url));
const rank = new Map(rows.flatMap((row, index) => row.map((room) => [room, index] as const)));

interface Import {
  readonly from: string;
  readonly to: string;
}

function importsBetweenRooms(): Import[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    // What only tests use stands in folders called testing.
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes(`${sep}testing${sep}`),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '');
    return specifiers
      .map((specifier) => ({ from: file, to: relative(root, join(root, dirname(file), specifier)) }))
      .filter(({ from, to }) => roomOf(from) !== roomOf(to));
  });
}

function roomOf(path: string): string {
  return path.split(sep)[0] ?? '';
}

describe('the rooms', () => {
  const imports = importsBetweenRooms();

  it('are all known', () => {
    const rooms = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map(({ name }) => name).filter((name) => !rank.has(name))).toEqual([]);
  });

  it('import only from rooms below them', () => {
    const wrong = imports.filter(
      ({ from, to }) => (rank.get(roomOf(to)) ?? Infinity) >= (rank.get(roomOf(from)) ?? -1),
    );
    expect(wrong).toEqual([]);
  });

  it('import only what an index names', () => {
    expect(imports.filter(({ to }) => !to.endsWith(`${sep}index.ts`))).toEqual([]);
  });

  it('are seen by this test', () => {
    expect(imports.length).toBeGreaterThan(20);
  });
});

describe('the console', () => {
  const folder = fileURLToPath(new URL('../console', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

  it('imports from src/ only the types of the HTTP contract', () => {
    const wrong = files.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+)'/gms)]
        .filter(([, specifier = '']) => !join(folder, dirname(file), specifier).startsWith(folder + sep))
        .filter(
          ([statement, specifier]) =>
            !/^(?:import|export) type\b/.test(statement) || !specifier?.endsWith('/src/server/contract/index.ts'),
        )
        .map(([, specifier]) => `${file}: ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});
