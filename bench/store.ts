import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindingFilter, openStore, type Store } from '../src/store/index.ts';
import { batch, largeBatch } from '../src/store/testing/batches.ts';
import { plainCluster } from '../src/store/testing/clusters.ts';
import { startPostgres } from '../src/store/testing/postgres-server.ts';

/**
 * `node bench/store.ts [postgres]`: medians of the database's work at 50,000 findings of 2,500 workloads in 50 namespaces, SQLite
 * unless said otherwise. Beside the time its share on this process's CPU: in SQLite all of it, unless others are busy.
 */
const scope = { cluster: 'c1', visible: undefined };
const someNamespaces = { cluster: 'c1', visible: Array.from({ length: 20 }, (_, index) => `team-space-${index}`) };
const filters: readonly (readonly [string, FindingFilter])[] = [
  ['all', {}],
  ['open', { status: ['open'] }],
  ['a search', { status: ['open'], words: [{ text: 'workload-12', checks: [] }] }],
];
const runs = 7;

interface Measured {
  readonly time: number;
  readonly cpu: number;
}

async function once(work: () => Promise<unknown>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { time: performance.now() - started, cpu: (user + system) / 1000 };
}

async function measure(what: string, work: () => Promise<unknown>, times = runs): Promise<void> {
  const results: Measured[] = [];
  for (let run = 0; run < times; run++) results.push(await once(work));
  const median = (field: keyof Measured) =>
    results.map((result) => result[field]).sort((a, b) => a - b)[times >> 1] ?? 0;
  const text = (value: number) => value.toFixed(1).padStart(8);
  process.stdout.write(`${text(median('time'))} ms ${text(median('cpu'))} ms CPU  ${what}\n`);
}

async function writes(store: Store): Promise<void> {
  const large = largeBatch(2500, '2027-03-01T10:00:00Z');
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  await measure('first complete batch of 50,000 findings', () => store.applyBatch(large), 1);
  await measure(
    'the same again, as after a restart',
    () => store.applyBatch({ ...large, at: '2027-03-02T10:00:00Z' }),
    3,
  );
  clearInterval(timer);
  process.stdout.write(
    `${longest.toFixed(1).padStart(8)} ms               longest time that the event loop stood still meanwhile\n`,
  );
  let number = 0;
  await measure(
    'one workload changes two findings',
    () => {
      const object = large.objects[number % 50];
      number++;
      return store.applyBatch(
        batch({
          at: '2027-03-03T10:00:00Z',
          objects: object ? [{ ...object, findings: object.findings.slice(number & 2) }] : [],
        }),
      );
    },
    101,
  );
}

async function reads(store: Store): Promise<void> {
  const paging = { offset: 0, limit: 50, order: 'desc' as const };
  const { findings, overview, workloads, trends } = store;
  for (const [name, filter] of filters) {
    for (const sort of ['risk', 'severity', 'check', 'namespace', 'name', 'firstSeen', 'lastSeen'] as const)
      await measure(`page of ${name} by ${sort}`, () => findings.page(scope, filter, { ...paging, sort }));
    await measure(`page of ${name}, far back`, () =>
      findings.page(scope, filter, { ...paging, sort: 'risk', offset: 40_000 }),
    );
    await measure(`page of ${name}, 20 namespaces`, () =>
      findings.page(someNamespaces, filter, { ...paging, sort: 'risk' }),
    );
    await measure(`facets of ${name}`, () => findings.facets(scope, filter));
    await measure(`facets of ${name}, 20 namespaces`, () => findings.facets(someNamespaces, filter));
    for (const by of ['check', 'workload', 'namespace', 'team'] as const)
      await measure(`groups of ${name} by ${by}`, () => findings.groups(scope, filter, by, paging));
  }
  for (const sort of ['risk', 'name'] as const)
    await measure(`workloads by ${sort}`, () => workloads.page(scope, {}, { ...paging, sort }));
  await measure('facets of workloads', () => workloads.facets(scope, {}));
  await measure('totals', () => overview.totals(scope));
  await measure('changes of a day', () => overview.changes(scope, '2027-03-01T00:00:00Z'));
  await measure('top risks', () => overview.topRisks(scope, 10));
  await measure('namespaces by risk', () => overview.namespaces(scope, 10));
  await measure('counts by check', () => findings.countsByCheck(scope));
  await measure('trend of 30 days', () => trends.days(scope, { days: 30, now: '2027-03-03T12:00:00Z' }));
  const [first] = (await findings.page(scope, {}, { ...paging, sort: 'risk' })).items;
  await measure('one finding', () => findings.detail(scope, first?.facts.fingerprint ?? ''));
  await measure(
    'export of all',
    async () => {
      for await (const slice of findings.export(scope, {}, { sort: 'risk', order: 'desc' })) void slice;
    },
    3,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'breakwater-bench-'));
const server = process.argv[2] === 'postgres' ? await startPostgres() : undefined;
try {
  const store = await openStore(
    server === undefined ? { file: join(folder, 'store.db') } : { url: await server.database() },
  );
  await store.clusters.put(plainCluster);
  await writes(store);
  await reads(store);
  await store.close();
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
