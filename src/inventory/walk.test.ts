import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import { findInputs } from './walk.ts';

let top: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-walk-')));
});
afterEach(() => rmSync(top, { recursive: true }));

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(top, file)), { recursive: true });
    writeFileSync(join(top, file), '');
  }
}

function walk(path = top): { found: string[]; said: string[] } {
  const diagnostics: Diagnostic[] = [];
  const inputs = findInputs(path, diagnostics);
  const found = inputs.map((input) =>
    input.kind === 'stdin'
      ? '-'
      : `${input.kind === 'file' && input.aside ? 'aside' : input.kind} ${input.path.slice(top.length + 1)}`,
  );
  return { found, said: diagnostics.map(({ code, file }) => `${code} ${file?.slice(top.length + 1)}`) };
}

test('reads manifests in the order of names and nothing else', () => {
  write('b.yaml', 'a/z.yml', 'a/y.json', 'c.txt', 'README.md', 'node_modules/a/a.yaml', '.git/x.yaml', 'd/e/f.yaml');
  expect(walk()).toEqual({ found: ['file a/y.json', 'file a/z.yml', 'file b.yaml', 'file d/e/f.yaml'], said: [] });
});

test('knows what belongs to other tools by its name or its place', () => {
  const files = [
    '.breakwater.yaml',
    '.github/workflows/ci.yml',
    'compose.override.yaml',
    'docker-compose.yml',
    'package.json',
  ];
  write(...files, 'prod.values.yaml', 'values-prod.yaml', 'values.yaml');
  expect(walk().found).toEqual(
    [...files, 'prod.values.yaml', 'values-prod.yaml', 'values.yaml'].map((file) => `aside ${file}`),
  );
});

test('takes charts and overlays as wholes, and finds what else lies in their folders', () => {
  write(
    'shop/Chart.yaml',
    'shop/values.yaml',
    'shop/templates/a.yaml',
    'shop/charts/db/Chart.yaml',
    'shop/crds/c.yaml',
    'shop/ci/x.yaml',
  );
  write('overlay/kustomization.yaml', 'overlay/a.yaml', 'other/kustomization.yml', 'third/Kustomization');
  expect(walk().found).toEqual([
    'overlay other',
    'overlay overlay',
    'file overlay/a.yaml',
    'chart shop',
    'aside shop/ci/x.yaml',
    'aside shop/values.yaml',
    'overlay third',
  ]);
});

test('takes what the user names, whatever it is called', () => {
  write('.hidden.yaml', 'manifest.txt', 'shop/Chart.yaml', 'shop-1.0.tgz', 'overlay/kustomization.yaml');
  const named = ['.hidden.yaml', 'manifest.txt', 'shop/Chart.yaml', 'shop-1.0.tgz', 'overlay/kustomization.yaml'];
  expect(named.flatMap((path) => walk(join(top, path)).found)).toEqual([
    'file .hidden.yaml',
    'file manifest.txt',
    'chart shop',
    'chart shop-1.0.tgz',
    'overlay overlay',
  ]);
  expect(findInputs('-', [])).toEqual([{ kind: 'stdin' }]);
});

test('says what is not there', () => {
  expect(walk(join(top, 'nowhere'))).toEqual({ found: [], said: ['unreadable nowhere'] });
  symlinkSync('nowhere', join(top, 'a.yaml'));
  symlinkSync('nowhere', join(top, 'a.txt'));
  expect(walk()).toEqual({ found: [], said: ['unreadable a.yaml'] });
});

test('does not follow links in circles', () => {
  write('a/b/x.yaml');
  symlinkSync('../..', join(top, 'a/b/up'));
  symlinkSync('self', join(top, 'self'));
  expect(walk()).toEqual({ found: ['file a/b/x.yaml'], said: ['link-loop a/b/up', 'link-loop self'] });
});

test('follows links only inside, and reads a target once', () => {
  write('in/a.yaml', 'in/..data/secret.yaml', 'in/text', 'in/node_modules/x/x.yaml');
  symlinkSync('a.yaml', join(top, 'in/again.yaml'));
  symlinkSync('..data/secret.yaml', join(top, 'in/mounted.yaml'));
  symlinkSync('..data', join(top, 'in/mounted'));
  symlinkSync('text', join(top, 'in/text.yaml'));
  symlinkSync('node_modules/x/x.yaml', join(top, 'in/installed.yaml'));
  symlinkSync('/etc/hostname', join(top, 'in/out.yaml'));
  symlinkSync('/etc', join(top, 'in/outside'));
  expect(walk(join(top, 'in'))).toEqual({
    found: ['aside in/..data/secret.yaml', 'file in/a.yaml', 'file in/installed.yaml', 'file in/text.yaml'],
    said: ['unreadable in/out.yaml', 'unreadable in/outside'],
  });
});

test('opens no pipes that it meets', () => {
  write('a.yaml');
  execFileSync('mkfifo', [join(top, 'pipe.yaml')]);
  expect(walk()).toEqual({ found: ['file a.yaml'], said: ['unreadable pipe.yaml'] });
});
