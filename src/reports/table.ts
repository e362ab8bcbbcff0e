import { styleText } from 'node:util';
import { type Edit, type Language, type Severity, severities } from '../checks/index.ts';
import { type AssessedFinding, type Assessment, noticeText } from '../findings/index.ts';
import { grouped, type InventoryObject } from '../inventory/index.ts';
import { isRecord } from '../kubernetes/index.ts';
import { excerptOf, hiddenLines } from './excerpt.ts';
import { type ReportInput, resourceText } from './report.ts';
import { visible, wrap } from './terminal-text.ts';
import { reportTexts } from './texts.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'white', 'bgRed'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['bold', 'cyan'],
  info: ['bold', 'gray'],
};

/** What a person reads in a terminal: one block a check, riskiest first, with the source of its riskiest place. */
export function* tableReport({ assessment, language, texts, color, width }: ReportInput): Generator<string> {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  for (const group of groupByCheck(assessment.findings.filter(({ finding }) => finding.exception === null)))
    yield* blockOf(group, wrap(texts[group[0]?.finding.check ?? '']?.why ?? '', width - 2), language, paint);
  yield closing(assessment, language, paint);
}

function groupByCheck(findings: readonly AssessedFinding[]): readonly (readonly AssessedFinding[])[] {
  const groups = Map.groupBy(findings, ({ finding }) => `${finding.check} ${finding.severity}`);
  return [...groups.values()];
}

function* blockOf(
  group: readonly AssessedFinding[],
  why: readonly string[],
  language: Language,
  paint: Paint,
): Generator<string> {
  const [first] = group;
  if (first === undefined) return;
  const { finding } = first;
  const text = reportTexts[language];
  const head = [
    `${paint(severityStyles[finding.severity], ` ${text.severity[finding.severity]} `)} ${paint('bold', visible(finding.title))}  ${paint('gray', finding.check)}`,
    ...why.map((line) => `  ${visible(line)}`),
  ];
  yield `${head.join('\n')}\n`;
  for (const entry of group) yield `${placeOf(entry, entry === first, language, paint).join('\n')}\n`;
  yield finding.fix === null ? '\n' : `  ${paint('green', text.fix)} ${visible(finding.fix.title)}\n\n`;
}

function placeOf(
  { finding, object, sensitive }: AssessedFinding,
  excerpt: boolean,
  language: Language,
  paint: Paint,
): string[] {
  const { file, line, column } = finding.location;
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const risk = `${reportTexts[language].risk} ${finding.risk.score}`;
  // In a cluster the place is the object itself.
  const where =
    hasText(object) || finding.location.renderedBy !== undefined ? `${paint('cyan', visible(place))}  ` : '';
  const lines = [
    `  ${where}${visible(resourceText(finding))}  ${paint('gray', risk)}`,
    `      ${visible(finding.message)}`,
  ];
  const source = excerpt && line !== undefined ? object.source.text() : undefined;
  if (source !== undefined && line !== undefined)
    for (const shown of excerptOf(source, line, 1, hiddenLines(object, sensitive ? line : undefined)))
      lines.push(
        `    ${shown.marked ? paint('red', '▸') : ' '} ${paint('gray', `${String(shown.number).padStart(4)} │`)} ${visible(shown.text)}`,
      );
  return lines;
}

function closing(assessment: Assessment, language: Language, paint: Paint): string {
  const text = reportTexts[language];
  const { summary, errors, notices, findings } = assessment;
  const lines: string[] = [];
  for (const { file, line, column, message } of errors) {
    const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
    lines.push(`${paint(['bold', 'red'], text.error)} ${visible(place === '' ? message : `${place}  ${message}`)}`);
  }
  for (const notice of notices) lines.push(`${paint('yellow', text.notice)} ${visible(noticeText(notice, language))}`);
  if (lines.length > 0) lines.push('');
  const open = findings.filter(({ finding }) => finding.exception === null);
  const bySeverity = severities
    .filter((severity) => summary.bySeverity[severity] > 0)
    .map((severity) =>
      paint(severityStyles[severity], `${grouped(summary.bySeverity[severity])} ${text.severity[severity]}`),
    );
  lines.push(
    text.summary({ findings: open.length, objects: summary.objects, checks: summary.checks, errors: errors.length }) +
      (bySeverity.length > 0 ? `  ${bySeverity.join(' · ')}` : '') +
      (summary.accepted > 0 ? `  ${text.accepted(summary.accepted)}` : ''),
  );
  const fixes = open.flatMap(({ finding: { fix }, object }) =>
    fix !== null && fix.edits.length > 0 && hasText(object) ? [fix] : [],
  );
  const asked = fixes.filter(({ edits, risky }) => risky === true || edits.some(isAsked)).length;
  if (fixes.length > 0) lines.push(paint('gray', text.fixHint(fixes.length - asked, asked)));
  return `${lines.join('\n')}\n`;
}

/** Whether only the user knows the value. */
function isAsked(edit: Edit): boolean {
  return 'value' in edit && isRecord(edit.value) && '$ask' in edit.value;
}

/** Whether it stands in a file as it is: not rendered, and not in a cluster. */
function hasText({ source }: InventoryObject): boolean {
  return source.place !== undefined;
}
