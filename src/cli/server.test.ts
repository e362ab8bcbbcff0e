import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRecording } from '../inventory/cluster/index.ts';
import { TestCluster, twoTeams } from '../server/testing/cluster.ts';
import { runProgram } from './program.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'breakwater-cli-server-'));
const recording = join(folder, 'harbor.recording');
const running = new Set<ChildProcess>();
beforeAll(async () => {
  await writeRecording(new TestCluster(twoTeams).state, recording, { withoutSecrets: ({ object }) => object });
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** What the processes of tests may know: nothing of whoever runs them. */
const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' };

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  readonly cookie: string;
  /** Standard output up to now. */
  readonly output: () => string;
  readonly log: () => string;
  readonly ended: Promise<number | null>;
}

async function start(data: string, shown = recording): Promise<Started> {
  const call = [main, 'server', '--recording', shown, '--data', join(folder, data), '--listen', '127.0.0.1:0'];
  const child = spawn(process.execPath, call, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let [output, log] = ['', ''];
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stderr.on('data', (data) => {
    log += data;
  });
  const assessed = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      output += data;
      if (output.includes('Assessed')) resolve();
    });
    child.once('exit', () => reject(new Error(`ended: ${log}`)));
  });
  await assessed;
  const link = /http:\S+\/sign-in\/link\?code=\S+/.exec(output)?.[0] ?? '';
  const signedIn = await fetch(link, { redirect: 'manual' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { child, address: new URL(link).origin, cookie, output: () => output, log: () => log, ended };
}

async function read<T>({ address, cookie }: Started, path: string): Promise<T> {
  return (await (await fetch(`${address}/api/v1/${path}`, { headers: { cookie } })).json()) as T;
}

interface Known {
  readonly changes: { readonly opened: number; readonly reopened: number; readonly resolved: number };
  readonly accepted: number;
}

describe('breakwater server', () => {
  it('tells nothing more to who signed out', async () => {
    const server = await start('signs-out');
    const { csrf } = await read<{ csrf: string }>(server, 'session');
    const headers = { cookie: server.cookie, 'x-csrf-token': csrf };
    const events = await fetch(`${server.address}/api/v1/events`, { headers });
    await fetch(`${server.address}/api/v1/sign-out`, { method: 'POST', headers });
    expect(await events.text()).toContain('retry:');
    expect((await fetch(`${server.address}/api/v1/session`, { headers })).status).toBe(401);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('says where it is, how to sign in, and how to watch one’s own cluster; ends when it is told to', async () => {
    const server = await start('greets');
    expect(server.output()).toMatch(/recording of the cluster harbor, made on 2026-11-20/);
    expect(server.output()).toContain(`Console:   ${server.address}/`);
    expect(server.output()).toContain('--context NAME');
    expect(server.cookie).toMatch(/^breakwater=/);
    const events = await fetch(`${server.address}/api/v1/events`, { headers: { cookie: server.cookie } });
    server.child.kill('SIGTERM');
    expect(await events.text()).toContain('retry:');
    expect(await server.ended).toBe(0);
    expect(server.log()).not.toContain(server.cookie.split('=')[1]);
  });

  it('writes out what a recording’s name would do to the terminal', async () => {
    const { state } = new TestCluster(twoTeams);
    const hostile = join(folder, 'hostile.recording');
    const named = { ...state, facts: { ...state.facts, name: 'harbor\u001b[31m\u202e' } };
    await writeRecording(named, hostile, { withoutSecrets: ({ object }) => object });
    const server = await start('hostile', hostile);
    expect(server.output()).toContain('harbor\\u001b[31m\\u202e');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('killed at once and started again, it takes up where it was and doubles nothing', async () => {
    const first = await start('killed');
    const before = await read<Known>(first, 'overview');
    const { csrf } = await read<{ csrf: string }>(first, 'session');
    const { items } = await read<{ items: { fingerprint: string }[] }>(first, 'findings?check=pod-privileged');
    const accepted = await fetch(`${first.address}/api/v1/findings/accept`, {
      method: 'POST',
      headers: { cookie: first.cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' },
      body: JSON.stringify({ fingerprints: [items[0]?.fingerprint], reason: 'reads node logs', expires: null }),
    });
    expect(await accepted.json()).toEqual({ changed: 1 });
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await start('killed');
    // Who was signed in still is.
    const after = await read<Known>({ ...second, cookie: first.cookie }, 'overview');
    expect(after.changes).toMatchObject({ opened: before.changes.opened, reopened: 0, resolved: 0 });
    expect(after.accepted).toBe(1);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });
});

/** Runs a call that is to be refused. @returns what it says */
function refused(...call: readonly string[]): Promise<{ code: unknown; said: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, 'server', '--data', join(folder, 'refused'), ...call],
      { env },
      (error, _, said) => resolve({ code: error?.code, said }),
    );
  });
}

describe('a call that can’t be meant', () => {
  it.each([
    [['--listen', '0.0.0.0:8080'], /loopback addresses only/],
    [['--listen', 'nonsense'], /not an address with a port/],
    [['--listen', '127.0.0.1:99999'], /not an address with a port/],
    [['--public-url', 'http://breakwater.example.com'], /has to be https/],
    [['--public-url', 'https://me:secret@breakwater.example.com'], /not an address such as/],
    [['--trust-proxy', '10.42.0.0/16,0.0.0.0/0'], /0\.0\.0\.0\/0: not addresses of proxies/],
    [['--oidc-issuer', 'https://login.example.com'], /belong together/],
    [['--config', '/nowhere.yaml'], /can't be read/],
  ])('%j', async (call, words) => {
    const whole = ['server', '--data', join(folder, 'refused'), '--recording', recording, ...call];
    await expect(runProgram(whole, { LANG: 'C' })).rejects.toThrow(words);
  });

  it('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, said } = await refused('--recording', recording, '--listen', `127.0.0.1:${port}`);
    expect([code, said]).toEqual([2, expect.stringMatching(/in use by another program: name another port/)]);
    other.close();
  });

  it('a recording that is not there', async () => {
    const { code, said } = await refused('--recording', '/nowhere.recording');
    expect([code, said]).toEqual([2, expect.stringMatching(/nowhere\.recording/)]);
  });

  it('with control characters in it', async () => {
    const { code, said } = await refused('--recording', '/nowhere\u001b[31m.recording');
    expect([code, said]).toEqual([2, expect.stringContaining('/nowhere\\u001b[31m.recording')]);
  });
});
