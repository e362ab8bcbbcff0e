export { type AccessControl, type AccessOptions, accessControl } from './access.ts';
export type { ApiTokens } from './api-tokens.ts';
export type { Audit, AuditAction } from './audit.ts';
export { grantsYaml } from './grants.ts';
export { setSecurityHeaders } from './headers.ts';
export { type OidcOptions, OidcSignIn, oidcDefaults } from './oidc.ts';
export { OneTimeLink } from './one-time-link.ts';
export type { Grant, Principal } from './principal.ts';
export type { Reviews } from './reviews.ts';
