export { isLoopbackHost, type OidcOptions, type TrustedProxies, trustedProxies } from './access/index.ts';
export type { WebhookAddress, WebhookSettings } from './admission/index.ts';
export { makeLog } from './log.ts';
export { type RunningServer, type ServerOptions, startServer } from './server.ts';
export type { ServerSettings } from './services.ts';
