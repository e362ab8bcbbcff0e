import type { Level } from '../pod-security/index.ts';
import type { PodSecurityPolicy } from './pod-security-policy.ts';

/** The strictest Pod Security level that lets in every pod which a policy let in, and the fields that keep it from the next. */
export interface PspLevel {
  readonly level: Level;
  readonly keptBy: readonly string[];
}

/** What a field must not allow for the policy to be within a level. */
interface Bound {
  readonly field: string;
  readonly exceeds: (policy: PodSecurityPolicy) => boolean;
}

/** Capabilities, SELinux types, sysctls and volumes of the levels. Source: Pod Security Standards, Kubernetes 1.37. */
const baselineCapabilities = new Set([
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
]);
const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const baselineSysctls = new Set([
  ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start'],
  ...['net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports'],
  ...['net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl'],
  ...['net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'],
]);
const restrictedVolumes = new Set([
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'none', 'persistentVolumeClaim'],
  ...['projected', 'secret'],
]);

/** Source: Kubernetes documentation, "Mapping PodSecurityPolicies to Pod Security Standards". */
const baseline: readonly Bound[] = [
  { field: 'privileged', exceeds: ({ spec }) => spec.privileged },
  { field: 'hostPID', exceeds: ({ spec }) => spec.hostPID },
  { field: 'hostIPC', exceeds: ({ spec }) => spec.hostIPC },
  { field: 'hostNetwork', exceeds: ({ spec }) => spec.hostNetwork },
  { field: 'hostPorts', exceeds: ({ spec }) => spec.hostPorts.some(({ max }) => max > 0) },
  { field: 'volumes', exceeds: ({ spec }) => spec.volumes.includes('*') || spec.volumes.includes('hostPath') },
  { field: 'allowedCapabilities', exceeds: (policy) => allowsBeyond(policy, baselineCapabilities) },
  {
    field: 'allowedProcMountTypes',
    exceeds: ({ spec }) => spec.allowedProcMountTypes.some((type) => type !== 'Default'),
  },
  {
    field: 'allowedUnsafeSysctls',
    exceeds: ({ spec }) => spec.allowedUnsafeSysctls.some((name) => !baselineSysctls.has(name.replaceAll('/', '.'))),
  },
  {
    field: 'seLinux',
    exceeds: ({ spec: { seLinux } }) => {
      const { user, role, type } = seLinux.seLinuxOptions;
      return seLinux.rule === 'RunAsAny' || user !== '' || role !== '' || !seLinuxTypes.includes(type);
    },
  },
  {
    field: 'seccomp',
    exceeds: ({ seccomp }) => seccomp.allowed?.some((name) => name === '*' || name === 'unconfined') === true,
  },
  {
    field: 'appArmor',
    // Without the annotation every profile was allowed.
    exceeds: ({ appArmor }) => appArmor.allowed?.some((name) => name === '*' || name === 'unconfined') ?? true,
  },
];

const restricted: readonly Bound[] = [
  { field: 'allowPrivilegeEscalation', exceeds: ({ spec }) => spec.allowPrivilegeEscalation },
  { field: 'allowedCapabilities', exceeds: (policy) => allowsBeyond(policy, new Set(['NET_BIND_SERVICE'])) },
  { field: 'requiredDropCapabilities', exceeds: ({ spec }) => !spec.requiredDropCapabilities.includes('ALL') },
  { field: 'volumes', exceeds: ({ spec }) => spec.volumes.some((type) => !restrictedVolumes.has(type)) },
  {
    field: 'runAsUser',
    // A range without 0 is within, too, but the level wants `runAsNonRoot` said, which no policy of that rule did.
    exceeds: ({ spec }) => spec.runAsUser.rule !== 'MustRunAsNonRoot',
  },
  { field: 'seccomp', exceeds: ({ seccomp }) => seccomp.allowed === undefined || seccomp.allowed.length === 0 },
];

function allowsBeyond({ spec }: PodSecurityPolicy, known: ReadonlySet<string>): boolean {
  return [...spec.allowedCapabilities, ...spec.defaultAddCapabilities].some((name) => !known.has(name));
}

/**
 * Fields that a policy left open although nobody who wrote it meant to use them count, too: a level that refuses what was allowed is not
 * its equal. Two of them are left out, `seLinux: RunAsAny` and a missing AppArmor annotation, which nearly every policy has: they are
 * told as a change.
 */
export function levelOf(policy: PodSecurityPolicy): PspLevel {
  const beyondBaseline = baseline.filter((bound) => bound.exceeds(policy) && !isLeftOpen(policy, bound.field));
  if (beyondBaseline.length > 0) return { level: 'privileged', keptBy: fieldsOf(beyondBaseline) };
  const beyondRestricted = restricted.filter((bound) => bound.exceeds(policy));
  if (beyondRestricted.length > 0) return { level: 'baseline', keptBy: fieldsOf(beyondRestricted) };
  return { level: 'restricted', keptBy: [] };
}

/** A field that the policy did not use, and that level baseline closes. */
export function isLeftOpen({ spec, appArmor }: PodSecurityPolicy, field: string): boolean {
  return field === 'seLinux'
    ? spec.seLinux.rule === 'RunAsAny'
    : field === 'appArmor' && appArmor.allowed === undefined;
}

function fieldsOf(bounds: readonly Bound[]): readonly string[] {
  return bounds.map(({ field }) => field);
}
