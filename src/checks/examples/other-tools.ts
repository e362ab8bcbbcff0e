import type { Examples } from './example.ts';

const deployment = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: "web:1" }] }
`;

const policyReport = (result: string, more = '') => `---
apiVersion: wgpolicyk8s.io/v1alpha2
kind: PolicyReport
metadata: { name: report, namespace: shop${more} }
results:
  - source: kyverno
    policy: require-labels
    rule: check-team
    result: ${result}
    message: "label team is required"
    resources: [{ apiVersion: apps/v1, kind: Deployment, namespace: shop, name: web }]
`;

const openReport = `---
apiVersion: openreports.io/v1alpha1
kind: Report
metadata: { name: report, namespace: shop }
source: kubewarden
scope: { apiVersion: v1, kind: Service, namespace: shop, name: web }
results:
  - { policy: no-nodeport, result: fail, severity: high, description: NodePort is not allowed }
`;

const trivy = (kind: string, report: string) => `---
apiVersion: aquasecurity.github.io/v1alpha1
kind: ${kind}
metadata:
  name: replicaset-web-5d4f8c7b9d
  namespace: shop
  labels:
    trivy-operator.resource.kind: ReplicaSet
    trivy-operator.resource.name: web-5d4f8c7b9d
    trivy-operator.resource.namespace: shop
    trivy-operator.container.name: app
report: ${report}
`;

const constraint = (status: string) => `---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata: { name: must-have-team }
spec: { enforcementAction: deny }
status: ${status}
`;

export const otherTools: Examples = {
  'tool-policy-report': {
    pass: [
      { title: 'what passed', yaml: policyReport('pass') + deployment },
      { title: 'what was skipped', yaml: policyReport('skip') },
      {
        title: 'reports of our own',
        yaml: policyReport('fail', ', labels: { app.kubernetes.io/managed-by: breakwater }') + deployment,
      },
    ],
    fail: [
      { title: 'at the workload', yaml: policyReport('fail') + deployment },
      { title: 'at the report, where the input has no such workload', yaml: policyReport('warn') },
      { title: 'OpenReports, about a Service', yaml: openReport },
    ],
  },
  'tool-trivy': {
    pass: [
      {
        title: 'a check that passed',
        yaml: trivy('ConfigAuditReport', '{ checks: [{ checkID: KSV001, success: true, severity: HIGH }] }'),
      },
      {
        title: 'no vulnerability',
        yaml: trivy(
          'VulnerabilityReport',
          '{ summary: { criticalCount: 0, highCount: 0, mediumCount: 0, lowCount: 0 } }',
        ),
      },
    ],
    fail: [
      {
        title: 'a check that failed, at the Deployment of the ReplicaSet',
        yaml:
          trivy(
            'ConfigAuditReport',
            '{ checks: [{ checkID: KSV001, success: false, severity: HIGH, messages: ["may gain privileges"] }] }',
          ) + deployment,
      },
      {
        title: 'vulnerabilities, once a container',
        yaml:
          trivy(
            'VulnerabilityReport',
            '{ artifact: { repository: library/nginx, tag: "1.16" }, summary: { criticalCount: 2, highCount: 5 }, vulnerabilities: [{ vulnerabilityID: CVE-2021-0001, severity: CRITICAL }] }',
          ) + deployment,
      },
      {
        title: 'a secret in an image',
        yaml: trivy(
          'ExposedSecretReport',
          '{ secrets: [{ ruleID: aws-access-key-id, target: /app/.env, severity: CRITICAL, title: AWS Access Key ID }] }',
        ),
      },
    ],
  },
  'tool-gatekeeper': {
    pass: [{ title: 'nothing found', yaml: constraint('{ totalViolations: 0 }') }],
    fail: [
      {
        title: 'at the workload',
        yaml:
          constraint(
            '{ violations: [{ enforcementAction: deny, group: apps, version: v1, kind: Deployment, namespace: shop, name: web, message: "you must provide labels: team" }] }',
          ) + deployment,
      },
      {
        title: 'about a Namespace, at the constraint',
        yaml: constraint(
          '{ violations: [{ enforcementAction: dryrun, group: "", version: v1, kind: Namespace, name: shop, message: "you must provide labels: team" }] }',
        ),
      },
    ],
  },
};
