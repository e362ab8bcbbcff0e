import { describe, expect, it } from 'vitest';
import { Inventory, InventoryObject, inventoryFromText } from '../../inventory/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { catalogue } from '../catalogue.ts';
import { type RunOptions, runChecks } from '../run.ts';
import { selectChecks } from '../selection.ts';
import { otherTools } from '../topics/other-tools.ts';
import { namespacesSpokenOf, readReport } from './reports.ts';
import { sameByTool } from './same-checks.ts';
import { ruleOf } from './trivy.ts';

const kyverno: KubernetesObject = {
  apiVersion: 'wgpolicyk8s.io/v1alpha2',
  kind: 'PolicyReport',
  metadata: { name: '5d1f', namespace: 'shop', labels: { 'app.kubernetes.io/managed-by': 'kyverno' } },
  scope: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'shop', uid: 'u' },
  results: [
    {
      source: 'kyverno',
      policy: 'require-labels',
      rule: 'autogen-team',
      result: 'fail',
      severity: 'high',
      message: 'validation error: label team is required\u001b[31m\nrule team failed',
      scored: true,
      timestamp: { seconds: 1_795_000_000, nanos: 0 },
      new_field: { of: ['a', 'later', 'version'] },
    },
    { source: 'KyvernoValidatingPolicy', policy: 'require-labels', rule: 'owner', result: 'fail', message: 'no owner' },
    { source: 'kyverno', policy: 'require-labels', rule: 'size', result: 'pass', message: 'ok' },
    { source: 'kyverno', policy: 'soft', rule: 'a', result: 'warn', message: 'soft' },
    { source: 'kyverno', policy: 'broken', rule: 'a', result: 'error', message: 'could not be asked' },
    { source: 'breakwater', policy: 'pod-privileged', result: 'fail', severity: 'critical', message: 'ours' },
    { source: 'kyverno', policy: 'odd', result: 'perhaps' },
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

function trivy(kind: string, report: unknown): KubernetesObject {
  return { apiVersion: 'aquasecurity.github.io/v1alpha1', kind, metadata: trivyMeta, report };
}

const vulnerabilities = trivy('VulnerabilityReport', {
  artifact: { repository: 'shop/web', tag: '1.4' },
  summary: { criticalCount: 2, highCount: 0, mediumCount: 0, lowCount: 7, unknownCount: 1 },
  vulnerabilities: [
    { vulnerabilityID: 'CVE-2026-0003', severity: 'LOW' },
    { vulnerabilityID: 'CVE-2026-0001', resource: 'openssl', severity: 'CRITICAL', title: 'overflow' },
    { vulnerabilityID: 'CVE-2026-0001', resource: 'libssl', severity: 'CRITICAL' },
    { resource: 'nameless' },
  ],
});

const secrets = trivy('ExposedSecretReport', {
  secrets: [
    {
      ruleID: 'aws-access-key-id',
      title: 'AWS key',
      severity: 'CRITICAL',
      target: '/app/.env',
      match: 'AKIAIOSFODNN7',
    },
    { ruleID: 'aws-access-key-id', title: 'AWS key', severity: 'CRITICAL', target: '/app/b', match: 'AKIAIOSFODNN8' },
  ],
});

const audit = trivy('ConfigAuditReport', {
  updateTimestamp: '2026-11-25T10:00:00Z',
  checks: [
    { checkID: 'AVD-KSV-0001', title: 'Escalation', severity: 'MEDIUM', success: false, messages: ['app should not'] },
    { checkID: 'KSV002', title: 'Fine', severity: 'LOW', success: true },
    { checkID: 'KSV0999', title: 'No words', severity: 'odd', success: false, messages: null },
  ],
});

const gatekeeper: KubernetesObject = {
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'K8sRequiredLabels',
  metadata: { name: 'must-have-owner' },
  status: {
    auditTimestamp: '2026-11-25T10:00:00Z',
    totalViolations: 25,
    violations: [
      { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web', message: 'no owner' },
      { version: 'v1', kind: 'Namespace', name: 'shop', message: 'no owner', enforcementAction: 'dryrun' },
    ],
  },
};

const workload = inventoryFromText(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { spec: { containers: [{ name: app, image: web, securityContext: { privileged: true } }] } } }
`).objects;

function objectOf(object: KubernetesObject): InventoryObject {
  const { apiVersion, kind, metadata } = object;
  const source = { file: '', locate: () => undefined, text: () => undefined };
  return new InventoryObject(
    { apiVersion, kind, name: metadata?.name ?? '', namespace: metadata?.namespace },
    source,
    object,
  );
}

const version = { major: 1, minor: 37 };
const usual: Omit<RunOptions, 'inventory'> = {
  checks: otherTools,
  parameters: {},
  kubernetesVersion: version,
  pssVersion: version,
};

function said(inventory: Inventory, options: Omit<RunOptions, 'inventory'> = usual) {
  return runChecks({ ...options, inventory }).violations;
}

const beside = (...reports: readonly KubernetesObject[]) => new Inventory([...workload, ...reports.map(objectOf)], []);
/** As in a cluster, in which all can be seen. */
const inCluster = (...reports: readonly KubernetesObject[]) =>
  new Inventory([...workload, ...reports.map(objectOf)], [], () => true);

const brief = (inventory: Inventory) =>
  said(inventory).map(
    ({ severity, rule, object, message, values }) =>
      `${severity} ${rule ?? message} ${object.kind}/${object.name}: ${values?.about === undefined ? '' : `(${values.about}) `}${values?.text ?? values?.count}`,
  );

describe('what other tools say', () => {
  it('is of Kyverno what failed, with its severity or ours', () => {
    expect(brief(beside(kyverno))).toEqual([
      'info left-out PolicyReport/5d1f: 2',
      'high kyverno/require-labels/team Deployment/web: validation error: label team is required [31m rule team failed',
      'medium kyverno/require-labels/owner Deployment/web: no owner',
      'low kyverno/soft/a Deployment/web: soft',
      'low kyverno/broken/a Deployment/web: could not be asked',
    ]);
    const [, first, second] = said(beside(kyverno));
    expect(first?.values).toMatchObject({ graded: 'severity: high', day: '2026-11-18', title: 'require-labels: team' });
    expect(second?.values).toMatchObject({ graded: 'result: fail' });
  });

  it('is of the Trivy operator at the workload, not at the ReplicaSet that changes with each rollout', () => {
    expect(brief(beside(audit))).toEqual([
      'medium trivy/KSV-0001 Deployment/web: app should not',
      'low trivy/KSV-0999 Deployment/web: No words',
    ]);
    expect(said(beside(audit))[0]).toMatchObject({ container: 'app', values: { day: '2026-11-25' } });
    expect(brief(beside(vulnerabilities))).toEqual([
      'critical trivy/vulnerabilities Deployment/web: shop/web:1.4: critical 2, low 7, unknown 1 (CVE-2026-0001)',
    ]);
    const { summary: _, ...without } = vulnerabilities.report as Record<string, unknown>;
    expect(brief(beside({ ...vulnerabilities, report: without }))).toEqual([
      'critical trivy/vulnerabilities Deployment/web: shop/web:1.4: critical 2, low 1 (CVE-2026-0001)',
    ]);
  });

  it('never holds a secret that was found', () => {
    expect(brief(beside(secrets))).toEqual([
      'critical trivy/exposed-secret/aws-access-key-id Deployment/web: AWS key: /app/.env',
      'critical trivy/exposed-secret/aws-access-key-id Deployment/web: AWS key: /app/b',
    ]);
    expect(JSON.stringify(said(beside(secrets)).map(({ object: _, ...rest }) => rest))).not.toContain('AKIA');
  });

  it('quotes no credential that a tool printed', () => {
    const message = 'env GITHUB_TOKEN is ghp_0123456789abcdefghijABCDEFGHIJ012345, which is not allowed';
    const results = [{ source: 'kyverno', policy: 'no-secrets', result: 'fail', message }];
    expect(brief(beside({ ...kyverno, results }))).toEqual(['medium kyverno/no-secrets Deployment/web: no-secrets']);
  });

  it('is of Gatekeeper what its audit lists, and how much it does not', () => {
    expect(brief(beside(gatekeeper))).toEqual([
      'low gatekeeper/K8sRequiredLabels/must-have-owner K8sRequiredLabels/must-have-owner: (Namespace/shop) no owner',
      'info left-out K8sRequiredLabels/must-have-owner: 23',
      'medium gatekeeper/K8sRequiredLabels/must-have-owner Deployment/web: no owner',
    ]);
    expect([...namespacesSpokenOf(objectOf(gatekeeper))]).toEqual(['shop']);
  });

  it('is in a cluster nothing of what is no more, and once of what several reports say', () => {
    const gone = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone' };
    expect(brief(inCluster({ ...kyverno, scope: gone, results: [{ policy: 'a', result: 'fail' }] }))).toEqual([]);
    const pods = [{ apiVersion: 'v1', kind: 'Pod', name: 'web-6c9d7f5b84-bcdfg' }];
    const results = [{ source: 'kyverno', policy: 'soft', rule: 'a', result: 'fail', resources: pods }];
    const ofPods = { ...kyverno, metadata: { name: 'pods', namespace: 'shop' }, results };
    const soft = brief(inCluster(kyverno, ofPods)).filter((text) => text.includes('soft'));
    expect(soft).toEqual(['medium kyverno/soft/a Deployment/web: soft: a']);
  });

  it('is at the report where it is of another namespace: nobody speaks of what is not theirs', () => {
    const elsewhere = {
      ...kyverno,
      metadata: { name: 'forged', namespace: 'mallory' },
      results: [{ policy: 'a', result: 'fail' }],
    };
    expect(brief(inCluster(elsewhere))).toEqual([
      'medium policy-report/a PolicyReport/forged: (Deployment/shop/web) a',
    ]);
  });

  it('is not said again where a check says the same', () => {
    const results = [
      { source: 'kyverno', policy: 'disallow-privileged-containers', rule: 'privileged', result: 'fail' },
    ];
    const checks = selectChecks('all', ['pod-privileged', 'tool-policy-report'], catalogue);
    const both = said(beside({ ...kyverno, results }), { ...usual, checks });
    expect(both.map(({ check }) => check.id)).toEqual(['pod-privileged']);
    expect(said(beside({ ...kyverno, results }))).toHaveLength(1);
  });

  it('is said to be the same as checks that there are', () => {
    const named = Object.values(sameByTool).flatMap((rules) => Object.values(rules).flat());
    expect(named.filter((id) => !catalogue.some((check) => check.id === id))).toEqual([]);
  });

  it.each([
    ['KSV001', 'KSV-0001'],
    ['AVD-KSV-0001', 'KSV-0001'],
    ['KSV-0001', 'KSV-0001'],
    ['AVD-KSV-01010', 'KSV-01010'],
    ['ID/with space', 'ID-with-space'],
    ['', 'unnamed'],
  ])('names a check of Trivy one way: %s', (given, id) => {
    expect(ruleOf(given)).toBe(id);
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['no results', null],
    ['a text', 'x'],
    ['results of another shape', { a: 1 }],
    ['deep', Array.from({ length: 50 }).reduce((inner) => [inner], {})],
  ])('is nothing where a report has another shape: %s', (_, value) => {
    for (const object of [kyverno, vulnerabilities, gatekeeper]) {
      const strange = { ...object, results: value, report: value, status: value } as KubernetesObject;
      expect(readReport(objectOf(strange)).results).toEqual([]);
    }
  });

  it('is bounded, of a report and of an object, and the worst stays', () => {
    const results = Array.from({ length: 5_000 }, (_, index) => ({
      policy: 'p',
      rule: `${index}`,
      result: 'fail',
      severity: index === 900 ? 'critical' : 'low',
      message: 'x'.repeat(100_000),
    }));
    const found = said(beside({ ...kyverno, results }));
    const counts = found.flatMap(({ values }) => (values?.count === undefined ? [] : [Number(values.count)]));
    expect(found.length - counts.length + counts.reduce((sum, count) => sum + count, 0)).toBe(5_000);
    expect(found.length).toBeLessThan(310);
    expect(found.filter(({ severity }) => severity === 'critical')).toHaveLength(1);
    expect(Math.max(...found.map(({ values }) => values?.text?.length ?? 0))).toBeLessThanOrEqual(400);
  });
});
