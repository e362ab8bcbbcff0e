export { isLoopbackHost, type OidcOptions } from './access/index.ts';
export type { WebhookAddress, WebhookSettings } from './admission/index.ts';
export { makeLog } from './log.ts';
export { type RunningServer, type ServerOptions, startServer } from './server.ts';
export type { ServerSettings } from './services.ts';
