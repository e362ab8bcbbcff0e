export { type AssessedFinding, type Assessment, type AssessOptions, assess, type Summary } from './assess.ts';
export { type Baseline, baselineOf, baselineOrigin } from './baseline.ts';
export type { ExceptionRule, ExceptionSettings } from './exceptions.ts';
export type { Finding, ResourceReference, RiskFactor } from './finding.ts';
export { type Notice, type NoticeCode, noticeText } from './notice.ts';
export type { Exposure, Surroundings } from './risk.ts';
