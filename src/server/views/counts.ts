import { severities } from '../../checks/index.ts';
import type { SeverityCounts } from '../../store/index.ts';

export function sumOf(counts: SeverityCounts | undefined): number {
  return counts === undefined ? 0 : severities.reduce((sum, severity) => sum + counts[severity], 0);
}
