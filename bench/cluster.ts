import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api, until } from '../test/cluster/api.ts';
import { startControlPlane, stopControlPlane } from '../test/cluster/control-plane.ts';
import { endWithUs } from '../test/cluster/processes.ts';
import { ServerProcess } from '../test/cluster/server-process.ts';
import { changeCases, makeChanges } from './cluster-changes.ts';
import { createLoad, type Load } from './cluster-load.ts';
import { findingPages } from './cluster-pages.ts';
import { writeSection } from './document.ts';
import { packedProgram } from './packed-program.ts';
import { between, boundOf, bucketsOf, countOf, figureOf } from './prometheus.ts';

/**
 * `npm run bench:cluster`: the packed server beside a real API server with 1,000 nodes and 30,000 pods of 2,500 workloads. With `--write`
 * the table goes to docs/performance.md; with `--share 0.1` the cluster has a tenth of everything, to try the benchmark itself.
 */
const full: Load = { nodes: 1000, namespaces: 100, workloads: 2500, pods: 30_000 };
/** Changes of each sort. */
const changes = 100;
const requests = 25;
/** The whole run; milliseconds. */
const limit = 25 * 60_000;

interface Row {
  readonly what: string;
  readonly result: string;
  readonly goal?: string;
}

const share = shareOf(process.argv);
const load = scaled(full, share);
const began = performance.now();
const rows: Row[] = [];
const folder = mkdtempSync(join(tmpdir(), 'breakwater-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const tooLong = setTimeout(() => {
  say(`not done in ${limit / 60_000} minutes`);
  process.exit(1);
}, limit);

const command = packedProgram(folder);
say('packed');
const plane = await startControlPlane({ bare: true });
const callOff = endWithUs(plane.processes, plane.folder);
const api = new Api(plane.access);
let server: ServerProcess | undefined;
try {
  await createLoad(api, load, say);
  const started = performance.now();
  server = await ServerProcess.start(command, [
    '--kubeconfig',
    plane.access.kubeconfig,
    '--data',
    join(folder, 'data'),
  ]);
  say('the lists have arrived');
  row('from start to all lists read', seconds(performance.now() - started));
  await firstAssessment(server);
  await pages(server);
  await singleChanges(server);
  memory(server);
  const text = table();
  process.stdout.write(text);
  const how = `The packed server and a real API server with ${load.nodes} nodes, ${load.namespaces} namespaces, ${load.workloads} workloads and ${load.pods} pods\n(kwok), both on the same machine, by \`npm run bench:cluster -- --write\``;
  if (process.argv.includes('--write') && share === 1) writeSection('A cluster and its console', how, text);
} finally {
  await server?.stop();
  api.close();
  await stopControlPlane(plane);
  callOff();
  clearTimeout(tooLong);
}

async function firstAssessment(running: ServerProcess): Promise<void> {
  const ready = async () => (await running.ask('GET', '/readyz')).status === 200;
  await until('the first assessment', 600_000, ready);
  say('assessed');
  const text = await running.metrics();
  const duration = figureOf(text, 'breakwater_assessment_duration_seconds_sum', 'complete="true"');
  row('first assessment after the lists, stored', seconds(duration * 1000), '≤ 10 s');
  row('objects assessed', String(figureOf(text, 'breakwater_objects')));
  row('open findings', String(figureOf(text, 'breakwater_findings_open')));
}

async function singleChanges(running: ServerProcess): Promise<void> {
  const name = 'breakwater_change_delay_seconds';
  const start = bucketsOf(await running.metrics(), name);
  let before = start;
  for (const one of changeCases(load)) {
    await makeChanges(api, one, Math.round(changes * Math.min(1, share * 5)));
    await sleep(1000);
    const after = bucketsOf(await running.metrics(), name);
    const counted = between(before, after);
    row(`change: ${one.what}`, `${milliseconds(counted, 0.5)} p50, ${milliseconds(counted, 0.99)} p99`);
    say(`${one.what}: ${countOf(counted)} batches`);
    before = after;
  }
  row('change, all of them', `${milliseconds(between(start, before), 0.99)} p99`, '≤ 50 ms p99');
}

async function pages(running: ServerProcess): Promise<void> {
  for (const { what, durations } of await findingPages(running, requests)) {
    row(`findings page: ${what}`, `${quantile(durations, 0.5)} p50, ${quantile(durations, 0.99)} p99`, '≤ 200 ms');
  }
  say('pages asked for');
}

function memory(running: ServerProcess): void {
  const status = readFileSync(`/proc/${running.pid}/status`, 'utf8');
  const size = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024);
  row('resident memory at the end', `${size('VmRSS')} MiB`, '≤ 600 MB');
  row('resident memory at its peak', `${size('VmHWM')} MiB`);
}

function row(what: string, result: string, goal?: string): void {
  rows.push(goal === undefined ? { what, result } : { what, result, goal });
}

function table(): string {
  const lines = rows.map(({ what, result, goal = '' }) => `| ${what} | ${result} | ${goal} |`);
  return `| what | measured | goal |\n|---|---:|---|\n${lines.join('\n')}\n`;
}

function milliseconds(buckets: Parameters<typeof boundOf>[0], part: number): string {
  return `≤ ${Math.round(boundOf(buckets, part) * 1000)} ms`;
}

function seconds(duration: number): string {
  return `${(duration / 1000).toFixed(1)} s`;
}

function quantile(durations: readonly number[], part: number): string {
  const sorted = durations.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return `${Math.round(value)} ms`;
}

function shareOf(args: readonly string[]): number {
  const at = args.indexOf('--share');
  const value = at < 0 ? 1 : Number(args[at + 1]);
  if (!(value > 0 && value <= 1)) throw new Error('--share is a number above 0, at most 1');
  return value;
}

function scaled(one: Load, by: number): Load {
  const part = (count: number) => Math.max(1, Math.round(count * by));
  return {
    nodes: part(one.nodes),
    namespaces: part(one.namespaces),
    workloads: part(one.workloads),
    pods: part(one.pods),
  };
}

function say(line: string): void {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);
}
