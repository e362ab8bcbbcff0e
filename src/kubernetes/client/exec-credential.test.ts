import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KubernetesClient } from './client.ts';
import { loadConnection } from './connection.ts';
import { ConnectionError, connectionText } from './connection-error.ts';
import { ExecCredentials } from './exec-credential.ts';
import type { ExecEntry } from './kubeconfig-schema.ts';
import { fixedText } from './rotating-text.ts';
import { sendJson, startTestServer, status, testTimes } from './testing/test-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-exec-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const v1 = 'client.authentication.k8s.io/v1';
const v1beta1 = 'client.authentication.k8s.io/v1beta1';
const secret = 'TOP-SECRET';
const cluster = {
  server: 'https://kube:6443',
  'tls-server-name': undefined,
  'insecure-skip-tls-verify': undefined,
  'certificate-authority': undefined,
  'certificate-authority-data': undefined,
  'proxy-url': undefined,
  'disable-compression': undefined,
  extensions: undefined,
};

/** A plugin: a real program that runs this JavaScript, which has `answer(status)` and `run`, the number of its runs. */
function plugin(script: string, name = 'plugin'): string {
  const file = join(folder, name);
  const runs = join(folder, 'runs');
  writeFileSync(
    file,
    `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
let run = 1;
try { run = Number(readFileSync(${JSON.stringify(runs)}, 'utf8')) + 1; } catch {}
writeFileSync(${JSON.stringify(runs)}, String(run));
const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
const answer = (status) => console.log(JSON.stringify({ apiVersion: info.apiVersion, kind: 'ExecCredential', status }));
${script}
`,
  );
  chmodSync(file, 0o755);
  return file;
}

const runs = () => (existsSync(join(folder, 'runs')) ? Number(readFileSync(join(folder, 'runs'), 'utf8')) : 0);

function entry(parts: Partial<ExecEntry>): ExecEntry {
  return {
    apiVersion: v1,
    command: 'plugin',
    args: undefined,
    env: undefined,
    installHint: undefined,
    provideClusterInfo: undefined,
    interactiveMode: 'Never',
    ...parts,
  };
}

function credentials(parts: Partial<ExecEntry>, pause = 0, file = join(folder, 'config')): ExecCredentials {
  return new ExecCredentials(entry(parts), { file, entry: 'user "u"' }, cluster, undefined, process.env, pause);
}

async function refusal(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectionError)) throw new Error('no ConnectionError was thrown', { cause: error });
  expect(connectionText(error.notice, 'zh-CN')).not.toContain(secret);
  expect(error.message).not.toContain(secret);
  return error.message.replaceAll(`${folder}/`, '');
}

describe('what a plugin gives', () => {
  test('a token', async () => {
    const command = plugin('answer({ token: "t" })');
    expect(await credentials({ command }).current()).toEqual({ token: 't' });
    expect(await credentials({ command, apiVersion: v1beta1, interactiveMode: undefined }).current()).toEqual({
      token: 't',
    });
  });

  test('a certificate', async () => {
    const command = plugin(
      'answer({ clientCertificateData: "c", clientKeyData: "k", token: "t", expirationTimestamp: null })',
    );
    expect(await credentials({ command }).current()).toEqual({ token: 't', certificate: 'c', key: 'k' });
  });

  test('gets its arguments as they are, its variables besides ours, and says whose call it is', async () => {
    const command = plugin(
      'answer({ token: JSON.stringify([process.argv.slice(2), process.env.OWN, process.env.PATH, info]) })',
    );
    const args = ['$(id)', '; ls', 'a b'];
    const given = await credentials({ command, args, env: [{ name: 'OWN', value: '`id`' }] }).current();
    const info = { apiVersion: v1, kind: 'ExecCredential', spec: { interactive: false } };
    expect(JSON.parse(given.token ?? '')).toEqual([args, '`id`', process.env.PATH, info]);
  });

  test('is told of the cluster where it wants to know', async () => {
    const asking = new ExecCredentials(
      entry({ command: plugin('answer({ token: JSON.stringify(info.spec.cluster) })'), provideClusterInfo: true }),
      { file: 'config', entry: 'user "u"' },
      {
        ...cluster,
        'tls-server-name': 'kube',
        extensions: [
          { name: 'other', extension: 1 },
          { name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } },
        ],
      },
      fixedText('authority'),
      process.env,
    );
    expect(JSON.parse((await asking.current()).token ?? '')).toEqual({
      server: 'https://kube:6443',
      'tls-server-name': 'kube',
      'certificate-authority-data': Buffer.from('authority').toString('base64'),
      config: { audience: 'x' },
    });
  });

  test('a program is looked for beside the kubeconfig where its name has a folder, and else on PATH', async () => {
    plugin('answer({ token: "t" })', 'beside');
    const file = join(dirname(folder), 'config');
    expect(await credentials({ command: `./${basename(folder)}/beside` }, 0, file).current()).toEqual({ token: 't' });
    const command = 'breakwater-test-plugin';
    plugin('answer({ token: "on path" })', command);
    const env = [{ name: 'PATH', value: `${folder}:${process.env.PATH}` }];
    expect(await credentials({ command, env }).current()).toEqual({ token: 'on path' });
  });
});

