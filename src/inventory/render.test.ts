import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readInventory, say } from './index.ts';
import { readable, runProgram } from './program.ts';

/** What happens around renderers; what they render is tested with the real ones, in test/cluster/render.test.ts. */
let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'breakwater-render-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(top, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, file)), { recursive: true });
    writeFileSync(join(top, file), content);
  }
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n';

async function read(...paths: readonly string[]): Promise<{ found: string[]; said: string[] }> {
  const inventory = await readInventory({ paths: paths.map((path) => join(top, path)) });
  return {
    found: inventory.objects.map(({ source }) => source.file.slice(top.length + 1)),
    said: inventory.diagnostics.map(({ code, file }) => `${code} ${file?.slice(top.length + 1)}`).toSorted(),
  };
}

test('without its renderer each chart and each overlay is one diagnostic, and the rest is read', async () => {
  vi.stubEnv('PATH', join(top, 'no-programs'));
  write({
    'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'charts/shop/values.yaml': 'a: 1\n',
    'charts/shop/templates/a.yaml': '{{ x }}\n',
    'charts/common/Chart.yaml': 'apiVersion: v2\nname: common\ntype: library\nversion: 1.0.0\n',
    'overlay/kustomization.yaml': 'resources: [a.yaml]\n',
    'overlay/a.yaml': pod,
    'plain.yaml': pod,
  });
  expect(await read('')).toEqual({
    found: ['plain.yaml'],
    said: ['renderer-missing charts/shop', 'renderer-missing overlay'],
  });
});

/** Of a folder with overlays: which are rendered (here: said to lack their renderer), which files are read as they are. */
const selections: readonly {
  title: string;
  files: Readonly<Record<string, string>>;
  paths?: readonly string[];
  rendered: readonly string[];
  read?: readonly string[];
}[] = [
  {
    title: 'bases are rendered through their overlays',
    files: {
      'base/kustomization.yaml': 'resources: [a.yaml]',
      'prod/kustomization.yaml': 'resources: [../base]',
      'test/kustomization.yaml': 'bases: [../base/]',
    },
    rendered: ['prod', 'test'],
  },
  {
    title: 'but for one that the user names',
    files: { 'base/kustomization.yaml': '', 'prod/kustomization.yaml': 'resources: [../base]' },
    paths: ['base', 'prod'],
    rendered: ['base', 'prod'],
  },
  {
    title: 'components are rendered through what uses them',
    files: { 'part/kustomization.yaml': 'kind: Component', 'prod/kustomization.yaml': 'components: [../part]' },
    rendered: ['prod'],
  },
  {
    title: 'overlays that refer to each other are not forgotten',
    files: { 'a/kustomization.yaml': 'resources: [../b]', 'b/kustomization.yaml': 'resources: [../a]' },
    rendered: ['a', 'b'],
  },
  {
    title: 'files that an overlay refers to are not read on their own, others are',
    files: {
      'o/kustomization.yaml': [
        'resources: [a.yaml, ./sub/b.yaml]',
        'patches: [{path: c.yaml}, {patch: "- op: remove"}]',
        'patchesStrategicMerge: [d.yaml]',
        'configMapGenerator: [{name: x, files: [e.yaml, key=f.yaml], envs: [g.yaml]}]',
        'replacements: [{path: h.yaml}]',
      ].join('\n'),
      ...Object.fromEntries(
        ['a', 'sub/b', 'c', 'd', 'e', 'f', 'g', 'h', 'other'].map((name) => [`o/${name}.yaml`, pod]),
      ),
    },
    rendered: ['o'],
    read: ['o/other.yaml'],
  },
  {
    title: 'a file that the user names beside its overlay is read once',
    files: { 'o/kustomization.yaml': 'resources: [a.yaml]', 'o/a.yaml': pod },
    paths: ['o/kustomization.yaml', 'o/a.yaml'],
    rendered: ['o'],
  },
];

test.each(selections)('$title', async ({ files, paths, rendered, read: plain }) => {
  vi.stubEnv('PATH', join(top, 'no-programs'));
  write(files);
  expect(await read(...(paths ?? ['']))).toEqual({
    found: plain ?? [],
    said: rendered.map((path) => `renderer-missing ${path}`),
  });
});

test('a component alone is nothing to scan', async () => {
  write({ 'part/kustomization.yaml': 'kind: Component' });
  expect((await readInventory({ paths: [top] })).diagnostics).toEqual([
    expect.objectContaining({ code: 'nothing', file: top }),
  ]);
});

const remotes = [
  'https://example.com/pod.yaml',
  'github.com/owner/repository//folder?ref=v1',
  'git@example.com:owner/repository.git',
  'ssh://git@example.com/owner/repository',
];

test.each(remotes)('nothing is fetched: %s', async (remote) => {
  write({
    'base/kustomization.yaml': `resources: [${JSON.stringify(remote)}]`,
    'prod/kustomization.yaml': 'resources: [../base]',
  });
  const { diagnostics } = await readInventory({ paths: [join(top, 'prod')] });
  expect(diagnostics).toEqual([
    { code: 'render', file: join(top, 'prod'), said: say('kustomize-remote', { reference: remote }) },
  ]);
});

test('a program that says too much is stopped', async () => {
  expect(await runProgram('yes', [], 100_000)).toEqual({
    outcome: 'failed',
    reason: 'it wrote more than 100,000 bytes',
  });
});

test('a program sees no cluster, no settings and no network of ours', async () => {
  vi.stubEnv('KUBECONFIG', '/home/user/.kube/config');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('NO_PROXY', '*');
  const result = await runProgram('node', ['-p', 'JSON.stringify(process.env)'], 100_000);
  const seen: Record<string, string> = result.outcome === 'done' ? JSON.parse(result.output.toString()) : {};
  expect(seen).toMatchObject({
    KUBECONFIG: '/dev/null',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    GIT_ALLOW_PROTOCOL: 'none',
  });
  expect(seen).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  expect(seen).not.toHaveProperty('NO_PROXY');
});

test('what a program says becomes one clean line', () => {
  expect(readable('\u001b[31mError\u001b[0m: one\r\n\ttwo\u0007\n\n')).toBe('one two');
  expect(readable(`first${'x'.repeat(5000)}last`)).toMatch(/^firstx{195} … x{296}last$/);
  expect(readable('E1123 16:02:06.001648   25009 run.go:72] "command failed" err="why"')).toBe('"why"');
});
