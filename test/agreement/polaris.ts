import path from 'node:path';
import { z } from 'zod';
import { type Agreement, corpusFolder, jsonLines } from './agreement.ts';
import { type Case, compare, type NotAsked, type Question, saying } from './cases.ts';

const row = z.object({
  file: z.string(),
  check: z.string(),
  expect: z.enum(['pass', 'fail', 'mutated', 'deny', 'allow']),
});

const noSuchKind: NotAsked = {
  notAsked: 'No object of Kubernetes: there is no such kind in apiVersion v1, which meta-schema-valid says',
};

const execAttach: Question = { checks: { 'rbac-exec-attach': {} } };
/** Polaris asks the binding; we report the role and say who is bound to it: Kubernetes' own bindings (`system:*`) don't count. */
const bound = (checks: Question['checks'], ...kinds: readonly string[]): Question => ({
  checks,
  where: ({ message, object }) => !message?.endsWith('unbound') && kinds.includes(object.kind),
});
const execBound = (kind: string) => bound({ 'rbac-exec-attach': {} }, kind);
const adminBound = (...kinds: readonly string[]) =>
  bound({ 'rbac-cluster-admin': {}, 'rbac-wildcard-all': {} }, ...kinds);

/** Polaris' checks, by name, and in ours. */
const questions: Readonly<Record<string, Question | NotAsked>> = {
  automountServiceAccountToken: { checks: { 'sa-automount': {} } },
  clusterrolePodExecAttach: execAttach,
  clusterrolebindingClusterAdmin: adminBound('ClusterRole', 'ClusterRoleBinding'),
  clusterrolebindingPodExecAttach: execBound('ClusterRole'),
  cpuLimitsMissing: { checks: { 'res-cpu-limit': {} } },
  cpuRequestsMissing: { checks: { 'res-cpu-request': { explicit: true } } },
  dangerousCapabilities: { checks: { 'pod-cap-dangerous': {} } },
  deploymentMissingReplicas: noSuchKind,
  hostIPCSet: { checks: { 'pod-host-namespaces': {} }, where: saying('ipc') },
  hostNetworkSet: { checks: { 'pod-host-namespaces': {} }, where: saying('network') },
  hostPIDSet: { checks: { 'pod-host-namespaces': {} }, where: saying('pid') },
  hostPathSet: { checks: { 'pod-hostpath': {} } },
  hostPortSet: { checks: { 'pod-host-ports': {} } },
  hostProcess: { checks: { 'pod-host-process': {} } },
  hpaMaxAvailability: { checks: { 'rel-hpa': {} }, where: saying('fixed', 'reversed') },
  hpaMinAvailability: { checks: { 'rel-hpa': {} }, where: saying('few') },
  insecureCapabilities: {
    notAsked:
      'Takes fifteen names, in any case, for ALL; pod-caps-restricted wants what Pod Security wants: ALL itself',
  },
  linuxHardening: {
    notAsked: 'Content with any one of seccomp, AppArmor, SELinux and dropped capabilities; we ask each',
  },
  livenessProbeMissing: { checks: { 'rel-liveness-probe': {} } },
  memoryLimitsMissing: { checks: { 'res-memory-limit': {} } },
  memoryRequestsMissing: { checks: { 'res-memory-request': { explicit: true } } },
  metadataAndInstanceMismatched: { notAsked: 'A convention for labels of Helm charts' },
  missingNetworkPolicy: { checks: { 'net-pod-unselected': {} } },
  missingPodDisruptionBudget: { checks: { 'rel-pdb': { minReplicas: 1 } }, where: saying('missing') },
  nakedPod: { notAsked: 'A user’s own rule, about a label; with us a ValidatingAdmissionPolicy' },
  notReadOnlyRootFilesystem: { checks: { 'pod-readonly-rootfs': {} } },
  oneController: { notAsked: 'A user’s own rule, about a label; with us a ValidatingAdmissionPolicy' },
  pdbDisruptionsIsZero: noSuchKind,
  pdbMinAvailableGreaterThanHPAMinReplicas: { checks: { 'rel-pdb': {} }, where: saying('scaler') },
  priorityClassNotSet: { checks: { 'rel-priority-class': {} } },
  privilegeEscalationAllowed: { checks: { 'pod-allow-privilege-escalation': {} } },
  procMount: { checks: { 'pod-procmount': {} } },
  pullPolicyNotAlways: { checks: { 'img-pull-policy': {} } },
  readinessProbeMissing: { checks: { 'rel-readiness-probe': { withoutService: true } } },
  resourceRange: {
    checks: {
      'res-ratio': { minLimit: { memory: '100Mi', cpu: '100m' }, maxLimit: { memory: '6G', cpu: '2' } },
      'res-cpu-limit': {},
      'res-memory-limit': {},
    },
  },
  rolePodExecAttach: execAttach,
  rolebindingClusterAdminClusterRole: adminBound('ClusterRole', 'RoleBinding'),
  rolebindingClusterAdminRole: adminBound('Role'),
  rolebindingClusterRolePodExecAttach: execBound('ClusterRole'),
  rolebindingRolePodExecAttach: execBound('Role'),
  runAsPrivileged: { checks: { 'pod-privileged': {} } },
  runAsRootAllowed: noSuchKind,
  sensitiveConfigmapContent: { checks: { 'sec-configmap': {} } },
  sensitiveContainerEnvVar: { checks: { 'sec-env-literal': {} } },
  tagNotSpecified: { checks: { 'img-latest': {} } },
  tlsSettingsMissing: { checks: { 'ing-tls': {} } },
  topologySpreadConstraint: { checks: { 'rel-anti-affinity': { minReplicas: 1 } }, where: saying('missing') },
  // What Polaris' webhook refuses: its checks of level danger, of those that these files could break.
  '<default config>': {
    checks: {
      'pod-host-namespaces': {},
      'pod-privileged': {},
      'pod-allow-privilege-escalation': {},
      'pod-cap-dangerous': {},
      'img-latest': {},
      'sec-env-literal': {},
    },
  },
};

