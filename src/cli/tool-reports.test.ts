import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { withoutSecrets } from '../checks/index.ts';
import { writeRecording } from '../inventory/cluster/index.ts';
import { stateOf } from '../inventory/cluster/testing/state-of.ts';
import { inventoryFromText } from '../inventory/index.ts';
import { runProgram } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-reports-'));
const file = join(folder, 'all.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  file,
  `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
---
apiVersion: wgpolicyk8s.io/v1alpha2
kind: PolicyReport
metadata: { name: one, namespace: shop }
results:
  - source: kyverno
    policy: no-settings
    result: fail
    severity: high
    message: settings are not wanted
    resources: [{ apiVersion: v1, kind: ConfigMap, name: settings, namespace: shop }]
  - { source: kyverno, policy: elsewhere, result: fail }
  - { source: kyverno, policy: unreadable, result: perhaps }
`,
);

const scan = (...options: readonly string[]) => scanOf([file], ...options);

async function scanOf(read: readonly string[], ...options: readonly string[]) {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    const code = await runProgram(['scan', ...read, '-o', 'json', '--checks', 'pod-privileged', ...options], {});
    return { code, ...JSON.parse(out) };
  } finally {
    write.mockRestore();
    process.exitCode = 0;
  }
}

it('shows what other tools reported only when asked', async () => {
  expect(await scan()).toMatchObject({ code: 0, findings: [] });
  const { code, findings, notices } = await scan('--reports');
  expect(code).toBe(1);
  expect(notices).toEqual([]);
  expect(findings).toMatchObject([
    {
      check: 'kyverno/no-settings',
      severity: 'high',
      message: 'settings are not wanted',
      resource: { kind: 'ConfigMap', namespace: 'shop', name: 'settings' },
      location: { file },
    },
    { check: 'kyverno/elsewhere', resource: { kind: 'PolicyReport', namespace: 'shop', name: 'one' } },
    { check: 'tool-policy-report', severity: 'info', message: expect.stringMatching(/not shown.*: 1$/) },
  ]);
});

it('says nothing twice that a check says', async () => {
  const { findings } = await scan('--reports', '--profile', 'all', '--checks', 'tool-policy-report');
  expect(findings.filter(({ message }: { message: string }) => /settings are not wanted/.test(message))).toHaveLength(
    1,
  );
});

it('accepts by settings like findings of its own', async () => {
  const config = join(folder, 'settings.yaml');
  writeFileSync(
    config,
    'exceptions:\n  - { check: kyverno/no-settings, resources: ["ConfigMap/shop/*"], reason: known, owner: me }\n',
  );
  const { code, findings } = await scan('--reports', '--config', config);
  expect(code).toBe(0);
  expect(findings[0].exception.reason).toBe('known');
});

it('has the severity that settings give the rule, and its words in every format', async () => {
  const config = join(folder, 'severity.yaml');
  writeFileSync(config, 'checks:\n  kyverno/no-settings: { severity: low }\n');
  const { findings } = await scan('--reports', '--config', config);
  expect(findings[0]).toMatchObject({ check: 'kyverno/elsewhere', severity: 'medium' });
  expect(findings).toContainEqual(expect.objectContaining({ check: 'kyverno/no-settings', severity: 'low' }));
  const { runs } = await scan('--reports', '-o', 'sarif');
  const rule = runs[0].tool.driver.rules.find(({ id }: { id: string }) => id === 'kyverno/no-settings');
  expect(rule).toMatchObject({
    shortDescription: { text: 'no-settings' },
    fullDescription: { text: expect.stringContaining('Found by kyverno') },
  });
});

it('says where there is nothing to ask', async () => {
  const config = join(folder, 'none.yaml');
  writeFileSync(config, 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n');
  const { notices } = await scan('--reports', '--profile', 'all');
  expect(notices).not.toContainEqual(expect.objectContaining({ code: 'reports-none' }));
  const without = await scanOf([config], '--reports');
  expect(without.notices).toContainEqual(expect.objectContaining({ code: 'reports-none' }));
});

it('says of a recording what it says of files', async () => {
  const about = '{ apiVersion: apps/v1, kind: Deployment, namespace: shop, name: web }';
  const many = Array.from(
    { length: 1_200 },
    (_, index) => `{ policy: p${index}, result: fail, resources: [${about}] }`,
  );
  const meta = `metadata: { name: web, namespace: shop, labels: { ${['kind: Deployment', 'name: web', 'namespace: shop']
    .map((label) => `trivy-operator.resource.${label}`)
    .join(', ')} } }`;
  const yaml = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { selector: {}, template: { spec: { containers: [{ name: app, image: "web:1" }] } } }
---
{ apiVersion: openreports.io/v1alpha1, kind: Report, metadata: { name: r, namespace: shop }, source: kyverno, results: [${many.join(', ')}] }
---
apiVersion: aquasecurity.github.io/v1alpha1
kind: ExposedSecretReport
${meta}
report: { secrets: [{ ruleID: aws, target: /.env, severity: HIGH, match: "key: AKIAABCDEFGHIJKLMNOP" }] }
---
apiVersion: aquasecurity.github.io/v1alpha1
kind: VulnerabilityReport
${meta}
report: { vulnerabilities: [{ vulnerabilityID: CVE-1, severity: LOW }, { vulnerabilityID: CVE-2, severity: HIGH }] }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata: { name: owner }
status: { totalViolations: 9, violations: [{ group: apps, version: v1, kind: Deployment, namespace: shop, name: web, message: m }] }
`;
  const [written, recorded] = [join(folder, 'many.yaml'), join(folder, 'many.recording')];
  writeFileSync(written, yaml);
  const objects = inventoryFromText(yaml).objects.map(({ object }) => object);
  await writeRecording(stateOf(objects), recorded, { withoutSecrets });
  const told = async (read: readonly string[]) => {
    const { findings } = await scanOf(read, '--reports');
    expect(JSON.stringify(findings)).not.toContain('AKIA');
    return findings
      .map((one: { check: string; severity: string; message: string }) => `${one.severity} ${one.check} ${one.message}`)
      .sort();
  };
  const ofFiles = await told([written]);
  expect(ofFiles).toContain('high trivy/vulnerabilities high 1, low 1 (CVE-2)');
  expect(ofFiles.filter((text: string) => text.startsWith('info'))).toHaveLength(3);
  expect(await told(['--recording', recorded])).toEqual(ofFiles);
});
