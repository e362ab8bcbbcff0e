import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { load, loadAll } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { createAuthority, issueCertificate } from '../certificates/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-exposure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const recording = fileURLToPath(new URL('../../examples/harbor.recording', import.meta.url));

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

const site = `# the shop
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-redirect: "false" # for the old app
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example], secretName: shop }]
  rules:
    - host: shop.example
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: "web:1" }] }
`;

function siteFile(name: string): string {
  const file = join(folder, name);
  writeFileSync(file, site);
  return file;
}

describe('breakwater network exposure', () => {
  it('says of the harbor what the internet reaches, through which controller and past which policies', () => {
    const { status, stdout } = run('network', 'exposure', '--recording', recording, '-o', 'json');
    expect(status).toBe(0);
    const { ways, workloads, routes } = JSON.parse(stdout);
    const of = (name: string) => ways.find((way: { via: { name: string } }) => way.via?.name === name);
    expect(of('sign-in')).toMatchObject({
      reach: 'internet',
      controller: 'ingress-nginx',
      addresses: ['203.0.113.11'],
      policies: {
        outcome: 'allowed',
        names: ['NetworkPolicy/identity/ingress-nginx-ingress-nginx-controller-to-sign-in-in'],
      },
    });
    expect(of('portal-web')).toMatchObject({
      reach: 'internet',
      by: 'gateway',
      controller: 'envoy-gateway',
      tls: 'yes',
    });
    expect(of('telemetry-broker')).toMatchObject({ reach: 'company', by: 'nodeport', ports: [{ target: 1883 }] });
    expect(workloads).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'ledger-db', reach: 'cluster' })]),
    );
    const snippets = routes.find(({ name }: { name: string }) => name === 'documents').notes;
    expect(snippets.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(['retired', 'snippet']));
  });

  it('is text for people in both languages, and CSV', () => {
    const english = run('network', 'exposure', '--recording', recording, '--language', 'en').stdout;
    expect(english).toMatch(/^Reachable from the internet: 20 ways/);
    expect(english).toMatch(/high · ingress-nginx gets no fixes any more/);
    const chinese = run('network', 'exposure', '--recording', recording, '--language', 'zh-CN').stdout;
    expect(chinese).toMatch(/^可从互联网访问：20 个入口/);
    const csv = run('network', 'exposure', '--recording', recording, '-o', 'csv').stdout.split('\r\n');
    expect(csv[0]).toMatch(/^reach,by,via/);
    expect(csv.filter((line) => line.startsWith('internet,'))).toHaveLength(20);
  });

  it('takes addresses of the company, and refuses what is none', () => {
    const args = ['network', 'exposure', '--recording', recording, '-o', 'csv', '--company-ranges'];
    expect(run(...args, '10.0.0.0/8,203.0.113.0/24').stdout).not.toMatch(/^internet,/m);
    expect(run(...args, '10.0.0.0/99')).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('breakwater network services', () => {
  it('says of the harbor who reaches a database, and whether it has a backup', () => {
    const { stdout } = run('network', 'services', '--recording', recording, '-o', 'json');
    const { services } = JSON.parse(stdout);
    const of = (name: string) => services.find((service: { name: string }) => service.name === name);
    expect(of('ledger-db')).toMatchObject({
      reachedBy: { outside: 'denied', nodes: 'denied' },
      backups: [{ state: 'yes', by: { kind: 'CronJob', name: 'ledger-backup' } }],
    });
    expect(of('booking-db').backups).toMatchObject([{ state: 'no', claims: ['data-booking-db-*'] }]);
  });
});

describe('breakwater ingress harden', () => {
  it('edits files, and nothing but what it says; comments stay', () => {
    const file = siteFile('hardened.yaml');
    const shown = run('ingress', 'harden', file, '--language', 'en');
    expect(shown).toMatchObject({ status: 1 });
    expect(shown.stdout).toContain('+    nginx.ingress.kubernetes.io/force-ssl-redirect: "true"');
    expect(readFileSync(file, 'utf8')).toBe(site);
    expect(run('ingress', 'harden', file, '--write')).toMatchObject({ status: 1 });
    const after = readFileSync(file, 'utf8');
    expect(after).toContain('# for the old app');
    const kept = after.split('\n').filter((line) => !/force-ssl-redirect|limit-rps/.test(line));
    expect(kept.join('\n')).toBe(site);
    expect(run('ingress', 'harden', file, '--language', 'en')).toMatchObject({
      status: 0,
      stdout: 'Nothing to propose.\n',
    });
  });

  it('makes patches for a cluster, and overwrites none', () => {
    const out = join(folder, 'patches');
    expect(run('ingress', 'harden', '--recording', recording, '-o', out)).toMatchObject({ status: 1 });
    expect(readdirSync(out)).toContain('ingress-logging-logs.patch.yaml');
    const patch = load(readFileSync(join(out, 'configmap-ingress-nginx-ingress-nginx-controller.patch.yaml'), 'utf8'));
    expect(patch).toEqual(
      expect.arrayContaining([{ op: 'replace', path: '/data/allow-snippet-annotations', value: 'false' }]),
    );
    expect(run('ingress', 'harden', '--recording', recording, '-o', out)).toMatchObject({ status: 2 });
    expect(run('ingress', 'harden', '--recording', recording, '--write')).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('breakwater ingress certificate', () => {
  it('writes Secrets for their owner alone, once', () => {
    const out = join(folder, 'tls.yaml');
    const made = run('ingress', 'certificate', siteFile('a.yaml'), '-o', out);
    expect(made).toMatchObject({ status: 0, stdout: '' });
    expect(made.stderr).not.toMatch(/PRIVATE/);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(loadAll(readFileSync(out, 'utf8'))).toMatchObject([
      { kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: 'shop', namespace: 'shop' } },
    ]);
    expect(run('ingress', 'certificate', siteFile('a.yaml'), '-o', out).status).toBe(2);
    const looked = run('ingress', 'tls', '--read-secrets', '-f', out, '-f', siteFile('a.yaml'), '-o', 'json');
    expect(looked.status).toBe(0);
    expect(looked.stdout).not.toMatch(/PRIVATE|tls\.key/);
    expect(JSON.parse(looked.stdout).secrets).toMatchObject([
      { name: 'shop', flaws: [], usedBy: ['Ingress/shop/web'] },
    ]);
  });

  it("makes cert-manager's objects", () => {
    const args = ['ingress', 'certificate', siteFile('a.yaml'), '-o', '-', '--cert-manager'];
    const { stdout } = run(...args, '--issuer', 'ClusterIssuer/acme');
    expect(loadAll(stdout)).toMatchObject([
      { kind: 'Certificate', spec: { issuerRef: { kind: 'ClusterIssuer', name: 'acme' }, dnsNames: ['shop.example'] } },
    ]);
    expect(run(...args, '--issuer', 'acme')).toMatchObject({ status: 2, stdout: '' });
    expect(run('ingress', 'certificate', siteFile('a.yaml'), '-o', '-', '--days', '9999').status).toBe(2);
  });
});

describe('breakwater ingress tls', () => {
  it('looks where it is told to, by the name it is told', async () => {
    const authority = await createAuthority({ name: 'own', days: 30 });
    const { certificate, key } = await issueCertificate(authority, { dnsNames: ['shop.example'], days: 30 });
    const server = createServer({ cert: certificate, key }, (socket) => socket.on('error', () => undefined));
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const ca = join(folder, 'ca.crt');
      writeFileSync(ca, authority.certificate);
      const look = (host: string, ...more: readonly string[]) =>
        runBeside('ingress', 'tls', host, '--connect', address, '--language', 'en', ...more);
      const fine = await look('shop.example', '--ca', ca);
      expect(fine).toMatchObject({ status: 0 });
      expect(fine.stdout).toMatch(/CN=shop\.example, issued by CN=own/);
      expect(fine.stdout).toContain('the chain ends at a trusted authority');
      expect((await look('shop.example')).status).toBe(1);
      const other = await look('other.example', '--ca', ca, '-o', 'json');
      expect(other.status).toBe(1);
      expect(JSON.parse(other.stdout).places).toMatchObject([
        { host: 'other.example', flaws: ['other-name'], trusted: true },
      ]);
    } finally {
      server.close();
    }
  });

  it('wants hosts or Secrets, and says what it can’t do', () => {
    expect(run('ingress', 'tls').status).toBe(2);
    expect(run('ingress', 'tls', 'a.example', '--read-secrets').status).toBe(2);
    expect(run('ingress', 'tls', '--read-secrets').status).toBe(2);
    expect(run('ingress', 'tls', '--read-secrets', '--recording', recording).status).toBe(2);
    expect(run('ingress', 'tls', 'https://a.example').status).toBe(2);
    expect(run('ingress', 'tls', 'a.example', '--connect', '127.0.0.1:1').status).toBe(2);
  });
});

/** While this process serves. */
async function runBeside(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  const [status] = await once(child, 'close');
  return { status: Number(status), stdout };
}
