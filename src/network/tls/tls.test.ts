import { once } from 'node:events';
import { type AddressInfo, createServer as createPlain, type Server } from 'node:net';
import { createServer, type SecureVersion } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createAuthority,
  isIssuedBy,
  issueCertificate,
  type KeyPair,
  readCertificate,
} from '../../certificates/index.ts';
import { recordOf } from '../../kubernetes/index.ts';
import { clusterOf, ingress } from '../exposure/testing/objects.ts';
import {
  certManagerObjects,
  judgeChain,
  judgeStored,
  LookError,
  lookAt,
  selfSigned,
  storedChain,
  wantedSecrets,
} from './index.ts';

const now = new Date('2026-11-25T12:00:00Z');
const day = 86_400_000;
const authority = await createAuthority({ name: 'own', days: 900, now: new Date() });
const leaf = await issueCertificate(authority, {
  dnsNames: ['shop.example', '*.wild.example'],
  addresses: ['127.0.0.1'],
  days: 60,
});
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function tlsServer(
  { certificate, key }: KeyPair,
  minVersion: SecureVersion = 'TLSv1.2',
  maxVersion: SecureVersion = 'TLSv1.3',
) {
  const server = createServer(
    { cert: certificate, key, minVersion, maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' },
    (socket) => socket.on('error', () => undefined),
  );
  server.on('tlsClientError', () => undefined);
  return listening(server);
}

describe('lookAt', () => {
  it('sees the chain, whether it is trusted, and which versions are spoken', async () => {
    const port = await tlsServer({ ...leaf, certificate: leaf.certificate + authority.certificate });
    const place = { host: 'shop.example', port, address: '127.0.0.1' };
    const seen = await lookAt(place, { authorities: [authority.certificate] });
    expect(seen).toMatchObject({
      trusted: true,
      distrust: undefined,
      protocol: 'TLSv1.3',
      offered: { TLSv1: 'no', 'TLSv1.1': 'no', 'TLSv1.2': 'yes', 'TLSv1.3': 'yes' },
    });
    expect(seen.chain).toHaveLength(2);
    expect(judgeChain(seen.chain, 'shop.example').flaws).toEqual([]);
    const stranger = await lookAt(place);
    expect(stranger.trusted).toBe(false);
    expect(stranger.distrust).toMatch(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO/);
  });

  it('sees old versions', async () => {
    const port = await tlsServer(leaf, 'TLSv1', 'TLSv1.2');
    const { offered } = await lookAt({ host: '127.0.0.1', port });
    expect(offered).toEqual({ TLSv1: 'yes', 'TLSv1.1': 'yes', 'TLSv1.2': 'yes', 'TLSv1.3': 'no' });
  });

  it('says why where nothing is seen, in bounded time', async () => {
    const silent = await listening(createPlain((socket) => socket.on('error', () => undefined)));
    await expect(lookAt({ host: '127.0.0.1', port: silent }, { timeout: 200 })).rejects.toMatchObject({
      code: 'timeout',
    });
    const plain = await listening(
      createPlain((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 no\r\n\r\n')),
    );
    await expect(lookAt({ host: '127.0.0.1', port: plain }, { timeout: 5000 })).rejects.toBeInstanceOf(LookError);
    const closed = createPlain();
    const port = await listening(closed);
    closed.close();
    await expect(lookAt({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('judgeChain', () => {
  const issued = (options: Partial<Parameters<typeof issueCertificate>[1]>) =>
    issueCertificate(authority, { dnsNames: ['a.example'], days: 60, ...options });
  const flaws = (pair: KeyPair, host: string | undefined, days = 0) =>
    judgeChain([pair.certificate], host, new Date(Date.now() + days * day)).flaws;

  it('says what is wrong with it', async () => {
    const fine = await issued({});
    expect(flaws(fine, 'a.example')).toEqual([]);
    expect(flaws(fine, 'b.example')).toEqual(['other-name']);
    expect(flaws(fine, 'a.example', 50)).toEqual(['ends-soon']);
    expect(flaws(fine, 'a.example', 61)).toEqual(['ended']);
    expect(flaws(fine, 'a.example', -1)).toEqual(['not-begun']);
    expect(flaws(await issued({ days: 800 }), 'a.example')).toEqual(['very-long']);
    expect(flaws(authority, undefined)).toEqual(['self-signed']);
    expect(flaws(leaf, 'x.wild.example')).toEqual([]);
    expect(flaws(leaf, '127.0.0.1')).toEqual([]);
    expect(flaws(leaf, '127.0.0.2')).toEqual(['other-name']);
    const other = await createAuthority({ name: 'own', days: 10 });
    expect(judgeChain([fine.certificate, other.certificate], 'a.example').flaws).toContain('chain-broken');
  });
});

describe('certificates for Ingresses and Gateways', () => {
  const inventory = clusterOf(
    ingress('{}', 'tls: [{ hosts: [shop.example, www.shop.example], secretName: shop }, { secretName: rest }]'),
    `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec:
  listeners:
    - { name: a, hostname: "*.shop.example", port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: edge }] } }
    - { name: b, port: 8443, protocol: HTTPS, tls: { certificateRefs: [{ name: routes }] } }
    - { name: c, hostname: c.example, port: 9443, protocol: TLS, tls: { mode: Passthrough } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: edge, namespace: edge }], hostnames: [routed.example] }`,
  );
  const wanted = wantedSecrets(inventory);

  it('are those that they name', () => {
    expect(wanted.map(({ namespace, name, hosts }) => [namespace, name, hosts])).toEqual([
      ['shop', 'shop', ['shop.example', 'www.shop.example']],
      ['shop', 'rest', ['shop.example']],
      ['edge', 'edge', ['*.shop.example']],
      ['edge', 'routes', ['routed.example']],
    ]);
  });

  it('are Secrets of one authority, each for its hosts', async () => {
    const { authority: own, secrets } = await selfSigned(wanted, { days: 30, now });
    const stored = secrets.flatMap((secret) => storedChain(secret) ?? []);
    expect(stored.map(({ name }) => name)).toEqual(['shop', 'rest', 'edge', 'routes']);
    for (const { chain } of stored) expect(isIssuedBy(chain[0] ?? '', own)).toBe(true);
    expect(judgeStored(stored, wanted, now).flatMap(({ flaws }) => flaws)).toEqual([]);
    expect(readCertificate(stored[0]?.chain[0] ?? '').dnsNames).toEqual(['shop.example', 'www.shop.example']);
    expect(secrets[0]).toMatchObject({ type: 'kubernetes.io/tls', metadata: { namespace: 'shop', name: 'shop' } });
  });

  it("are cert-manager's, of an issuer that is there or of an own one in each namespace", () => {
    const named = certManagerObjects(wanted, { kind: 'ClusterIssuer', name: 'acme' });
    expect(named.map(({ kind }) => kind)).toEqual(Array(4).fill('Certificate'));
    expect(recordOf(named[0]?.spec)).toMatchObject({
      secretName: 'shop',
      dnsNames: ['shop.example', 'www.shop.example'],
      issuerRef: { kind: 'ClusterIssuer', name: 'acme' },
    });
    const own = certManagerObjects(wanted, undefined);
    expect(own.filter(({ kind }) => kind === 'Issuer').map(({ metadata }) => metadata?.namespace)).toEqual([
      ...['shop', 'shop', 'edge', 'edge'],
    ]);
  });

  it('in Secrets are judged without their keys', async () => {
    const { secrets } = await selfSigned([{ namespace: 'shop', name: 'shop', hosts: ['old.example'], by: [] }], {
      days: 30,
      now,
    });
    const [secret] = secrets;
    const chain = storedChain(secret);
    expect(JSON.stringify(chain)).not.toMatch(/PRIVATE/);
    const judged = judgeStored(chain === undefined ? [] : [chain], wanted, now);
    expect(judged.map(({ name, flaws, notFor }) => [name, flaws, notFor])).toEqual([
      ['shop', ['other-name'], ['shop.example', 'www.shop.example']],
      ['rest', ['missing'], []],
      ['edge', ['missing'], []],
      ['routes', ['missing'], []],
    ]);
    const broken = storedChain({ type: 'kubernetes.io/tls', metadata: { name: 'x' }, data: { 'tls.crt': 'AAAA' } });
    expect(judgeStored(broken === undefined ? [] : [broken], [], now)).toMatchObject([{ flaws: ['unreadable'] }]);
    expect(storedChain({ type: 'Opaque', metadata: { name: 'x' }, data: { password: 'AAAA' } })).toBeUndefined();
  });
});
