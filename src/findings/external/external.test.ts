import { describe, expect, it } from 'vitest';
import { Inventory, inventoryFromText } from '../../inventory/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { surroundingsOf } from '../surroundings.ts';
import { inWords } from '../words.ts';
import { ExternalFindings } from './external-findings.ts';
import { isToolReport, toolReportOf } from './kinds.ts';

const kyverno: KubernetesObject = {
  apiVersion: 'wgpolicyk8s.io/v1alpha2',
  kind: 'PolicyReport',
  metadata: { name: '5d1f', namespace: 'shop', labels: { 'app.kubernetes.io/managed-by': 'kyverno' } },
  scope: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'shop', uid: 'u' },
  results: [
    {
      source: 'kyverno',
      policy: 'require-labels',
      rule: 'team',
      result: 'fail',
      severity: 'high',
      message: 'validation error: label team is required\u001b[31m\nrule team failed',
      scored: true,
      timestamp: { seconds: 1, nanos: 0 },
      new_field: { of: ['a', 'later', 'version'] },
    },
    { source: 'kyverno', policy: 'require-labels', rule: 'owner', result: 'fail', message: 'no owner' },
    { source: 'kyverno', policy: 'require-labels', rule: 'size', result: 'pass', message: 'ok' },
    { source: 'kyverno', policy: 'soft', rule: 'a', result: 'warn', message: 'soft' },
    { source: 'kyverno', policy: 'broken', rule: 'a', result: 'error', message: 'could not be asked' },
    { source: 'breakwater', policy: 'pod-privileged', result: 'fail', severity: 'critical', message: 'ours' },
    { source: 7, result: 'fail' },
  ],
};

const trivyMeta = {
  name: 'replicaset-web-6c9d7f5b84-app',
  namespace: 'shop',
  labels: {
    'trivy-operator.resource.kind': 'ReplicaSet',
    'trivy-operator.resource.name': 'web-6c9d7f5b84',
    'trivy-operator.resource.namespace': 'shop',
    'trivy-operator.container.name': 'app',
  },
};

const vulnerabilities: KubernetesObject = {
  apiVersion: 'aquasecurity.github.io/v1alpha1',
  kind: 'VulnerabilityReport',
  metadata: trivyMeta,
  report: {
    vulnerabilities: [
      {
        vulnerabilityID: 'CVE-2026-0001',
        resource: 'openssl',
        installedVersion: '3.0.1',
        fixedVersion: '3.0.2',
        severity: 'CRITICAL',
        title: 'openssl: overflow',
        cvss: { nvd: {} },
      },
      { vulnerabilityID: 'CVE-2026-0002', resource: 'zlib', severity: 'UNKNOWN' },
      { resource: 'nameless' },
    ],
  },
};

const secrets: KubernetesObject = {
  apiVersion: 'aquasecurity.github.io/v1alpha1',
  kind: 'ExposedSecretReport',
  metadata: trivyMeta,
  report: {
    secrets: [
      {
        ruleID: 'aws-access-key-id',
        title: 'AWS key',
        severity: 'CRITICAL',
        target: '/app/.env',
        match: 'AKIAIOSFODNN7',
      },
    ],
  },
};

const audit: KubernetesObject = {
  apiVersion: 'aquasecurity.github.io/v1alpha1',
  kind: 'ConfigAuditReport',
  metadata: trivyMeta,
  report: {
    checks: [
      {
        checkID: 'KSV001',
        title: 'Escalation',
        severity: 'MEDIUM',
        success: false,
        messages: ['Container app should not'],
      },
      { checkID: 'KSV002', title: 'Fine', severity: 'LOW', success: true },
    ],
  },
};

const gatekeeper: KubernetesObject = {
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'K8sRequiredLabels',
  metadata: { name: 'must-have-owner' },
  status: {
    totalViolations: 25,
    violations: [
      {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'web',
        message: 'no owner',
        enforcementAction: 'deny',
      },
      { version: 'v1', kind: 'Namespace', name: 'shop', message: 'no owner', enforcementAction: 'dryrun' },
    ],
  },
};

