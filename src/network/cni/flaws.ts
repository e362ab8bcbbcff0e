import type { Flaw, PluginId } from './plugin.ts';
import { compareReleases, parseRelease, type Release } from './release.ts';

interface KnownFlaw extends Flaw {
  readonly plugin: PluginId;
  /** From the first release that has it to the first that doesn't: `1.14.0 1.14.8`. */
  readonly affected: readonly string[];
  /** Only with this switched on. */
  readonly needs?: 'WireGuard' | 'IPsec';
}

const advisory = (id: string) => `https://github.com/advisories/${id}`;

/**
 * Flaws of network programs that let traffic past a policy or past encryption, by the ranges that their advisories name.
 * Source: GitHub advisory database, read November 2026; flaws in other parts (their dashboards, their tools) are not listed.
 */
const known: readonly KnownFlaw[] = [
  {
    id: 'CVE-2023-39347',
    plugin: 'cilium',
    source: advisory('GHSA-gj2r-phwg-6rww'),
    affected: ['0.0.0 1.12.14', '1.13.0 1.13.7', '1.14.0 1.14.2'],
  },
  {
    id: 'CVE-2024-25630',
    plugin: 'cilium',
    source: advisory('GHSA-7496-fgv9-xw82'),
    needs: 'WireGuard',
    affected: ['1.14.0 1.14.7'],
  },
  {
    id: 'CVE-2024-28248',
    plugin: 'cilium',
    source: advisory('GHSA-68mj-9pjq-mc85'),
    affected: ['1.13.9 1.13.13', '1.14.0 1.14.8', '1.15.0 1.15.2'],
  },
  {
    id: 'CVE-2024-28250',
    plugin: 'cilium',
    source: advisory('GHSA-v6q2-4qr3-5cw6'),
    needs: 'WireGuard',
    affected: ['1.14.0 1.14.8', '1.15.0 1.15.2'],
  },
  {
    id: 'CVE-2025-32793',
    plugin: 'cilium',
    source: advisory('GHSA-5vxx-c285-pcq4'),
    needs: 'WireGuard',
    affected: ['1.13.0 1.15.16', '1.16.0 1.16.9', '1.17.0 1.17.3'],
  },
  {
    id: 'CVE-2022-28224',
    plugin: 'calico',
    source: advisory('GHSA-9394-xfq9-6qrp'),
    affected: ['0.0.0 3.20.5', '3.21.0 3.21.5', '3.22.0 3.22.2'],
  },
];

/** Flaws that a release has. @param encryption what is switched on, or undefined */
export function flawsOf(plugin: PluginId, release: Release | undefined, encryption: string | undefined): Flaw[] {
  if (release === undefined) return [];
  return known
    .filter(
      (flaw) =>
        flaw.plugin === plugin &&
        (flaw.needs === undefined || flaw.needs === encryption) &&
        flaw.affected.some((range) => isIn(release, range)),
    )
    .map(({ id, source }) => ({ id, source }));
}

function isIn(release: Release, range: string): boolean {
  const [from, fixed] = range.split(' ').map(parseRelease);
  if (from === undefined || fixed === undefined) throw new Error(`${range} is no range`);
  return compareReleases(release, from) >= 0 && compareReleases(release, fixed) < 0;
}
