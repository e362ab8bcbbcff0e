import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from '../cluster/api.ts';
import { type Enforcer, startEnforcer } from './enforcer.ts';
import { busyboxImage } from './image.ts';
import { type Nodes, startNodes } from './nodes.ts';
import { type NodePlane, startNodePlane, stopNodePlane } from './plane.ts';

/** `breakwater network probe` on two real nodes, whose network ignores policies unless the enforcer of the tests runs. */

let plane: NodePlane | undefined;
let api: Api;
let nodes: Nodes;
let enforcer: Enforcer | undefined;

beforeAll(async () => {
  plane = await startNodePlane();
  api = new Api(plane.access);
  nodes = await startNodes(plane, { count: 2 });
  await nodes.importImage(await busyboxImage('docker.io/library/busybox:1.37'));
  await nodes.importImage({ name: 'localhost/empty:1', files: [{ path: 'README', content: 'no programs\n' }] });
});

afterAll(async () => {
  api?.close();
  await nodes?.stop();
  if (plane !== undefined) stopNodePlane(plane);
});

afterEach(async () => {
  await enforcer?.stop();
  enforcer = undefined;
});

async function enforce(): Promise<void> {
  if (plane !== undefined) enforcer = await startEnforcer(plane, nodes.nodes);
}

/** Whether pods may be put on the second node. */
async function useBothNodes(both: boolean): Promise<void> {
  await api.kubectl([both ? 'uncordon' : 'cordon', 'node-2']);
}

function probeRun(...args: string[]) {
  const program = fileURLToPath(new URL('../../bin/breakwater.js', import.meta.url));
  const common = ['network', 'probe', '--cluster', '--kubeconfig', api.access.kubeconfig];
  const child = spawn(process.execPath, [program, ...common, ...args]);
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

async function probeNamespaces(): Promise<string[]> {
  const { items } = await api.demand('GET', '/api/v1/namespaces');
  return listOf(items)
    .map((one) => String(recordOf(recordOf(one).metadata).name))
    .filter((name) => name.startsWith('breakwater-probe-'));
}

/** Neither in the API nor on the nodes. */
async function expectNothingLeft(): Promise<void> {
  expect(await probeNamespaces()).toEqual([]);
  for (const node of nodes.nodes) expect(await node.containerd('tasks', 'list', '--quiet')).toBe('');
}

describe('network probe', () => {
  test('a network that enforces policies, between two nodes, measured', async () => {
    await enforce();
    const { status, stdout, stderr } = await probeRun('--yes', '--measure', '-o', 'json').ended;
    expect(stderr).toBe('');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      verdict: 'enforced',
      trials: [
        { name: 'open', found: 'open' },
        { name: 'egress-denied', found: 'closed' },
        { name: 'ingress-denied', found: 'closed' },
        { name: 'ingress-allowed', found: 'open' },
      ],
    });
    expect([result.serverNode, result.clientNode].toSorted()).toEqual(['node-1', 'node-2']);
    // Between namespaces of one machine, however busy: slower than this is no network, faster than that is none either.
    expect(result.latencyMilliseconds).toBeGreaterThan(0);
    expect(result.latencyMilliseconds).toBeLessThan(100);
    expect(result.megabitsPerSecond).toBeGreaterThan(10);
    expect(result.megabitsPerSecond).toBeLessThan(1_000_000);
    expect(status).toBe(0);
    await expectNothingLeft();
  });

  test('one that ignores them', async () => {
    const denied = { name: 'denied', namespace: 'default' };
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: denied };
    await api.create({ ...policy, spec: { podSelector: {}, policyTypes: ['Ingress'] } });
    const { status, stdout } = await probeRun('--yes').ended;
    expect(stdout).toContain('NetworkPolicy is NOT enforced');
    expect(stdout).toContain('high: NetworkPolicies of this cluster that do not do what they say: 1.');
    expect(stdout).toContain('with ingress denied: connects, NOT as it should be');
    expect(stdout).toContain('with egress denied: connects, NOT as it should be');
    expect(status).toBe(1);
    await expectNothingLeft();
  });

  test('on one node', async () => {
    await useBothNodes(false);
    try {
      await enforce();
      const { status, stdout } = await probeRun('--yes').ended;
      expect(stdout).toContain('Both pods on node node-1');
      expect(status).toBe(0);
    } finally {
      await useBothNodes(true);
    }
    await expectNothingLeft();
  });

  test('called off in the middle, it takes away what it made, also on the nodes', async () => {
    await enforce();
    const { child, ended } = probeRun('--yes');
    await until('a client', 60_000, async () => {
      const [namespace] = await probeNamespaces();
      if (namespace === undefined) return false;
      const pod = await api.request('GET', `/api/v1/namespaces/${namespace}/pods/egress-denied`);
      return recordOf(recordOf(pod.body).status).phase === 'Running';
    });
    child.kill('SIGINT');
    const { status, stderr } = await ended;
    expect(stderr).toContain('called off');
    expect(status).toBe(2);
    await expectNothingLeft();
  });

  test('an image that cannot do it', async () => {
    const { status, stderr } = await probeRun('--yes', '--image', 'localhost/empty:1').ended;
    expect(stderr).toContain('sh');
    expect(status).toBe(2);
    await expectNothingLeft();
  });

  test('without consent nothing is made', async () => {
    const { status, stderr } = await probeRun().ended;
    expect(stderr).toContain('--yes');
    expect(status).toBe(2);
    await expectNothingLeft();
  });
});
