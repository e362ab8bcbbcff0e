import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-generate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const recording = fileURLToPath(new URL('../../examples/harbor.recording', import.meta.url));

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'network', ...args], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en_US.UTF-8' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const read = (path: string) => readFileSync(path, 'utf8');

describe('breakwater network generate', () => {
  const out = join(folder, 'harbor');
  const first = run('generate', '--recording', recording, '-o', out);
  const before = readdirSync(out).map((name) => read(join(out, name)));
  const json = run('generate', '--recording', recording, '-o', out, '--format', 'json');

  it('breaks nothing that a recorded cluster needs and has', () => {
    expect(first).toMatchObject({ status: 0 });
    const { namespaces } = JSON.parse(json.stdout);
    const fates = namespaces.flatMap((one: { needs: readonly { fate: string }[] }) =>
      one.needs.map(({ fate }) => fate),
    );
    expect(fates.length).toBeGreaterThan(150);
    expect(fates.filter((fate: string) => fate === 'blocked' || fate === 'unknown')).toEqual([]);
  });

  it('writes a file for each namespace, with reasons, the closing one last; the same in every run', () => {
    const files = readdirSync(out);
    expect(files).toHaveLength(19);
    expect(files).not.toContain('kube-system.yaml');
    const text = read(join(out, 'portal-prod.yaml'));
    expect(text).toContain('# HTTPRoute/portal-prod/portal-web spec.rules[0].backendRefs[0].name leads here');
    const documents = parseAllDocuments(text).map((one) => one.toJS());
    expect(documents.at(-1)).toMatchObject({
      metadata: { name: 'breakwater-default-deny' },
      spec: { podSelector: {} },
    });
    expect(documents.every(({ metadata }) => metadata.labels['breakwater.dev/generated'] === 'network')).toBe(true);
    expect(files.map((name) => read(join(out, name)))).toEqual(before);
  });

  it('says how to apply it and how to go back, and what it does not know', () => {
    expect(first.stdout).toContain(`kubectl apply -f ${out}/argocd.yaml`);
    expect(first.stdout).toContain('kubectl -n argocd delete networkpolicy -l breakwater.dev/generated=network');
    expect(first.stdout).toContain('Pod/mq-bridge: is in its node’s network: no policy protects it');
    expect(first.stdout).toContain('Probes come from the kubelet');
    // What nothing is known to use goes after what is: ingress-nginx carries the traffic of all.
    expect(first.stdout).toMatch(/19\. ingress-nginx/);
  });

  it('finds what a simulation of the same files finds', () => {
    const simulated = run('simulate', '-f', out, '--recording', recording, '-o', 'csv').stdout.split('\r\n');
    expect(simulated.filter((line) => line.startsWith('opened'))).toEqual([]);
    expect(simulated).toContain('closed,internet,Deployment/argocd/argocd-redis,TCP UDP SCTP');
  });

  it('leaves files of others, and writes nothing then', () => {
    const mine = join(folder, 'mine');
    mkdirSync(mine);
    writeFileSync(join(mine, 'argocd.yaml'), 'kind: Mine\n');
    const { status, stderr } = run('generate', '--recording', recording, '-n', 'argocd,identity', '-o', mine);
    expect(status).toBe(2);
    expect(stderr).toContain('argocd.yaml is there');
    expect(readdirSync(mine)).toEqual(['argocd.yaml']);
  });

  it('refuses what it cannot do', () => {
    expect(run('generate', '--recording', recording, '-n', 'none').stderr).toContain('no pods in none');
    expect(run('generate', '--recording', recording, '--nodes', '10.0.0').status).toBe(2);
    expect(run('generate', '--recording', recording, '--baseline').stderr).toContain('no ClusterNetworkPolicy');
    expect(run('generate', '--recording', recording, '--flows', join(folder, 'none')).status).toBe(2);
    expect(run('generate', '--recording', recording, '--flows', file('empty', 'x\n')).stderr).toContain(
      'no flows in it',
    );
  });

  it('speaks Chinese', () => {
    const { stdout } = run('generate', '--recording', recording, '-n', 'argocd', '--language', 'zh-CN');
    expect(stdout).toContain('全部保留');
    expect(stdout).not.toMatch(/nothing|namespace is/);
  });
});

