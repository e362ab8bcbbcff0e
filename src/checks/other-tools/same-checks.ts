/**
 * Checks of our own that say what another tool's rule says: what both find at an object is said once, by ours. Only rules that ask nothing
 * else. Sources: trivy-checks (ids as `ruleOf` writes them), kyverno/policies (names of policies), gatekeeper-library (kinds of constraints).
 */
const trivy: Readonly<Record<string, readonly string[]>> = {
  'KSV-0001': ['pod-allow-privilege-escalation'],
  'KSV-0002': ['pod-apparmor'],
  'KSV-0005': ['pod-cap-dangerous'],
  'KSV-0006': ['pod-runtime-socket'],
  'KSV-0007': ['pod-host-aliases'],
  'KSV-0008': ['pod-host-namespaces'],
  'KSV-0009': ['pod-host-namespaces'],
  'KSV-0010': ['pod-host-namespaces'],
  'KSV-0011': ['res-cpu-limit'],
  'KSV-0012': ['pod-run-as-non-root'],
  'KSV-0013': ['img-latest'],
  'KSV-0014': ['pod-readonly-rootfs'],
  'KSV-0015': ['res-cpu-request'],
  'KSV-0016': ['res-memory-request'],
  'KSV-0017': ['pod-privileged'],
  'KSV-0018': ['res-memory-limit'],
  'KSV-0020': ['pod-high-uid-gid'],
  'KSV-0021': ['pod-high-uid-gid'],
  'KSV-0022': ['pod-caps-baseline'],
  'KSV-0023': ['pod-hostpath'],
  'KSV-0024': ['pod-host-ports'],
  'KSV-0025': ['pod-selinux'],
  'KSV-0026': ['pod-sysctls'],
  'KSV-0027': ['pod-procmount'],
  'KSV-0028': ['pod-volume-types'],
  'KSV-0030': ['pod-seccomp-required'],
  'KSV-0036': ['sa-automount'],
  'KSV-0037': ['ns-kube-system'],
  'KSV-0039': ['ns-limit-range'],
  'KSV-0040': ['ns-resource-quota'],
  'KSV-0041': ['rbac-secrets-read'],
  'KSV-0043': ['rbac-impersonate'],
  'KSV-0044': ['rbac-wildcard-all'],
  'KSV-0045': ['rbac-wildcard-verb', 'rbac-wildcard-all'],
  'KSV-0046': ['rbac-wildcard-resource', 'rbac-wildcard-all'],
  'KSV-0047': ['rbac-nodes-proxy'],
  'KSV-0048': ['rbac-create-pods'],
  'KSV-0053': ['rbac-exec-attach'],
  'KSV-0103': ['pod-host-process'],
  'KSV-0104': ['pod-seccomp-unconfined', 'pod-seccomp-required'],
  'KSV-0105': ['pod-run-as-user-zero'],
  'KSV-0106': ['pod-caps-restricted'],
  'KSV-0110': ['ns-default'],
  'KSV-0111': ['rbac-cluster-admin'],
  'KSV-0116': ['pod-root-gid'],
  'KSV-0117': ['pod-privileged-port'],
  'KSV-0118': ['pod-security-context-present'],
  'KSV-0119': ['pod-cap-net-raw'],
};

const kyverno: Readonly<Record<string, readonly string[]>> = {
  'disallow-capabilities': ['pod-caps-baseline'],
  'disallow-capabilities-strict': ['pod-caps-restricted'],
  'disallow-host-namespaces': ['pod-host-namespaces'],
  'disallow-host-path': ['pod-hostpath'],
  'disallow-host-ports': ['pod-host-ports'],
  'disallow-host-process': ['pod-host-process'],
  'disallow-latest-tag': ['img-latest'],
  'disallow-privilege-escalation': ['pod-allow-privilege-escalation'],
  'disallow-privileged-containers': ['pod-privileged'],
  'disallow-proc-mount': ['pod-procmount'],
  'disallow-selinux': ['pod-selinux'],
  'disallow-container-sock-mounts': ['pod-runtime-socket'],
  'disallow-default-namespace': ['ns-default'],
  'drop-cap-net-raw': ['pod-cap-net-raw'],
  'require-ro-rootfs': ['pod-readonly-rootfs'],
  'require-run-as-nonroot': ['pod-run-as-non-root'],
  'require-run-as-non-root-user': ['pod-run-as-user-zero'],
  'restrict-apparmor-profiles': ['pod-apparmor'],
  'restrict-seccomp': ['pod-seccomp-unconfined'],
  'restrict-seccomp-strict': ['pod-seccomp-required', 'pod-seccomp-unconfined'],
  'restrict-sysctls': ['pod-sysctls'],
  'restrict-volume-types': ['pod-volume-types'],
};

const gatekeeper: Readonly<Record<string, readonly string[]>> = {
  K8sBlockNodePort: ['svc-nodeport'],
  K8sDisallowedTags: ['img-latest'],
  K8sExternalIPs: ['svc-external-ips'],
  K8sPSPAllowPrivilegeEscalationContainer: ['pod-allow-privilege-escalation'],
  K8sPSPHostFilesystem: ['pod-hostpath'],
  K8sPSPHostNamespace: ['pod-host-namespaces'],
  K8sPSPPrivilegedContainer: ['pod-privileged'],
  K8sPSPProcMount: ['pod-procmount'],
  K8sPSPReadOnlyRootFilesystem: ['pod-readonly-rootfs'],
};

/** By tool and rule. */
export const sameByTool: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  trivy,
  kyverno,
  gatekeeper,
};
const none: readonly string[] = [];

/** Ids of checks that say what a rule of a tool says. Of Kyverno and Gatekeeper the first part of the rule counts. */
export function sameChecks(tool: string, rule: string): readonly string[] {
  const rules = Object.hasOwn(sameByTool, tool) ? sameByTool[tool] : undefined;
  const [name = ''] = rule.split('/', 1);
  return (rules !== undefined && Object.hasOwn(rules, name) ? rules[name] : undefined) ?? none;
}
