export type { Backup } from './backup.ts';
export { type Callers, type ServiceReport, serviceReports } from './report.ts';
export { type Trick, type TrickCode, tricksOf } from './tricks.ts';
