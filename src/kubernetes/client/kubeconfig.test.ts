import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConnectionOptions, loadConnection } from './connection.ts';
import { ConnectionError, connectionText } from './connection-error.ts';
import { makeAuthority } from './testing/certificates.ts';

let folder: string;
const authority = makeAuthority();
const identity = authority.issue('jane');
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** Stands wherever a credential could: no error may show it. */
const secret = 'TOP-SECRET';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-kubeconfig-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
});

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

interface Parts {
  readonly cluster?: object;
  readonly user?: object;
  readonly context?: object;
}

function config({ cluster, user, context }: Parts = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': 'here',
    clusters: [{ name: 'c', cluster: { server: 'https://kube:6443', ...cluster } }],
    users: [{ name: 'u', user: { ...user } }],
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u', ...context } }],
  };
}

const load = (parts: Parts = {}, env: NodeJS.ProcessEnv = {}) =>
  loadConnection({ kubeconfig: write('config', config(parts)), env });

async function refusal(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectionError)) throw new Error('no ConnectionError was thrown', { cause: error });
  for (const language of ['en', 'zh-CN'] as const) {
    const text = connectionText(error.notice, language);
    expect(text).not.toMatch(/[{}]|SECRET/);
  }
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(secret);
  return error.message.replaceAll(`${folder}/`, '');
}

describe('a context', () => {
  test('gives address, namespace and token', async () => {
    const connection = await load({ user: { token: 't' }, context: { namespace: 'shop' } });
    expect(connection).toMatchObject({
      name: 'here',
      server: 'https://kube:6443',
      namespace: 'shop',
      tls: { insecure: false },
      compress: true,
      impersonation: [],
      warnings: [],
    });
    expect(await connection.credentials.current()).toEqual({ token: 't' });
    expect(connection.proxy).toBe(undefined);
    expect(connection.tls.authority).toBe(undefined);
  });

  test('gives certificates from data', async () => {
    const connection = await load({
      cluster: { 'certificate-authority-data': base64(authority.certificate), 'tls-server-name': 'kube.example.com' },
      user: {
        'client-certificate-data': base64(identity.certificate),
        'client-key-data': base64(identity.key),
      },
    });
    expect(connection.tls.serverName).toBe('kube.example.com');
    expect(await connection.tls.authority?.read()).toBe(authority.certificate);
    expect(await connection.credentials.current()).toEqual(identity);
  });

  test('gives certificates and tokens from files, beside the kubeconfig where paths are relative', async () => {
    mkdirSync(join(folder, 'pki'));
    write('pki/ca.crt', authority.certificate);
    write('pki/tls.crt', identity.certificate);
    write('pki/tls.key', identity.key);
    write('pki/token', 'from-file\n');
    const connection = await load({
      cluster: { 'certificate-authority': 'pki/ca.crt' },
      user: {
        'client-certificate': './pki/tls.crt',
        'client-key': join(folder, 'pki/tls.key'),
        tokenFile: 'pki/token',
        token: 'not this one',
      },
    });
    expect(await connection.tls.authority?.read()).toBe(authority.certificate);
    expect(await connection.credentials.current()).toEqual({ ...identity, token: 'from-file' });
  });

  test('data counts before a file', async () => {
    const connection = await load({
      cluster: { 'certificate-authority-data': base64(authority.certificate), 'certificate-authority': 'nowhere' },
    });
    expect(await connection.tls.authority?.read()).toBe(authority.certificate);
  });

  test('says proxy, compression and whom to act for', async () => {
    const connection = await load({
      cluster: { 'proxy-url': 'socks5://user:pass@proxy:1080', 'disable-compression': true },
      user: {
        as: 'jane',
        'as-uid': '42',
        'as-groups': ['a', 'b'],
        'as-user-extra': { 'example.com/Scopes%': ['x', 'y'], é: ['z'] },
      },
    });
    expect(connection).toMatchObject({ proxy: 'socks5://user:pass@proxy:1080', compress: false });
    expect(connection.impersonation).toEqual([
      ['Impersonate-User', 'jane'],
      ['Impersonate-Uid', '42'],
      ['Impersonate-Group', 'a'],
      ['Impersonate-Group', 'b'],
      ['Impersonate-Extra-example.com%2Fscopes%25', 'x'],
      ['Impersonate-Extra-example.com%2Fscopes%25', 'y'],
      ['Impersonate-Extra-%C3%A9', 'z'],
    ]);
  });

  test('goes through the proxy of the environment', async () => {
    expect((await load({}, { HTTPS_PROXY: 'proxy:3128' })).proxy).toBe('http://proxy:3128/');
    expect((await load({}, { HTTPS_PROXY: 'proxy:3128', NO_PROXY: 'kube' })).proxy).toBe(undefined);
  });

  test('warns of what is not verified or not encrypted', async () => {
    const { tls, warnings } = await load({ cluster: { 'insecure-skip-tls-verify': true } });
    expect(tls.insecure).toBe(true);
    expect(warnings.map((warning) => warning.code)).toEqual(['insecure-tls']);
    const plain = await load({ cluster: { server: 'http://kube:8080/' } });
    expect(plain.server).toBe('http://kube:8080');
    expect(plain.warnings.map((warning) => connectionText(warning, 'en'))).toEqual([
      `${folder}/config: cluster "c": http://kube:8080 is not encrypted`,
    ]);
  });

  test.each([
    ['https://kube:6443/', 'https://kube:6443'],
    ['https://rancher/k8s/clusters/c-1/', 'https://rancher/k8s/clusters/c-1'],
    ['kube:6443', 'https://kube:6443'],
    ['https://[fd00::1]:6443', 'https://[fd00::1]:6443'],
  ])('%s is an address', async (server, expected) => {
    expect((await load({ cluster: { server } })).server).toBe(expected);
  });

  test('may name no user', async () => {
    expect(await (await load({ context: { user: '' } })).credentials.current()).toEqual({});
  });

  test('reads YAML as kubectl writes it', async () => {
    const file = write(
      'config',
      `apiVersion: v1
kind: Config
clusters:
- cluster:
    server: https://kube:6443
    extensions: null
  name: c
contexts:
- context: {cluster: c, user: u}
  name: here
current-context: here
preferences: {}
users:
- name: u
  user:
    as-groups: null
    token: t
`,
    );
    const connection = await loadConnection({ kubeconfig: file, env: {} });
    expect(await connection.credentials.current()).toEqual({ token: 't' });
  });
});

