import { celString } from '../export/index.ts';
import type { Level } from '../pod-security/index.ts';
import { fieldOfProfile, type PodSecurityPolicy, type Profiles } from './pod-security-policy.ts';

/** One demand of a PodSecurityPolicy, as an admission policy can ask it of a pod. */
export interface PspRule {
  /** The field that demands it, `runAsUser`. */
  readonly field: string;
  /** True of pods that it allows. */
  readonly expression: string;
  /** The lowest Pod Security level that refuses whatever this refuses. */
  readonly coveredBy?: Exclude<Level, 'privileged'>;
}

/** Where the rules look. Without types: a template's lists of containers are of two types, and cannot be added otherwise. */
export const pspVariables: readonly { readonly name: string; readonly expression: string }[] = [
  { name: 'spec', expression: 'dyn(object).spec' },
  { name: 'podContext', expression: 'variables.spec.?securityContext.orValue({})' },
  {
    name: 'containers',
    expression:
      'variables.spec.containers + variables.spec.?initContainers.orValue([]) + variables.spec.?ephemeralContainers.orValue([])',
  },
  { name: 'volumes', expression: 'variables.spec.?volumes.orValue([])' },
];

/** Sysctls that kubelets allow without being told, and PodSecurityPolicies did not need to name. Source: Kubernetes 1.24. */
const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];

/**
 * What a policy demands of pods. It also filled in what a pod left out: an admission policy that only validates wants that said, so a
 * field that was filled in must now be there.
 * Source: Kubernetes 1.24, pkg/security/podsecuritypolicy (validation only).
 */
export function rulesOf(policy: PodSecurityPolicy): readonly PspRule[] {
  return [...hostRules(policy), ...volumeRules(policy), ...identityRules(policy), ...containerRules(policy)];
}

function hostRules({ spec }: PodSecurityPolicy): readonly PspRule[] {
  const rules: PspRule[] = [];
  if (!spec.privileged)
    rules.push({
      field: 'privileged',
      expression: ofContainers('!container.?securityContext.?privileged.orValue(false)'),
      coveredBy: 'baseline',
    });
  for (const field of ['hostPID', 'hostIPC', 'hostNetwork'] as const)
    if (!spec[field])
      rules.push({ field, expression: `!variables.spec.?${field}.orValue(false)`, coveredBy: 'baseline' });
  // Every port that there is.
  if (!spec.hostPorts.some(({ min, max }) => min <= 1 && max >= 65_535))
    rules.push({
      field: 'hostPorts',
      expression: ofContainers(
        `container.?ports.orValue([]).all(port, port.?hostPort.orValue(0) == 0${spec.hostPorts
          .map(({ min, max }) => ` || (port.hostPort >= ${min} && port.hostPort <= ${max})`)
          .join('')})`,
      ),
      ...(spec.hostPorts.length === 0 && { coveredBy: 'baseline' }),
    });
  const { forbiddenSysctls: forbidden, allowedUnsafeSysctls: unsafe } = spec;
  const allowed = [...safeSysctls.map((name) => `sysctl == ${celString(name)}`), ...unsafe.map(matchesSysctl)];
  const refused = forbidden.length === 0 ? '' : `!(${forbidden.map(matchesSysctl).join(' || ')}) && `;
  if (!unsafe.includes('*') || forbidden.length > 0)
    rules.push({
      field: 'sysctls',
      expression: `variables.podContext.?sysctls.orValue([]).map(one, one.name.replace('/', '.')).all(sysctl, ${refused}(${allowed.join(' || ')}))`,
    });
  return rules;
}

/** A name, or one that ends in `*` and stands for all that start so. */
function matchesSysctl(pattern: string): string {
  const name = pattern.replaceAll('/', '.');
  return name.endsWith('*') ? `sysctl.startsWith(${celString(name.slice(0, -1))})` : `sysctl == ${celString(name)}`;
}

/** How policies named the types of volumes, where a pod's field is called otherwise. */
const volumeFields: Readonly<Record<string, string>> = { cephFS: 'cephfs' };

