export { type AssessedFinding, type Assessment, type AssessOptions, assess } from './assess.ts';
export { type Baseline, baselineOf } from './baseline.ts';
export { type ExceptionRule, type ExceptionSettings, Exceptions, hasExpired } from './exceptions.ts';
export {
  type ExternalFinding,
  ExternalFindings,
  externalText,
  isExternalCheck,
  isToolReport,
  type ListedReport,
  type ListedReports,
  listToolReports,
  type ToolReport,
  type ToolResult,
  toolReportOf,
} from './external/index.ts';
export { FactMaker } from './fact-maker.ts';
export type { Exposure, FindingFacts, RiskFactorCode } from './facts.ts';
export type { Finding } from './finding.ts';
export { globMatches } from './glob.ts';
export { managedBy } from './managed-by.ts';
export { noticeText } from './notice.ts';
export { questionOf } from './repetition.ts';
export type { Surroundings } from './risk.ts';
export { surroundingsOf } from './surroundings.ts';
export { teamOf } from './team.ts';
export { inWords } from './words.ts';
