import path from 'node:path';
import { z } from 'zod';
import { type Agreement, corpusFolder, jsonLines } from './agreement.ts';
import { at, type Case, compare, type NotAsked, type Question, saying } from './cases.ts';

const row = z.object({
  test: z.string(),
  file: z.string(),
  check: z.string().nullable(),
  exit: z.number().nullable(),
  count: z.number().nullable(),
});

const probePort = (probe: string): Question => ({
  checks: { 'rel-probe-quality': {} },
  where: (violation) => violation.message === 'port' && violation.path.includes(probe),
});

/** kube-linter's checks, by name, and in ours. */
const questions: Readonly<Record<string, Question | NotAsked>> = {
  'access-to-create-pods': { checks: { 'rbac-create-pods': {} } },
  'access-to-secrets': { checks: { 'rbac-secrets-read': {} } },
  'cluster-admin-role-binding': { checks: { 'rbac-cluster-admin': {} } },
  'dangling-horizontalpodautoscaler': { checks: { 'rel-hpa': {} }, where: saying('target') },
  'dangling-ingress': { checks: { 'ref-dangling-network': {} }, where: saying('backend', 'backendPort') },
  'dangling-networkpolicy': { checks: { 'net-policy-dangling': {} }, where: saying('selector') },
  'dangling-networkpolicypeer-podselector': { checks: { 'net-policy-dangling': {} }, where: saying('peer') },
  'dangling-service': { checks: { 'ref-dangling-network': {} }, where: saying('service') },
  'dangling-servicemonitor': { notAsked: 'An operator’s own kind (ServiceMonitor): no check is about it' },
  'default-service-account': { checks: { 'sa-default-used': {} } },
  'deprecated-service-account-field': { checks: { 'sa-missing': {} }, where: saying('deprecated') },
  'dnsconfig-options': { notAsked: 'Tuning of DNS, neither security nor reliability by itself' },
  'docker-sock': { checks: { 'pod-runtime-socket': {} } },
  'drop-net-raw-capability': { checks: { 'pod-cap-net-raw': {} } },
  'duplicate-env-var': { checks: { 'rel-duplicate-env': {} } },
  'env-value-from': { checks: { 'sec-dangling-ref': {} } },
  'env-var-secret': { notAsked: 'Judges by the name of a variable or key alone; our checks look at the value, too' },
  'exposed-services': { checks: { 'svc-nodeport': {} } },
  'host-ipc': { checks: { 'pod-host-namespaces': {} }, where: saying('ipc') },
  'host-network': { checks: { 'pod-host-namespaces': {} }, where: saying('network') },
  'host-pid': { checks: { 'pod-host-namespaces': {} }, where: saying('pid') },
  'hpa-minimum-three-replicas': { checks: { 'rel-hpa': { minimum: 3 } }, where: saying('few') },
  'invalid-target-ports': { checks: { 'ref-dangling-network': {} }, where: saying('invalid') },
  'job-ttl-seconds-after-finished': { checks: { 'rel-job-fields': {} }, where: saying('standalone', 'managed') },
  'latest-tag': { checks: { 'img-latest': {} } },
  'liveness-port': probePort('livenessProbe'),
  'minimum-three-replicas': { checks: { 'rel-replicas': { minimum: 3 } }, where: saying('few') },
  'mismatching-selector': { checks: { 'rel-selector-mismatch': {} }, where: saying('selector') },
  'no-anti-affinity': { checks: { 'rel-anti-affinity': {} }, where: saying('missing') },
  'no-extensions-v1beta': { checks: { 'meta-deprecated-api': {} } },
  'no-liveness-probe': { checks: { 'rel-liveness-probe': {} } },
  'no-node-affinity': { notAsked: 'Whether pods choose nodes is no question of security or reliability by itself' },
  'no-read-only-root-fs': { checks: { 'pod-readonly-rootfs': {} } },
  'no-readiness-probe': { checks: { 'rel-readiness-probe': { withoutService: true } } },
  'no-rolling-update-strategy': { checks: { 'rel-rolling-update': {} } },
  'non-existent-service-account': { checks: { 'sa-missing': {} }, where: saying('missing') },
  'non-isolated-pod': { checks: { 'net-pod-unselected': {} }, where: saying('both') },
  'pdb-max-unavailable': { checks: { 'rel-pdb': {} }, where: at('maxUnavailable') },
  'pdb-min-available': { checks: { 'rel-pdb': {} }, where: at('minAvailable') },
  'pdb-unhealthy-pod-eviction-policy': { checks: { 'rel-pdb': {} }, where: saying('unhealthy') },
  'priority-class-name': {
    checks: {
      'rel-priority-class': { required: false, allowed: ['system-cluster-critical', 'system-node-critical'] },
    },
  },
  'privilege-escalation-container': { checks: { 'pod-allow-privilege-escalation': {} } },
  'privileged-container': { checks: { 'pod-privileged': {} } },
  'privileged-ports': { checks: { 'pod-privileged-port': {} } },
  'read-secret-from-env-var': { checks: { 'sec-env-secret-ref': {} }, where: saying('variable') },
  'readiness-port': probePort('readinessProbe'),
  'required-annotation-email': {
    checks: {
      'meta-required-labels': {
        annotations: { email: '^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+$' },
        kinds: ['apps/Deployment', 'apps.openshift.io/DeploymentConfig'],
        labels: { 'app.kubernetes.io/name': '.*' },
      },
    },
    where: at('annotations'),
  },
  'required-label-owner': {
    checks: {
      'meta-required-labels': {
        labels: { owner: '.+' },
        kinds: ['apps/Deployment', 'apps.openshift.io/DeploymentConfig'],
      },
    },
  },
  'restart-policy': { checks: { 'rel-lifecycle-fields': {} }, where: saying('restartPolicy') },
  'run-as-non-root': { checks: { 'pod-run-as-non-root': {}, 'pod-root-gid': {} } },
  'scc-deny-privileged-container': { notAsked: 'OpenShift’s SecurityContextConstraints: no check is about them' },
  'sensitive-host-mounts': { checks: { 'pod-hostpath-sensitive': {} } },
  'sorted-keys': { notAsked: 'Layout of the file' },
  'ssh-port': { checks: { 'pod-sshd': {} } },
  'startup-port': probePort('startupProbe'),
  'unsafe-proc-mount': { checks: { 'pod-procmount': {} } },
  'unsafe-sysctls': { checks: { 'pod-sysctls': {} } },
  'unset-cpu-requirements': { checks: { 'res-cpu-request': {} } },
  'unset-memory-requirements': { checks: { 'res-memory-limit': {} } },
  'use-namespace': { checks: { 'ns-default': {} } },
  'wildcard-in-rules': { checks: { 'rbac-wildcard-verb': {}, 'rbac-wildcard-resource': {} } },
  'writable-host-mount': { checks: { 'pod-hostpath-writable': {}, 'pod-hostpath-sensitive': {} } },
};

