import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The program as users call it: a process, its output, its exit code. */
const program = fileURLToPath(new URL('../../bin/breakwater.js', import.meta.url));
let folder = '';

const privileged = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example.com/web@sha256:${'ab'.repeat(32)}
      # needs everything
      securityContext:
        privileged: true
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-e2e-'));
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write('pod.yaml', privileged);
  write(
    'clean.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata: { color: blue }\n',
  );
  write('broken/broken.yaml', 'apiVersion: v1\nkind: [\n');
  write('broken/pod.yaml', privileged);
  write('empty/readme.txt', 'nothing here');
  write('policies/policy.yaml', policy);
  write('pattern.yaml', 'checks: { meta-required-labels: { parameters: { labels: { team: "(" } } } }');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: no-pods-in-shop }
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }
  validations:
    - expression: object.metadata.namespace != 'shop'
      message: no pods in shop
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: no-pods-in-shop }
spec: { policyName: no-pods-in-shop, validationActions: [Deny] }
`;

function run(args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: options.input ?? '',
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...options.env },
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

function findings(args: readonly string[], input?: string): { check: string; exception: { from: string } | null }[] {
  const { stdout } = run(['scan', ...args, '-o', 'json', '--allow-errors'], input === undefined ? {} : { input });
  return JSON.parse(stdout).findings;
}

describe('exit codes', () => {
  it.each<[string, string[], number]>([
    ['findings', ['scan', 'pod.yaml'], 1],
    ['nothing at or above --fail-on', ['scan', 'clean.yaml'], 0],
    ['findings, but none counts', ['scan', 'pod.yaml', '--fail-on', 'none'], 0],
    ['a broken file', ['scan', 'broken'], 2],
    ['a broken file that is allowed, and findings', ['scan', 'broken', '--allow-errors'], 1],
    ['nothing to scan', ['scan', 'empty'], 2],
    ['a path that is not there', ['scan', 'nowhere'], 2],
    ['no path to fix', ['fix'], 2],
    [
      'a parameter that can not be used',
      ['scan', 'pod.yaml', '--config', 'pattern.yaml', '--checks', 'meta-required-labels'],
      2,
    ],
    ['an option that there is not', ['scan', 'pod.yaml', '--everything'], 2],
    ['a format that there is not', ['scan', 'pod.yaml', '-o', 'pdf'], 2],
    ['a check that there is not', ['scan', 'pod.yaml', '--checks', 'pod-priviledged'], 2],
    ['a check that there is not, left out', ['scan', 'pod.yaml', '--checks', '-pod-priviledged'], 2],
    ['no check left', ['scan', 'pod.yaml', '--checks', 'pod-privileged,-pod-privileged'], 2],
    ['a version that is none', ['scan', 'pod.yaml', '--kubernetes-version', 'new'], 2],
    ['a config file that is not there', ['scan', 'pod.yaml', '--config', 'nowhere.yaml'], 2],
    ['a baseline that is none', ['scan', 'pod.yaml', '--baseline', 'pod.yaml'], 2],
    ['a policies folder that is not there', ['scan', 'pod.yaml', '--policies', 'nowhere'], 2],
    ['a command that there is not', ['scna'], 2],
    ['help', ['scan', '--help'], 0],
    ['version', ['--version'], 0],
  ])('%s', (_, args, code) => {
    const result = run(args);
    expect([result.code, result.stderr]).toEqual([code, expect.not.stringContaining('    at ')]);
    if (code === 2) expect(result.stderr + result.stdout).not.toBe('');
  });
});

describe('scan', () => {
  it('reads standard input', () => {
    expect(findings(['-', '--checks', 'pod-privileged'], privileged).length).toBe(1);
  });

  it('gives the place of a finding and of an error', () => {
    const { stdout } = run(['scan', 'broken', '--checks', 'pod-privileged', '-o', 'json']);
    const report = JSON.parse(stdout);
    expect(report.findings[0].location).toEqual({ file: 'broken/pod.yaml', line: 12, column: 9 });
    expect(report.errors).toEqual([
      expect.objectContaining({ file: 'broken/broken.yaml', code: 'syntax', line: expect.any(Number) }),
    ]);
  });

  it('writes results to standard output only, without colour into a pipe', () => {
    const { stdout, stderr } = run(['scan', 'pod.yaml']);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('\u001b');
    expect(run(['scan', 'pod.yaml'], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[');
    expect(run(['scan', 'pod.yaml', '--no-color'], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain('\u001b[');
  });

  it('speaks Chinese', () => {
    expect(run(['scan', 'pod.yaml'], { env: { LANG: 'zh_CN.UTF-8' } }).stdout).toContain('特权容器');
    expect(run(['scan', '--help', '--language', 'zh-CN']).stdout).toContain('示例');
  });

  it.each<[string[], string]>([
    [['scan', 'broken/broken.yaml'], '不是有效的 YAML'],
    [['scan', 'missing.yaml'], '无法读取：没有这个文件或目录'],
    [['scan', 'empty'], '没有可扫描的内容'],
    [['scan', 'pod.yaml', '--checks', 'pod-priviledged'], '没有名为 pod-priviledged 的检查'],
    [['scan', 'pod.yaml', '--config', 'missing.yaml'], 'missing.yaml：无法读取：没有这个文件或目录'],
    [['scan', 'pod.yaml', '--baseline', 'pod.yaml'], '不是基线文件：不是 JSON'],
    [['scan', 'pod.yaml', '--fail-on', 'some'], '可选值为 critical'],
    [['fix', 'pod.yaml', '--set', 'x'], 'NAME=VALUE'],
    [['checks', 'show', 'nothing'], '没有名为 nothing 的检查'],
  ])('says in Chinese what is wrong: %j', (args, said) => {
    const { code, stdout, stderr } = run(args, { env: { LANG: 'zh_CN.UTF-8' } });
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(said);
  });

  it('says errors in the language of the report in every format', () => {
    for (const format of ['json', 'sarif', 'junit', 'markdown', 'html', 'table'])
      expect([format, run(['scan', 'missing.yaml', '-o', format, '--language', 'zh-CN']).stdout]).toEqual([
        format,
        expect.stringContaining('没有这个文件或目录'),
      ]);
  });

  it('evaluates policies of the user', () => {
    const found = findings(['pod.yaml', '--policies', 'policies', '--checks', 'pod-privileged']);
    expect(found.map(({ check }) => check).sort()).toEqual(['pod-privileged', 'policy/no-pods-in-shop']);
  });

  it('counts only what is not in the baseline', () => {
    expect(run(['scan', 'pod.yaml', '--write-baseline', 'baseline.json']).code).toBe(1);
    expect(run(['scan', 'pod.yaml', '--baseline', 'baseline.json']).code).toBe(0);
    expect(
      run(['scan', 'pod.yaml', '-', '--baseline', 'baseline.json'], {
        input: privileged.replace('name: web', 'name: other'),
      }).code,
    ).toBe(1);
  });

  it('reads the current folder where no path is given, and not the files that it wrote itself', () => {
    const here = join(folder, 'here');
    mkdirSync(here);
    writeFileSync(join(here, 'pod.yaml'), privileged);
    writeFileSync(join(here, 'baseline.json'), '{"version":1,"findings":{}}');
    const { status, stdout } = spawnSync(process.execPath, [program, 'scan', '-o', 'json'], {
      cwd: here,
      encoding: 'utf8',
    });
    expect([status, JSON.parse(stdout).errors]).toEqual([1, []]);
  });

  it('finds what lists in lists hold, and says where the items of a list are none', () => {
    const pod = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'x' },
      spec: { hostPID: true, containers: [] },
    });
    const nested = '{"apiVersion":"v1","kind":"List","items":['.repeat(8) + pod + ']}'.repeat(8);
    expect(findings(['-', '--checks', 'pod-host-namespaces'], nested).length).toBe(1);
    expect(run(['scan', '-'], { input: 'apiVersion: v1\nkind: List\nitems: hello\n' }).code).toBe(2);
  });

  it('says where it knows a version only by its neighbour', () => {
    const { stdout } = run(['scan', 'pod.yaml', '--kubernetes-version', '1.16', '--pss-version', '9.9', '-o', 'json']);
    const codes = JSON.parse(stdout).notices.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['schema-version', 'pss-version']));
  });

  it('takes settings and exceptions from .breakwater.yaml', () => {
    writeFileSync(
      join(folder, 'settings.yaml'),
      'exceptions:\n  - { check: pod-privileged, resources: ["Pod/shop/*"], reason: known }\n',
    );
    const found = findings(['pod.yaml', '--config', 'settings.yaml', '--checks', 'pod-privileged']);
    expect(found.map(({ exception }) => exception?.from)).toEqual(['settings.yaml']);
  });
});

describe('fix', () => {
  it('shows a diff and changes nothing with --dry-run, then closes the finding and keeps the comment', () => {
    const file = join(folder, 'fixme.yaml');
    writeFileSync(file, privileged);
    const dry = run(['fix', '--dry-run', 'fixme.yaml', '--checks', 'pod-privileged']);
    expect(dry.stdout).toContain('-        privileged: true');
    expect(readFileSync(file, 'utf8')).toBe(privileged);
    expect(run(['fix', 'fixme.yaml', '--checks', 'pod-privileged']).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('# needs everything');
    expect(findings(['fixme.yaml', '--checks', 'pod-privileged'])).toEqual([]);
  });
});

describe('checks', () => {
  it('lists and shows', () => {
    expect(run(['checks', 'list']).stdout).toContain('pod-privileged');
    expect(
      JSON.parse(run(['checks', 'list', '--profile', 'pss-baseline', '-o', 'json']).stdout).length,
    ).toBeGreaterThan(10);
    expect(run(['checks', 'show', 'pod-privileged', '--language', 'zh-CN']).stdout).toContain('为什么重要');
    expect(run(['checks', 'show', 'nothing']).code).toBe(2);
  });
});
