export {
  clusterReports,
  isPublished,
  leftOutAnnotation,
  type ReportFamily,
  reportFamilies,
  reportLabels,
} from './cluster-reports.ts';
export { csvLine } from './csv.ts';
export { maskValue } from './excerpt.ts';
export { yamlOf } from './object-yaml.ts';
export { type Format, formatReport, formats, resourceText } from './report.ts';
export { shellWord } from './shell-word.ts';
export { visible } from './terminal-text.ts';
