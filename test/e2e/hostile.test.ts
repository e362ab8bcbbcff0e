import { describe, expect, it } from 'vitest';
import { type CheckTexts, catalogue, type Language, languages, loadTexts } from '../../src/checks/index.ts';
import { type Assessment, assess, surroundingsOf } from '../../src/findings/index.ts';
import { inventoryFromText } from '../../src/inventory/index.ts';
import { formatReport, formats } from '../../src/reports/index.ts';

/** Whoever writes a manifest writes what we read, compare and print: none of it may break the scan or speak in its place. */
const texts: Readonly<Record<Language, CheckTexts>> = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
const version = { major: 1, minor: 37 };

function scan(manifest: string, language: Language = 'en'): Assessment {
  const inventory = inventoryFromText(manifest, 'a.yaml');
  return assess({
    inventory,
    checks: catalogue,
    texts: texts[language],
    language,
    parameters: {},
    severities: {},
    kubernetesVersion: version,
    pssVersion: version,
    surroundings: surroundingsOf(inventory),
    exceptions: { rules: [], byAnnotation: true, file: '.breakwater.yaml' },
    baseline: undefined,
    today: '2026-11-23',
  });
}

const found = (assessment: Assessment, check: string) =>
  assessment.findings.filter(({ finding }) => finding.check === check);

const pod = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop }\nspec: ${spec}\n`;

describe('values of a type that nobody expects', () => {
  const oddities = [
    'null',
    '5',
    '-1',
    '1e400',
    '99999999999999999999999999',
    'true',
    'text',
    '[]',
    '{}',
    '[null, 5, [], {}]',
    '{ a: { b: 1 } }',
  ];
  const places: readonly (readonly [string, (value: string) => string])[] = [
    ['metadata', (value) => `apiVersion: v1\nkind: Pod\nmetadata: ${value}\nspec: { containers: [{ name: c }] }\n`],
    [
      'labels',
      (value) => `apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: ${value}, annotations: ${value} }\n`,
    ],
    ['spec', (value) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: ${value}\n`],
    [
      'template',
      (value) => `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a }\nspec: { jobTemplate: ${value} }\n`,
    ],
    ['containers', (value) => pod(`{ containers: ${value}, initContainers: ${value}, volumes: ${value} }`)],
    ['container', (value) => pod(`{ containers: [${value}] }`)],
    [
      'fields of a container',
      (value) =>
        pod(
          `{ containers: [{ name: ${value}, image: ${value}, ports: ${value}, env: ${value}, args: ${value}, resources: ${value}, securityContext: ${value} }] }`,
        ),
    ],
    [
      'ports',
      (value) =>
        pod(`{ containers: [{ name: c, image: x, ports: [{ containerPort: ${value}, hostPort: ${value} }] }] }`),
    ],
    [
      'rules',
      (
        value,
      ) => `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: a }\nrules: ${value}\n---
apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: b }\nroleRef: ${value}\nsubjects: ${value}\n`,
    ],
    ['kind', (value) => `apiVersion: v1\nkind: ${value}\nmetadata: { name: a }\n`],
  ];
  it.each(places)('%s: neither an exception nor a hole in a message', (_, manifest) => {
    for (const value of oddities) {
      for (const language of languages) {
        const { findings, errors } = scan(manifest(value), language);
        const said = [...findings.map(({ finding }) => finding.message), ...errors.map(({ message }) => message)];
        expect(said.filter((message) => /\bundefined\b|\[object |\bNaN\b|\{\w+\}/.test(message))).toEqual([]);
      }
    }
  });
});

