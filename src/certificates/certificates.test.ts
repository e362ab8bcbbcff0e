import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import {
  belongsTogether,
  CertificateError,
  createAuthority,
  isIssuedBy,
  issueCertificate,
  type KeyPair,
  readCertificate,
  splitBundle,
} from './index.ts';

const now = new Date('2026-11-25T12:00:00Z');
const authority = await createAuthority({ name: 'Test authority', days: 10, now });

describe('an authority', () => {
  it('is self-signed, for so many days, with a key on P-256', () => {
    expect(readCertificate(authority.certificate)).toMatchObject({
      subject: 'CN=Test authority',
      issuer: 'CN=Test authority',
      authority: true,
      selfSigned: true,
      notBefore: new Date('2026-11-25T11:55:00Z'),
      notAfter: new Date('2026-12-05T12:00:00Z'),
      key: { type: 'ec', curve: 'prime256v1' },
    });
    expect(belongsTogether(authority.certificate, authority.key)).toBe(true);
  });
});

describe('a certificate', () => {
  it('is for names and addresses, and ends with its authority at the latest', async () => {
    const leaf = await issueCertificate(authority, {
      dnsNames: ['web.shop.svc', '*.example.com'],
      addresses: ['127.0.0.1', '::1'],
      days: 30,
      now,
    });
    expect(readCertificate(leaf.certificate)).toMatchObject({
      subject: 'CN=web.shop.svc',
      issuer: 'CN=Test authority',
      dnsNames: ['web.shop.svc', '*.example.com'],
      addresses: ['127.0.0.1', '::1'],
      authority: false,
      selfSigned: false,
      notAfter: new Date('2026-12-05T12:00:00Z'),
    });
    expect(isIssuedBy(leaf.certificate, authority.certificate)).toBe(true);
    expect(belongsTogether(leaf.certificate, authority.key)).toBe(false);
  });

  it('is not issued by another authority of the same name', async () => {
    const other = await createAuthority({ name: 'Test authority', days: 10, now });
    const leaf = await issueCertificate(other, { dnsNames: ['a'], days: 1, now });
    expect(isIssuedBy(leaf.certificate, authority.certificate)).toBe(false);
  });

  it.each<[string, Parameters<typeof issueCertificate>[1], string]>([
    ['name', { dnsNames: ['a,DNS:b'], days: 1, now }, 'unusable-name'],
    ['address', { addresses: ['1.2.3'], days: 1, now }, 'unusable-name'],
    ['days', { dnsNames: ['a'], days: Number.NaN, now }, 'unusable-days'],
    ['names at all', { days: 1, now }, 'no-name'],
    ['time', { dnsNames: ['a'], days: 1, now: new Date('2027-01-01') }, 'authority-ended'],
  ])('is refused for its %s', async (_, options, fault) => {
    await expect(issueCertificate(authority, options)).rejects.toMatchObject({ fault });
  });

  it('is not issued by one that is no authority, nor with a key that is none', async () => {
    const leaf = await issueCertificate(authority, { dnsNames: ['a'], days: 1, now });
    const options = { dnsNames: ['a'], days: 1, now };
    await expect(issueCertificate(leaf, options)).rejects.toMatchObject({ fault: 'not-an-authority' });
    await expect(issueCertificate({ ...authority, key: 'none' }, options)).rejects.toMatchObject({
      fault: 'unusable-key',
    });
  });
});

describe('a PEM text', () => {
  it('may hold several certificates and other things', () => {
    expect(
      splitBundle(`# words\n${authority.certificate}${authority.key}${authority.certificate}`).map(
        (one) => readCertificate(one).subject,
      ),
    ).toEqual(['CN=Test authority', 'CN=Test authority']);
  });

  it.each(['', 'x', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'x'.repeat(1_000_001)])(
    'that is none is an error',
    (text) => {
      expect(() => readCertificate(text)).toThrow(CertificateError);
    },
  );
});

describe('TLS with them', () => {
  it('is trusted by whoever knows the authority, for those names only; both sides prove who they are', async () => {
    const own = await createAuthority({ name: 'own', days: 1 });
    const server = await issueCertificate(own, { dnsNames: ['web.shop.svc'], days: 1 });
    const client = await issueCertificate(own, { name: 'kube-apiserver', days: 1, usages: ['client'] });
    await expect(handshake(own, server, client, 'web.shop.svc')).resolves.toBe('CN=kube-apiserver');
    await expect(handshake(own, server, client, 'db.shop.svc')).rejects.toThrow(/altnames/);
    await expect(handshake(authority, server, client, 'web.shop.svc')).rejects.toThrow(/issuer|unable to/);
  });
});

/** The subject of the client's certificate, as its server sees it. */
async function handshake(trusted: KeyPair, server: KeyPair, client: KeyPair, servername: string): Promise<string> {
  const listener = createServer(
    {
      cert: server.certificate,
      key: server.key,
      ca: trusted.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (socket) => {
      socket.on('error', () => undefined);
      socket.end(socket.getPeerX509Certificate()?.subject ?? '');
    },
  );
  listener.on('tlsClientError', () => undefined);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = connect({
    port,
    host: '127.0.0.1',
    servername,
    ca: trusted.certificate,
    cert: client.certificate,
    key: client.key,
  });
  try {
    let subject = '';
    for await (const chunk of socket) subject += String(chunk);
    return subject;
  } finally {
    socket.destroy();
    listener.close();
  }
}
