import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const recording = fileURLToPath(new URL('../../examples/harbor.recording', import.meta.url));

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'network', ...args, '--language', 'en'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const workload = (kind: string, name: string) => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: app, image: app, ports: [{ name: http, containerPort: 8080 }] }] }
---`;
const shop = file(
  'shop.yaml',
  `${workload('Deployment', 'web')}${workload('Deployment', 'api')}${workload('StatefulSet', 'api')}`,
);
const policy = file(
  'policy.yaml',
  `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-to-api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: http }] }]
`,
);
const named = file(
  'l7.yaml',
  'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: l7, namespace: shop }\nspec: { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "80" }], rules: { http: [{}] } }] }] }\n',
);

describe('breakwater network can', () => {
  it('says by its exit code whether a connection is allowed, denied or unknown', () => {
    expect(run('can', 'shop/web', 'Deployment/shop/api', 'http', shop, policy)).toMatchObject({
      status: 0,
      stdout: 'allowed: Deployment/shop/web → Deployment/shop/api, TCP 8080\n',
    });
    expect(run('can', 'internet', 'Deployment/shop/api', '8080', shop, policy).status).toBe(1);
    expect(run('can', 'internet', 'shop/web', '80', shop, named)).toMatchObject({
      status: 3,
      stdout: expect.stringContaining('is not evaluated'),
    });
  });

  it('takes a name that several workloads have where no policy tells them apart', () => {
    expect(run('can', 'shop/web', 'shop/api', '8080', shop, policy).status).toBe(0);
    const other = file('other.yaml', workload('DaemonSet', 'api').replace('app: api', 'app: other'));
    expect(run('can', 'shop/web', 'shop/api', '8080', shop, policy, other)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('DaemonSet/shop/api'),
    });
  });

  it('refuses what it cannot understand', () => {
    for (const [from, to, port] of [
      ['shop/none', 'shop/web', '80'],
      ['shop/web', 'shop/web', '70000'],
      ['shop/web', 'shop/web', '80/ICMP'],
      ['shop/web', 'shop/web', 'none'],
      ['8.8.8.8', 'internet', '80'],
    ])
      expect(run('can', from ?? '', to ?? '', port ?? '', shop)).toMatchObject({ status: 2, stdout: '' });
  });

  it('does not call a verdict good that was made without a part of the input', () => {
    const broken = file('broken.yaml', 'kind: [');
    expect(run('can', 'shop/web', 'shop/api', '8080', shop, broken).status).toBe(2);
    expect(run('can', 'shop/web', 'shop/api', '8080', shop, broken, '--allow-errors').status).toBe(0);
  });
});

describe('breakwater network explain', () => {
  it('names the rule of each direction', () => {
    const { stdout } = run('explain', 'shop/web', 'Deployment/shop/api', '8080', shop, policy);
    expect(stdout).toContain('allowed by NetworkPolicy/shop/web-to-api, spec.ingress[0]');
    expect(stdout).toContain('no policy decides: allowed by default');
    const json = JSON.parse(run('explain', 'internet', 'shop/api', '8080', shop, policy, '-o', 'json').stdout);
    expect(json).toMatchObject({
      verdict: 'denied',
      egress: { decides: null },
      ingress: { verdict: 'denied', decides: { rule: null }, closedBy: [{ policy: { name: 'web-to-api' } }] },
    });
  });
});

describe('a network program that enforces nothing', () => {
  const flannel = file(
    'flannel.yaml',
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: flannel, namespace: kube-flannel }\nspec: { template: { spec: { hostNetwork: true, containers: [{ name: f, image: "flannel-io/flannel:v0.27.0" }] } } }\n',
  );

  it('denies nothing, and is named', () => {
    const question = ['internet', 'Deployment/shop/api', '8080', shop, policy, flannel] as const;
    const said = 'denied as the policies are written, but flannel does not enforce NetworkPolicy/shop/web-to-api';
    expect(run('can', ...question)).toMatchObject({ status: 0, stdout: expect.stringContaining(said) });
    const { stdout } = run('explain', ...question);
    expect(stdout).toContain('  into Deployment/shop/api: allowed\n    no policy decides: allowed by default\n');
    expect(stdout).toContain('    into Deployment/shop/api: denied\n      closed by NetworkPolicy/shop/web-to-api');
    expect(JSON.parse(run('can', ...question, '-o', 'json').stdout)).toMatchObject({
      verdict: 'allowed',
      enforcement: { ignored: [{ name: 'web-to-api', by: ['flannel'] }] },
      asWritten: { verdict: 'denied' },
    });
    const line = 'Not enforced by flannel, so they count for nothing: NetworkPolicy/shop/web-to-api\n';
    expect(run('map', shop, policy, flannel).stdout).toContain(line);
    expect(run('map', shop, policy, flannel, '-o', 'csv')).toMatchObject({
      stdout: expect.stringContaining('internet,Deployment/shop/api,TCP UDP SCTP'),
      stderr: `breakwater: ${line}`,
    });
    expect(run('simulate', '-f', policy, shop, flannel)).toMatchObject({
      status: 0,
      stdout: `No difference.\n${line}`,
    });
  });

  it('is said to be unknown where none is seen', () => {
    const line = 'Taken as enforced, though no program is seen that does: NetworkPolicy/shop/web-to-api\n';
    expect(run('map', shop, policy).stdout).toContain(line);
    expect(run('can', 'internet', 'Deployment/shop/api', '8080', shop, policy)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(line),
    });
  });
});

describe('breakwater network map', () => {
  it('shows a recorded cluster in every format', () => {
    const { status, stdout } = run('map', '--recording', recording);
    expect(status).toBe(0);
    expect(stdout).toContain('To StatefulSet/identity/identity-db\n  from Deployment/identity/sign-in: TCP 5432\n');
    const json = JSON.parse(run('map', '--recording', recording, '-o', 'json').stdout);
    expect(json.connections).toContainEqual({
      to: ['StatefulSet/identity/identity-db'],
      from: [{ names: ['Deployment/identity/sign-in'], allowed: ['TCP 5432'], unknown: [] }],
    });
    const csv = run('map', '--recording', recording, '-o', 'csv').stdout.split('\r\n');
    expect(csv.filter((line) => line.includes(',StatefulSet/identity/identity-db,'))).toEqual([
      'Deployment/identity/sign-in,StatefulSet/identity/identity-db,TCP 5432,',
    ]);
    expect(run('map', '--recording', recording, '-o', 'dot').stdout).toMatch(
      /^digraph network \{.*"identity" -> "identity".*\}\n$/s,
    );
  });

  it('draws few workloads one by one, and hostile names as text', () => {
    const evil = file('evil.yaml', workload('Deployment', 'web').replace('name: web', 'name: "x\\"];evil\\e["'));
    const { stdout } = run('map', shop, policy, evil, '-o', 'dot');
    expect(stdout).toContain('"Deployment/shop/web" -> "Deployment/shop/api" [label="TCP 8080"]');
    expect(stdout).toContain('x\\"];evil\\\\u001b');
  });
});

describe('breakwater network diff and simulate', () => {
  it('find nothing between a version and itself', () => {
    expect(run('diff', shop, shop)).toMatchObject({ status: 0, stdout: 'No difference.\n' });
  });

  it('say what a policy blocks', () => {
    const { status, stdout } = run('simulate', '-f', policy, shop);
    expect(status).toBe(1);
    expect(stdout).toContain('newly blocked: every port');
    const csv = run('simulate', '-f', policy, shop, '-o', 'csv').stdout.split('\r\n');
    expect(csv).toContain('closed,internet,Deployment/shop/api,TCP UDP SCTP');
    expect(csv).toContain('closed,Deployment/shop/web,Deployment/shop/api,TCP 0-8079 TCP 8081-65535 UDP SCTP');
  });

  it('compare a cluster with manifests', () => {
    expect(run('diff', shop, '--recording', recording).stdout).toContain('Only before: ');
    expect(run('diff', shop, shop, '--recording', recording).status).toBe(2);
    expect(run('diff', shop).status).toBe(2);
  });
});
