import { compareVersions, formatVersion, latestVersion, parseVersion } from '../../kubernetes/index.ts';
import type { Cluster } from '../contract/index.ts';

interface Release {
  readonly released: string;
  /** From then on only fixes for security and the worst of flaws. */
  readonly maintenanceFrom: string;
  readonly endOfLife: string;
}

/**
 * How long Kubernetes mends each minor version.
 * Source: kubernetes.io/releases, pages of the single releases (read in November 2026). Older ones have ended.
 */
const releases: Readonly<Record<string, Release>> = {
  '1.37': { released: '2026-08-26', maintenanceFrom: '2027-08-28', endOfLife: '2027-10-28' },
  '1.36': { released: '2026-04-22', maintenanceFrom: '2027-04-28', endOfLife: '2027-06-28' },
  '1.35': { released: '2025-12-17', maintenanceFrom: '2026-12-28', endOfLife: '2027-02-28' },
  '1.34': { released: '2025-08-27', maintenanceFrom: '2026-08-27', endOfLife: '2026-10-27' },
  '1.33': { released: '2025-04-23', maintenanceFrom: '2026-04-28', endOfLife: '2026-06-28' },
  '1.32': { released: '2024-12-11', maintenanceFrom: '2025-12-28', endOfLife: '2026-02-28' },
};
const oldest = { major: 1, minor: 32 };

/**
 * The support window of a version such as `v1.37.2`; null where that is no version. Vendors may mend longer.
 * @param today in UTC, `2027-01-31`
 */
export function supportOf(version: string | undefined, today: string): Cluster['support'] {
  const parsed = version === undefined ? undefined : parseVersion(version);
  if (parsed === undefined) return null;
  const minor = formatVersion(parsed);
  const release = releases[minor];
  if (release === undefined) {
    const state = compareVersions(parsed, oldest) < 0 ? 'ended' : 'unknown';
    return { minor, state, released: null, maintenanceFrom: null, endOfLife: null, latest: latestVersion };
  }
  const { maintenanceFrom, endOfLife } = release;
  const state = today > endOfLife ? 'ended' : today >= maintenanceFrom ? 'maintenance' : 'supported';
  return { minor, state, ...release, latest: latestVersion };
}
