export { csvLine } from './csv.ts';
export { maskValue } from './excerpt.ts';
export { type Format, formatReport, formats, resourceText } from './report.ts';
export { visible } from './terminal-text.ts';
