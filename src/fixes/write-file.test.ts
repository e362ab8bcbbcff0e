import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFile, replaceFile } from './write-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-'));
  mkdirSync(join(folder, 'in'));
  file = join(folder, 'in', 'a.yaml');
  writeFileSync(file, 'a: 1\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('replaceFile', () => {
  it('writes, keeps the mode, and leaves nothing beside it', () => {
    chmodSync(file, 0o640);
    expect(replaceFile(file, 'a: 1\n', 'a: 2\n', [join(folder, 'in')])).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('a: 2\n');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, 'in'))).toEqual(['a.yaml']);
  });

  it('keeps a byte order mark that the reader left out', () => {
    writeFileSync(file, '\ufeffa: 1\n');
    expect(replaceFile(file, 'a: 1\n', 'a: 2\n', [file])).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('\ufeffa: 2\n');
  });

  it('refuses a file that changed, or is not UTF-8, or is gone', () => {
    expect(replaceFile(file, 'a: 0\n', 'a: 2\n', [folder])?.code).toBe('changed');
    writeFileSync(file, Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]));
    expect(replaceFile(file, 'a: \ufffd\n', 'a: 2\n', [folder])?.code).toBe('encoding');
    rmSync(file);
    expect(replaceFile(file, 'a: 1\n', 'a: 2\n', [folder])?.code).toBe('unwritable');
  });

  it('writes the target of a link inside, refuses one that leads outside', () => {
    const link = join(folder, 'in', 'link.yaml');
    symlinkSync(file, link);
    expect(replaceFile(link, 'a: 1\n', 'a: 2\n', [join(folder, 'in')])).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('a: 2\n');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);

    const outside = join(folder, 'outside.yaml');
    writeFileSync(outside, 'a: 1\n');
    const out = join(folder, 'in', 'out.yaml');
    symlinkSync(outside, out);
    expect(replaceFile(out, 'a: 1\n', 'a: 2\n', [join(folder, 'in')])?.code).toBe('outside');
    expect(readFileSync(outside, 'utf8')).toBe('a: 1\n');
    // A name that begins alike is another folder.
    expect(replaceFile(file, 'a: 2\n', 'a: 3\n', [join(folder, 'i')])?.code).not.toBeUndefined();
  });
});

describe('createFile', () => {
  it('never overwrites', () => {
    expect(createFile(file, 'x')?.code).toBe('unwritable');
    expect(createFile(join(folder, 'new.yaml'), 'x')).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('a: 1\n');
  });
});
