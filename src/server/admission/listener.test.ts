import { Agent, request } from 'node:https';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Around } from '../../assessment/index.ts';
import { createAuthority, issueCertificate, type KeyPair } from '../../certificates/index.ts';
import { loadTexts } from '../../checks/index.ts';
import { AdmissionExceptions, type AdmissionRules, reviewedPolicy, securityPolicyOf } from '../../enforcement/index.ts';
import type { Labels } from '../../kubernetes/index.ts';
import { AdmissionListener, type ListenerOptions } from './listener.ts';

const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
let authority: KeyPair;
let leaf: KeyPair;
let listener: AdmissionListener | undefined;
let agent: Agent;

beforeAll(async () => {
  authority = await createAuthority({ name: 'test', days: 1 });
  leaf = await issueCertificate(authority, { addresses: ['127.0.0.1'], days: 1 });
  agent = new Agent({ ca: authority.certificate, keepAlive: true });
});

afterEach(async () => {
  await listener?.close();
  listener = undefined;
});

afterAll(() => agent.destroy());

function rules(scope?: Record<string, unknown>): AdmissionRules {
  const parsed = securityPolicyOf({
    apiVersion: 'breakwater.dev/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { name: 'base' },
    spec: { checks: { 'pod-privileged': {} }, enforcement: 'Webhook', action: 'Deny', ...(scope && { scope }) },
  });
  if (!('value' in parsed)) throw new Error('not a policy');
  return {
    policies: [reviewedPolicy(parsed.value, 'Deny')],
    exceptions: new AdmissionExceptions([]),
    around: new Around(),
    texts,
    kubernetesVersion: { major: 1, minor: 37 },
    ownNamespace: 'breakwater-system',
  };
}

interface Said {
  readonly status: number;
  readonly allowed?: boolean;
  readonly message?: string;
}

