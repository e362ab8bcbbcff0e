import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { LabelRun } from '../../src/cli/psa-apply.ts';
import { failuresAt, setLabels, standingOf } from '../../src/enforcement/index.ts';
import { inventoryOf, readCluster } from '../../src/inventory/cluster/index.ts';
import { KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import { type KubernetesObject, parseVersion, recordOf } from '../../src/kubernetes/index.ts';
import { Api } from './api.ts';

/**
 * What the plan predicts of pods is what the API server's own dry run of the label warns of; and what `psa apply` sets is set, and
 * nothing where the API server says otherwise.
 */

const access = inject('access');
const api = new Api(access);
const prefix = 'pod-security-';
let client: KubernetesClient;

const secure = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

type PodSpec = Readonly<Record<string, unknown>>;

/** Pods by what is in them; each namespace has some. */
const specs: Readonly<Record<string, PodSpec>> = {
  good: { containers: [{ name: 'app', image: 'web', securityContext: secure }] },
  plain: { containers: [{ name: 'app', image: 'web' }] },
  privileged: { containers: [{ name: 'app', image: 'web', securityContext: { privileged: true } }] },
  'host-network': { hostNetwork: true, containers: [{ name: 'app', image: 'web', securityContext: secure }] },
  'host-path': {
    volumes: [{ name: 'v', hostPath: { path: '/srv' } }],
    containers: [{ name: 'app', image: 'web', securityContext: secure }],
  },
  nfs: {
    volumes: [{ name: 'v', nfs: { server: 'nfs.example.com', path: '/' } }],
    containers: [{ name: 'app', image: 'web', securityContext: secure }],
  },
  sysctl: {
    securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '4096 4096 4096' }] },
    containers: [{ name: 'app', image: 'web', securityContext: secure }],
  },
  probe: {
    containers: [
      {
        name: 'app',
        image: 'web',
        securityContext: secure,
        livenessProbe: { httpGet: { host: 'example.com', port: 80 } },
      },
    ],
  },
  windows: {
    os: { name: 'windows' },
    securityContext: { runAsNonRoot: true },
    containers: [{ name: 'app', image: 'web' }],
  },
  'windows-unsaid': {
    nodeSelector: { 'kubernetes.io/os': 'windows' },
    securityContext: { runAsNonRoot: true },
    containers: [{ name: 'app', image: 'web' }],
  },
  'user-namespace': {
    hostUsers: false,
    containers: [{ name: 'app', image: 'web', securityContext: { ...secure, runAsNonRoot: false, runAsUser: 0 } }],
  },
  init: {
    initContainers: [{ name: 'setup', image: 'web', securityContext: { capabilities: { add: ['NET_ADMIN'] } } }],
    containers: [{ name: 'app', image: 'web', securityContext: secure }],
  },
};

const contents: Readonly<Record<string, readonly string[]>> = {
  empty: [],
  good: ['good'],
  plain: ['good', 'plain'],
  host: ['good', 'host-network', 'host-path'],
  mixed: ['good', 'plain', 'privileged', 'init'],
  volumes: ['nfs'],
  windows: ['windows'],
  unsaid: ['windows-unsaid', 'good'],
  versions: ['sysctl', 'probe', 'user-namespace'],
  probes: ['probe'],
  sysctls: ['sysctl'],
};

beforeAll(async () => {
  client = new KubernetesClient(await loadConnection({ kubeconfig: access.kubeconfig, env: {} }));
  for (const [name, pods] of Object.entries(contents)) {
    await api.ensureNamespace(`${prefix}${name}`);
    for (const pod of pods) await api.create(podOf(pod, `${prefix}${name}`, specs[pod] ?? {}));
  }
});

afterAll(async () => {
  for (const name of Object.keys(contents)) await api.request('DELETE', `/api/v1/namespaces/${prefix}${name}`);
  await client?.close();
  api.close();
});

function podOf(name: string, namespace: string, spec: PodSpec): KubernetesObject {
  // On no node: nothing has to run.
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { schedulerName: 'nobody', ...spec } };
}

async function labelsOf(namespace: string) {
  const { metadata } = await api.demand('GET', `/api/v1/namespaces/${prefix}${namespace}`);
  return recordOf(recordOf(metadata).labels);
}

const rungs = ['baseline', 'restricted'].flatMap((level) =>
  ['1.25', '1.31', '1.33', '1.34', '1.35', '1.37'].map(
    (version) => [level as 'baseline' | 'restricted', version] as const,
  ),
);

