import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KubernetesClient } from './client.ts';
import { loadConnection } from './connection.ts';
import { KubernetesError } from './error.ts';
import { makeAuthority } from './testing/certificates.ts';
import { sendJson, startTestServer, status, type TestServer, testTimes } from './testing/test-server.ts';

let folder: string;
let server: TestServer;
let client: KubernetesClient;
/** Whom the server takes, by token or by certificate. */
let valid: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-rotation-'));
  server = await startTestServer((request, response) => {
    const who = request.headers.authorization?.replace('Bearer ', '') ?? server.peerOf(request);
    if (who === valid) sendJson(response, { who });
    else sendJson(response, status(401, 'Unauthorized', 'Unauthorized'), 401);
  });
});

afterEach(async () => {
  await client.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'config');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Puts a kubeconfig in place as kubectl does: a new file under the old name. */
function write(user: object, more: { cluster?: object; current?: string; others?: object[] } = {}): void {
  const cluster = { server: server.url, 'certificate-authority-data': base64(server.authority.certificate) };
  const config = {
    'current-context': more.current ?? 'here',
    clusters: [{ name: 'c', cluster: { ...cluster, ...more.cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }, ...(more.others ?? [])],
  };
  writeFileSync(`${file()}.new`, JSON.stringify(config));
  renameSync(`${file()}.new`, file());
}

async function connect(): Promise<void> {
  client = new KubernetesClient(await loadConnection({ kubeconfig: file(), env: {} }), testTimes);
}

function certificateOf(name: string): object {
  const { certificate, key } = server.authority.issue(name);
  return { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) };
}

async function refusal(): Promise<KubernetesError> {
  const error: unknown = await client.get('/').catch((thrown: unknown) => thrown);
  if (error instanceof KubernetesError) return error;
  throw new Error('it was not refused', { cause: error });
}

describe('a kubeconfig that is written anew', () => {
  test.each<[string, (name: string) => object]>([
    ['a token', (token) => ({ token })],
    ['a certificate', certificateOf],
  ])('gives another %s once the old one is refused', async (_, user) => {
    write(user('old'));
    await connect();
    valid = 'old';
    expect(await client.get('/')).toEqual({ who: 'old' });
    valid = 'new';
    expect(await refusal()).toMatchObject({ status: 401 });
    write(user('new'));
    expect(await client.get('/')).toEqual({ who: 'new' });
    // And from a certificate to a token.
    valid = 'third';
    write({ token: 'third' });
    expect(await client.get('/')).toEqual({ who: 'third' });
  });

  test('gives another authority once the server shows a certificate of it', async () => {
    valid = 't';
    const foreign = { 'certificate-authority-data': base64(makeAuthority().certificate) };
    write({ token: 't' }, { cluster: foreign });
    await connect();
    expect(await refusal()).toMatchObject({ reason: 'Certificate' });
    write({ token: 't' });
    expect(await client.get('/')).toEqual({ who: 't' });
  });

  test('is that of the same context, whichever is the current one by now', async () => {
    write({ token: 'old' });
    await connect();
    valid = 'new';
    expect(await refusal()).toMatchObject({ status: 401 });
    const others = [{ name: 'there', context: { cluster: 'nowhere', user: 'nobody' } }];
    write({ token: 'new' }, { current: 'there', others });
    expect(await client.get('/')).toEqual({ who: 'new' });
  });

  test.each<[string, object]>([
    ['another address', { server: 'https://127.0.0.1:1' }],
    ['a proxy', { 'proxy-url': 'http://127.0.0.1:1' }],
    ['another name of the certificate', { 'tls-server-name': 'kube.example.com' }],
    ['no verification', { 'insecure-skip-tls-verify': true, 'certificate-authority-data': '' }],
  ])('with %s is not followed, and that is said once what we have is refused', async (_, cluster) => {
    write({ token: 'old' });
    await connect();
    valid = 'old';
    expect(await client.get('/')).toEqual({ who: 'old' });
    write({ token: 'new' }, { cluster });
    expect(await client.get('/')).toEqual({ who: 'old' });
    valid = 'new';
    expect(await refusal()).toMatchObject({
      reason: 'Credentials',
      message: expect.stringMatching(/^the context "here" leads to another address/),
    });
    expect(await refusal()).toMatchObject({ reason: 'Credentials' });
    write({ token: 'new' });
    expect(await client.get('/')).toEqual({ who: 'new' });
  });

  test.each<[string, string, RegExp]>([
    ['that is half written', '{"users": [{"name": "u", "user": {"token": "TOP-SEC', /not a kubeconfig/],
    ['that is empty', '', /there is no context "here"/],
    ['whose context is gone', '{"contexts": []}', /there is no context "here"/],
  ])('%s is waited for, and said once what we have is refused', async (_, text, said) => {
    write({ token: 'old' });
    await connect();
    valid = 'old';
    writeFileSync(file(), text);
    expect(await client.get('/')).toEqual({ who: 'old' });
    valid = 'new';
    const error = await refusal();
    expect(error).toMatchObject({ reason: 'Credentials', message: expect.stringMatching(said) });
    expect(error.message).not.toContain('TOP-SEC');
    write({ token: 'new' });
    expect(await client.get('/')).toEqual({ who: 'new' });
  });
});

test('of a certificate and its key that are exchanged one after the other the old ones serve in between', async () => {
  const names = { 'client-certificate': join(folder, 'tls.crt'), 'client-key': join(folder, 'tls.key') };
  const [old, next] = [server.authority.issue('old'), server.authority.issue('new')];
  writeFileSync(names['client-certificate'], old.certificate);
  writeFileSync(names['client-key'], old.key);
  write(names);
  await connect();
  valid = 'old';
  expect(await client.get('/')).toEqual({ who: 'old' });
  writeFileSync(names['client-certificate'], next.certificate);
  valid = 'new';
  expect(await refusal()).toMatchObject({ status: 401 });
  valid = 'old';
  expect(await client.get('/')).toEqual({ who: 'old' });
  writeFileSync(names['client-key'], next.key);
  valid = 'new';
  expect(await client.get('/')).toEqual({ who: 'new' });
});

test('a file of an authority that is exchanged is read again', async () => {
  const authority = join(folder, 'ca.crt');
  writeFileSync(authority, makeAuthority().certificate);
  valid = 't';
  write({ token: 't' }, { cluster: { 'certificate-authority-data': '', 'certificate-authority': authority } });
  await connect();
  expect(await refusal()).toMatchObject({ reason: 'Certificate' });
  writeFileSync(authority, server.authority.certificate);
  expect(await client.get('/')).toEqual({ who: 't' });
});
