import { containerCheck, podCheck, type Rule } from '../check.ts';
import { remove, set } from '../fix.ts';
import { celList, exemptSince, inUserNamespace, ofPodAndContainers } from './pod-rules.ts';

const source = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline';
const profiles = ['security', 'pss-baseline', 'pss-restricted'] as const;

/**
 * A privileged container has every capability and every device of its node: root in it is root on the node.
 * Fields: securityContext.privileged of every init, regular and ephemeral container. Allowed: absent, false.
 * Source: Pod Security Standards, baseline, "Privileged Containers".
 */
export const podPrivileged = containerCheck({
  id: 'pod-privileged',
  severity: 'critical',
  profiles,
  expression: '!container.?securityContext.?privileged.orValue(false)',
  field: 'securityContext.privileged',
  source,
  standards: { pss: ['baseline/privileged'], cis: ['5.2.2'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
  fix: remove('securityContext.privileged'),
});

/** What container runtimes give without being asked, less NET_RAW. */
const defaultCapabilities = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

/**
 * A capability is a part of root's power. Those beyond the runtime's default set reach past the container.
 * Fields: securityContext.capabilities.add of every container, spelled as the list spells it. Allowed: the default set.
 * Source: Pod Security Standards, baseline, "Capabilities".
 */
export const podCapsBaseline = containerCheck({
  id: 'pod-caps-baseline',
  severity: 'high',
  profiles,
  coveredBy: ['pod-cap-dangerous'],
  each: 'securityContext.capabilities.add',
  expression: `item in ${celList(defaultCapabilities)}`,
  field: '',
  fix: { ...remove(''), risky: true },
  source,
  standards: {
    pss: ['baseline/capabilities_baseline'],
    cis: ['5.2.9'],
    nsa: ['pod'],
    attack: ['T1611'],
    owasp: ['K01'],
  },
});

const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * AppArmor's default profile keeps a container from mounting, tracing and writing to the kernel's switches.
 * Fields: securityContext.appArmorProfile.type of the pod and of every container, and the annotations of before 1.30.
 * Allowed: no profile named, RuntimeDefault, Localhost; in annotations empty, runtime/default, localhost/….
 * Source: Pod Security Standards, baseline, "AppArmor".
 */
export const podAppArmor = containerCheck({
  id: 'pod-apparmor',
  severity: 'medium',
  profiles,
  rules: [
    ...ofPodAndContainers((securityContext) => ({
      expression: `!${securityContext}.?appArmorProfile.hasValue() || ${securityContext}.?appArmorProfile.?type.orValue('') in ['RuntimeDefault', 'Localhost']`,
      field: 'securityContext.appArmorProfile.type',
      fix: remove('securityContext.appArmorProfile'),
    })),
    {
      scope: 'podMetadata',
      expression: `podMetadata.?annotations.orValue({}).all(name, !name.startsWith('${appArmorAnnotation}') || podMetadata.annotations[name] in ['', 'runtime/default'] || podMetadata.annotations[name].startsWith('localhost/'))`,
      field: 'annotations',
      message: 'annotation',
    },
  ],
  source,
  standards: { pss: ['baseline/appArmorProfile'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

function seLinuxTypeRules(types: readonly string[], versions: Pick<Rule, 'since' | 'until'>): readonly Rule[] {
  return ofPodAndContainers((securityContext) => ({
    expression: `${securityContext}.?seLinuxOptions.?type.orValue('') in ${celList(types)}`,
    field: 'securityContext.seLinuxOptions.type',
    ...versions,
    fix: remove('securityContext.seLinuxOptions.type'),
  }));
}

/**
 * SELinux keeps an escaped process from the node's files, unless the pod chooses a label that may touch them.
 * Fields: securityContext.seLinuxOptions of the pod and of every container. Allowed: user and role absent or empty; type absent,
 * empty, container_t, container_init_t, container_kvm_t, from 1.31 container_engine_t. Levels are free.
 * Source: Pod Security Standards, baseline, "SELinux".
 */
export const podSELinux = containerCheck({
  id: 'pod-selinux',
  severity: 'medium',
  profiles,
  rules: [
    ...seLinuxTypeRules(seLinuxTypes, { until: '1.31' }),
    ...seLinuxTypeRules([...seLinuxTypes, 'container_engine_t'], { since: '1.31' }),
    ...['user', 'role'].flatMap((name) =>
      ofPodAndContainers((securityContext) => ({
        expression: `${securityContext}.?seLinuxOptions.?${name}.orValue('') == ''`,
        field: `securityContext.seLinuxOptions.${name}`,
        fix: remove(`securityContext.seLinuxOptions.${name}`),
      })),
    ),
  ],
  source,
  standards: { pss: ['baseline/seLinuxOptions'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

const procMountRule: Rule = {
  expression: "container.?securityContext.?procMount.orValue('Default') == 'Default'",
  field: 'securityContext.procMount',
  fix: remove('securityContext.procMount'),
};

/**
 * The default masks of /proc hide the kernel's keys, timers and memory from containers, and keep its switches read-only.
 * Fields: securityContext.procMount of every container. Allowed: absent, Default; from 1.35 anything in a user namespace
 * (`hostUsers: false`).
 * Source: Pod Security Standards, baseline, "/proc Mount Type".
 */
export const podProcMount = containerCheck({
  id: 'pod-procmount',
  severity: 'medium',
  profiles,
  rules: exemptSince('1.35', inUserNamespace, procMountRule),
  source,
  standards: { pss: ['baseline/procMount'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

/**
 * The same, without the exception for user namespaces: what the restricted level asks from 1.35 on in place of the rule above.
 * A check of its own because the two levels give different verdicts on the same field; asked in `pss-restricted` only.
 * Source: Pod Security Standards, restricted; pod-security-admission, procMount_restricted.
 */
export const podProcMountRestricted = containerCheck({
  id: 'pod-procmount-restricted',
  severity: 'medium',
  profiles: ['pss-restricted'],
  coveredBy: ['pod-procmount'],
  ...procMountRule,
  since: '1.35',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  standards: { pss: ['restricted/procMount_restricted'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

const seccompPodAnnotation = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainerAnnotation = 'container.seccomp.security.alpha.kubernetes.io/';

/** Whether an optional annotation's value is absent or a profile that confines. */
function confines(annotation: string): string {
  return `${annotation}.orValue('runtime/default') in ['runtime/default', 'docker/default'] || ${annotation}.orValue('').startsWith('localhost/')`;
}

/**
 * Without seccomp a container may make every system call, old and rarely used ones with their bugs among them.
 * Fields: securityContext.seccompProfile.type of the pod and of every container (the pod's even where every container
 * overrides it); before 1.19 the annotations. Allowed: no profile named, RuntimeDefault, Localhost; in annotations
 * runtime/default, docker/default, localhost/….
 * Source: Pod Security Standards, baseline, "Seccomp".
 */
export const podSeccompUnconfined = containerCheck({
  id: 'pod-seccomp-unconfined',
  severity: 'high',
  profiles,
  rules: [
    {
      scope: 'podMetadata',
      expression: confines(`podMetadata.?annotations[?'${seccompPodAnnotation}']`),
      field: `annotations["${seccompPodAnnotation}"]`,
      until: '1.19',
      message: 'pod',
    },
    {
      expression: confines(
        `podMetadata.?annotations[?('${seccompContainerAnnotation}' + container.?name.orValue(''))]`,
      ),
      field: '',
      until: '1.19',
      message: 'annotation',
    },
    ...ofPodAndContainers((securityContext) => ({
      expression: `!${securityContext}.?seccompProfile.hasValue() || ${securityContext}.?seccompProfile.?type.orValue('') in ['RuntimeDefault', 'Localhost']`,
      field: 'securityContext.seccompProfile.type',
      since: '1.19',
      fix: set('securityContext.seccompProfile', { type: 'RuntimeDefault' }),
    })),
  ],
  source,
  standards: {
    pss: ['baseline/seccompProfile_baseline'],
    cis: ['5.7.2'],
    nsa: ['pod'],
    attack: ['T1611'],
    owasp: ['K01'],
  },
});

/** Sysctls that touch their own pod only, by the Pod Security version that added them. */
const safeSysctls: readonly (readonly [string, readonly string[]])[] = [
  [
    '1.0',
    [
      ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies'],
      ...['net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start'],
    ],
  ],
  ['1.27', ['net.ipv4.ip_local_reserved_ports']],
  [
    '1.29',
    [
      ...['net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout'],
      ...['net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes'],
    ],
  ],
  ['1.32', ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  ['1.37', ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

/**
 * Most kernel parameters belong to the whole node, so one pod's setting is every pod's.
 * Fields: securityContext.sysctls[*].name of the pod. Allowed: the safe ones of the version.
 * Source: Pod Security Standards, baseline, "Sysctls".
 */
export const podSysctls = podCheck({
  id: 'pod-sysctls',
  severity: 'medium',
  profiles,
  rules: safeSysctls.map(([since], index): Rule => {
    const until = safeSysctls[index + 1]?.[0];
    const allowed = safeSysctls.slice(0, index + 1).flatMap(([, names]) => names);
    return {
      each: 'securityContext.sysctls',
      expression: `item.?name.orValue('') in ${celList(allowed)}`,
      field: 'name',
      since,
      ...(until !== undefined && { until }),
      fix: { ...remove(''), risky: true },
    };
  }),
  source,
  standards: { pss: ['baseline/sysctls'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

export const podStandardsBaseline = [
  podPrivileged,
  podCapsBaseline,
  podAppArmor,
  podSELinux,
  podProcMount,
  podProcMountRestricted,
  podSeccompUnconfined,
  podSysctls,
];