describe('names that mean something to JavaScript', () => {
  it('are names', () => {
    const assessment = scan(`apiVersion: v1
kind: Pod
metadata: { name: __proto__, namespace: constructor, labels: { __proto__: x, toString: y } }
__proto__: { polluted: yes }
spec:
  serviceAccountName: __proto__
  containers: [{ name: hasOwnProperty, image: constructor, securityContext: { privileged: true } }]
`);
    expect(found(assessment, 'pod-privileged').map(({ finding }) => finding.resource)).toEqual([
      { apiVersion: 'v1', kind: 'Pod', namespace: 'constructor', name: '__proto__', container: 'hasOwnProperty' },
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('names that try to speak for the report', () => {
  const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: "a\\e[31mred\\e]0;title\\a"
  namespace: "n\\u202Eevil\\n\\n0 findings"
spec:
  containers:
    - name: "<script>alert(1)</script>|\`x\`"
      image: "\\e[2J<img src=x onerror=alert(1)>"
      securityContext: { privileged: true }
`;
  it.each(formats)('stay names in %s', async (format) => {
    const pieces = await formatReport(format, {
      assessment: scan(manifest),
      language: 'en',
      texts: texts.en,
      version: '0.0.0',
      color: false,
      width: 100,
      time: '2026-11-23T00:00:00.000Z',
    });
    const report = [...pieces].join('');
    expect(report).toContain('pod-privileged');
    for (const control of ['\u001b', '\u0007']) expect(report).not.toContain(control);
    if (format === 'table') expect(report).not.toMatch(/\u202e|^0 findings/m);
    // Of the others no browser makes a page.
    if (format === 'html' || format === 'markdown' || format === 'junit')
      expect(report).not.toMatch(/(?<!\\)<(?:script>alert|img src)/);
  });
});

describe('the same pod, written otherwise', () => {
  const one = pod('{ containers: [{ name: c, image: x, securityContext: { privileged: true } }] }');
  const json =
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"c","securityContext":{"privileged":true}}]}}';
  it.each([
    ['CRLF', one.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${one}`],
    ['empty documents around', `---\n---\n# nothing\n---\n${one}---\n`],
    ['JSON', json],
    [
      'a List in a List',
      `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"List","items":[${json}]}]}`,
    ],
    [
      'a PodList without kinds',
      `apiVersion: v1\nkind: PodList\nitems: [${json.replace('"apiVersion":"v1","kind":"Pod",', '')}]\n`,
    ],
    [
      'a merge key',
      one.replace('securityContext: { privileged: true }', 'securityContext: { <<: &p { privileged: true } }'),
    ],
    ['an ephemeral container', one.replace('containers:', 'ephemeralContainers:')],
    ['an init container', one.replace('containers:', 'initContainers:')],
  ])('%s: one privileged container', (_, manifest) => {
    expect(found(scan(manifest), 'pod-privileged')).toHaveLength(1);
  });
});

describe('input that is none', () => {
  it.each([
    ['text', 'hello\n'],
    ['a list', '- apiVersion: v1\n  kind: Pod\n'],
    ['broken YAML', 'kind: [\n'],
    ['a duplicate key', `${pod('{ containers: [] }')}spec: { containers: [] }\n`],
    ['a template', 'kind: {{ .Values.kind }}\n'],
    ['nesting', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['nesting in JSON', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['an alias inside itself', 'apiVersion: v1\nkind: Pod\nspec: &a { b: *a }\n'],
    [
      'an alias bomb',
      `a0: &a0 [x]\n${Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`)}]\n`).join('')}`,
    ],
  ])('%s: an error, and no finding of another check in its place', (_, manifest) => {
    const { errors, findings } = scan(manifest);
    expect(errors).toHaveLength(1);
    expect(
      findings.filter(
        ({ finding }) => finding.check !== 'meta-schema-valid' && !/^(rel|net|sa|pod|ns)-/.test(finding.check),
      ),
    ).toEqual([]);
  });
});

/** Shapes that once took the square of their length, or more: a scan that does so again does not come to an end. */
describe('very many of one thing', () => {
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('');

  it('merges of merges', () => {
    const bomb = many(60, (level) => `x${level + 1}: &x${level + 1} {<<: [*x${level}, *x${level}]}\n`);
    const context = 'securityContext: { <<: *x60 }';
    const { errors, findings } = scan(
      `x0: &x0 { privileged: true }\n${bomb}${pod(`{ containers: [{ name: c, image: x, ${context} }] }`)}`,
    );
    expect(errors).toEqual([]);
    const [privileged] = findings.filter(({ finding }) => finding.check === 'pod-privileged');
    expect(privileged?.finding.location.line).toBe(1);
  });

  it('containers of a pod', () => {
    const assessment = scan(pod(`\n  containers:\n${many(3000, (i) => `  - { name: c${i}, image: x }\n`)}`));
    expect(assessment.errors).toEqual([]);
    expect(found(assessment, 'pod-allow-privilege-escalation')).toHaveLength(3000);
  });

  it('rules of a role, and subjects bound to it', () => {
    const assessment = scan(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: a }
rules:
${many(3000, () => "- { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }\n")}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: b }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a }
subjects:
${many(3000, (i) => `- { kind: ServiceAccount, name: s${i}, namespace: shop }\n`)}`);
    expect(assessment.errors).toEqual([]);
    expect(found(assessment, 'rbac-wildcard-all').length).toBeGreaterThan(0);
  });

  it('budgets of one workload after another: a finding a budget, that names the first and counts the others', () => {
    const budget = (i: number) =>
      `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: p${i}, namespace: shop }\nspec: { selector: {}, minAvailable: 2, unhealthyPodEvictionPolicy: AlwaysAllow }\n---\n`;
    const workload = (i: number) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d${i}, namespace: shop }\nspec: { replicas: 2, selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [] } } }\n---\n`;
    const budgets = found(scan(many(300, budget) + many(300, workload)), 'rel-pdb');
    expect(budgets).toHaveLength(300);
    expect(budgets[0]?.finding.message).toContain('Deployment d0 (+299)');
  });

  it.each(['data:\n', 'data: {\n'])('secrets in one ConfigMap, %j', (start) => {
    const flow = start.includes('{');
    const lines = many(5000, (i) => `  k${i}: "password=hunter2xyz${i}"${flow ? ',' : ''}\n`);
    const assessment = scan(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n${start}${lines}${flow ? '  }\n' : ''}`,
    );
    const line = (i: number) => i + 5;
    const places = found(assessment, 'sec-configmap').map(({ finding }) => finding.location.line);
    expect(places.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 5000 }, (_, i) => line(i)));
  });

  it('letters of a name: findings quote the beginning, and tell names apart that only end otherwise', () => {
    const named = (name: string) =>
      scan(pod('{ containers: [{ name: c, image: x }] }').replace('name: a', `name: ${name}`));
    const [one, other] = [named(`${'a'.repeat(1_000_000)}b`), named(`${'a'.repeat(1_000_000)}c`)];
    expect(JSON.stringify(one.findings.map(({ finding }) => finding)).length).toBeLessThan(100_000);
    const fingerprints = (assessment: Assessment) => assessment.findings.map(({ finding }) => finding.fingerprint);
    expect(fingerprints(one).filter((fingerprint) => fingerprints(other).includes(fingerprint))).toEqual([]);
  });

  it.each(formats)('findings in %s: written in blocks', async (format) => {
    const assessment = scan(
      many(300, (i) => `${pod('{ containers: [{ name: c, image: x }] }').replace('name: a', `name: p${i}`)}---\n`),
    );
    const input = { assessment, language: 'en', texts: texts.en, version: '0.0.0', color: false, width: 100 } as const;
    const blocks = [...(await formatReport(format, { ...input, time: '2026-11-23T00:00:00.000Z' }))];
    expect(blocks.length).toBeGreaterThan(3);
    expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThan(200_000);
    if (format === 'json') expect(JSON.parse(blocks.join('')).findings).toHaveLength(assessment.findings.length);
  });
});