describe('several files', () => {
  const named = (context: string, server: string, current?: string) => ({
    ...(current === undefined ? {} : { 'current-context': current }),
    clusters: [{ name: 'c', cluster: { server } }],
    contexts: [{ name: context, context: { cluster: 'c' } }],
  });
  const loadAll = (options: Partial<ConnectionOptions>, ...files: string[]) =>
    loadConnection({ env: { KUBECONFIG: files.join(delimiter) }, ...options });

  test('count as one, of which the first that has a name counts for it', async () => {
    const one = write('one', named('a', 'https://one'));
    const two = write('two', named('b', 'https://two', 'b'));
    expect(await loadAll({}, one, '', two)).toMatchObject({ name: 'b', server: 'https://one' });
    expect(await loadAll({}, two, one)).toMatchObject({ name: 'b', server: 'https://two' });
    expect(await loadAll({ context: 'a' }, two, one)).toMatchObject({ name: 'a', server: 'https://two' });
  });

  test('the first current context counts', async () => {
    const one = write('one', named('a', 'https://one', 'b'));
    const two = write('two', named('b', 'https://two', 'a'));
    expect(await loadAll({}, one, two)).toMatchObject({ name: 'b' });
  });

  test('paths are relative to the file that they stand in', async () => {
    mkdirSync(join(folder, 'sub'));
    write('sub/token', 'beside');
    const users = [{ name: 'u', user: { tokenFile: 'token' } }];
    const one = write('one', {
      'current-context': 'a',
      contexts: [{ name: 'a', context: { cluster: 'c', user: 'u' } }],
    });
    const two = write('sub/two', { users, clusters: [{ name: 'c', cluster: { server: 'https://kube' } }] });
    const connection = await loadAll({}, one, two);
    expect(await connection.credentials.current()).toEqual({ token: 'beside' });
  });

  test('one that is missing is a warning; the file of --kubeconfig, an error', async () => {
    const one = write('one', named('a', 'https://one', 'a'));
    const { warnings } = await loadAll({}, join(folder, 'gone'), one);
    expect(warnings).toEqual([{ code: 'missing-file', values: { file: join(folder, 'gone') } }]);
    expect(await refusal(loadAll({ kubeconfig: join(folder, 'gone') }, one))).toBe(
      "gone: can't be read: it does not exist",
    );
  });

  test('without any of them the file in the home folder counts', async () => {
    mkdirSync(join(folder, '.kube'));
    write('.kube/config', named('home', 'https://home', 'home'));
    expect(await loadConnection({ env: { HOME: folder } })).toMatchObject({ name: 'home', warnings: [] });
    expect(await refusal(loadConnection({ env: { HOME: join(folder, 'nobody') } }))).toMatch(/^there is no kubeconfig/);
    expect(await refusal(loadConnection({ context: 'x', env: { HOME: join(folder, 'nobody') } }))).toMatch(
      /there is no context "x"/,
    );
  });
});