function volumeRules({ spec }: PodSecurityPolicy): readonly PspRule[] {
  const rules: PspRule[] = [];
  const all = spec.volumes.includes('*');
  const takes = (type: string) => all || spec.volumes.includes(type);
  if (!all) {
    const fields = ['name', ...spec.volumes.filter((type) => type !== 'none')].map(
      (type) => volumeFields[type] ?? type,
    );
    const sources = 'has(source.serviceAccountToken) || has(source.downwardAPI)';
    // Where secrets are allowed, so is the token that every pod gets by default.
    const token =
      takes('secret') && !takes('projected')
        ? ` || (field == 'projected' && volume.projected.?sources.orValue([]).all(source, ${sources} || source.?configMap.?name.orValue('') == 'kube-root-ca.crt'))`
        : '';
    rules.push({
      field: 'volumes',
      expression: `variables.volumes.all(volume, volume.all(field, field in ${celList(fields)}${token}))`,
    });
  }
  if (takes('hostPath') && spec.allowedHostPaths.length > 0)
    rules.push({
      field: 'allowedHostPaths',
      expression: `variables.volumes.all(volume, !has(volume.hostPath) || ${spec.allowedHostPaths.map(underPath).join(' || ')})`,
    });
  if (takes('flexVolume') && spec.allowedFlexVolumes.length > 0)
    rules.push({
      field: 'allowedFlexVolumes',
      expression: `variables.volumes.all(volume, !has(volume.flexVolume) || volume.flexVolume.driver in ${celList(spec.allowedFlexVolumes.map(({ driver }) => driver))})`,
    });
  if (takes('csi') && spec.allowedCSIDrivers.length > 0)
    rules.push({
      field: 'allowedCSIDrivers',
      expression: `variables.volumes.all(volume, !has(volume.csi) || volume.csi.driver in ${celList(spec.allowedCSIDrivers.map(({ name }) => name))})`,
    });
  return rules;
}

function underPath({ pathPrefix, readOnly }: { readonly pathPrefix: string; readonly readOnly: boolean }): string {
  const prefix = pathPrefix.replace(/\/+$/, '');
  const path = 'volume.hostPath.path';
  const under =
    prefix === '' ? 'true' : `(${path} == ${celString(prefix)} || ${path}.startsWith(${celString(`${prefix}/`)}))`;
  if (!readOnly) return under;
  const mounts = 'container.?volumeMounts.orValue([])';
  return `(${under} && ${ofContainers(`${mounts}.all(mount, mount.name != volume.name || mount.?readOnly.orValue(false))`)})`;
}

type Range = { readonly min: number; readonly max: number };

function identityRules({ spec }: PodSecurityPolicy): readonly PspRule[] {
  const rules: PspRule[] = [];
  const { runAsUser, runAsGroup, supplementalGroups, fsGroup, seLinux } = spec;
  const own = (field: string) => `container.?securityContext.?${field}.or(variables.podContext.?${field})`;
  if (runAsUser.rule === 'MustRunAs')
    rules.push({ field: 'runAsUser', expression: ofContainers(within(own('runAsUser'), runAsUser.ranges, false)) });
  if (runAsUser.rule === 'MustRunAsNonRoot')
    rules.push({
      field: 'runAsUser',
      expression: ofContainers(
        `${own('runAsNonRoot')}.orValue(${own('runAsUser')}.hasValue()) && ${own('runAsUser')}.orValue(1) != 0`,
      ),
      coveredBy: 'restricted',
    });
  if (runAsGroup.rule !== 'RunAsAny')
    rules.push({
      field: 'runAsGroup',
      expression: ofContainers(within(own('runAsGroup'), runAsGroup.ranges, runAsGroup.rule === 'MayRunAs')),
    });
  if (fsGroup.rule !== 'RunAsAny')
    rules.push({
      field: 'fsGroup',
      expression: within('variables.podContext.?fsGroup', fsGroup.ranges, fsGroup.rule === 'MayRunAs'),
    });
  if (supplementalGroups.rule !== 'RunAsAny') {
    const groups = 'variables.podContext.?supplementalGroups.orValue([])';
    const some = supplementalGroups.rule === 'MustRunAs' ? `${groups}.size() > 0 && ` : '';
    rules.push({
      field: 'supplementalGroups',
      expression: `${some}${groups}.all(id, ${inRanges(supplementalGroups.ranges)})`,
    });
  }
  if (seLinux.rule === 'MustRunAs')
    rules.push({
      field: 'seLinux',
      expression: ofContainers(
        (['user', 'role', 'type', 'level'] as const)
          .map((part) => `${own('seLinuxOptions')}.?${part}.orValue('') == ${celString(seLinux.seLinuxOptions[part])}`)
          .join(' && '),
      ),
    });
  return rules;
}

