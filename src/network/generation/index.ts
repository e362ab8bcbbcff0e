export { type Generated, type GeneratedNamespace, type GenerationOptions, generate } from './generate.ts';
export type { Evidence, Need, NeedCode, Note, NoteCode, Party, Port } from './need.ts';
export { generatedLabel, generatedValue } from './needs/policies.ts';
export type { GeneratedPolicy } from './policies.ts';
export type { Replayed } from './replay.ts';
export type { Rule } from './rules.ts';
