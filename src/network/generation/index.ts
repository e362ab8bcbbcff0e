export { baselineSupport, closedLabel, closedValue } from './baseline.ts';
export { type EdgeFate, edgeFates } from './edge-fates.ts';
export { type Generated, type GeneratedNamespace, type GenerationOptions, generate } from './generate.ts';
export type { Evidence, Need, NeedCode, Note, NoteCode, Party, Port, Seen } from './need.ts';
export { seenOf } from './needs/flows.ts';
export { generatedLabel, generatedValue } from './needs/policies.ts';
export type { GeneratedPolicy } from './policies.ts';
export type { Replayed } from './replay.ts';
export type { Rule } from './rules.ts';
