import { noticeText } from '../findings/index.ts';
import type { ReportInput } from './report.ts';

/** The report that programs read; its shape is docs/report.schema.json and changes only with `version`. */
export function jsonReport({ assessment, language, version }: ReportInput): string {
  const { summary, findings, errors, notices } = assessment;
  const report = {
    version: 1,
    tool: { name: 'breakwater', version },
    summary,
    findings: findings.map(({ finding }) => finding),
    errors,
    notices: notices.map((notice) => ({
      code: notice.code,
      ...(notice.file !== undefined && { file: notice.file }),
      message: noticeText(notice, language),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
