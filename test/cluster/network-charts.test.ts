import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programs } from './binaries.ts';

/* Commands about the network on a chart, rendered by the real helm. */
const main = join(import.meta.dirname, '../../src/cli/main.ts');
let folder: string;
let path: string;

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}-web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: example.com/web:1
          env: [{ name: DB, value: "{{ .Release.Name }}-db:{{ .Values.port }}" }]
          ports: [{ name: http, containerPort: 8080 }]
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }}-web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: {{ .Release.Name }}-web, port: { number: 80 } } } }
`;
const db = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: {{ .Release.Name }}-db }
spec:
  serviceName: {{ .Release.Name }}-db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: example.com/db:1, ports: [{ containerPort: {{ .Values.port }} }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }}-db }
spec: { selector: { app: db }, ports: [{ port: {{ .Values.port }} }] }
{{- if .Values.closed }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: {{ .Values.port }} }] }]
{{- end }}
`;

beforeAll(async () => {
  const { helm } = await programs(['helm']);
  path = `${dirname(helm)}${delimiter}${process.env.PATH}`;
  folder = mkdtempSync(join(tmpdir(), 'breakwater-network-charts-'));
  mkdirSync(join(folder, 'shop/templates'), { recursive: true });
  writeFileSync(join(folder, 'shop/Chart.yaml'), 'apiVersion: v2\nname: shop\nversion: 1.0.0\n');
  writeFileSync(join(folder, 'shop/values.yaml'), 'port: 5432\nclosed: true\n');
  writeFileSync(join(folder, 'shop/templates/web.yaml'), web);
  writeFileSync(join(folder, 'shop/templates/db.yaml'), db);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  const env = { ...process.env, PATH: path, LANG: 'C' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const inStore = ['shop', '--release-name', 'mine', '--release-namespace', 'store'];
const [from, to] = ['Deployment/store/mine-web', 'StatefulSet/store/mine-db'];

test.each([
  ['as its values are', [from, to, '5432'], [], 0],
  ['another port', [from, to, '6379'], [], 1],
  ['the other way round', [to, from, '8080'], [], 0],
  ['with another value', [from, to, '6379'], ['--set', 'port=6379'], 0],
  ['from outside, open', ['internet', to, '5432'], ['--set', 'closed=false'], 0],
  ['from outside', ['internet', to, '5432'], [], 1],
])('network can, %s', (_, question, options, code) => {
  const { status, stderr } = run('network', 'can', ...question, ...inStore, ...options);
  expect([status, stderr]).toEqual([code, '']);
});

test('network generate writes policies for the namespace of the release', () => {
  const { status, stderr } = run('network', 'generate', ...inStore, '-o', 'policies');
  expect([status, stderr]).toEqual([0, '1 file written to policies\n']);
  const text = readFileSync(join(folder, 'policies/store.yaml'), 'utf8');
  expect(text).toMatch(/name: breakwater-deployment-mine-web/);
  expect(new Set(text.match(/namespace: .*/g))).toEqual(new Set(['namespace: store']));
});

test('without a namespace it is said that there is none', () => {
  const { status, stderr } = run('network', 'map', 'shop');
  expect([status, stderr]).toEqual([0, expect.stringMatching(/"release-namespace": --release-namespace names/)]);
});

test('network exposure and ingress harden name what the chart’s template has to say', () => {
  expect(run('network', 'exposure', ...inStore).stdout).toContain(
    'Ingress/store/web (ingress-nginx) → Deployment/store/mine-web',
  );
  const { status, stdout } = run('ingress', 'harden', ...inStore, '-o', 'patches');
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /Ingress\/store\/web comes from the chart template shop\/templates\/web.yaml: .*spec\.tls: \[/,
  );
});
