import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from './api.ts';
import { inForce, installDefinitions, leaseTimes, nativesOf, ours, securityPolicy } from './control.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { type RecordedWrite, WriteRecorder } from './write-recorder.ts';

/* Two replicas of the controller and one lease: one writes, the other takes over, and never do both write. */
let plane: ControlPlane;
let api: Api;
let folder = '';
const replicas: Replica[] = [];

interface Replica {
  readonly name: string;
  readonly child: ChildProcess;
  readonly recorder: WriteRecorder;
}

beforeAll(async () => {
  plane = await startControlPlane();
  api = new Api(plane.access);
  await installDefinitions(api);
  folder = await mkdtemp(join(tmpdir(), 'breakwater-replicas-'));
});

afterAll(async () => {
  for (const { child, recorder } of replicas) {
    child.kill('SIGKILL');
    recorder.close();
  }
  api.close();
  await stopControlPlane(plane);
  await rm(folder, { recursive: true, force: true });
});

async function startReplica(name: string, times = leaseTimes): Promise<Replica> {
  const recorder = await WriteRecorder.before(plane.access);
  const kubeconfig = join(folder, `${name}.kubeconfig`);
  await writeFile(kubeconfig, recorder.kubeconfig);
  const program = join(import.meta.dirname, 'control-process.ts');
  const child = spawn(process.execPath, [program, kubeconfig, JSON.stringify(times)], {
    stdio: ['ignore', 'pipe', process.env.SHOW_LOG === undefined ? 'ignore' : 'inherit'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const replica = { name, child, recorder };
  replicas.push(replica);
  await once(child.stdout, 'data');
  return replica;
}

/** What a replica wrote for policies: not its lease. */
function workOf({ recorder }: Replica): readonly RecordedWrite[] {
  return recorder.writes.filter(({ path }) => !path.includes('/leases') && !path.endsWith('/namespaces'));
}

const leases = '/apis/coordination.k8s.io/v1/namespaces/breakwater-system/leases';
const lease = `${leases}/breakwater-controller`;

async function holder(): Promise<string> {
  const { spec } = await api.demand('GET', lease);
  return String(recordOf(spec).holderIdentity);
}

async function leaderOf(among: readonly Replica[]): Promise<Replica> {
  const name = await holder();
  const found = among.find(({ child }) => name.includes(`_${child.pid}_`));
  if (found === undefined) throw new Error(`nobody of these leads: ${name}`);
  return found;
}

/** Waits until a replica leads: the one before may have ended its work in the moment before it was stopped, and leads until its lease ends. */
async function leads({ child }: Replica): Promise<void> {
  await until('the next leader', 60_000, async () => (await holder()).includes(`_${child.pid}_`));
}

function other(among: readonly [Replica, Replica], one: Replica): Replica {
  return among[0] === one ? among[1] : among[0];
}

/** Turns, in the order of their first writes: whoever writes after another one did must not have written before it began. */
function turns(): readonly string[] {
  const all = replicas.flatMap((replica) => workOf(replica).map(({ arrived }) => ({ name: replica.name, arrived })));
  const order = all.sort((a, b) => a.arrived - b.arrived).map(({ name }) => name);
  return order.filter((name, index) => name !== order[index - 1]);
}

async function change(name: string, action: string): Promise<void> {
  // A patch: whoever leads writes the status all the time, and a version of before would be refused.
  const text = JSON.stringify({ spec: { action } });
  const raw = { type: 'application/merge-patch+json', text };
  expect((await api.request('PATCH', `${ours}/securitypolicies/${name}`, undefined, raw)).status).toBe(200);
}

test('one of two writes; the other takes over where it is killed, stalls, or stops, and no two ever write', async () => {
  const pair = [await startReplica('a'), await startReplica('b')] as const;
  await api.create(securityPolicy('base', { profile: 'pss-baseline', action: 'Audit' }));
  await inForce(api, 'base');
  const first = await leaderOf(pair);
  const second = other(pair, first);
  expect(workOf(second)).toEqual([]);
  expect(workOf(first).length).toBeGreaterThan(20);

  // Killed in the middle of its work: the other one ends it.
  const names = await nativesOf(api, 'base');
  const written = workOf(first).length;
  await change('base', 'Warn');
  await until('it to begin', 10_000, async () => workOf(first).length > written);
  first.child.kill('SIGKILL');
  await leads(second);
  await inForce(api, 'base');
  expect(await nativesOf(api, 'base')).toEqual(names);
  expect((await api.demand('GET', `${ours}/securitypolicies/base`)).status).toMatchObject({ action: 'Warn' });

  // Stalled in the middle of its work: when it goes on, it knows that its time is over.
  const third = await startReplica('c');
  const before = workOf(second).length;
  await change('base', 'Deny');
  await until('it to begin', 10_000, async () => workOf(second).length > before);
  second.child.kill('SIGSTOP');
  await leads(third);
  await inForce(api, 'base');
  const stalled = workOf(second).length;
  second.child.kill('SIGCONT');
  await sleep(2 * leaseTimes.retry + 500);
  expect(workOf(second).length).toBe(stalled);
  await change('base', 'Audit');
  await inForce(api, 'base');

  // One that stops gives its lease back: the next one need not wait until it is over.
  const ended = once(third.child, 'exit');
  third.child.kill('SIGTERM');
  await ended;
  await leads(second);
  await change('base', 'Warn');
  await inForce(api, 'base');

  const [one, two] = [first.name, second.name];
  expect(turns()).toEqual([one, two, third.name, two]);
});

/** Time enough for whoever does not wait to write before a stalled leader must have ended. */
const longTimes = { duration: 8_000, deadline: 6_000, retry: 400 };

/** As somebody may make it by hand: nobody ever held it. */
const empty = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'breakwater-controller', namespace: 'breakwater-system' },
  spec: {},
};

test.each([
  ['gone', undefined],
  ['another one', empty],
])('where the lease of a stalled leader is %s, the next one waits until that has ended', async (_, anew) => {
  for (const { child, recorder } of replicas.splice(0)) {
    child.kill('SIGKILL');
    recorder.close();
  }
  // Given back in the name of those that were killed.
  const text = JSON.stringify({ spec: { holderIdentity: '' } });
  await api.request('PATCH', lease, undefined, { type: 'application/merge-patch+json', text });
  const base = securityPolicy('base', { profile: 'pss-baseline', action: 'Warn' });
  await api.request('POST', `${ours}/securitypolicies`, base);
  const pair = [await startReplica('d', longTimes), await startReplica('e', longTimes)] as const;
  await change('base', 'Audit');
  await inForce(api, 'base');
  const leader = await leaderOf(pair);
  const next = other(pair, leader);
  expect(workOf(next)).toEqual([]);

  // In the middle of its work, with most of its term before it.
  const begun = workOf(leader).length;
  await change('base', 'Deny');
  await until('it to begin', 10_000, async () => workOf(leader).length > begun);
  leader.child.kill('SIGSTOP');
  const stalled = performance.now();
  await api.demand('DELETE', lease);
  if (anew !== undefined) await api.create(anew);
  // Whoever did not wait would have begun by now.
  while (performance.now() - stalled < longTimes.deadline / 2 && workOf(next).length === 0) await sleep(50);
  const resumed = performance.now();
  leader.child.kill('SIGCONT');
  await leads(next);
  await inForce(api, 'base');

  // It believed in its term: only the other one's waiting kept them apart.
  const ofLeader = workOf(leader).filter(({ arrived }) => arrived > resumed);
  expect(ofLeader.length).toBeGreaterThan(0);
  const last = Math.max(...ofLeader.map(({ arrived }) => arrived));
  expect(workOf(next).filter(({ arrived }) => arrived < last)).toEqual([]);
});
