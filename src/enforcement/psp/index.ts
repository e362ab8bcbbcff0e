export type { PspChange, PspChangeCode } from './changes.ts';
export type { PspGrant } from './grants.ts';
export {
  migratePsp,
  type PspMigration,
  type PspNamespace,
  type PspPrediction,
  type PspReading,
  type PspRefusal,
  predictPsp,
  reachesPods,
} from './migrate.ts';
export { pspKinds } from './pod-security-policy.ts';
