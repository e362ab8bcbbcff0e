import { noticeText } from '../findings/index.ts';
import type { ReportInput } from './report.ts';

/**
 * The report that programs read; its shape is docs/report.schema.json and changes only with `version`. One finding a line: `grep` and
 * `diff` work on it, and it is half as long and written three times as fast as with every field on a line of its own.
 */
export function jsonReport({ assessment, language, version }: ReportInput): string {
  const { summary, findings, errors, notices } = assessment;
  const head = JSON.stringify({ version: 1, tool: { name: 'breakwater', version }, summary });
  const said = notices.map((notice) => ({
    code: notice.code,
    ...(notice.file !== undefined && { file: notice.file }),
    message: noticeText(notice, language),
  }));
  const lists = [
    list(
      'findings',
      findings.map(({ finding }) => finding),
    ),
    list('errors', errors),
    list('notices', said),
  ];
  return `${head.slice(0, -1)},\n${lists.join(',\n')}}\n`;
}

function list(name: string, items: readonly unknown[]): string {
  return `"${name}":[${items.map((item) => `\n${JSON.stringify(item)}`).join(',')}]`;
}
