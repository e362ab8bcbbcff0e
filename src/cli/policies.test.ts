import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { policiesExportCommand } from './policies.ts';

let folder = '';
let settings = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-policies-'));
  settings = join(folder, 'settings.yaml');
  writeFileSync(
    settings,
    `exceptions:
  - { check: pod-privileged, resources: ["DaemonSet/network/*"], reason: the network needs it, expires: 2099-01-31 }
  - { check: pod-privileged, resources: ["Deployment/shop/web"], container: side, reason: old, expires: 2020-01-31 }
`,
  );
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function exported(name: string, options: Partial<Parameters<typeof policiesExportCommand>[0]> = {}): Promise<number> {
  return policiesExportCommand({ action: 'Warn', output: join(folder, name), config: settings, ...options }, 'en');
}

describe('policies export', () => {
  it('writes the same files each time', async () => {
    await exported('a');
    await exported('b');
    const names = readdirSync(join(folder, 'a'));
    expect(names).toContain('pod-privileged.yaml');
    for (const name of names)
      expect(readFileSync(join(folder, 'b', name), 'utf8')).toBe(readFileSync(join(folder, 'a', name), 'utf8'));
    await exported('a');
    expect(readdirSync(join(folder, 'a'))).toEqual(names);
  });

  it('leaves what it did not write, and then everything', async () => {
    await exported('c', { checks: ['pod-hostpath'] });
    writeFileSync(join(folder, 'c', 'pod-privileged.yaml'), 'mine: true\n');
    await expect(exported('c')).rejects.toThrow('was not written by');
    expect(readdirSync(join(folder, 'c')).sort()).toEqual(['pod-hostpath.yaml', 'pod-privileged.yaml']);
  });

  it('binds with the action and the namespaces of the call, and carries exceptions in force', async () => {
    await exported('d', { checks: ['pod-privileged'], namespaceSelector: 'env in (prod)', action: 'Deny' });
    const text = readFileSync(join(folder, 'd', 'pod-privileged.yaml'), 'utf8');
    const [policy, binding] = parseAllDocuments(text).map((document) => document.toJS());
    expect(binding.spec).toMatchObject({
      validationActions: ['Deny'],
      matchResources: {
        namespaceSelector: { matchExpressions: [{ key: 'env', operator: 'In', values: ['prod'] }] },
      },
    });
    expect(policy.spec.failurePolicy).toBe('Fail');
    expect(policy.spec.matchConditions.map(({ name }: { name: string }) => name)).toEqual([
      'not-being-deleted',
      'exception-1',
      'fails',
    ]);
    expect(policy.spec.matchConditions[1].expression).toContain("'^(of )?DaemonSet/network/[^/]*$'");
    expect(text).not.toContain("'^side$'");
  });

  it('writes defaults instead, for the checks that have one', async () => {
    await exported('f', { mutating: true });
    expect(readdirSync(join(folder, 'f')).sort()).toEqual([
      'default-pod-cap-net-raw.yaml',
      'default-pod-seccomp-required.yaml',
      'default-sa-automount.yaml',
    ]);
    expect(readFileSync(join(folder, 'f', 'default-sa-automount.yaml'), 'utf8')).toContain('MutatingAdmissionPolicy');
    await expect(exported('g', { mutating: true, checks: ['pod-privileged'] })).rejects.toThrow('safe as a default');
  });

  it('refuses a selector that is none', async () => {
    await expect(exported('e', { namespaceSelector: 'a b' })).rejects.toThrow('not a label selector');
  });
});

describe('policies export for older API servers', () => {
  it('has nothing for those without policies', async () => {
    await expect(exported('old', { kubernetesVersion: '1.29' })).rejects.toThrow('1.30 and later');
    await expect(exported('old', { kubernetesVersion: '1.31', mutating: true })).rejects.toThrow('1.32 and later');
    expect(readdirSync(folder)).not.toContain('old');
  });

  it.each([
    ['1.33', 'admissionregistration.k8s.io/v1alpha1', true],
    ['1.35', 'admissionregistration.k8s.io/v1beta1', true],
    ['1.36', 'admissionregistration.k8s.io/v1', false],
  ])('mutating policies for %s are of %s', async (kubernetesVersion, apiVersion, isOff) => {
    const say = vi.mocked(process.stderr.write);
    say.mockClear();
    await exported('mutating', { kubernetesVersion, mutating: true });
    const text = readFileSync(join(folder, 'mutating', 'default-sa-automount.yaml'), 'utf8');
    expect(parseAllDocuments(text).map((document) => document.toJS().apiVersion)).toEqual([apiVersion, apiVersion]);
    const said = say.mock.calls.map(([line]) => String(line)).join('');
    expect(said.includes('--feature-gates=MutatingAdmissionPolicy=true')).toBe(isOff);
  });
});

describe('policies export of SecurityPolicies', () => {
  const objects = (policy: string, exception = 'reason: a test') => {
    const file = join(folder, 'objects.yaml');
    writeFileSync(
      file,
      `apiVersion: breakwater.dev/v1alpha1
kind: SecurityPolicy
metadata: { name: base }
spec: { ${policy} }
---
apiVersion: breakwater.dev/v1alpha1
kind: SecurityException
metadata: { name: agent }
spec: { check: pod-privileged, resources: ["DaemonSet/logging/*"], ${exception} }
`,
    );
    return policiesExportCommand({ action: 'Audit', output: join(folder, 'objects'), policy: file }, 'en');
  };

  it('writes what they say', async () => {
    await objects('profile: pss-baseline, action: Deny, failurePolicy: Ignore, scope: { excludeNamespaces: [old] }');
    const text = readFileSync(join(folder, 'objects', 'base.pod-privileged.yaml'), 'utf8');
    const [policy, binding] = parseAllDocuments(text).map((document) => document.toJS());
    expect(policy).toMatchObject({
      metadata: { name: 'breakwater.base.pod-privileged', labels: { 'app.kubernetes.io/managed-by': 'breakwater' } },
      spec: { failurePolicy: 'Ignore' },
    });
    expect(JSON.stringify(policy)).toContain('DaemonSet/logging/');
    expect(binding.spec).toMatchObject({
      validationActions: ['Deny'],
      matchResources: {
        namespaceSelector: {
          matchExpressions: [
            {
              key: 'kubernetes.io/metadata.name',
              operator: 'NotIn',
              values: ['kube-system', 'kube-public', 'kube-node-lease', 'breakwater-system', 'old'],
            },
          ],
        },
      },
    });
  });

  it('writes nothing where something is wrong', async () => {
    await expect(objects('checks: { pod-priviledged: {} }', 'raeson: typo')).rejects.toThrow(
      /SecurityException\/agent spec.reason: is missing[\s\S]*SecurityPolicy\/base spec.checks.pod-priviledged: there is no such check/,
    );
    expect(readdirSync(folder)).not.toContain('objects');
  });

  it('writes nothing of a policy that is off', async () => {
    await objects('profile: pss-baseline');
    expect(readdirSync(join(folder, 'objects'))).toEqual([]);
  });
});
