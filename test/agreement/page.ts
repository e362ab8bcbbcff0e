import type { Agreement, Difference } from './agreement.ts';

/** What a run found, for a terminal. */
export function agreementText(found: readonly Agreement[], absent: readonly string[]): string {
  const lines = found.flatMap((agreement) => [
    `${agreement.name}: ${agreement.agreed} of ${agreement.asked} (${percent(agreement)})`,
    ...agreement.differences.map((difference) => `  ${described(difference)}`),
  ]);
  return [...lines, ...absent.map((name) => `${name}: skipped, its cases are not on this machine`), ''].join('\n');
}

/** The same as a page of the documentation. */
export function agreementPage(found: readonly Agreement[]): string {
  return [
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

function section({ name, differences, counts, notAsked }: Agreement): readonly string[] {
  const parts = [
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

function percent({ asked, agreed }: Agreement): string {
  // Rounded down, so that 100 % means all.
  return asked === 0 ? '–' : `${Math.floor((agreed / asked) * 1000) / 10} %`;
}

function leftOut({ notAsked }: Agreement): number {
  return [...(notAsked?.values() ?? [])].reduce((sum, rows) => sum + rows, 0);
}
