export { type ExternalFinding, ExternalFindings } from './external-findings.ts';
export { isToolReport, toolReportOf } from './kinds.ts';
export { type ListedReport, type ListedReports, listToolReports } from './list-reports.ts';
export type { ToolReport, ToolResult } from './tool-result.ts';
export { externalText, isExternalCheck } from './words.ts';
