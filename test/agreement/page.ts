import { fileURLToPath } from 'node:url';
import type { Agreement, Difference } from './agreement.ts';
import type { ExportedAgreement } from './exported.ts';

export const pageFile = fileURLToPath(new URL('../../docs/agreement.md', import.meta.url));

/** What other commands found stands between marks, `<!-- exported policies -->`; `agreement` leaves it as it is. */
const kept = ['exported policies', 'policies by version'] as const;
type Kept = (typeof kept)[number];

/** What stands between the marks of a page; undefined where it has none. */
function keptOf(page: string, name: Kept): string | undefined {
  const start = page.indexOf(`<!-- ${name} -->`);
  const end = page.indexOf(`<!-- /${name} -->`);
  return start < 0 || end < start ? undefined : page.slice(start + `<!-- ${name} -->`.length, end);
}

/** The page with another text between the marks, at its end where it has none yet. */
export function withKept(page: string, name: Kept, text: string): string {
  const block = (content: string) => `<!-- ${name} -->${content}<!-- /${name} -->`;
  const before = keptOf(page, name);
  return before === undefined
    ? `${page.trimEnd()}\n\n${block(text)}\n`
    : page.replace(block(before), () => block(text));
}

export function exportedText(found: readonly ExportedAgreement[], absent: readonly string[]): string {
  const lines = found.flatMap((one) => [
    `${one.name}: ${one.compared - one.differences.length} of ${one.compared} verdicts (${percent(exportedCounts(one))}) on ${one.objects} objects; ${one.refused} objects refused for other reasons`,
    ...one.differences.map((difference) => `  ${exportedDifference(difference)}`),
  ]);
  return [...lines, ...absent.map((name) => `${name}: skipped, its cases are not on this machine`), ''].join('\n');
}

export function exportedPage(checks: number, found: readonly ExportedAgreement[]): string {
  return [
    '',
    '## Exported policies',
    '',
    `\`npm run agreement:cluster -- --write\` installs the ${checks} policies that \`breakwater policies export\` can write, sends the objects of`,
    'these cases to a kube-apiserver 1.37.2 as dry-run creates, and compares each policy’s verdict with that of the CLI.',
    'Names that are none and missing selectors of workloads are mended first. Of the Pod Security cases those of 1.37 are asked.',
    '',
    '| cases of | objects | verdicts | the same | | objects that it refuses anyway |',
    '|---|---|---|---|---|---|',
    ...found.map(
      (one) =>
        `| ${one.name} | ${one.objects} | ${one.compared} | ${one.compared - one.differences.length} | ${percent(exportedCounts(one))} | ${one.refused} |`,
    ),
    '',
    ...list(
      'Differences',
      found.flatMap(({ differences }) => differences.map(exportedDifference)),
    ),
  ].join('\n');
}

function exportedDifference({ row, expected, got, reason }: Difference): string {
  return `${row}: API server ${expected}, CLI ${got}. ${reason ?? 'Not explained'}.`;
}

function exportedCounts({ compared, differences }: ExportedAgreement) {
  return { asked: compared, agreed: compared - differences.length };
}

/** What a run found, for a terminal. */
export function agreementText(found: readonly Agreement[], absent: readonly string[]): string {
  const lines = found.flatMap((agreement) => [
    `${agreement.name}: ${agreement.agreed} of ${agreement.asked} (${percent(agreement)})`,
    ...agreement.differences.map((difference) => `  ${described(difference)}`),
  ]);
  return [...lines, ...absent.map((name) => `${name}: skipped, its cases are not on this machine`), ''].join('\n');
}

/** The same as a page of the documentation. @param before the page as it is, of which what `agreement:cluster` wrote stays */
export function agreementPage(found: readonly Agreement[], before: string): string {
  const page = [
    '# Agreement with other projects',
    '',
    'How often Breakwater says of a file what the authors of another tool say in that tool’s own test cases. Written by',
    '`npm run agreement -- --write`; the cases are public, and are read from `../shared/corpora` where that folder is.',
    '',
    '| cases of | rows whose question we ask | same verdict | | left out |',
    '|---|---|---|---|---|',
    ...found.map(
      (agreement) =>
        `| ${agreement.name} | ${agreement.asked} | ${agreement.agreed} | ${percent(agreement)} | ${leftOut(agreement)} |`,
    ),
    '',
    'A row is a file, a check of theirs, and whether it must find something. Where our check has parameters, they are set as',
    'theirs are. A row that cannot be answered counts as a difference.',
    '',
    ...found.flatMap(section),
    ...apiServer,
  ].join('\n');
  return kept.reduce((text, name) => {
    const section = keptOf(before, name);
    return section === undefined ? text : withKept(text, name, section);
  }, page);
}

/** Held by tests, not by this run: what `npm run test:cluster` compares, and where the two are known to differ. */
const apiServer: readonly string[] = [
  '## A real API server',
  '',
  '`npm run test:cluster` asks a kube-apiserver 1.37.2 the same questions and fails where the answers differ:',
  '',
  '- CEL: over 1,300 expressions as ValidatingAdmissionPolicies, each allowed, denied, failed or refused as by ours (`cel.test.ts`).',
  '- Schemas: over 280 objects and thousands made from them by one change each, by strict dry-run (`schema.test.ts`).',
  '- Policies of users, with bindings, parameters and match conditions (`policies.test.ts`), and the defaults that they see',
  '  (`policy-defaults.test.ts`).',
  '- Every object that `breakwater fix` has edited is taken where it was taken before (`fixes.test.ts`).',
  '',
  'Known differences:',
  '',
  '- On built-in kinds the API server has no answer for a list or map compared with another kind on its right',
  '  (`object.spec.containers == 1`), for `list[dyn(0u)]` and for `1 in object.metadata.labels`; on custom resources it has, and ours',
  '  answers as there.',
  '- Protobuf messages (`google.protobuf.…{}`) are refused. Complaints of named formats are worded differently; their number is the same.',
  '- Fields behind feature gates that are off, a review’s label selector and empty lists for formatted texts of custom resources: refused',
  '  by ours, dropped or taken by the API server.',
  '- The alpha seccomp annotations of before 1.19, unread since 1.27, must agree with the field that `fix` sets: such a pod is refused.',
  '',
];

function section({ name, differences, counts, notAsked, remark }: Agreement): readonly string[] {
  const parts = [
    ...(remark === undefined ? [] : [remark, '']),
    ...list('Differences', differences.map(described)),
    ...list('Same verdict, another number of findings', (counts ?? []).map(described)),
    ...list(
      'Left out',
      [...(notAsked ?? [])].map(([reason, rows]) => `${reason} (${rows} ${rows === 1 ? 'row' : 'rows'})`),
    ),
  ];
  return parts.length === 0 ? [] : [`## ${name}`, '', ...parts];
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${title}:`, '', ...items.map((item) => `- ${item}`), ''];
}

function described({ row, expected, got, reason }: Difference): string {
  return `${row}: theirs ${expected}, ours ${got}. ${reason ?? 'Not explained'}.`;
}

function percent({ asked, agreed }: Pick<Agreement, 'asked' | 'agreed'>): string {
  // Rounded down, so that 100 % means all.
  return asked === 0 ? '–' : `${Math.floor((agreed / asked) * 1000) / 10} %`;
}

function leftOut({ notAsked }: Agreement): number {
  return [...(notAsked?.values() ?? [])].reduce((sum, rows) => sum + rows, 0);
}
