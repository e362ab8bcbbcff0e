import { pathToFileURL } from 'node:url';
import type { Severity } from '../checks/index.ts';
import { type AssessedFinding, noticeText } from '../findings/index.ts';
import { fixReplacements, type Replacement } from '../fixes/index.ts';
import { type ReportInput, resourceText } from './report.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** What GitHub's code scanning sorts by: https://docs.github.com/code-security, "security-severity". */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.0',
};

/** SARIF 2.1.0 (OASIS), with fixes as text replacements where a source can be edited. */
export function* sarifReport({ assessment, language, texts, version }: ReportInput): Generator<string> {
  const { findings, errors, notices } = assessment;
  const ruleIds = [...new Set(findings.map(({ finding }) => finding.check))].sort();
  const replacements = fixReplacements(findings);
  const ruleIndex = new Map(ruleIds.map((id, index) => [id, index]));
  const worst = new Map<string, Severity>();
  for (const { finding } of findings) if (!worst.has(finding.check)) worst.set(finding.check, finding.severity);
  const rules = ruleIds.map((id) => {
    const text = texts[id];
    return {
      id,
      shortDescription: { text: text?.title ?? id },
      fullDescription: { text: text?.why ?? id },
      help: { text: `${text?.why ?? ''}\n${text?.action ?? ''}` },
      defaultConfiguration: { level: levels[worst.get(id) ?? 'medium'] },
      properties: {
        tags: ['security', 'kubernetes'],
        'security-severity': securitySeverity[worst.get(id) ?? 'medium'],
      },
    };
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'breakwater', version, semanticVersion: version, rules } },
        language,
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            toolExecutionNotifications: [
              ...errors.map(({ file, line, column, message, code }) => ({
                level: 'error',
                descriptor: { id: code },
                message: { text: message },
                ...(file !== undefined && { locations: [location(file, line, column)] }),
              })),
              ...notices.map((notice) => ({
                level: 'note',
                descriptor: { id: notice.code },
                message: { text: noticeText(notice, language) },
              })),
            ],
          },
        ],
        // The last field, so that the results can be written one by one where its list is empty here.
        results: [],
      },
    ],
  };
  const text = JSON.stringify(log, null, 2);
  const place = text.lastIndexOf('[]') + 1;
  yield text.slice(0, place);
  let separator = '';
  for (const entry of findings) {
    const result = JSON.stringify(resultOf(entry, ruleIndex, replacements.get(entry) ?? []), null, 2);
    yield `${separator}\n        ${result.replaceAll('\n', '\n        ')}`;
    separator = ',';
  }
  yield `${separator === '' ? '' : '\n      '}${text.slice(place)}\n`;
}

function resultOf(
  entry: AssessedFinding,
  ruleIndex: ReadonlyMap<string, number>,
  replacements: readonly Replacement[],
): object {
  const { finding } = entry;
  const { file, line, column } = finding.location;
  return {
    ruleId: finding.check,
    ruleIndex: ruleIndex.get(finding.check),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        ...location(file, line, column),
        logicalLocations: [{ fullyQualifiedName: `${resourceText(finding)} ${finding.path}`, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'breakwater/v1': finding.fingerprint },
    rank: finding.risk.score,
    properties: { severity: finding.severity, standards: finding.standards },
    // `suppressions` on every result or on none: that is how the format tells "not suppressed" from "not looked at".
    suppressions:
      finding.exception === null
        ? []
        : [{ kind: 'external', status: 'accepted', justification: finding.exception.reason }],
    ...fixesOf(entry, replacements),
  };
}

function fixesOf(entry: AssessedFinding, replacements: readonly Replacement[]): { fixes?: object[] } {
  const { fix, location } = entry.finding;
  if (fix === null || replacements.length === 0) return {};
  return {
    fixes: [
      {
        description: { text: fix.title },
        artifactChanges: [
          {
            artifactLocation: { uri: uriOf(location.file) },
            replacements: replacements.map(({ start, end, newText }) => ({
              deletedRegion: {
                startLine: start.line,
                startColumn: start.column,
                endLine: end.line,
                endColumn: end.column,
              },
              insertedContent: { text: newText },
            })),
          },
        ],
      },
    ],
  };
}

function location(file: string, line: number | undefined, column: number | undefined): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line !== undefined && { region: { startLine: line, startColumn: column ?? 1 } }),
    },
  };
}

/** Relative paths stay relative, so that code hosts find the file; absolute ones become file URLs; `-` is standard input. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  if (file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
