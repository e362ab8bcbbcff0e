export { Publishing, type PublishingOptions } from './publishing.ts';
