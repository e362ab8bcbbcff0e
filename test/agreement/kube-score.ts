import path from 'node:path';
import { z } from 'zod';
import { type Agreement, corpusFolder, jsonLines } from './agreement.ts';
import { at, type Case, compare, type NotAsked, type Question, saying } from './cases.ts';

const row = z.object({
  test: z.string(),
  files: z.array(z.string()),
  check: z.string(),
  expect: z.enum(['pass', 'fail', 'skip']),
  kubernetesVersion: z.string().nullable(),
  config: z.string().nullish(),
});

const budget: Question = { checks: { 'rel-pdb': { minReplicas: 1 } }, where: saying('missing') };
const spread: Question = { checks: { 'rel-anti-affinity': {} }, where: saying('missing') };
const explicit = { explicit: true };

/** Limits that are there and equal their requests. */
function equal(resource: 'cpu' | 'memory' | 'ephemeral-storage', limit: string): Question {
  return {
    checks: { 'res-ratio': { maxRatio: { [resource]: 1 } }, [limit]: {} },
    where: ({ path: place }) => place.includes(resource),
  };
}

/** kube-score's checks, by their display names, and in ours. */
const questions: Readonly<Record<string, Question | NotAsked>> = {
  'Deployment has host PodAntiAffinity': spread,
  'StatefulSet has host PodAntiAffinity': spread,
  'Deployment targeted by HPA does not have replicas configured': {
    checks: { 'rel-replicas': {} },
    where: saying('scaled'),
  },
  'StatefulSet has ServiceName': {
    checks: { 'rel-selector-mismatch': {} },
    where: saying('noService', 'notHeadless', 'otherPods'),
  },
  'StatefulSet Pod Selector labels match template metadata labels': {
    checks: { 'rel-selector-mismatch': {} },
    where: saying('selector'),
  },
  'Deployment Strategy': { checks: { 'rel-rolling-update': {} } },
  'Deployment Replicas': { checks: { 'rel-replicas': {} }, where: saying('few') },
  'HorizontalPodAutoscaler has target': { checks: { 'rel-hpa': {} }, where: saying('target') },
  'HorizontalPodAutoscaler Replicas': { checks: { 'rel-hpa': {} }, where: saying('few') },
  'Ingress targets Service': {
    checks: { 'ref-dangling-network': {} },
    where: saying('backend', 'backendPort', 'noBackend'),
  },
  'Pod NetworkPolicy': { checks: { 'net-pod-unselected': {} } },
  'NetworkPolicy targets Pod': { checks: { 'net-policy-dangling': {} }, where: saying('selector') },
  'Container Memory Requests Equal Limits': equal('memory', 'res-memory-limit'),
  'Container CPU Requests Equal Limits': equal('cpu', 'res-cpu-limit'),
  'Container Resource Requests Equal Limits': {
    checks: { 'res-ratio': { maxRatio: { cpu: 1, memory: 1 } }, 'res-cpu-limit': {}, 'res-memory-limit': {} },
  },
  'StatefulSet has PodDisruptionBudget': budget,
  'Deployment has PodDisruptionBudget': budget,
  'PodDisruptionBudget has policy': { checks: { 'rel-pdb': {} }, where: saying('neither') },
  'Pod Topology Spread Constraints': { checks: { 'rel-anti-affinity': {} }, where: saying('invalid', 'others') },
  'Pod Probes': { checks: { 'rel-readiness-probe': {} } },
  'Pod Probes Identical': { checks: { 'rel-probe-quality': {} }, where: saying('same') },
  'Container Resources': {
    checks: {
      'res-cpu-request': explicit,
      'res-cpu-limit': {},
      'res-memory-request': explicit,
      'res-memory-limit': {},
    },
  },
  'Container Image Tag': { checks: { 'img-latest': {} } },
  'Container Image Pull Policy': { checks: { 'img-pull-policy': {} } },
  'Container Ephemeral Storage Request and Limit': {
    checks: { 'res-ephemeral-storage': explicit },
    where: saying('request', 'limit'),
  },
  'Container Ephemeral Storage Request Equals Limit': equal('ephemeral-storage', 'res-ephemeral-storage'),
  'Container Ports Check': { checks: { 'ref-dangling-network': {}, 'meta-schema-valid': {} }, where: at('ports') },
  'Environment Variable Key Duplication': { checks: { 'rel-duplicate-env': {} } },
  'Container Seccomp Profile': { checks: { 'pod-seccomp-required': {} } },
  'Container Security Context User Group ID': { checks: { 'pod-high-uid-gid': {} } },
  'Container Security Context Privileged': { checks: { 'pod-privileged': {} } },
  'Container Security Context ReadOnlyRootFilesystem': { checks: { 'pod-readonly-rootfs': {} } },
  'Service Targets Pod': { checks: { 'ref-dangling-network': {} }, where: saying('service') },
  'Service Type': { checks: { 'svc-nodeport': {} } },
  'Stable version': { checks: { 'meta-deprecated-api': {} } },
};

/** Questions whose settings stand in the row. */
function configured(question: Question | NotAsked, config: string): Question | NotAsked {
  const minimum = /MinReplicas(?:HPA|Deployment): (\d+)/.exec(config)?.[1];
  if ('notAsked' in question) return question;
  const checks = { ...question.checks };
  if (minimum !== undefined)
    for (const id of ['rel-replicas', 'rel-hpa'])
      if (id in checks) checks[id] = { ...checks[id], minimum: Number(minimum) };
  if (config.includes('IgnoreContainerCpuLimitRequirement: true')) delete checks['res-cpu-limit'];
  if (config.includes('IgnoreContainerMemoryLimitRequirement: true')) delete checks['res-memory-limit'];
  return { ...question, checks };
}

const annotation: NotAsked = { notAsked: 'Passes by an annotation that Kubernetes has not read since 1.27' };

/** Tests that ask something else than the rest of their check. */
const otherQuestions: Readonly<Record<string, NotAsked>> = {
  TestContainerSeccompAllGood: annotation,
  TestContainerSeccompAllGoodAnnotation: annotation,
};

/** Why we answer otherwise, by the name of the test. */
const reasons: Readonly<Record<string, string>> = {
  TestStatefulSetHasPodAntiAffinityUndefinedReplicas:
    'Kubernetes takes 1 where a StatefulSet sets no replicas, and one replica has nothing to keep away from',
};

/** kube-score's own assertions: files, one check, a grade. Undefined where they are not on this machine. */
export async function kubeScoreAgreement(): Promise<Agreement | undefined> {
  const folder = corpusFolder('manifests', 'kube-score');
  if (folder === undefined) return undefined;
  const cases = jsonLines(path.join(folder, 'expected.jsonl')).map((line): Case => {
    const { test, files, check, expect, kubernetesVersion, config } = row.parse(line);
    const question = otherQuestions[test] ?? questions[check];
    if (question === undefined) throw new Error(`kube-score: ${check} is not mapped`);
    const reason = reasons[test];
    return {
      name: `${test} (${check})`,
      files: files.map((file) => path.join(folder, file)),
      expected: expect === 'fail' ? 'fail' : 'pass',
      ...(kubernetesVersion !== null && { version: kubernetesVersion }),
      ...(reason !== undefined && { reason }),
      question: configured(question, config ?? ''),
    };
  });
  return compare('kube-score', cases);
}
