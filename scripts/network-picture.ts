import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inventoryOf, podAddressesOf, readRecording } from '../src/inventory/cluster/index.ts';
import { generate } from '../src/network/generation/index.ts';
import { isEveryPort, type Reachability } from '../src/network/reachability/index.ts';

/**
 * `node scripts/network-picture.ts`: docs/network.svg and the table in docs/network.md, the map of examples/harbor.recording before and after
 * its generated policies.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}docs/network.md`;

const cellSize = 15;
const margin = 128;
/** Light to dark: none to all of the pairs of workloads. */
const shades = ['#f1f5f9', '#cbd5f5', '#93a5e8', '#5872d6', '#2b3fae', '#161f6b'];

/** From each namespace (row) to each (column): how many pairs of workloads may connect at some port, of how many. */
interface Matrix {
  readonly names: readonly string[];
  readonly cells: ReadonlyMap<string, { readonly some: number; readonly all: number }>;
  readonly pairs: number;
  readonly allowed: number;
  readonly open: number;
  readonly fromInternet: number;
  readonly toInternet: number;
}

const { state } = await readRecording(`${root}examples/harbor.recording`);
const generated = generate(inventoryOf(state), { addresses: podAddressesOf(state) });
const [before, after] = [matrixOf(generated.before), matrixOf(generated.after)];
writeFileSync(`${root}docs/network.svg`, picture(before, after));
const text = readFileSync(page, 'utf8');
const [start, end] = ['<!-- map -->', '<!-- /map -->'].map((mark) => text.indexOf(mark));
if (start === undefined || end === undefined || start < 0 || end < start)
  throw new Error(`${page} has no place for the table`);
writeFileSync(page, `${text.slice(0, start)}<!-- map -->\n${table(before, after)}\n${text.slice(end)}`);

function matrixOf(model: Reachability): Matrix {
  const cells = new Map<string, { some: number; all: number }>();
  const sum = { pairs: 0, allowed: 0, open: 0, fromInternet: 0, toInternet: 0 };
  const pods = model.endpoints.filter(({ isHost }) => !isHost);
  const { internet } = model.classes;
  for (const to of pods) {
    const groups = model.groupsTo(model.classes.classOf(to));
    const of = (index: number) => groups.find(({ from }) => from.has(index))?.verdicts;
    if ((of(internet)?.allowed.length ?? 0) > 0) sum.fromInternet++;
    for (const from of pods) {
      if (from === to) continue;
      const allowed = of(model.classes.classOf(from))?.allowed ?? [];
      const key = `${from.namespace} ${to.namespace}`;
      const cell = cells.get(key) ?? { some: 0, all: 0 };
      cells.set(key, { some: cell.some + (allowed.length > 0 ? 1 : 0), all: cell.all + 1 });
      sum.pairs++;
      if (allowed.length > 0) sum.allowed++;
      if (isEveryPort(allowed)) sum.open++;
    }
  }
  const outward = model.groupsTo(internet);
  for (const from of pods) {
    const index = model.classes.classOf(from);
    if (outward.some((group) => group.from.has(index) && isEveryPort(group.verdicts.allowed))) sum.toInternet++;
  }
  return { names: [...new Set(pods.map(({ namespace }) => namespace ?? ''))].sort(), cells, ...sum };
}

function table(a: Matrix, b: Matrix): string {
  const row = (what: string, key: 'allowed' | 'open' | 'fromInternet' | 'toInternet', of: string) =>
    `| ${what} | ${a[key]} ${of} | ${b[key]} ${of} |`;
  const workloads = generated.before.endpoints.filter(({ isHost }) => !isHost).length;
  return [
    '| | before | after |',
    '|---|---:|---:|',
    row('pairs of workloads that may connect at some port', 'allowed', `of ${a.pairs}`),
    row('of them at every port', 'open', ''),
    row('workloads that the internet may reach at some port, if routed there', 'fromInternet', `of ${workloads}`),
    row('workloads that may reach the internet at every port', 'toInternet', `of ${workloads}`),
  ]
    .join('\n')
    .replaceAll('  |', ' |');
}

function picture(a: Matrix, b: Matrix): string {
  const side = a.names.length * cellSize;
  // The last column's name leans out.
  const width = margin + side + 60 + side + 64;
  const height = margin + side + 62;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="10">`,
    '<title>Which namespaces may connect to which, before and after the generated policies</title>',
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...matrixSvg(a, margin, 'before', true),
    ...matrixSvg(b, margin + side + 60, 'after', false),
    ...legend(margin, margin + side + 34),
    '</svg>',
    '',
  ];
  return parts.join('\n');
}

function shadeOf(some: number, all: number): string {
  if (some === 0) return shades[0] ?? '';
  return shades[Math.min(5, 1 + Math.floor((some / all) * 4.999))] ?? '';
}

function matrixSvg({ names, cells }: Matrix, left: number, title: string, withRows: boolean): readonly string[] {
  const side = names.length * cellSize;
  const parts = [
    `<text x="${left}" y="${margin + side + 18}" font-size="12" font-weight="600" fill="#0f172a">${title}: from rows to columns</text>`,
  ];
  for (const [row, from] of names.entries()) {
    const y = margin + row * cellSize;
    if (withRows) parts.push(`<text x="${left - 6}" y="${y + 11}" text-anchor="end" fill="#334155">${from}</text>`);
    parts.push(
      `<text transform="translate(${left + row * cellSize + 11} ${margin - 6}) rotate(-60)" fill="#334155">${from}</text>`,
    );
    for (const [column, to] of names.entries()) {
      const { some, all } = cells.get(`${from} ${to}`) ?? { some: 0, all: 0 };
      parts.push(
        `<rect x="${left + column * cellSize}" y="${y}" width="${cellSize - 1}" height="${cellSize - 1}" fill="${shadeOf(some, all)}"><title>${from} → ${to}: ${some} of ${all}</title></rect>`,
      );
    }
  }
  return parts;
}

function legend(x: number, y: number): readonly string[] {
  const labels = ['none', '', '', '', '', 'all pairs of workloads'];
  return shades.flatMap((shade, index) => [
    `<rect x="${x + index * cellSize}" y="${y}" width="${cellSize - 1}" height="${cellSize - 1}" fill="${shade}" stroke="#cbd5e1" stroke-width="0.5"/>`,
    `<text x="${index === 0 ? x - 6 : x + (index + 1) * cellSize + 4}" y="${y + 11}"${index === 0 ? ' text-anchor="end"' : ''} fill="#334155">${labels[index]}</text>`,
  ]);
}
