import { isLeftOpen, levelOf } from './level.ts';
import { fieldOfProfile, type PodSecurityPolicy } from './pod-security-policy.ts';

/** What becomes different when a policy goes; the words stand in the catalogue of the command line. */
export type PspChangeCode =
  /** Filled in before, and must now be said by the pod. */
  | 'wants-user'
  | 'wants-non-root'
  | 'wants-group'
  | 'wants-supplemental-groups'
  | 'wants-fs-group'
  | 'wants-se-linux'
  | 'wants-read-only'
  | 'wants-no-escalation'
  | 'wants-drop'
  | 'wants-seccomp'
  | 'wants-app-armor'
  /** Filled in before, and by nobody now. */
  | 'adds-capabilities'
  | 'sets-no-escalation'
  | 'sets-seccomp'
  | 'sets-app-armor'
  | 'sets-runtime-class'
  /** Judged otherwise. */
  | 'seccomp-open'
  | 'se-linux-closed'
  | 'app-armor-closed'
  | 'drop-all';

export interface PspChange {
  readonly code: PspChangeCode;
  /** What the words name: a list, a number. */
  readonly value: string;
}

/** Everything that a policy did and what replaces it does not, or does otherwise. */
export function changesOf(policy: PodSecurityPolicy): readonly PspChange[] {
  const { spec, seccomp } = policy;
  const { runAsUser, runAsGroup, supplementalGroups, fsGroup, runtimeClass } = spec;
  // At level privileged nothing is closed that the policy left open.
  const isLabelled = levelOf(policy).level !== 'privileged';
  const found: (PspChange | false)[] = [
    runAsUser.rule === 'MustRunAs' && { code: 'wants-user', value: rangesText(runAsUser.ranges) },
    runAsUser.rule === 'MustRunAsNonRoot' && { code: 'wants-non-root', value: '' },
    runAsGroup.rule === 'MustRunAs' && { code: 'wants-group', value: rangesText(runAsGroup.ranges) },
    supplementalGroups.rule === 'MustRunAs' && {
      code: 'wants-supplemental-groups',
      value: rangesText(supplementalGroups.ranges),
    },
    fsGroup.rule === 'MustRunAs' && { code: 'wants-fs-group', value: rangesText(fsGroup.ranges) },
    spec.seLinux.rule === 'MustRunAs' && {
      code: 'wants-se-linux',
      value: Object.entries(spec.seLinux.seLinuxOptions)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    },
    spec.readOnlyRootFilesystem && { code: 'wants-read-only', value: '' },
    !spec.allowPrivilegeEscalation && { code: 'wants-no-escalation', value: '' },
    spec.requiredDropCapabilities.length > 0 && {
      code: 'wants-drop',
      value: spec.requiredDropCapabilities.join(', '),
    },
    ...profileChanges(policy),
    spec.defaultAddCapabilities.length > 0 && {
      code: 'adds-capabilities',
      value: spec.defaultAddCapabilities.join(', '),
    },
    spec.allowPrivilegeEscalation &&
      spec.defaultAllowPrivilegeEscalation === false && { code: 'sets-no-escalation', value: '' },
    runtimeClass?.defaultRuntimeClassName !== undefined && {
      code: 'sets-runtime-class',
      value: runtimeClass.defaultRuntimeClassName,
    },
    (seccomp.allowed ?? []).length === 0 && { code: 'seccomp-open', value: '' },
    isLabelled && isLeftOpen(policy, 'seLinux') && { code: 'se-linux-closed', value: '' },
    isLabelled && isLeftOpen(policy, 'appArmor') && { code: 'app-armor-closed', value: '' },
    spec.requiredDropCapabilities.some((name) => name !== 'ALL') && { code: 'drop-all', value: '' },
  ];
  return found.filter((change) => change !== false);
}

function profileChanges({ seccomp, appArmor }: PodSecurityPolicy): readonly PspChange[] {
  const closed = (allowed: readonly string[] | undefined) => (allowed ?? []).length > 0 && !allowed?.includes('*');
  const changes: PspChange[] = [];
  if (closed(seccomp.allowed)) changes.push({ code: 'wants-seccomp', value: namesOf(seccomp.allowed) });
  else if (seccomp.usual !== undefined) changes.push({ code: 'sets-seccomp', value: fieldOfProfile(seccomp.usual) });
  if (closed(appArmor.allowed)) changes.push({ code: 'wants-app-armor', value: namesOf(appArmor.allowed) });
  else if (appArmor.usual !== undefined)
    changes.push({ code: 'sets-app-armor', value: fieldOfProfile(appArmor.usual) });
  return changes;
}

function namesOf(profiles: readonly string[] | undefined): string {
  return [...new Set((profiles ?? []).map(fieldOfProfile))].join(', ');
}

/** Ranges as people read them; the policy filled in the lowest id of the first. */
function rangesText(ranges: readonly { readonly min: number; readonly max: number }[]): string {
  return ranges.map(({ min, max }) => (min === max ? `${min}` : `${min}–${max}`)).join(', ');
}
