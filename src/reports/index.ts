export { maskValue } from './excerpt.ts';
export { type Format, formatReport, formats, type ReportInput, resourceText } from './report.ts';
export { visible } from './terminal-text.ts';