/** An optional id in ranges; one that is absent where that is allowed. */
function within(id: string, ranges: readonly Range[], orAbsent: boolean): string {
  const inside = `[${id}.orValue(-1)].all(id, ${inRanges(ranges)})`;
  return orAbsent ? `(!${id}.hasValue() || ${inside})` : inside;
}

function inRanges(ranges: readonly Range[]): string {
  if (ranges.length === 0) return 'false';
  return ranges.map(({ min, max }) => `(id >= ${min} && id <= ${max})`).join(' || ');
}

function containerRules({ spec, seccomp, appArmor }: PodSecurityPolicy): readonly PspRule[] {
  const rules: PspRule[] = [];
  if (spec.readOnlyRootFilesystem)
    rules.push({
      field: 'readOnlyRootFilesystem',
      expression: ofContainers('container.?securityContext.?readOnlyRootFilesystem.orValue(false)'),
    });
  if (!spec.allowPrivilegeEscalation)
    rules.push({
      field: 'allowPrivilegeEscalation',
      expression: ofContainers('!container.?securityContext.?allowPrivilegeEscalation.orValue(true)'),
      coveredBy: 'restricted',
    });
  const allowed = [...spec.allowedCapabilities, ...spec.defaultAddCapabilities];
  if (!allowed.includes('*'))
    rules.push({
      field: 'allowedCapabilities',
      expression: ofContainers(
        `container.?securityContext.?capabilities.?add.orValue([]).all(name, name in ${celList(allowed)})`,
      ),
    });
  if (spec.requiredDropCapabilities.length > 0)
    rules.push({
      field: 'requiredDropCapabilities',
      expression: ofContainers(
        `'ALL' in ${dropped} || ${celList(spec.requiredDropCapabilities)}.all(name, name in ${dropped})`,
      ),
      ...(spec.requiredDropCapabilities.every((name) => name === 'ALL') && { coveredBy: 'restricted' }),
    });
  const mounts = spec.allowedProcMountTypes.length === 0 ? ['Default'] : spec.allowedProcMountTypes;
  if (!mounts.includes('Unmasked') || !mounts.includes('Default'))
    rules.push({
      field: 'allowedProcMountTypes',
      expression: ofContainers(`container.?securityContext.?procMount.orValue('Default') in ${celList(mounts)}`),
      ...(mounts.every((type) => type === 'Default') && { coveredBy: 'baseline' }),
    });
  rules.push(
    ...profileRules('seccomp', 'seccompProfile', seccomp),
    ...profileRules('appArmor', 'appArmorProfile', appArmor),
  );
  const classes = spec.runtimeClass?.allowedRuntimeClassNames ?? ['*'];
  if (!classes.includes('*'))
    rules.push({
      field: 'runtimeClass',
      expression: `variables.spec.?runtimeClassName.orValue('') in ${celList(['', ...classes])}`,
    });
  return rules;
}

/** Profiles that annotations named, as the fields that pods have for them today. */
function profileRules(field: string, name: string, { allowed }: Profiles): readonly PspRule[] {
  if (allowed === undefined || allowed.length === 0 || allowed.includes('*')) return [];
  const profile = `container.?securityContext.?${name}.or(variables.podContext.?${name})`;
  const written = `${profile}.?type.orValue('') == 'Localhost' ? 'localhost/' + ${profile}.?localhostProfile.orValue('') : ${profile}.?type.orValue('')`;
  return [{ field, expression: ofContainers(`(${written}) in ${celList(allowed.map(fieldOfProfile))}`) }];
}

const dropped = 'container.?securityContext.?capabilities.?drop.orValue([])';

function ofContainers(expression: string): string {
  return `variables.containers.all(container, ${expression})`;
}

function celList(names: readonly string[]): string {
  return `[${names.map(celString).join(', ')}]`;
}
