import type { Counts } from '../../../src/server/contract/index.ts';

export function totalOf(counts: Counts): number {
  return counts.critical + counts.high + counts.medium + counts.low + counts.info;
}
