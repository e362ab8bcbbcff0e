/** The HTTP API's shapes: the server validates with them, the OpenAPI document is made from them, the console imports their types. */
export * from './administration.ts';
export * from './common.ts';
export * from './compliance.ts';
export * from './findings.ts';
export * from './network.ts';
export * from './overview.ts';
export * from './policies.ts';
export * from './session.ts';
export * from './workloads.ts';