describe('when a plugin is asked', () => {
  test('once, by however many', async () => {
    const asked = credentials({ command: plugin('answer({ token: "t" })') });
    await Promise.all([asked.current(), asked.current(), asked.current()]);
    await asked.current();
    expect(runs()).toBe(1);
  });

  test('again before they expire', async () => {
    const script =
      'answer({ token: "t" + run, expirationTimestamp: new Date(Date.now() + (run === 1 ? 5000 : 3600_000)).toISOString() })';
    const asked = credentials({ command: plugin(script) });
    expect(await asked.current()).toEqual({ token: 't1' });
    expect(await asked.current()).toEqual({ token: 't2' });
    expect(await asked.current()).toEqual({ token: 't2' });
  });

  test('again when they were refused, but not for what others refused before', async () => {
    const asked = credentials({ command: plugin('answer({ token: "t" + run })') });
    const first = await asked.current();
    asked.renew(first);
    expect(await asked.current()).toEqual({ token: 't2' });
    asked.renew(first);
    expect(await asked.current()).toEqual({ token: 't2' });
  });

  test('not at once again, whatever it gave', async () => {
    const failing = credentials({ command: plugin('process.exit(1)') }, 3_600_000);
    await refusal(failing.current());
    await refusal(failing.current());
    expect(runs()).toBe(1);
    const expired = credentials(
      { command: plugin('answer({ token: "t" + run, expirationTimestamp: "2020-01-01T00:00:00Z" })') },
      3_600_000,
    );
    await expired.current();
    expired.renew(await expired.current());
    expect(await expired.current()).toEqual({ token: 't2' });
  });

  test('again after it failed', async () => {
    const asked = credentials({ command: plugin('if (run === 1) process.exit(1); answer({ token: "t" })') });
    expect(await refusal(asked.current())).toBe(
      'config: user "u": the program "plugin" gave no credentials: it ended with 1',
    );
    expect(await asked.current()).toEqual({ token: 't' });
  });

  test('by the client, at a 401', async () => {
    const server = await startTestServer((request, response) => {
      if (request.headers.authorization === 'Bearer t1') sendJson(response, { fine: true });
      else sendJson(response, status(401, 'Unauthorized', 'Unauthorized'), 401);
    });
    const asked = credentials({ command: plugin('answer({ token: "t" + (run - 1) })') });
    const client = new KubernetesClient(server.connection({ credentials: asked }), testTimes);
    try {
      expect(await client.get('/')).toEqual({ fine: true });
      expect(runs()).toBe(2);
    } finally {
      await client.close();
      await server.close();
    }
  });
});

describe('a plugin that gives nothing is told, without what it said in confidence', () => {
  const p = 'config: user "u": the program "plugin" gave no credentials: ';
  const answer = (field: string) =>
    `config: user "u": what the program "plugin" wrote is no ExecCredential of ${v1}: ${field}`;
  test.each<[string, string, string]>([
    ['it fails', 'console.error("\\u001b[31msign in\\u0000 first"); process.exit(3)', `${p}sign in first`],
    [
      'it fails and shows a token',
      'console.error("refused: eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVz" + "TOP-SECRET".repeat(4)); process.exit(1)',
      `${p}refused: …`,
    ],
    ['it is killed', 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)', `${p}it ended with SIGKILL`],
    [
      'it writes without end',
      'const x = "x".repeat(65536); for (;;) require("node:fs").writeSync(1, x)',
      `${p}it wrote more than 1 MiB`,
    ],
    ['no JSON', `console.log("${secret}")`, answer('JSON')],
    [
      'another version',
      `console.log(JSON.stringify({ apiVersion: "${v1beta1}", kind: "ExecCredential", status: { token: "${secret}" } }))`,
      answer('apiVersion'),
    ],
    ['no status', 'answer(undefined)', answer('status')],
    ['an empty status', 'answer({})', answer('status.token')],
    ['an empty token', 'answer({ token: "" })', answer('status.token')],
    ['half a certificate', `answer({ clientCertificateData: "${secret}" })`, answer('status.clientKeyData')],
    [
      'a time that is none',
      `answer({ token: "${secret}", expirationTimestamp: "tomorrow" })`,
      answer('status.expirationTimestamp'),
    ],
  ])('%s', async (_name, script, expected) => {
    plugin(script);
    expect(await refusal(credentials({ command: './plugin' }).current())).toBe(
      expected.replace('"plugin"', '"./plugin"'),
    );
  });

  test('it is not there: how to get it is said', async () => {
    const asked = credentials({ command: 'breakwater-no-such-plugin', installHint: 'Get it at\nexample.com.' });
    expect(await refusal(asked.current())).toBe(
      'config: user "u": the program "breakwater-no-such-plugin" was not found. Get it at example.com.',
    );
  });

  test('it may not be run, or its arguments are none', async () => {
    const command = plugin('answer({})');
    chmodSync(command, 0o644);
    expect(await refusal(credentials({ command: './plugin' }).current())).toMatch(/: permission denied$/);
    expect(await refusal(credentials({ command: './plugin', args: [`${secret}\0`] }).current())).toMatch(/: ERR_\w+$/);
  });

  test('it wants a terminal, and there is none', () => {
    expect(process.stdin.isTTY).not.toBe(true);
    expect(() => credentials({ interactiveMode: 'Always' })).toThrow(
      'the program "plugin" wants a terminal (interactiveMode: Always), and there is none',
    );
  });

  test('the client says that it has no credentials', async () => {
    const user = { exec: { apiVersion: v1beta1, command: './plugin' } };
    writeFileSync(
      join(folder, 'config'),
      JSON.stringify({
        'current-context': 'x',
        contexts: [{ name: 'x', context: { cluster: 'x', user: 'u' } }],
        clusters: [{ name: 'x', cluster: { server: 'https://127.0.0.1:1' } }],
        users: [{ name: 'u', user }],
      }),
    );
    const client = new KubernetesClient(
      await loadConnection({ kubeconfig: join(folder, 'config'), env: process.env }),
      testTimes,
    );
    await expect(client.get('/').finally(() => client.close())).rejects.toMatchObject({
      status: 0,
      reason: 'Credentials',
      cause: { name: 'ConnectionError', notice: { code: 'exec-missing' } },
    });
  });
});