/** Cases with settings instead of a check, by the name of the test. */
const configured: Readonly<Record<string, Question | NotAsked>> = {
  'template-kubeconform': { checks: { 'meta-schema-valid': {} } },
  'schema-validation': { checks: { 'meta-schema-valid': {} } },
  'template-cel': { notAsked: 'A user’s own rule in kube-linter’s dialect; ours are ValidatingAdmissionPolicies' },
  'template-forbidden-annotation': { notAsked: 'A user’s own rule; with us a ValidatingAdmissionPolicy' },
  'statefulset-volumeclaimtemplate-annotation': { notAsked: 'A user’s own rule; with us a ValidatingAdmissionPolicy' },
  'flag-ignore-paths': { notAsked: 'About kube-linter’s command line' },
  'flag-kustomize-support': { notAsked: 'About kube-linter’s command line' },
  'flag-multi-format-output': { notAsked: 'About kube-linter’s command line' },
};

/** Why we answer otherwise, or count otherwise, by the name of the test. */
const reasons: Readonly<Record<string, string>> = {
  'drop-net-raw-capability': 'Its two containers that drop nothing keep NET_RAW as well: reported, too',
  'pdb-min-available': 'One Deployment of the file has no pod template, so its labels are unknown',
  'restart-policy': 'OnFailure is refused for controllers, and Always for Jobs: reported, too',
  'run-as-non-root': 'The file’s containers with group 0 also lack runAsNonRoot: both are reported',
};

/** kube-linter's end-to-end cases: one file, one check, the exact number of its findings. Undefined where they are not on this machine. */
export async function kubeLinterAgreement(): Promise<Agreement | undefined> {
  const folder = corpusFolder('manifests', 'kube-linter');
  if (folder === undefined) return undefined;
  const cases = jsonLines(path.join(folder, 'expected.jsonl')).map((line): Case => {
    const { test, file, check, exit, count } = row.parse(line);
    const question = check === null ? configured[test] : questions[check];
    if (question === undefined) throw new Error(`kube-linter: ${test} is not mapped`);
    const reason = reasons[test];
    return {
      name: test,
      files: [path.join(folder, file)],
      expected: exit === 0 || count === 0 ? 'pass' : 'fail',
      ...(count !== null && { count }),
      ...(reason !== undefined && { reason }),
      question,
    };
  });
  return compare('kube-linter', cases);
}