/** Rows that ask something else than the rest of their check, by the end of their file's path. */
const otherQuestions: readonly (readonly [RegExp, NotAsked])[] = [
  [
    /^sensitiveConfigmapContent\/failure\.key_(?:aws_secret_access_key|azure_batch_key|oci_cli_key_content)\.yaml$/,
    { notAsked: 'Judges by the name of a key alone (its value is xxxxx); sec-configmap looks at the value, too' },
  ],
  [
    /\/failure\.binding_points_to_missing_ref\.yaml$/,
    { notAsked: 'A role that is not in the input: what it grants is unknown, which is no finding' },
  ],
  [
    /^missingNetworkPolicy\/failure\.netpol_missing_(?:egress|ingress)_rules\.yaml$/,
    { notAsked: 'Wants a rule in the policy; a policy without rules denies all, and isolates' },
  ],
  [
    /passing_test\.deployment\.annotations\.yaml$/,
    { notAsked: 'An exemption by Polaris’ own annotation; ours count only where the settings allow them' },
  ],
];

const defaultPolicy = 'Kubernetes itself takes Always for an image without a tag: it need not be written';

/** Why we answer otherwise. */
const reasons: Readonly<Record<string, string>> = {
  'pullPolicyNotAlways/failure.cron-job.yaml': defaultPolicy,
  'pullPolicyNotAlways/failure.yaml': defaultPolicy,
};

/** Polaris' check cases: a file that must pass or fail one check, and the output of its own fix, which must pass. Undefined where they are not on this machine. */
export async function polarisAgreement(): Promise<Agreement | undefined> {
  const folder = corpusFolder('manifests', 'polaris');
  if (folder === undefined) return undefined;
  const cases = jsonLines(path.join(folder, 'expected.jsonl')).map((line): Case => {
    const { file, check, expect } = row.parse(line);
    const name = file.split('/').slice(-2).join('/');
    const question = otherQuestions.find(([pattern]) => pattern.test(name))?.[1] ?? questions[check];
    if (question === undefined) throw new Error(`polaris: ${check} is not mapped`);
    const reason = reasons[name];
    return {
      name,
      files: [path.join(folder, file)],
      expected: expect === 'fail' || expect === 'deny' ? 'fail' : 'pass',
      ...(reason !== undefined && { reason }),
      question,
    };
  });
  return compare('polaris', cases);
}
