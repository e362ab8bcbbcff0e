import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { listOf, recordOf, selectorMatches } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';

/**
 * `breakwater network probe` against a real API server, controllers and scheduler. No kubelet runs here: kwok says that pods run, the test
 * says their addresses and how they ended, through the API as a kubelet does, for a network that enforces policies, one that ignores
 * them, one that is slow to, and one that carries nothing. What the pods' script does on a real network is tried in test/nodes.
 */

let api: Api;
const node = 'probe-node';

beforeAll(async () => {
  api = new Api(inject('access'));
  await api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: node } });
});

afterAll(async () => {
  await api.request('DELETE', `/api/v1/nodes/${node}`);
  api.close();
});

type Network = 'enforces' | 'ignores' | 'late' | 'broken' | 'no-image';

let kubelet: Kubelet | undefined;
afterEach(async () => {
  await kubelet?.stop();
  kubelet = undefined;
});

/** Runs what the probe makes, as the given network would let it. */
class Kubelet {
  readonly #network: Network;
  readonly #done: Promise<void>;
  #isStopped = false;

  constructor(network: Network) {
    this.#network = network;
    this.#done = this.#run();
  }

  stop(): Promise<void> {
    this.#isStopped = true;
    return this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      for (const namespace of await probeNamespaces()) await this.#sync(namespace);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #sync(namespace: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const { items } = recordOf((await api.request('GET', path)).body);
    for (const pod of listOf(items)) {
      const { name, deletionTimestamp, labels } = recordOf(recordOf(pod).metadata);
      const { phase, podIP } = recordOf(recordOf(pod).status);
      if (deletionTimestamp !== undefined) {
        await api.request('DELETE', `${path}/${name}`, { gracePeriodSeconds: 0 });
        continue;
      }
      if (podIP !== undefined || phase === 'Succeeded' || this.#network === 'no-image') continue;
      if (recordOf(recordOf(pod).spec).nodeName === undefined)
        await api.request('POST', `${path}/${name}/binding`, {
          apiVersion: 'v1',
          kind: 'Binding',
          metadata: { name },
          target: { apiVersion: 'v1', kind: 'Node', name: node },
        });
      const status = await this.#statusOf(namespace, String(name), String(recordOf(labels)['breakwater-probe']));
      await api.request('PATCH', `${path}/${name}/status`, undefined, {
        type: 'application/merge-patch+json',
        text: JSON.stringify({ status }),
      });
    }
  }

  async #statusOf(namespace: string, name: string, role: string) {
    if (name === 'server')
      return {
        phase: 'Running',
        podIP: '10.9.8.7',
        podIPs: [{ ip: '10.9.8.7' }],
        containerStatuses: [container({ running: {} })],
      };
    const message = await this.#message(namespace, name, role);
    return { phase: 'Succeeded', containerStatuses: [container({ terminated: { exitCode: 0, message } })] };
  }

  async #message(namespace: string, name: string, role: string): Promise<string> {
    if (this.#network === 'broken') return 'x'.repeat(15);
    if (name === 'measure') return measurement();
    const answer = await api.request('GET', `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`);
    const specs = listOf(recordOf(answer.body).items).map((one) => recordOf(recordOf(one).spec));
    const of = (type: string, role: string) =>
      specs.filter(
        ({ policyTypes, podSelector }) =>
          listOf(policyTypes).includes(type) && selectorMatches(podSelector, { 'breakwater-probe': role }),
      );
    const isAllowed = (type: string, role: string, rules: string) =>
      of(type, role).length === 0 ||
      of(type, role).some((spec) => listOf(spec[rules]).some((rule) => recordOf(rule).ports === undefined));
    const isOpen =
      this.#network === 'ignores' || (isAllowed('Ingress', 'server', 'ingress') && isAllowed('Egress', role, 'egress'));
    if (isOpen) return 'ooo';
    return this.#network === 'late' ? 'ooccc' : 'ccc';
  }
}

