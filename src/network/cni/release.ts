/** A version as network programs write it in their image's tag: major, minor, patch. */
export type Release = readonly [major: number, minor: number, patch: number];

/** `v1.18.4`, `3.29.0-eksbuild.1`, `v1.19`; undefined for anything else. */
export function parseRelease(text: string): Release | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,6}))?(?:[-+_.].*)?$/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Negative where `a` is older. */
export function compareReleases(a: Release, b: Release): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

export function releaseText(release: Release): string {
  return release.join('.');
}
