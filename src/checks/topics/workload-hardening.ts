import { containerCheck, podCheck, type Rule } from '../check.ts';
import { ask, remove, set } from '../fix.ts';
import { celList, inUserNamespace, ofPodAndContainers, onWindows } from './pod-rules.ts';

const standards = { nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] } as const;

/**
 * Who gets into a container with a writable root file system can leave tools and changed programs behind.
 * Fields: securityContext.readOnlyRootFilesystem of every container. Allowed: true. Windows has no such thing.
 * Programs that write somewhere else than to volumes fail, so the fix is not applied unasked.
 * Source: NSA/CISA Kubernetes Hardening Guide v1.2, "Immutable container file systems".
 */
export const podReadonlyRootfs = containerCheck({
  id: 'pod-readonly-rootfs',
  severity: 'medium',
  expression: `container.?securityContext.?readOnlyRootFilesystem.orValue(false) || ${onWindows}`,
  field: 'securityContext.readOnlyRootFilesystem',
  fix: { ...set('securityContext.readOnlyRootFilesystem', true), risky: true },
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  standards: { nsa: ['pod'], attack: ['T1525'], owasp: ['K01'] },
});

/** A capability as the kernel names it, however a manifest spells it (`cap_net_raw`, `net_raw`): runtimes take them all. */
function named(capability: string): string {
  return `${capability}.upperAscii().replace('CAP_', '')`;
}

/**
 * NET_RAW, which runtimes give unasked, lets a container forge packets: it can pose as other pods and as the cluster's DNS.
 * Fields: securityContext.capabilities of every container. Allowed: drop names NET_RAW or ALL, add neither.
 * Where dropping ALL is asked for as well, or the added capability is named by another check, one finding is enough.
 * Source: CIS Kubernetes Benchmark 5.2.8.
 */
export const podCapNetRaw = containerCheck({
  id: 'pod-cap-net-raw',
  severity: 'medium',
  coveredBy: ['pod-caps-restricted', 'pod-caps-baseline', 'pod-cap-dangerous'],
  rules: [
    {
      expression: `container.?securityContext.?capabilities.?drop.orValue([]).exists(c, ${named('c')} in ['ALL', 'NET_RAW']) || ${onWindows}`,
      field: 'securityContext.capabilities.drop',
      fix: { edits: [{ op: 'append', path: 'securityContext.capabilities.drop', value: 'NET_RAW' }] },
    },
    {
      each: 'securityContext.capabilities.add',
      expression: `!(${named('item')} in ['ALL', 'NET_RAW'])`,
      field: '',
      message: 'add',
      fix: { ...remove(''), risky: true },
    },
  ],
  source: 'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  standards: { cis: ['5.2.8'], nsa: ['pod'], attack: ['T1557'], owasp: ['K01'] },
});

const dangerousCapabilities = [
  ...['ALL', 'SYS_ADMIN', 'SYS_MODULE', 'SYS_PTRACE', 'SYS_RAWIO', 'BPF', 'DAC_READ_SEARCH', 'NET_ADMIN'],
];

/**
 * Each of these capabilities is by itself a known way out of a container: mounting, loading kernel modules, reading other
 * processes, raw memory and ports, programs in the kernel, opening any file by handle, or rewriting the network.
 * Fields: securityContext.capabilities.add of every container, in any spelling. One finding a capability.
 * Source: capabilities(7); the lists of Trivy, Kubescape and Polaris.
 */
export const podCapDangerous = containerCheck({
  id: 'pod-cap-dangerous',
  severity: 'high',
  each: 'securityContext.capabilities.add',
  expression: `!(${named('item')} in ${celList(dangerousCapabilities)})`,
  field: '',
  fix: { ...remove(''), risky: true },
  source: 'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  standards: { pss: ['baseline/capabilities_baseline'], cis: ['5.2.9'], ...standards },
});

/** The value that holds for the container: its own, or the pod's. */
function effective(field: string): string {
  return `container.?securityContext.?${field}.or(podSpec.?securityContext.?${field})`;
}

function highIdRule(field: string): Rule {
  return {
    expression: `${effective(field)}.orValue(0) > 10000 || ${onWindows} || ${inUserNamespace}`,
    field: `securityContext.${field}`,
    message: field,
    fix: { ...set(`securityContext.${field}`, ask(field)), risky: true },
  };
}

/**
 * Low user and group ids exist on nodes, too: after an escape they own somebody's files there.
 * Opinion: asked in no profile but `all` and `nsa`. Fields: securityContext.runAsUser and runAsGroup, the container's own or the
 * pod's default. Allowed: above 10000. Not asked on Windows, and not in user namespaces, where ids are others on the node.
 * Source: kube-score and Trivy (KSV-0020, KSV-0021) ask the same.
 */
export const podHighUidGid = containerCheck({
  id: 'pod-high-uid-gid',
  severity: 'low',
  profiles: [],
  coveredBy: ['pod-run-as-user-zero'],
  rules: [highIdRule('runAsUser'), highIdRule('runAsGroup')],
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  standards,
});

