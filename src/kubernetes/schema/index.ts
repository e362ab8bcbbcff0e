export { CrdError, type CustomKind, schemasFromCrd } from './crd.ts';
export { type Problem, problemTexts } from './problem.ts';
export type { ResourceSchema, Schema } from './schema.ts';
export { loadSchemas, type SchemaSet } from './schema-set.ts';
export { validate } from './validate.ts';
