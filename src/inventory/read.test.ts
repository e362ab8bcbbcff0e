import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultLimits, type Inventory, readInventory } from './index.ts';

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'breakwater-read-'));
});
afterEach(() => rmSync(top, { recursive: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(top, file, '..'), { recursive: true });
    writeFileSync(join(top, file), content);
  }
}

function summary(inventory: Inventory): { names: string[]; said: string[] } {
  const said = inventory.diagnostics.map(
    ({ code, file, line }) => `${code} ${file?.replace(`${top}/`, '')}${line === undefined ? '' : `:${line}`}`,
  );
  return { names: inventory.objects.map((object) => object.name), said };
}

async function* chunks(...parts: readonly string[]): AsyncGenerator<string> {
  yield* parts;
}

test('reads folders, files and standard input, each once', async () => {
  write({
    'a/x.yaml': pod('x'),
    'a/y.json': '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"y"}}',
    'z.txt': pod('z'),
  });
  const paths = [join(top, 'a'), join(top, 'z.txt'), '-', join(top, 'a/x.yaml'), '-'];
  const inventory = await readInventory({ paths, stdin: chunks(pod('in').slice(0, 9), pod('in').slice(9)) });
  expect(summary(inventory)).toEqual({ names: ['x', 'y', 'z', 'in'], said: [] });
  expect(inventory.objects[0]?.source.file).toBe(join(top, 'a/x.yaml'));
});

test('says which path holds nothing', async () => {
  write({ 'empty/README.md': '', 'blank/a.yaml': '# nothing\n---\n', 'full/a.yaml': pod('a') });
  const paths = ['empty', 'blank', 'full', 'nowhere'].map((name) => join(top, name));
  const inventory = await readInventory({ paths: [...paths, '-'], stdin: chunks('') });
  expect(summary(inventory)).toEqual({
    names: ['a'],
    said: ['unreadable nowhere', 'nothing empty', 'nothing blank', 'nothing -'],
  });
});

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

test('of what belongs to other tools only the Kubernetes objects count', async () => {
  write({ 'values.yaml': 'a: 1\n', '.ci/x.yml': 'b: [\n', 'compose.yaml': `services: {}\n---\n${pod('hidden')}` });
  expect(summary(await readInventory({ paths: [top] }))).toEqual({ names: ['hidden'], said: [] });
  expect(summary(await readInventory({ paths: [join(top, 'values.yaml')] })).said).toEqual([
    'not-kubernetes values.yaml:1',
  ]);
});

test('a folder with nothing but the files of other tools is nothing to scan', async () => {
  write({ 'values.yaml': 'a: 1\n', 'package.json': '{}' });
  expect((await readInventory({ paths: [top] })).diagnostics).toEqual([
    expect.objectContaining({ code: 'nothing', file: top }),
  ]);
});

/** Bytes of a file beside a good one: what is read of it, what is said. */
const contents: readonly { title: string; content: string | Uint8Array; names?: readonly string[]; said?: string }[] = [
  { title: 'UTF-8 with a byte order mark', content: `\ufeff${pod('é')}`, names: ['é'] },
  { title: 'UTF-16, little endian', content: utf16(pod('é')), names: ['é'] },
  { title: 'UTF-16, big endian', content: utf16(pod('é')).swap16(), names: ['é'] },
  {
    title: 'bytes that are no UTF-8',
    content: Buffer.from(`${pod('a')}x: "\xe9"\n`, 'latin1'),
    said: 'syntax bad.yaml:5',
  },
  { title: 'a binary file', content: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1), said: 'binary bad.yaml' },
  { title: 'an empty file', content: '' },
];

test.each(contents)('reads $title', async ({ content, names, said }) => {
  write({ 'bad.yaml': content, 'good.yaml': pod('good') });
  const inventory = await readInventory({ paths: [top] });
  expect(summary(inventory)).toEqual({ names: [...(names ?? []), 'good'], said: said === undefined ? [] : [said] });
});

test('a file over the limit is not read', async () => {
  write({ 'huge.yaml': '', 'good.yaml': pod('good') });
  truncateSync(join(top, 'huge.yaml'), defaultLimits.fileBytes + 1);
  expect(summary(await readInventory({ paths: [top] }))).toEqual({ names: ['good'], said: ['limit huge.yaml'] });
});

test('all input together has limits', async () => {
  write({ 'a.yaml': pod('a'), 'b.yaml': pod('b'), 'c.yaml': pod('c'), 'd.yaml': pod('d') });
  const files = { ...defaultLimits, files: 2 };
  expect(summary(await readInventory({ paths: [top], limits: files }))).toEqual({
    names: ['a', 'b'],
    said: ['limit c.yaml', 'limit undefined'],
  });
  const bytes = { ...defaultLimits, totalBytes: 2 * pod('a').length };
  expect(summary(await readInventory({ paths: [top], limits: bytes })).said).toEqual([
    'limit c.yaml',
    'limit undefined',
  ]);
  const objects = { ...defaultLimits, objects: 2 };
  expect(summary(await readInventory({ paths: [top], limits: objects }))).toEqual({
    names: ['a', 'b'],
    said: ['limit undefined'],
  });
});

test('the rest of a file with too many faults is not read', async () => {
  write({ 'a.yaml': '---\n[\n'.repeat(500), 'b.yaml': pod('b') });
  const { diagnostics, objects } = await readInventory({ paths: [top] });
  expect(diagnostics).toHaveLength(defaultLimits.faults + 1);
  expect(diagnostics.at(-1)).toMatchObject({ code: 'limit', line: 2 * defaultLimits.faults + 1 });
  expect(objects).toHaveLength(1);
});

test('standard input without end is cut off', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(1024 * 1024, '#');
  }
  const limits = { ...defaultLimits, fileBytes: 3 * 1024 * 1024 };
  expect(summary(await readInventory({ paths: ['-'], stdin: endless(), limits })).said).toEqual(['limit -']);
});

test('reads a pipe that the user names, and no device', async () => {
  const pipe = join(top, 'pipe');
  const script = 'mkfifo "$0" && echo ready && printf "%s" "$1" > "$0"';
  const writer = spawn('sh', ['-c', script, pipe, pod('piped')]);
  await new Promise((ready) => writer.stdout.once('data', ready));
  expect(summary(await readInventory({ paths: [pipe] }))).toEqual({ names: ['piped'], said: [] });
  expect(summary(await readInventory({ paths: ['/dev/zero'] })).said).toEqual(['unreadable /dev/zero']);
});
