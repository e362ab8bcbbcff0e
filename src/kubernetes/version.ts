/** A Kubernetes minor version. */
export interface MinorVersion {
  readonly major: number;
  readonly minor: number;
}

/** The versions whose schemas ship with this program, newest first: those that Kubernetes itself supports. */
export const supportedVersions = ['1.37', '1.36', '1.35'] as const;
export type SupportedVersion = (typeof supportedVersions)[number];
export const latestVersion: SupportedVersion = '1.37';

/** Reads `1.37`, `v1.37`, `1.37.2`, `v1.37.2-eks-1`; undefined for anything else. */
export function parseVersion(text: string): MinorVersion | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,4})(?:\.\d.*|\+.*|-.*)?$/.exec(text);
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]) };
}

/** Negative where `a` is older, 0 where they are the same minor version, positive where it is newer. */
export function compareVersions(a: MinorVersion, b: MinorVersion): number {
  return a.major - b.major || a.minor - b.minor;
}

export function formatVersion(version: MinorVersion): string {
  return `${version.major}.${version.minor}`;
}
