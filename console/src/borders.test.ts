import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const contract = join('..', '..', 'src', 'server', 'contract', 'index.ts');

describe('the console', () => {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

  it('takes from the rest of the project only the types of its API', () => {
    const leaving = files.flatMap((file) =>
      [...readFileSync(join(here, file), 'utf8').matchAll(/(import|export)( type)?[^;]*?from '(\.[^']+)'/g)]
        .map(([, , type, path = '']) => ({ file, type, to: relative(here, join(here, dirname(file), path)) }))
        .filter(({ to }) => to.startsWith('..')),
    );
    expect(leaving.length).toBeGreaterThan(0);
    expect(leaving.filter(({ type, to }) => type === undefined || to !== contract)).toEqual([]);
  });
});