/** Ten rounds of 1,000 trips inside of the pod and to the server: 0.2 and 0.25 s but where something else was in the way; a transfer of 2 s. */
function measurement(): string {
  const took = Array.from({ length: 10 }, (_, round) =>
    round === 3 ? [0.9, 0.25] : round === 7 ? [0.2, 1] : [0.2, 0.3],
  );
  let at = 100;
  const times = [0, ...took.flat(), 2].map((seconds) => {
    at += seconds;
    return at.toFixed(2);
  });
  return `${times.join(' ')} ${256 * 1024 * 1024 + 200}`;
}

const container = (state: unknown) => ({
  name: 'probe',
  image: 'busybox',
  imageID: '',
  ready: false,
  restartCount: 0,
  state,
});

async function probeNamespaces(): Promise<string[]> {
  const selector = encodeURIComponent('app.kubernetes.io/managed-by=breakwater');
  const { body } = await api.request('GET', `/api/v1/namespaces?labelSelector=${selector}`);
  return listOf(recordOf(body).items)
    .map((one) => String(recordOf(recordOf(one).metadata).name))
    .filter((name) => name.startsWith('breakwater-probe-'));
}

function probeRun(network: Network, ...args: string[]) {
  kubelet = new Kubelet(network);
  const program = fileURLToPath(new URL('../../bin/breakwater.js', import.meta.url));
  const { kubeconfig } = inject('access');
  const child = spawn(process.execPath, [
    program,
    'network',
    'probe',
    '--cluster',
    '--kubeconfig',
    kubeconfig,
    ...args,
  ]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended };
}

describe('network probe', () => {
  test('a network that enforces, measured', async () => {
    const { status, stdout, stderr } = await probeRun('enforces', '--yes', '--measure', '-o', 'json').ended;
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'enforced',
      trials: [
        { name: 'open', found: 'open', lateSeconds: 0 },
        { name: 'egress-denied', found: 'closed' },
        { name: 'ingress-denied', found: 'closed', lateSeconds: 0 },
        { name: 'ingress-allowed', found: 'open' },
      ],
      serverNode: node,
      clientNode: node,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      latencyMilliseconds: 0.25,
      latencyInsideMilliseconds: 0.2,
      finding: null,
    });
    expect(JSON.parse(stdout).megabitsPerSecond).toBeCloseTo(1073.7, 0);
    expect(status).toBe(0);
    expect(await probeNamespaces()).toEqual([]);
  });

  test('one that ignores policies', async () => {
    const { status, stdout } = await probeRun('ignores', '--yes').ended;
    expect(stdout).toContain('NetworkPolicy is NOT enforced');
    expect(stdout).toContain('with ingress denied: connects, NOT as it should be');
    expect(stdout).toMatch(/high: NetworkPolicies .*: \d+\.|no NetworkPolicies yet/);
    expect(status).toBe(1);
  });

  test('one that takes a while', async () => {
    const { status, stdout } = await probeRun('late', '--yes').ended;
    expect(stdout).toContain('only after 2 s from the pod’s start');
    expect(status).toBe(0);
  });

  test('one without connections says nothing about policies', async () => {
    const { status, stdout } = await probeRun('broken', '--yes').ended;
    expect(stdout).toContain('stays unknown');
    expect(status).toBe(3);
  });

  test('called off in the middle, it takes away what it made', async () => {
    const { child, ended } = probeRun('no-image', '--yes');
    await until('the server', 30_000, async () => {
      const [namespace] = await probeNamespaces();
      if (namespace === undefined) return false;
      return (await api.request('GET', `/api/v1/namespaces/${namespace}/pods/server`)).status === 200;
    });
    child.kill('SIGINT');
    const { status, stderr } = await ended;
    expect(stderr).toContain('called off');
    expect(status).toBe(2);
    expect(await probeNamespaces()).toEqual([]);
  });

  test('without consent nothing is made', async () => {
    const { status, stderr } = await probeRun('enforces').ended;
    expect(stderr).toContain('--yes');
    expect(status).toBe(2);
    expect(await probeNamespaces()).toEqual([]);
  });
});
