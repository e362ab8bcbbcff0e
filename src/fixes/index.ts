export { additionsText } from './additions.ts';
export { unifiedDiff } from './diff.ts';
export { type EditedFile, editObjects, type ObjectChange, type ObjectPatch } from './edit-objects.ts';
export type { FixPlan, NotFixed } from './plan.ts';
export { refusalText } from './refusal-texts.ts';
export { fixReplacements, type Replacement } from './replacements.ts';
export { planVerifiedFixes } from './verify.ts';
export { createFile, replaceFile } from './write-file.ts';