const inventory = inventoryFromText(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { spec: { containers: [{ name: app, image: web }] } } }
`);

function said(object: KubernetesObject, within = inventory) {
  const maker = new ExternalFindings(within, surroundingsOf(within));
  return (toolReportOf(object)?.results ?? []).map((result) => maker.of(result).facts);
}

const brief = (object: KubernetesObject) =>
  said(object).map(({ check, severity, resource }) => `${severity} ${check} ${resource.kind}/${resource.name}`);

describe('reports of other tools', () => {
  it('of Kyverno: what failed, with its severity or ours', () => {
    expect(brief(kyverno)).toEqual([
      'high kyverno/require-labels/team Deployment/web',
      'medium kyverno/require-labels/owner Deployment/web',
      'low kyverno/soft/a Deployment/web',
      'low kyverno/broken/a Deployment/web',
    ]);
    expect(toolReportOf(kyverno)?.leftOut).toBe(1);
  });

  it('of the Trivy operator: of the workload, not of the ReplicaSet that changes with each rollout', () => {
    expect(brief(vulnerabilities)).toEqual([
      'critical trivy/vulnerability Deployment/web',
      'low trivy/vulnerability Deployment/web',
    ]);
    expect(toolReportOf(vulnerabilities)?.leftOut).toBe(1);
    expect(brief(audit)).toEqual(['medium trivy/KSV001 Deployment/web']);
    expect(said(audit)[0]?.resource).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
      container: 'app',
    });
  });

  it('never hold a secret that was found', () => {
    expect(brief(secrets)).toEqual(['critical trivy/exposed-secret Deployment/web']);
    expect(JSON.stringify(said(secrets))).not.toContain('AKIA');
  });

  it('of Gatekeeper: what its audit lists, and how much it does not', () => {
    expect(brief(gatekeeper)).toEqual([
      'medium gatekeeper/K8sRequiredLabels/must-have-owner Deployment/web',
      'low gatekeeper/K8sRequiredLabels/must-have-owner Namespace/shop',
    ]);
    expect(toolReportOf(gatekeeper)?.leftOut).toBe(23);
  });

  it('keep their fingerprints from rollout to rollout, and each has its own', () => {
    const first = said(vulnerabilities).map(({ fingerprint }) => fingerprint);
    const labels = { ...trivyMeta.labels, 'trivy-operator.resource.name': 'web-7d5b8c9f6f' };
    const later = said({ ...vulnerabilities, metadata: { ...trivyMeta, name: 'other', labels } });
    expect(later.map(({ fingerprint }) => fingerprint)).toEqual(first);
    expect(
      new Set(
        [kyverno, vulnerabilities, secrets, audit, gatekeeper]
          .flatMap((one) => said(one))
          .map((one) => one.fingerprint),
      ).size,
    ).toBe(10);
  });

  it('are shown in words, whatever stands in them', () => {
    const [facts] = said(kyverno);
    const [flaw] = said(vulnerabilities);
    if (facts === undefined || flaw === undefined) throw new Error('nothing was read');
    expect(inWords(facts, {}, 'en')).toMatchObject({
      title: 'require-labels: team',
      message: 'validation error: label team is required [31m rule team failed',
      fix: null,
    });
    expect(inWords(flaw, {}, 'zh-CN')).toMatchObject({
      title: '镜像存在已知漏洞',
      message: 'CVE-2026-0001: openssl 3.0.1 → 3.0.2 (openssl: overflow)',
    });
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['no results', null],
    ['a text', 'x'],
    ['results of another shape', { a: 1 }],
    ['deep', Array.from({ length: 50 }).reduce((inner) => [inner], {})],
  ])('of another shape break nothing: %s', (_, value) => {
    for (const object of [kyverno, vulnerabilities, gatekeeper]) {
      const strange = { ...object, results: value, report: value, status: value } as KubernetesObject;
      expect(toolReportOf(strange)?.results).toEqual([]);
    }
  });

  it('are bounded', () => {
    const results = Array.from({ length: 5_000 }, (_, index) => ({ policy: 'p', rule: `${index}`, result: 'fail' }));
    const { results: taken, leftOut } = toolReportOf({ ...kyverno, results }) ?? { results: [], leftOut: 0 };
    expect(taken).toHaveLength(2_000);
    expect(leftOut).toBe(3_000);
  });

  it('of objects that are not there are findings all the same', () => {
    const [facts] = said(kyverno, new Inventory([], []));
    expect(facts).toMatchObject({ resource: { name: 'web' }, risk: { score: 50 } });
  });

  it('are of these kinds only', () => {
    expect(isToolReport('constraints.gatekeeper.sh', 'Anything')).toBe(true);
    expect(isToolReport('kyverno.io', 'ClusterPolicy')).toBe(false);
    expect(toolReportOf({ apiVersion: 'v1', kind: 'ConfigMap' })).toBeUndefined();
  });
});