describe('recorded flows', () => {
  const line = (time: string, from: string, to: string, port: number, more = '') =>
    `{"time":"2026-11-${time}T10:00:00Z","from":{"pod":"${from}"},"to":{"pod":"${to}"},"port":${port}${more}}\n`;
  const chat = 'sandbox/chat-assistant-5c8d9b7f6d-bbbbb';
  const invoices = 'billing-prod/invoices-5c8d9b7f6d-bbbbb';
  const flows = file(
    'flows.json',
    line('20', invoices, 'billing-prod/ledger-db-0', 5432) +
      line('21', invoices, 'billing-prod/ledger-db-0', 5432) +
      line('21', chat, 'logging/opensearch-0', 9200) +
      line('21', chat, 'billing-prod/ledger-db-0', 5432, ',"verdict":"denied"'),
  );

  it('are needs, too: what was seen once and nothing declares is asked about', () => {
    const { status, stdout } = run('generate', '--recording', recording, '--flows', flows);
    expect(status).toBe(0);
    expect(stdout).toContain(
      'Deployment/sandbox/chat-assistant → StatefulSet/logging/opensearch TCP 9200: allowed because it was seen, once',
    );
    const json = JSON.parse(run('generate', '--recording', recording, '--flows', flows, '--format', 'json').stdout);
    const [ledger] = json.namespaces
      .flatMap(({ needs }: { needs: readonly { from: string; to: string; seen: unknown }[] }) => needs)
      .filter(
        (need: { from: string; to: string }) =>
          need.from === 'Deployment/billing-prod/invoices' && need.to.endsWith('ledger-db'),
      );
    expect(ledger).toMatchObject({ fate: 'kept', seen: { sureness: 'daily', count: 2, days: 2 } });
  });

  it('are what a simulation would break', () => {
    const out = join(folder, 'without');
    run('generate', '--recording', recording, '-n', 'logging', '-o', out);
    const { status, stdout } = run('simulate', '-f', out, '--recording', recording, '--flows', flows);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^Recorded flows that would be blocked\n {2}Deployment\/sandbox\/chat-assistant → StatefulSet\/logging\/opensearch TCP 9200 \(seen once, 1 time on 1 day/,
    );
  });

  it('stand beside what is allowed in the map', () => {
    const { stdout } = run('map', '--recording', recording, '--flows', flows);
    expect(stdout).toContain(
      'Tried, and refused\n  Deployment/sandbox/chat-assistant → StatefulSet/billing-prod/ledger-db TCP 5432',
    );
    expect(stdout).toContain('TCP 5432; seen of it: Deployment/billing-prod/invoices TCP 5432');
    const csv = run('map', '--recording', recording, '--flows', flows, '-o', 'csv').stdout.split('\r\n');
    expect(csv).toContain(
      'Deployment/billing-prod/invoices,StatefulSet/billing-prod/ledger-db,TCP,5432,allowed,daily,2,2,2026-11-20T10:00:00.000Z,2026-11-21T10:00:00.000Z',
    );
  });

  it('that can’t be read are said with their places, and the answer is doubtful then', () => {
    const broken = file('broken.json', `${line('20', invoices, 'billing-prod/ledger-db-0', 5432)}nonsense\n`);
    const { status, stderr } = run('map', '--recording', recording, '--flows', broken);
    expect(status).toBe(2);
    expect(stderr).toContain("1 line can't be read, the first at line 2");
  });
});

describe('names of namespaces in files', () => {
  const evil = (namespace: string) =>
    file(
      'evil.yaml',
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: a, namespace: ${JSON.stringify(namespace)} }
spec:
  selector: { matchLabels: { a: b } }
  template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: a }] } }
`,
    );

  it('lead nowhere but into the folder', () => {
    const out = join(folder, 'in', 'here');
    const { status, stderr } = run('generate', evil('../../out'), '-o', out);
    expect(stderr).toContain('no name for a file');
    expect(status).toBe(2);
    expect(readdirSync(folder)).not.toContain('out.yaml');
    expect(readdirSync(folder)).not.toContain('in');
  });

  it('are one word of the commands that are printed', () => {
    const { stdout } = run('generate', evil('a; touch x'));
    expect(stdout).toContain("kubectl -n 'a; touch x' delete networkpolicy");
    expect(stdout).toContain("kubectl apply -f 'DIR/a; touch x.yaml'");
  });
});