async function listening(options: Partial<ListenerOptions> = {}) {
  const records: string[] = [];
  listener = new AdmissionListener(
    {
      rules: rules(),
      log: pino({ level: 'silent' }),
      record: (asked, { parts }) => records.push(`${asked.name} ${parts.map(({ verdict }) => verdict).join()}`),
      labelsOf: async () => undefined,
      ...options,
    },
    { ...leaf, bundle: '' },
  );
  const port = await listener.listen({ host: '127.0.0.1', port: 0 });
  const send = (path: string, body: string | Buffer, method = 'POST') =>
    new Promise<Said>((resolve, reject) => {
      const call = request({ agent, host: '127.0.0.1', port, path, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const review = text === '' ? {} : JSON.parse(text).response;
          resolve({
            status: response.statusCode ?? 0,
            ...(review.allowed !== undefined && { allowed: review.allowed, message: review.status?.message }),
          });
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  return { send, records, port };
}

function review(privileged: boolean, changes: Record<string, unknown> = {}): string {
  const container = { name: 'a', image: 'a:1', securityContext: { privileged } };
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: '1',
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      name: 'web',
      namespace: 'shop',
      operation: 'CREATE',
      userInfo: { username: 'alice', groups: [] },
      object: { metadata: { name: 'web', namespace: 'shop' }, spec: { containers: [container] } },
      ...changes,
    },
  });
}

const fail = '/admission/validate/fail';

describe('the listener', () => {
  it('answers reviews, and tells of each', async () => {
    const { send, records } = await listening();
    expect(await send(fail, review(true))).toMatchObject({ status: 200, allowed: false });
    expect(await send(fail, review(false))).toMatchObject({ status: 200, allowed: true });
    expect(await send(fail, review(true, { namespace: 'kube-system' }))).toMatchObject({ allowed: true });
    expect(records).toEqual(['web denied,denied', 'web allowed', 'web ']);
    expect(await send('/healthz', '', 'GET')).toEqual({ status: 200 });
  });

  it.each<[string, string, number]>([
    ['nothing', '', 400],
    ['no JSON', '{', 400],
    ['no review', '{}', 400],
    ['null', 'null', 400],
    ['an older version', review(true).replace('k8s.io/v1', 'k8s.io/v1beta1'), 400],
    ['names without end', review(true, { name: 'x'.repeat(5000) }), 400],
    ['an object that is none', review(true, { object: [] }), 400],
    ['metadata that are none', review(true, { object: { metadata: 'x' } }), 400],
    ['groups without end', review(true, { userInfo: { groups: Array(20_000).fill('g') } }), 400],
    ['more than an object can be', 'x'.repeat(9 * 1024 * 1024), 413],
  ])('takes no %s for a review: for API servers that is a failure', async (_, body, status) => {
    const { send } = await listening();
    // A server that refuses a body need not read it to its end.
    const answer = await send(fail, body).catch((error: NodeJS.ErrnoException) => ({ status: error.code }));
    expect([status, 'ECONNRESET', 'EPIPE']).toContain(answer.status);
    expect(await send(fail, review(false))).toMatchObject({ allowed: true });
  });

  it('knows two addresses and one method', async () => {
    const { send } = await listening();
    expect(await send('/admission/validate', review(true))).toEqual({ status: 404 });
    expect(await send(fail, '', 'GET')).toEqual({ status: 405 });
    expect(await send('/admission/validate/ignore', review(true))).toMatchObject({ allowed: true });
  });

  it('keys of objects that mean something to JavaScript mean nothing here', async () => {
    const { send } = await listening();
    const body = review(true).replace('"metadata":{', '"__proto__":{"kind":"Secret"},"constructor":1,"metadata":{');
    expect(await send(fail, body)).toMatchObject({ allowed: false });
  });

  it('answers within its time, by the fail mode, and says so', async () => {
    const { send } = await listening({ budget: -1 });
    expect(await send(fail, review(false))).toMatchObject({
      allowed: false,
      message: expect.stringContaining('ms; refused'),
    });
    const patient = await listening();
    expect(await patient.send(`${fail}?timeout=0s`, review(false))).toMatchObject({ allowed: false });
    expect(await patient.send(`${fail}?timeout=5s`, review(false))).toMatchObject({ allowed: true });
  });

  it('asks for the labels of a namespace that is new, and does without them where there is no answer', async () => {
    const scope = { namespaceSelector: { matchLabels: { team: 'a' } } };
    const labels: Record<string, () => Promise<Labels | undefined>> = {
      shop: async () => ({ team: 'a' }),
      bank: async () => ({ team: 'b' }),
      gone: () => Promise.reject(new Error('no answer')),
    };
    const { send } = await listening({ rules: rules(scope), labelsOf: async (name) => await labels[name]?.() });
    const tried = async (namespace: string) => (await send(fail, review(true, { namespace }))).message;
    expect(await tried('shop')).toContain('refuses Pod shop/web');
    expect(await tried('bank')).toBeUndefined();
    expect(await tried('gone')).toContain('labels of namespace gone are not known; refused');
  });

  it('shows another certificate without ending, and keeps the one it has where that is none', async () => {
    const { send } = await listening();
    await send(fail, review(false));
    const other = await createAuthority({ name: 'other', days: 1 });
    const next = await issueCertificate(other, { addresses: ['127.0.0.1'], days: 1 });
    expect(() => listener?.use({ certificate: 'x', key: 'y', bundle: '' })).toThrow();
    listener?.use({ ...next, bundle: '' });
    // The connection that is open goes on; a new one must trust the other authority.
    expect(await send(fail, review(false))).toMatchObject({ allowed: true });
    agent.destroy();
    agent = new Agent({ ca: authority.certificate });
    await expect(send(fail, review(false))).rejects.toThrow(/issuer|verify|self-signed/);
    agent.destroy();
    agent = new Agent({ ca: other.certificate });
    expect(await send(fail, review(false))).toMatchObject({ allowed: true });
    agent.destroy();
    agent = new Agent({ ca: authority.certificate, keepAlive: true });
  });
});
