import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSection } from './document.ts';
import { hostileCases } from './hostile.ts';
import { type Measure, measure } from './measure.ts';
import { packedProgram } from './packed-program.ts';
import { writeTree } from './tree.ts';

/**
 * `npm run bench`: medians of five runs of the packed program, beside other linters where they are on PATH, and the bounds on
 * hostile input. With `--write` the table goes to docs/performance.md.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const kubePrometheus = join(root, '../shared/corpora/manifests/kube-prometheus/files');

interface Row {
  readonly what: string;
  readonly program: string;
  readonly goal: string;
  readonly result: Measure | string;
}

const folder = mkdtempSync(join(tmpdir(), 'breakwater-bench-'));
try {
  const rows = await allRows();
  const text = table(rows);
  process.stdout.write(text);
  const how =
    'Medians of five runs after one that warms the caches, of the packed program, by `npm run bench -- --write`';
  if (process.argv.includes('--write')) writeSection('The command line', how, text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function allRows(): Promise<readonly Row[]> {
  const breakwater = packedProgram(folder);
  const tree = join(folder, 'tree');
  const { files, bytes } = writeTree(tree);
  const treeName = `${Math.round(bytes / 1e6)} MB in ${files} files`;
  const rows: Row[] = [];
  const add = async (
    what: string,
    program: string,
    goal: string,
    command: readonly string[],
    codes: readonly number[],
  ) => {
    process.stderr.write(`${what}: ${program}\n`);
    const result = await measure(command, codes).catch((error: Error) => error.message.slice(0, 200));
    rows.push({ what, program, goal, result });
  };
  await add('start', 'node --version', '', [process.execPath, '--version'], [0]);
  await add('start', 'node -e 0', '', [process.execPath, '-e', '0'], [0]);
  await add('start', 'breakwater --version', '≤ 0.05 s', [...breakwater, '--version'], [0]);
  const usual = ['--allow-errors', '-o', 'json'];
  const all = ['--profile', 'all', '--allow-errors', '-o', 'json'];
  const inputs: (readonly [string, string, string])[] = [[treeName, tree, '≤ 0.5 s, ≤ 250 MB']];
  if (existsSync(kubePrometheus)) inputs.unshift(['kube-prometheus', kubePrometheus, '≤ 0.15 s']);
  else process.stderr.write('kube-prometheus: skipped, ../shared/corpora is not there\n');
  for (const [name, path, goal] of inputs) {
    await add(name, 'breakwater scan, all checks', goal, [...breakwater, 'scan', path, ...all], [0, 1]);
    await add(name, 'breakwater scan, profile security', '', [...breakwater, 'scan', path, ...usual], [0, 1]);
    for (const [other, command] of otherLinters(path)) await add(name, other, '', command, [0, 1]);
  }
  for (const { name, args } of hostileCases(folder))
    await add(`hostile: ${name}`, 'breakwater scan', '≤ 2 s, ≤ 500 MB', [...breakwater, 'scan', ...args], [0, 1, 2]);
  return rows;
}

/** Others of its kind, where they are installed. */
function otherLinters(path: string): readonly (readonly [string, readonly string[]])[] {
  const files = yamlFiles(path);
  const candidates: readonly (readonly [string, readonly string[]])[] = [
    ['kube-score', ['kube-score', 'score', '--output-format', 'json', ...files]],
    ['checkov', ['checkov', '--directory', path, '--framework', 'kubernetes', '--compact', '--quiet', '-o', 'json']],
  ];
  return candidates.filter(([name]) => isOnPath(name));
}

function yamlFiles(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(path, name));
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((directory) => existsSync(join(directory, program)));
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ what, program, goal, result }) => {
    const [wall, peak] =
      typeof result === 'string'
        ? [result.replaceAll('|', '\\|').replaceAll('\n', ' '), '']
        : [`${result.wall.toFixed(3)} s`, result.peak === undefined ? '?' : `${Math.round(result.peak)} MiB`];
    return `| ${what} | ${program} | ${wall} | ${peak} | ${goal} |`;
  });
  return `| input | program | wall | peak memory | goal |\n|---|---|---:|---:|---|\n${lines.join('\n')}\n`;
}
