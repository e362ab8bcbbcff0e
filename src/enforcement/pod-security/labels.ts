import { formatVersion, type MinorVersion } from '../../kubernetes/index.ts';
import { compareRungs, labelOf, type Mode, modes, type Rung, rungOf, versionLabelOf } from './rung.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Proposal {
  /** All labels of Pod Security that the namespace should have, those that it has already among them. */
  readonly labels: Labels;
  /** Those of them that are not so yet. */
  readonly changes: Labels;
  /** Modes whose label asks for more today than is proposed: it stays. */
  readonly kept: readonly Mode[];
}

/**
 * The labels for a namespace whose workloads pass one rung and should be told about the next. Nothing that is asked today is asked less
 * by it; and level privileged is never written, which would take away a stricter default of the API server's configuration.
 */
export function proposalOf(current: Labels, passes: Rung, next: Rung, cluster: MinorVersion): Proposal {
  const labels: Record<string, string> = {};
  const kept: Mode[] = [];
  for (const mode of modes) {
    const wanted = mode === 'enforce' ? passes : next;
    const today = rungOf(current, mode, cluster);
    if (today !== undefined && compareRungs(today, wanted) > 0) kept.push(mode);
    if (today !== undefined && (compareRungs(today, wanted) > 0 || wanted.level === 'privileged')) {
      for (const name of [labelOf(mode), versionLabelOf(mode)])
        if (current[name] !== undefined) labels[name] = current[name];
    } else if (wanted.level !== 'privileged') {
      labels[labelOf(mode)] = wanted.level;
      labels[versionLabelOf(mode)] = `v${formatVersion(wanted.version)}`;
    }
  }
  const changes = Object.fromEntries(Object.entries(labels).filter(([name, value]) => current[name] !== value));
  return { labels, changes, kept };
}

/** Those of Pod Security among a namespace's labels. */
export function podSecurityLabels(labels: Readonly<Record<string, unknown>>): Labels {
  const names = modes.flatMap((mode) => [labelOf(mode), versionLabelOf(mode)]);
  return Object.fromEntries(
    names.flatMap((name) => (typeof labels[name] === 'string' ? [[name, labels[name]] as const] : [])),
  );
}
