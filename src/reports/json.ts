import { noticeText } from '../findings/index.ts';
import type { ReportInput } from './report.ts';

/**
 * The report that programs read; its shape is docs/report.schema.json and changes only with `version`. One finding a line: `grep` and
 * `diff` work on it, and it is half as long and written three times as fast as with every field on a line of its own.
 */
export function* jsonReport({ assessment, language, version }: ReportInput): Generator<string> {
  const { summary, findings, errors, notices } = assessment;
  const head = JSON.stringify({ version: 1, tool: { name: 'breakwater', version }, summary });
  const said = notices.map((notice) => ({
    code: notice.code,
    ...(notice.file !== undefined && { file: notice.file }),
    message: noticeText(notice, language),
  }));
  yield `${head.slice(0, -1)},\n`;
  yield* list(
    'findings',
    findings.values().map(({ finding }) => finding),
  );
  yield ',\n';
  yield* list('errors', errors);
  yield ',\n';
  yield* list('notices', said);
  yield '}\n';
}

function* list(name: string, items: Iterable<unknown>): Generator<string> {
  yield `"${name}":[`;
  let separator = '';
  for (const item of items) {
    yield `${separator}\n${JSON.stringify(item)}`;
    separator = ',';
  }
  yield ']';
}
