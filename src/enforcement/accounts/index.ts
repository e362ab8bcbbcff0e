export { type TokenSettings, tokenSettings } from './token-settings.ts';
