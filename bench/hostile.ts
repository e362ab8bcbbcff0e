import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Inputs made to exhaust a reader, and the arguments of `scan` for each. */
export function hostileCases(folder: string): readonly { readonly name: string; readonly args: readonly string[] }[] {
  const write = (name: string, text: string): string => {
    const path = join(folder, 'hostile', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const pod = write('pod.yaml', podText(`labels: { long: ${'a'.repeat(60_000)}b }`));
  write('policies/policy.yaml', catastrophicPolicy);
  const all = ['--profile', 'all', '-o', 'json'];
  return [
    { name: 'alias bomb', args: [write('bomb.yaml', aliasBomb())] },
    {
      name: '200 levels of nesting',
      args: [
        write(
          'deep.yaml',
          `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: ${'{ a: '.repeat(200)}1${' }'.repeat(200)}\n`,
        ),
      ],
    },
    { name: 'merge bomb', args: [write('merges.yaml', mergeBomb())] },
    { name: '4,000 containers in a pod', args: [write('containers.yaml', manyContainers(4000)), ...all] },
    { name: '20,000 pods in a file', args: [write('pods.yaml', manyPods()), ...all] },
    {
      name: '100 MB document',
      args: [
        write(
          'large.yaml',
          `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n  a: "${'x'.repeat(100 * 1024 * 1024)}"\n`,
        ),
      ],
    },
    {
      name: 'catastrophic regular expression in a policy',
      args: [pod, '--policies', join(folder, 'hostile/policies')],
    },
    {
      name: 'nested loops in a policy',
      args: [write('many.yaml', manyContainers(2000)), '--policies', write('loops/policy.yaml', loopingPolicy)],
    },
  ];
}

function podText(metadata: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n  ${metadata}\nspec:\n  containers: [{ name: a, image: b }]\n`;
}

function aliasBomb(): string {
  const lines = [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata: { name: x }',
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ];
  for (let level = 1; level < 12; level++) {
    const alias = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
    lines.push(`a${level}: &a${level} [${alias}]`);
  }
  return `${lines.join('\n')}\n`;
}

/** Each level merges the one before twice. */
function mergeBomb(): string {
  const lines = ['x0: &x0 { seLinuxOptions: { level: a } }'];
  for (let level = 1; level < 40; level++) lines.push(`x${level}: &x${level} { <<: [*x${level - 1}, *x${level - 1}] }`);
  const container = '{ name: a, image: b, securityContext: { <<: *x39 } }';
  lines.push('apiVersion: v1', 'kind: Pod', 'metadata: { name: x }', `spec: { containers: [${container}] }`);
  return `${lines.join('\n')}\n`;
}

function manyPods(): string {
  const pod = (i: number) => podText('').replace('name: x', `name: x${i}`);
  return Array.from({ length: 20_000 }, (_, i) => pod(i)).join('---\n');
}

function manyContainers(count: number): string {
  const containers = Array.from({ length: count }, (_, i) => `    - { name: c${i}, image: "x" }`).join('\n');
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: x }\nspec:\n  containers:\n${containers}\n`;
}

function policyText(expression: string): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: hostile }
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }
  validations:
    - expression: ${JSON.stringify(expression)}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: hostile }
spec: { policyName: hostile, validationActions: [Deny] }
`;
}

const catastrophicPolicy = policyText("!object.metadata.labels.long.matches('^(a+)+$')");
const c = 'object.spec.containers';
const loopingPolicy = policyText(
  `${c}.all(a, ${c}.all(b, ${c}.all(c, ${c}.all(d, a.name != b.name + c.name + d.name))))`,
);
