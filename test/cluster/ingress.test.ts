import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

/** Issue 6, 2: what `breakwater ingress` proposes and makes is what a real API server takes. */
const access = inject('access');
const folder = mkdtempSync(join(tmpdir(), 'breakwater-ingress-'));
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const home = 'ingress-test';

function breakwater(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, ...args, '--cluster', '--kubeconfig', access.kubeconfig, '--language', 'en'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return { status, stdout, stderr };
}

function kubectl(...args: readonly string[]): string {
  return execFileSync(access.kubectl, ['--kubeconfig', access.kubeconfig, ...args], { encoding: 'utf8' });
}

const objects = `
apiVersion: v1
kind: Namespace
metadata: { name: ${home} }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: ${home}
  annotations: { nginx.ingress.kubernetes.io/ssl-redirect: "false", nginx.ingress.kubernetes.io/proxy-body-size: "0" }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example], secretName: shop }]
  rules:
    - host: shop.example
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
    - host: www.shop.example
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: ${home} }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${home} }
spec:
  replicas: 0
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: "web:1" }] }
`;

beforeAll(() => {
  const file = join(folder, 'objects.yaml');
  writeFileSync(file, objects);
  kubectl('apply', '-f', file);
});
afterAll(() => {
  kubectl('delete', 'namespace', home, '--wait=false');
  rmSync(folder, { recursive: true, force: true });
});

test('patches are taken as they are written, and leave nothing to propose', () => {
  const out = join(folder, 'patches');
  expect(breakwater('ingress', 'harden', '-o', out).status).toBe(1);
  const file = `ingress-${home}-web.patch.yaml`;
  expect(readdirSync(out)).toContain(file);
  const path = join(out, file);
  const said = /^# kubectl (patch .*) FILE$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  kubectl(...said.split(' '), path);
  expect(breakwater('ingress', 'harden').stdout).not.toContain(`Ingress/${home}/web`);
});

test('Secrets are made for what is missing, taken, and found fine; no key is shown', () => {
  const missing = breakwater('ingress', 'tls', '--read-secrets');
  expect(missing.stdout).toMatch(new RegExp(`Secret/${home}/shop\n  ! the Secret is not there`));
  const file = join(folder, 'tls.yaml');
  expect(breakwater('ingress', 'certificate', '-o', file).status).toBe(0);
  kubectl('apply', '-f', file);
  const { secrets } = JSON.parse(breakwater('ingress', 'tls', '--read-secrets', '-o', 'json').stdout);
  const own = secrets.filter(({ namespace }: { namespace: string }) => namespace === home);
  expect(own).toMatchObject([
    {
      name: 'shop',
      flaws: [],
      notFor: [],
      certificate: { dnsNames: ['shop.example', 'www.shop.example'] },
      usedBy: [`Ingress/${home}/web`],
    },
  ]);
  expect(JSON.stringify(secrets)).not.toContain('PRIVATE');
  const again = breakwater('ingress', 'certificate', '-o', join(folder, 'again.yaml'));
  expect(again.stderr).toContain(`left alone, for it is there: ${home}/shop`);
});

test('what serves an Ingress is not there to be seen; the API server is where it was asked', () => {
  const { ways } = JSON.parse(breakwater('network', 'exposure', '-o', 'json').stdout);
  const of = (by: string) => ways.find((way: { by: string }) => way.by === by);
  expect(of('ingress')).toMatchObject({
    via: { name: 'web' },
    reach: 'unknown',
    reasons: ['front-unseen'],
    controller: 'ingress-nginx',
    tls: 'yes',
  });
  // It listens on this machine's loopback: nobody else gets there.
  expect(of('api-server')).toMatchObject({
    addresses: ['127.0.0.1'],
    authentication: { state: 'required' },
    reach: 'nowhere',
  });
});

test('endpoints written by hand are seen, whoever wrote them in which form', () => {
  const file = join(folder, 'endpoints.yaml');
  const bare = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${home} }
spec: { ports: [{ port: 80 }] }
---`;
  writeFileSync(
    file,
    `${bare('slice')}${bare('old')}${bare('none')}
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: slice-1, namespace: ${home}, labels: { kubernetes.io/service-name: slice } }
addressType: IPv4
endpoints: [{ addresses: [100.100.100.200] }]
ports: [{ port: 80 }]
---
apiVersion: v1
kind: Endpoints
metadata: { name: old, namespace: ${home} }
subsets: [{ addresses: [{ ip: 168.63.129.16 }], ports: [{ port: 80 }] }]
`,
  );
  kubectl('apply', '-f', file);
  let said: unknown[] = [];
  // The mirror of Endpoints takes its controller a moment.
  for (let tries = 0; tries < 50 && said.length < 2; tries++) {
    const { services } = JSON.parse(breakwater('network', 'services', '-o', 'json').stdout);
    said = services
      .filter(({ namespace }: { namespace: string }) => namespace === home)
      .flatMap(({ name, tricks }: { name: string; tricks: { code: string; value: string }[] }) =>
        tricks.map(({ code, value }) => `${name} ${code} ${value}`),
      )
      .sort();
  }
  expect(said).toEqual(['old endpoint-metadata 168.63.129.16', 'slice endpoint-metadata 100.100.100.200']);
});
