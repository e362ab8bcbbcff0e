export { additionsText } from './additions.ts';
export { unifiedDiff } from './diff.ts';
export type { Addition, FileFix, FixOptions, FixPlan, NotFixed } from './plan.ts';
export type { Refusal, RefusalCode } from './refusal.ts';
export { refusalText } from './refusal-texts.ts';
export { fixReplacements, type Replacement } from './replacements.ts';
export { type Assess, planVerifiedFixes } from './verify.ts';
export { createFile, replaceFile } from './write-file.ts';