describe('what is wrong is said, with file, entry and field, and without credentials', () => {
  const u = 'config: user "u": ';
  const c = 'config: cluster "c": ';
  test.each<[string, Parts, string]>([
    ['no server', { cluster: { server: undefined } }, `${c}server is missing`],
    ['a number', { user: { token: 42 } }, `${u}token must be of the type string`],
    ['a list', { user: { token: [secret] } }, `${u}token must be of the type string`],
    [
      'text for a flag',
      { cluster: { 'insecure-skip-tls-verify': 'yes' } },
      `${c}insecure-skip-tls-verify must be of the type boolean`,
    ],
    [
      'a field of a field',
      { user: { exec: { command: 'x', apiVersion: 1 } } },
      `${u}exec.apiVersion must be of the type string`,
    ],
    ['an item of a list', { user: { as: 'x', 'as-groups': [1] } }, `${u}as-groups.0 must be of the type string`],
    [
      'an unknown mode',
      { user: { exec: { command: 'x', apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Perhaps' } } },
      `${u}exec.interactiveMode must be of the type Never | IfAvailable | Always`,
    ],
    [
      'another cluster',
      { context: { cluster: 'x' } },
      'config: context "here" names the cluster "x", which is not there',
    ],
    ['another user', { context: { user: 'x' } }, 'config: context "here" names the user "x", who is not there'],
    ['no address', { cluster: { server: 'https://' } }, `${c}server is not an address such as https://192.0.2.1:6443`],
    [
      'an address with a password',
      { cluster: { server: `https://u:${secret}@kube` } },
      `${c}server is not an address such as https://192.0.2.1:6443`,
    ],
    [
      'another scheme',
      { cluster: { server: 'ftp://kube' } },
      `${c}server is not an address such as https://192.0.2.1:6443`,
    ],
    [
      'a proxy of no kind',
      { cluster: { 'proxy-url': `ftp://u:${secret}@kube` } },
      `${c}proxy-url is not an address such as http://192.0.2.1:3128`,
    ],
    ['no base64', { user: { 'client-key-data': `${secret} %` } }, `${u}client-key-data is not base64`],
    [
      'no PEM',
      { cluster: { 'certificate-authority-data': base64(secret) } },
      `${c}certificate-authority-data holds no usable certificate or key (PEM)`,
    ],
    [
      'a broken certificate',
      { user: { 'client-certificate-data': base64(identity.certificate.replace(/M/g, 'A')) } },
      `${u}client-certificate-data holds no usable certificate or key (PEM)`,
    ],
    ['a missing file', { user: { 'client-key': 'gone' } }, "gone: can't be read: it does not exist"],
    [
      'a certificate without key',
      { user: { 'client-certificate-data': base64(identity.certificate) } },
      `${u}a client certificate needs its key, and a key its certificate`,
    ],
    [
      'an authority for nothing',
      { cluster: { 'insecure-skip-tls-verify': true, 'certificate-authority-data': base64(authority.certificate) } },
      `${c}insecure-skip-tls-verify and a certificate authority exclude each other`,
    ],
    [
      'a password',
      { user: { username: 'jane', password: secret } },
      `${u}username and password: Kubernetes took this way out in 1.19; use a token, a certificate or an exec plugin`,
    ],
    [
      'an auth provider',
      { user: { 'auth-provider': { name: 'gcp', config: { 'access-token': secret } } } },
      `${u}auth-provider "gcp": kubectl took these out in 1.26; use the exec plugin of your provider`,
    ],
    [
      'two ways at once',
      { user: { token: secret, exec: { command: 'x', apiVersion: 'client.authentication.k8s.io/v1beta1' } } },
      `${u}exec excludes token`,
    ],
    [
      'an old plugin',
      { user: { exec: { command: 'x', apiVersion: 'client.authentication.k8s.io/v1alpha1' } } },
      `${u}exec.apiVersion "client.authentication.k8s.io/v1alpha1" is not supported; there is client.authentication.k8s.io/v1 and v1beta1`,
    ],
    [
      'no mode',
      { user: { exec: { command: 'x', apiVersion: 'client.authentication.k8s.io/v1' } } },
      `${u}exec.interactiveMode is missing`,
    ],
  ])('%s', async (_name, parts, expected) => {
    expect(await refusal(load(parts))).toBe(expected);
  });

  test.each([
    ['a scalar', 'hello', 'config: kubeconfig: kubeconfig must be of the type object'],
    ['a list that is none', '{"users": {"a": 1}}', 'config: kubeconfig: users must be of the type array'],
    ['an entry without a name', '{"users": [{}]}', 'config: kubeconfig: users.0.name is missing'],
    ['no YAML', `users: [\n  ${secret}: {`, 'config: not a kubeconfig: '],
    ['a key twice', `token: ${secret}\ntoken: ${secret}2`, 'config: not a kubeconfig: a key stands twice (line 2)'],
    ['two documents', `a: ${secret}\n---\nb: 1`, 'config: not a kubeconfig: '],
    ['too deep', '['.repeat(1000), 'config: not a kubeconfig: nesting exceeded maxDepth'],
    [
      'aliases without end',
      `a: &a [x]\n${[...'bcdefghijklmnop'].map((name, index) => `${name}: &${name} [*${'abcdefghijklmnop'[index]}, *${'abcdefghijklmnop'[index]}]`).join('\n')}`,
      'config: not a kubeconfig: ',
    ],
    ['a large file', ' '.repeat(1024 * 1024 + 1), "config: can't be read: "],
    ['nothing', '', 'config: no current context is set; name one of:'],
    [
      'no current context',
      '{"contexts": [{"name": "a"}, {"name": "b"}]}',
      'config: no current context is set; name one of: a, b',
    ],
    [
      'a context that is not there',
      '{"current-context": "x", "contexts": [{"name": "a"}]}',
      'config: there is no context "x"; there is: a',
    ],
    [
      'a context of nothing',
      '{"current-context": "a", "contexts": [{"name": "a"}]}',
      'config: context "a": cluster is missing',
    ],
  ])('%s', async (_name, text, expected) => {
    const loading = loadConnection({ kubeconfig: write('config', text), env: {} });
    expect((await refusal(loading)).slice(0, expected.length)).toBe(expected);
  });

  test('names are shown on one line, and not without end', async () => {
    const name = `x\u001b[31m\n${'y'.repeat(1000)}`;
    const message = await refusal(load({ context: { cluster: name } }));
    expect(message).toMatch(/names the cluster "x y+…", which/);
    expect(message.length).toBeLessThan(700);
  });

  test('an entry that no context in use names may be wrong', async () => {
    const file = write('config', {
      ...config(),
      users: [
        { name: 'other', user: 1 },
        { name: 'u', user: null },
      ],
    });
    expect(await loadConnection({ kubeconfig: file, env: {} })).toMatchObject({ name: 'here' });
  });
});
