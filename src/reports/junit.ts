import { noticeText } from '../findings/index.ts';
import { type ReportInput, resourceText } from './report.ts';

/**
 * JUnit XML as CI systems read it: a suite a file, a case a finding (accepted ones skipped), an error a problem with the
 * input. Source: the Jenkins JUnit schema (junit-10.xsd).
 */
export function junitReport({ assessment, language, time }: ReportInput): string {
  const { findings, errors, notices, summary } = assessment;
  const failures = findings.length - summary.accepted;
  const suites = [...Map.groupBy(findings, ({ finding }) => finding.location.file)].map(([file, group]) => {
    const cases = group.map(({ finding }) => {
      const { line } = finding.location;
      const place = `${file}${line === undefined ? '' : `:${line}`}`;
      const outcome =
        finding.exception === null
          ? element(
              'failure',
              { type: finding.severity, message: finding.message },
              `${place}\n${resourceText(finding)} ${finding.path}\nrisk ${finding.risk.score}${finding.fix === null ? '' : `\nfix: ${finding.fix.title}`}`,
            )
          : element('skipped', { message: finding.exception.reason });
      return element(
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
    });
    const skipped = group.filter(({ finding }) => finding.exception !== null).length;
    return suite(file, { tests: group.length, failures: group.length - skipped, errors: 0, skipped }, time, cases);
  });
  if (errors.length > 0) {
    const cases = errors.map(({ file = 'input', line, message, code }) =>
      element(
        'testcase',
        { classname: 'input', name: line === undefined ? file : `${file}:${line}`, file, time: '0' },
        [element('error', { type: code, message })],
      ),
    );
    suites.push(suite('input', { tests: errors.length, failures: 0, errors: errors.length, skipped: 0 }, time, cases));
  }
  if (notices.length > 0) {
    const text = notices.map((notice) => noticeText(notice, language)).join('\n');
    suites.push(
      suite('notices', { tests: 0, failures: 0, errors: 0, skipped: 0 }, time, [element('system-out', {}, text)]),
    );
  }
  const totals = { tests: findings.length + errors.length, failures, errors: errors.length, skipped: summary.accepted };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'breakwater', ...counts(totals) }, suites)}\n`;
}

interface Totals {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function suite(name: string, totals: Totals, timestamp: string, content: readonly string[]): string {
  return element('testsuite', { name, ...counts(totals), time: '0', timestamp: timestamp.slice(0, 19) }, content);
}

function counts(totals: Totals): Record<string, string> {
  return Object.fromEntries(Object.entries(totals).map(([name, count]) => [name, String(count)]));
}

/** Text is escaped, lists are elements already. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: string | readonly string[] = '',
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  const inside =
    typeof content === 'string'
      ? escapeXml(content)
      : content.map((child) => `\n${child}`).join('') + (content.length > 0 ? '\n' : '');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
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