describe('the prediction is the API server’s', () => {
  test.each(rungs)('%s v%s', async (level, text) => {
    const version = parseVersion(text);
    if (version === undefined) throw new Error('no version');
    const inventory = inventoryOf(await readCluster(client, { log: () => {} }));
    const { byNamespace, unanswered } = failuresAt({ level, version }, inventory, { major: 1, minor: 37 });
    expect([...unanswered.keys()].filter((name) => name.startsWith(prefix))).toEqual([]);
    let refused = 0;
    for (const name of Object.keys(contents)) {
      const namespace = `${prefix}${name}`;
      const predicted = new Set((byNamespace.get(namespace) ?? []).map(({ object }) => object.name));
      const labels = {
        'pod-security.kubernetes.io/enforce': level,
        'pod-security.kubernetes.io/enforce-version': `v${text}`,
      };
      const standing = await standingOf(client, namespace);
      const answer = await setLabels(client, namespace, standing, labels, { dryRun: true, force: false });
      const told = answer.refused.reduce((sum, { others }) => sum + 1 + others, 0);
      expect({ name, pods: told, remarks: answer.remarks }).toEqual({ name, pods: predicted.size, remarks: [] });
      expect(answer.refused.filter(({ pod }) => !predicted.has(pod))).toEqual([]);
      refused += told;
    }
    // At every version: host-network, host-path, privileged, init; at restricted plain (twice), nfs, windows-unsaid, user-namespace
    // or (since 1.35) the probe, too.
    expect(refused).toBeGreaterThanOrEqual(level === 'baseline' ? 4 : 9);
  });

  test('a dry run sets nothing', async () => {
    expect(Object.keys(await labelsOf('plain')).filter((name) => name.startsWith('pod-security'))).toEqual([]);
  });
});

function breakwater(...args: readonly string[]) {
  const main = join(import.meta.dirname, '../../src/cli/main.ts');
  const all = [main, ...args, '--cluster', '--kubeconfig', access.kubeconfig, '--language', 'en'];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', timeout: 60_000, input: '' });
  return { status, stdout, stderr };
}

describe('psa apply', () => {
  const enforce = 'pod-security.kubernetes.io/enforce';
  const only = (...names: readonly string[]) => ['-n', names.map((name) => `${prefix}${name}`).join(',')];

  test('asks, or is told not to', () => {
    expect(breakwater('psa', 'apply', ...only('good'))).toMatchObject({ status: 2, stdout: '' });
  });

  test('sets what all pods pass, as a field manager of its own', async () => {
    const run = breakwater('psa', 'apply', '--yes', ...only('good', 'plain', 'probes', 'host'));
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(await labelsOf('good')).toMatchObject({ [enforce]: 'restricted', [`${enforce}-version`]: 'v1.37' });
    expect(await labelsOf('plain')).toMatchObject({
      [enforce]: 'baseline',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
    expect(await labelsOf('probes')).toMatchObject({ [enforce]: 'restricted', [`${enforce}-version`]: 'v1.33' });
    expect((await labelsOf('host'))[enforce]).toBeUndefined();
    expect(await labelsOf('host')).toMatchObject({ 'pod-security.kubernetes.io/warn': 'baseline' });
    const { metadata } = await api.demand('GET', `/api/v1/namespaces/${prefix}good`);
    expect(JSON.stringify(recordOf(metadata).managedFields)).toContain('"breakwater-pod-security"');
    // What passes the plan is admitted.
    for (const [name, pods] of [
      ['good', ['good']],
      ['plain', contents.plain ?? []],
    ] as const)
      for (const pod of pods) {
        const again = podOf(`${pod}-again`, `${prefix}${name}`, specs[pod] ?? {});
        expect((await api.dryRunCreate(again)).status).toBe(201);
      }
  });

  test('a second run has nothing to set and takes nothing away', async () => {
    const before = await labelsOf('plain');
    const run = breakwater('psa', 'apply', '--yes', ...only('plain'));
    expect(run.stdout).toContain('No labels to set.');
    expect(await labelsOf('plain')).toEqual(before);
  });

  test('leaves labels that somebody else owns, unless forced', async () => {
    const other = { apiVersion: 'v1', kind: 'Namespace', metadata: { labels: { [enforce]: 'baseline' } } };
    const raw = { type: 'application/apply-patch+yaml', text: JSON.stringify(other) };
    const path = `/api/v1/namespaces/${prefix}windows`;
    expect((await api.request('PATCH', `${path}?fieldManager=gitops`, undefined, raw)).status).toBe(200);
    const run = breakwater('psa', 'apply', '--yes', ...only('windows'));
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('nothing is set without --force');
    expect((await labelsOf('windows'))[enforce]).toBe('baseline');
    expect(breakwater('psa', 'apply', '--yes', '--force', ...only('windows')).status).toBe(0);
    expect((await labelsOf('windows'))[enforce]).toBe('restricted');
  });

  test('leaves a namespace of which the API server says otherwise than the plan, unless forced', async () => {
    const told: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    try {
      const labels = { [enforce]: 'restricted', [`${enforce}-version`]: 'v1.37' };
      const version = { major: 1, minor: 37 };
      // A plan that is wrong: pods of the namespace fail even baseline.
      const plan = {
        name: `${prefix}mixed`,
        workloads: 0,
        isSystem: false,
        passes: { level: 'restricted', version },
        blockers: [],
        unseen: [],
        unanswered: [],
        current: {},
        proposal: { labels, changes: labels, kept: [] },
      } as const;
      const run = new LabelRun(client, {}, 'en');
      expect(await run.compare(plan)).toEqual([]);
      expect(run.code).toBe(1);
      expect(told.join('')).toContain('the API server says otherwise than the plan');
      expect(told.join('')).toContain('would be refused: ');
      const forced = new LabelRun(client, { force: true }, 'en');
      expect(await forced.compare(plan)).toHaveLength(1);
      expect((await labelsOf('mixed'))[enforce]).toBeUndefined();
      // What changed since the plan is left alone, too.
      expect(await run.compare({ ...plan, name: `${prefix}good` })).toEqual([]);
    } finally {
      write.mockRestore();
    }
  });
});
