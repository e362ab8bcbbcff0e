export type { WebhookAddress } from './configuration.ts';
export { AdmissionWebhook, type WebhookSettings, type WebhookTimes } from './webhook.ts';
