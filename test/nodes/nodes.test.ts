import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { recordOf } from '../../src/kubernetes/index.ts';
import { Api, until } from '../cluster/api.ts';
import { busyboxImage } from './image.ts';
import { startNodes } from './nodes.ts';
import { takePlace } from './place.ts';
import { startNodePlane, stopNodePlane } from './plane.ts';

/** What nodes could change of the machine. */
function machine() {
  const settings = [
    'net/ipv4/ip_forward',
    'kernel/panic',
    'kernel/panic_on_oops',
    'vm/overcommit_memory',
    'vm/panic_on_oom',
  ];
  const ours = /^(?:bwnode|breakwater-nodes)/;
  return {
    settings: settings.map((name) => readFileSync(`/proc/sys/${name}`, 'utf8')),
    interfaces: readdirSync('/sys/class/net').filter((name) => ours.test(name)),
    routes: execFileSync('ip', ['route'], { encoding: 'utf8' }),
    rules: execFileSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }),
    mounts: readFileSync('/proc/self/mounts', 'utf8'),
    cgroups: readdirSync('/sys/fs/cgroup', { recursive: true, encoding: 'utf8' }).filter((name) =>
      ours.test(name.split('/').at(-1) ?? ''),
    ),
    folders: [
      '/var/lib/kubelet',
      '/var/lib/containerd',
      '/var/lib/cni',
      '/var/log/pods',
      '/etc/cni',
      '/run/netns',
    ].filter((name) => existsSync(name)),
  };
}

// What runs before left is not ours to be blamed for.
beforeAll(async () => (await takePlace()).leave());

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one', namespace: 'default' },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'one', image: 'localhost/busybox:1', command: ['sh', '-c', 'echo started; sleep 600'] }],
  },
};

test('a node runs a pod, whose logs and shell are reached, without a way out, and the machine is as it was', async () => {
  const before = machine();
  const plane = await startNodePlane();
  const api = new Api(plane.access);
  try {
    const { nodes, importImage, stop } = await startNodes(plane, { count: 1 });
    await importImage(await busyboxImage('localhost/busybox:1'));
    await api.ensureNamespace('default');
    await api.create(pod);
    await until('the pod', 120_000, async () => {
      const { status } = await api.demand('GET', '/api/v1/namespaces/default/pods/one');
      return recordOf(status).phase === 'Running';
    });
    expect(await api.kubectl(['logs', 'one'])).toBe('started\n');
    expect(await api.kubectl(['exec', 'one', '--', 'hostname'])).toBe('one\n');
    expect(await nodes[0]?.inNetwork(['ip', 'route', 'show', 'default'])).toBe('');
    await stop();
  } finally {
    api.close();
    stopNodePlane(plane);
  }
  expect(machine()).toEqual(before);
});

test.each(['by its guard', 'by the next run, when its guard was killed, too'])(
  'what a killed run has left is cleared %s',
  async (by) => {
    const before = machine();
    const script = `
    const { takePlace } = await import(${JSON.stringify(join(import.meta.dirname, 'place.ts'))});
    const { spawn } = await import('node:child_process');
    const { readFileSync } = await import('node:fs');
    const place = await takePlace();
    const guard = Number(readFileSync('/proc/' + process.pid + '/task/' + process.pid + '/children', 'utf8'));
    const sleeper = spawn('sleep', ['600'], { detached: true });
    place.note([{ program: 'sleep', pid: sleeper.pid }], place.folder);
    console.log(JSON.stringify([place.bridge, sleeper.pid, guard]));
    setInterval(() => {}, 1000);`;
    const killed = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(killed.stdout, 'data')) as [Buffer];
    const [bridge, sleeper, guard] = JSON.parse(line.toString()) as [string, number, number];
    expect(machine().interfaces).toContain(bridge);
    const isLeft = by !== 'by its guard';
    if (isLeft) process.kill(guard, 'SIGKILL');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    if (isLeft) {
      expect(machine().interfaces).toContain(bridge);
      (await takePlace()).leave();
    }
    await until('all of it to be gone', 30_000, async () => {
      return !existsSync(`/proc/${sleeper}`) && machine().interfaces.length === before.interfaces.length;
    });
    expect(machine()).toEqual(before);
  },
);