/**
 * Group 0 may read and change much that belongs to root, in the image and on volumes.
 * Fields: securityContext.runAsGroup of the pod and of every container; supplementalGroups, fsGroup of the pod.
 * Allowed: absent, not 0; anything in user namespaces.
 * Source: Trivy (KSV-0116); the security context in the Kubernetes documentation.
 */
export const podRootGid = containerCheck({
  id: 'pod-root-gid',
  severity: 'low',
  rules: [
    ...ofPodAndContainers((securityContext) => ({
      expression: `${securityContext}.?runAsGroup.orValue(1) != 0 || ${inUserNamespace}`,
      field: 'securityContext.runAsGroup',
      fix: { ...set('securityContext.runAsGroup', ask('runAsGroup')), risky: true },
    })),
    {
      scope: 'pod',
      expression: `podSpec.?securityContext.?fsGroup.orValue(1) != 0 || ${inUserNamespace}`,
      field: 'securityContext.fsGroup',
      message: 'fsGroup',
      fix: { ...set('securityContext.fsGroup', ask('fsGroup')), risky: true },
    },
    {
      scope: 'pod',
      each: 'securityContext.supplementalGroups',
      expression: `item != 0 || ${inUserNamespace}`,
      field: '',
      message: 'supplementalGroups',
      fix: { ...remove(''), risky: true },
    },
  ],
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  standards,
});

/**
 * In a shared process namespace every container sees the others' processes, their environment and, with the same user, their files.
 * Fields: shareProcessNamespace. Allowed: absent, false.
 * Source: Kubernetes documentation, "Share Process Namespace between Containers in a Pod".
 */
export const podShareProcessNamespace = podCheck({
  id: 'pod-share-process-namespace',
  severity: 'low',
  expression: '!podSpec.?shareProcessNamespace.orValue(false)',
  field: 'shareProcessNamespace',
  fix: { ...remove('shareProcessNamespace'), risky: true },
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
  standards: { nsa: ['pod'], attack: ['T1613'], owasp: ['K01'] },
});

/**
 * Ports below 1024 used to need root or NET_BIND_SERVICE; a program on a high port needs neither, and a Service can still offer it on 80.
 * Opinion: asked in `all` only. Fields: ports[*].containerPort of every container. Allowed: absent, 1024 and above.
 * Source: kube-linter (privileged-ports) and Trivy (KSV-0117) ask the same.
 */
export const podPrivilegedPort = containerCheck({
  id: 'pod-privileged-port',
  severity: 'low',
  profiles: [],
  each: 'ports',
  expression: 'item.?containerPort.orValue(1024) >= 1024',
  field: 'containerPort',
  source: 'https://www.w3.org/Daemon/User/Installation/PrivilegedPorts.html',
  standards: { owasp: ['K01'] },
});

/**
 * Without any security context a container runs with every default of image and runtime, root among them.
 * Asked in no profile but `all`, `cis` and `nsa`: the checks on the single fields say more, and where one of them has a finding this
 * one keeps quiet. Fields: securityContext of the pod or the container. Allowed: present.
 * Source: CIS Kubernetes Benchmark 5.7.3.
 */
export const podSecurityContextPresent = containerCheck({
  id: 'pod-security-context-present',
  severity: 'medium',
  profiles: [],
  coveredBy: [
    ...['pod-allow-privilege-escalation', 'pod-run-as-non-root', 'pod-seccomp-required', 'pod-caps-restricted'],
    ...['pod-readonly-rootfs', 'pod-cap-net-raw'],
  ],
  // An empty one says nothing; it is also what the API server makes of an absent one.
  expression: `size(dyn(container).?securityContext.orValue({})) > 0 || size(dyn(podSpec).?securityContext.orValue({})) > 0 || ${onWindows}`,
  field: 'securityContext',
  fix: set('securityContext.allowPrivilegeEscalation', false),
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  standards: { cis: ['5.7.3'], nsa: ['pod'], owasp: ['K01'] },
});

/**
 * A sandboxed runtime (gVisor, Kata Containers) gives a container a kernel of its own.
 * Which one is a matter of the cluster, so the check is asked only where `runtimeClasses` is set.
 * Fields: runtimeClassName. Allowed: the names of the parameter.
 * Source: Kubernetes documentation, "Runtime Class".
 */
export const podRuntimeClass = podCheck({
  id: 'pod-runtime-class',
  severity: 'low',
  profiles: [],
  parameters: {
    runtimeClasses: { default: [], description: 'Names of the RuntimeClasses that pods must use one of' },
  },
  needs: ['runtimeClasses'],
  expression: "podSpec.?runtimeClassName.orValue('') in params.runtimeClasses",
  field: 'runtimeClassName',
  fix: { ...set('runtimeClassName', ask('runtimeClassName')), risky: true },
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  standards,
});

export const workloadHardening = [
  podReadonlyRootfs,
  podCapNetRaw,
  podCapDangerous,
  podHighUidGid,
  podRootGid,
  podShareProcessNamespace,
  podPrivilegedPort,
  podSecurityContextPresent,
  podRuntimeClass,
];
