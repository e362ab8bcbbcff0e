export { type AssessedFinding, type Assessment, type AssessOptions, assess } from './assess.ts';
export { type Baseline, baselineOf } from './baseline.ts';
export { type ExceptionRule, type ExceptionSettings, Exceptions } from './exceptions.ts';
export { FactMaker } from './fact-maker.ts';
export type { Exposure, FindingFacts, RiskFactorCode } from './facts.ts';
export type { Finding } from './finding.ts';
export { noticeText } from './notice.ts';
export type { Surroundings } from './risk.ts';
export { inWords } from './words.ts';
