import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runProgram } from './program.ts';
import { ranIn } from './testing/ran.ts';

const ran = ranIn('psp');

const policy = `
apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: { name: closed }
spec:
  volumes: [emptyDir, secret]
  readOnlyRootFilesystem: true
  runAsUser: { rule: RunAsAny }
  seLinux: { rule: RunAsAny }
  supplementalGroups: { rule: RunAsAny }
  fsGroup: { rule: RunAsAny }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: psp }
rules: [{ apiGroups: [policy], resources: [podsecuritypolicies], verbs: [use] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: psp, namespace: shop }
roleRef: { kind: ClusterRole, name: psp }
subjects: [{ kind: Group, name: 'system:serviceaccounts:shop' }]
`;
const workload = `
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { hostNetwork: true, containers: [{ name: app, image: a }] }
`;

function run(text: string, ...argv: readonly string[]): Promise<number> {
  writeFileSync(join(ran.folder, 'old.yaml'), text);
  return runProgram(['psp', 'migrate', join(ran.folder, 'old.yaml'), ...argv], {});
}

describe('psp migrate', () => {
  it('says in both languages what becomes of a policy', async () => {
    expect(await run(policy)).toBe(0);
    expect(ran.output).toContain('closed  nearest Pod Security level: baseline');
    expect(ran.output).toContain('readOnlyRootFilesystem: set where a container said nothing');
    expect(ran.output).toContain('closed: everybody');
    ran.output = '';
    expect(await run(policy, '--language', 'zh-CN')).toBe(0);
    expect(ran.output).toContain('closed  最接近的 Pod 安全级别：baseline');
  });

  it('writes labels and policies with the action, the same from run to run', async () => {
    const into = join(ran.folder, 'new');
    expect(await run(policy, '--action', 'Warn', '-o', into)).toBe(0);
    expect(readdirSync(into).sort()).toEqual(['breakwater-psp-closed-baseline.yaml', 'namespace-shop.yaml']);
    const text = readFileSync(join(into, 'breakwater-psp-closed-baseline.yaml'), 'utf8');
    const [made, binding] = parseAllDocuments(text).map((document) => document.toJS());
    expect(made.kind).toBe('ValidatingAdmissionPolicy');
    expect(binding.spec).toMatchObject({ policyName: 'breakwater-psp-closed-baseline', validationActions: ['Warn'] });
    expect(readFileSync(join(into, 'namespace-shop.yaml'), 'utf8')).toContain(
      'pod-security.kubernetes.io/warn: baseline',
    );
    await run(policy, '--action', 'Warn', '-o', into, '--language', 'zh-CN');
    await run(policy, '--action', 'Warn', '-o', into);
    expect(readFileSync(join(into, 'breakwater-psp-closed-baseline.yaml'), 'utf8')).toBe(text);
    writeFileSync(join(into, 'namespace-shop.yaml'), 'mine: true\n');
    expect(await run(policy, '-o', into).catch(String)).toContain('nothing was written');
  });

  it('names the workloads that would be refused, and why', async () => {
    expect(await run(policy + workload)).toBe(1);
    expect(ran.output).toContain('Of 1 workload, 1 would be refused');
    expect(ran.output).toContain('[pod-host-namespaces]');
    expect(ran.output).toContain('closed (readOnlyRootFilesystem)');
    ran.output = '';
    expect(await run(policy + workload, '--format', 'json')).toBe(1);
    const [refused] = JSON.parse(ran.output).refused;
    expect(refused).toMatchObject({ kind: 'Pod', namespace: 'shop', name: 'web', checks: ['pod-host-namespaces'] });
  });

  it('ends with 2 where a policy is none, and says where', async () => {
    expect(await run(policy.replace('rule: RunAsAny', 'rule: Anything'))).toBe(2);
    expect(ran.errors).toContain('closed: spec.runAsUser.rule is not what a PodSecurityPolicy has there');
    expect(await run(policy.replace('rule: RunAsAny', 'rule: Anything'), '--allow-errors')).toBe(0);
  });

  it('wants a policy, and a cluster that takes the result', async () => {
    expect(await run(workload).catch(String)).toContain('no PodSecurityPolicy in it');
    expect(await run(policy, '--kubernetes-version', '1.29').catch(String)).toContain('1.30 or later');
  });
});
