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
  ].join('\n');
}

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
