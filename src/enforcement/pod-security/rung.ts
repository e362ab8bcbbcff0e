import { compareVersions, formatVersion, type MinorVersion, parseVersion, textOf } from '../../kubernetes/index.ts';

export const levels = ['privileged', 'baseline', 'restricted'] as const;
export type Level = (typeof levels)[number];

/** What a label pair of Pod Security asks for: a level at a version of the standards. */
export interface Rung {
  readonly level: Level;
  readonly version: MinorVersion;
}

export const modes = ['enforce', 'audit', 'warn'] as const;
export type Mode = (typeof modes)[number];

/** Names of a mode's labels. */
export function labelOf(mode: Mode): string {
  return `pod-security.kubernetes.io/${mode}`;
}
export function versionLabelOf(mode: Mode): string {
  return `${labelOf(mode)}-version`;
}

/** Negative where `a` asks for less: by level, then by version. At level privileged nothing is asked, whatever the version. */
export function compareRungs(a: Rung, b: Rung): number {
  const difference = levels.indexOf(a.level) - levels.indexOf(b.level);
  return difference !== 0 || a.level === 'privileged' ? difference : compareVersions(a.version, b.version);
}

/**
 * What a namespace's labels ask for in a mode; undefined where they name no level. As the API server reads them: a level that is none
 * counts as restricted, a version that is none, `latest` or newer than the cluster as the cluster's own.
 * Source: pod-security-admission, policy/api PolicyToEvaluate.
 */
export function rungOf(labels: Readonly<Record<string, unknown>>, mode: Mode, cluster: MinorVersion): Rung | undefined {
  const written = labels[labelOf(mode)];
  if (written === undefined) return undefined;
  const level = levels.find((known) => known === written);
  const version = parseVersion(textOf(labels[versionLabelOf(mode)]));
  if (level === undefined) return { level: 'restricted', version: cluster };
  return { level, version: version === undefined || compareVersions(version, cluster) > 0 ? cluster : version };
}

/** `baseline v1.37` */
export function rungText({ level, version }: Rung): string {
  return level === 'privileged' ? level : `${level} v${formatVersion(version)}`;
}
