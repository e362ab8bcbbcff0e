import { type AssessedFinding, noticeText } from '../findings/index.ts';
import { type ReportInput, resourceText } from './report.ts';
import { reportTexts } from './texts.ts';

/**
 * JUnit XML as CI systems read it: a suite a file, a case a finding (accepted ones skipped), an error a problem with the
 * input. Source: the Jenkins JUnit schema (junit-10.xsd).
 */
export function* junitReport(input: ReportInput): Generator<string> {
  const { findings, errors, summary } = input.assessment;
  const failures = findings.length - summary.accepted;
  const totals = { tests: findings.length + errors.length, failures, errors: errors.length, skipped: summary.accepted };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield* container('testsuites', { name: 'breakwater', ...counts(totals) }, suitesOf(input));
  yield '\n';
}

function* suitesOf(input: ReportInput): Generator<string> {
  const { findings, errors, notices } = input.assessment;
  const none = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const [file, group] of Map.groupBy(findings, ({ finding }) => finding.location.file)) {
    const skipped = group.filter(({ finding }) => finding.exception !== null).length;
    const totals = { ...none, tests: group.length, failures: group.length - skipped, skipped };
    yield* suite(file, totals, input.time, casesOf(file, group, input));
  }
  if (errors.length > 0) {
    const cases = errors.map(({ file = 'input', line, message, code }) =>
      element(
        'testcase',
        { classname: 'input', name: line === undefined ? file : `${file}:${line}`, file, time: '0' },
        [element('error', { type: code, message })],
      ),
    );
    yield* suite('input', { ...none, tests: errors.length, errors: errors.length }, input.time, cases);
  }
  if (notices.length > 0) {
    const said = notices.map((notice) => noticeText(notice, input.language)).join('\n');
    yield* suite('notices', none, input.time, [element('system-out', {}, said)]);
  }
}

function* casesOf(file: string, group: readonly AssessedFinding[], { language }: ReportInput): Generator<string> {
  const text = reportTexts[language];
  for (const { finding } of group) {
    const { line } = finding.location;
    const place = `${file}${line === undefined ? '' : `:${line}`}`;
    const outcome =
      finding.exception === null
        ? element(
            'failure',
            { type: finding.severity, message: finding.message },
            `${place}\n${resourceText(finding)} ${finding.path}\n${text.risk} ${finding.risk.score}${finding.fix === null ? '' : `\n${text.fix} ${finding.fix.title}`}`,
          )
        : element('skipped', { message: finding.exception.reason });
    yield element(
      'testcase',
      {
        classname: finding.check,
        name: `${resourceText(finding)} ${finding.path}`,
        file,
        ...(line !== undefined && { line: String(line) }),
        time: '0',
      },
      [outcome],
    );
  }
}

interface Totals {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function suite(name: string, totals: Totals, timestamp: string, content: Iterable<string>): Iterable<string> {
  const attributes = { name, ...counts(totals), time: '0', timestamp: timestamp.slice(0, 19) };
  return container('testsuite', attributes, content);
}

function counts(totals: Totals): Record<string, string> {
  return Object.fromEntries(Object.entries(totals).map(([name, count]) => [name, String(count)]));
}

/** An element of elements, each of which is one or several pieces, piece by piece. */
function* container(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: Iterable<string>,
): Generator<string> {
  yield `<${name}${written(attributes)}>`;
  for (const piece of content) yield piece.startsWith('<') ? `\n${piece}` : piece;
  yield `\n</${name}>`;
}

/** Text is escaped, lists are elements already. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: string | readonly string[] = '',
): string {
  const inside =
    typeof content === 'string' ? escapeXml(content) : `${content.map((child) => `\n${child}`).join('')}\n`;
  return inside === '' ? `<${name}${written(attributes)}/>` : `<${name}${written(attributes)}>${inside}</${name}>`;
}

function written(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Also what XML 1.0 can't hold (control characters, lone surrogates) is made U+FFFD. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(impossible, '\ufffd')
    .replace(/[&<>"'\n]/g, (character) => entities[character] ?? character);
}
