import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CallError } from './call-error.ts';
import { writeFolder } from './write-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const words = { language: 'en', marks: ['# ours\n'], foreignFile: (file: string) => `${file} is theirs` } as const;

test('files of ours are written anew', () => {
  const out = join(folder, 'a', 'b');
  for (const text of ['# ours\n1', '# ours\n2']) writeFolder(out, [{ name: 'x.yaml', text }], words);
  expect(readFileSync(join(out, 'x.yaml'), 'utf8')).toBe('# ours\n2');
});

test('one of somebody else’s stays, and nothing is written', () => {
  writeFileSync(join(folder, 'y.yaml'), 'theirs');
  const files = ['x.yaml', 'y.yaml'].map((name) => ({ name, text: '# ours\n' }));
  expect(() => writeFolder(folder, files, words)).toThrow(new CallError(`${join(folder, 'y.yaml')} is theirs`));
  expect(existsSync(join(folder, 'x.yaml'))).toBe(false);
});

test.each(['../x.yaml', 'a/../../x.yaml', '/tmp/x.yaml', '.x.yaml', 'a\\b.yaml', 'a\0.yaml', ''])(
  'a name that leads elsewhere is none: %j',
  (name) => {
    const out = join(folder, 'out');
    const files = ['good.yaml', name].map((one) => ({ name: one, text: '# ours\n' }));
    expect(() => writeFolder(out, files, words)).toThrow(CallError);
    expect(existsSync(out)).toBe(false);
  },
);
