import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { JsonGeneralName, X509Certificate } from '@peculiar/x509';
import { CertificateError } from './error.ts';
import { readCertificate } from './read.ts';

/** A certificate and the key that belongs to it, both PEM; the key as PKCS 8, not encrypted. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface AuthorityOptions {
  /** Common name; at most 64 characters. */
  readonly name: string;
  readonly days: number;
  /** Absent: now. */
  readonly now?: Date;
}

export interface LeafOptions {
  /** Names that the certificate is for, the first one its common name if short enough; `*.example.com` is one, too. */
  readonly dnsNames?: readonly string[];
  /** IPv4 and IPv6 addresses. */
  readonly addresses?: readonly string[];
  /** Never longer than its authority lives. */
  readonly days: number;
  /** What its key may prove. Absent: that of a server. */
  readonly usages?: readonly ('server' | 'client')[];
  /** Common name instead of the first DNS name: the user's name for a client. */
  readonly name?: string;
  readonly now?: Date;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const signature = { name: 'ECDSA', hash: 'SHA-256' };
const dayInMs = 86_400_000;
/** Clocks differ: a certificate is good from a little before it was made. */
const skewInMs = 5 * 60_000;
const longestName = 64;
/** RFC 1035 and 1123, a wildcard as its first label by RFC 6125. */
const dnsName = /^(?=.{1,253}$)(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** The library wants reflection to be there before it; both are loaded by those who issue certificates only. */
async function library() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

/**
 * A new authority of its own: ECDSA P-256, self-signed, for issuing leaf certificates only.
 * @throws {CertificateError} when name or days can't be used
 */
export async function createAuthority(options: AuthorityOptions): Promise<KeyPair> {
  const x509 = await library();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: commonName(options.name),
      keys,
      ...lifetime(options),
      signingAlgorithm: signature,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return pairOf(certificate, keys.privateKey);
}

/**
 * A certificate for a server, a client or both, with a new ECDSA P-256 key, signed by the authority.
 * @param authority with an ECDSA P-256 key, such as `createAuthority` makes
 * @throws {CertificateError} when a name, an address, the days or the authority can't be used
 */
export async function issueCertificate(authority: KeyPair, options: LeafOptions): Promise<KeyPair> {
  const { dnsNames = [], addresses = [], usages = ['server'] } = options;
  const issuer = readCertificate(authority.certificate);
  if (!issuer.authority) throw new CertificateError('not-an-authority', issuer.subject);
  const alternatives: JsonGeneralName[] = [
    ...dnsNames.map((value) => ({ type: 'dns', value: checked(value, dnsName.test(value)) }) as const),
    ...addresses.map((value) => ({ type: 'ip', value: checked(value, isIP(value) !== 0) }) as const),
  ];
  const name = options.name ?? [...dnsNames, ...addresses].find((one) => one.length <= longestName);
  if (alternatives.length === 0 && name === undefined) throw new CertificateError('no-name', '');
  const span = lifetime(options);
  if (span.notBefore > issuer.notAfter) throw new CertificateError('authority-ended', issuer.subject);
  const x509 = await library();
  const issuerCertificate = new x509.X509Certificate(authority.certificate);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: name === undefined ? [] : commonName(name),
      issuer: issuerCertificate.subject,
      publicKey: keys.publicKey,
      signingKey: await signingKey(authority.key),
      signingAlgorithm: signature,
      notBefore: span.notBefore,
      notAfter: span.notAfter < issuer.notAfter ? span.notAfter : issuer.notAfter,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension(
          usages.map((usage) => x509.ExtendedKeyUsage[usage === 'server' ? 'serverAuth' : 'clientAuth']),
        ),
        ...(alternatives.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(alternatives)]),
        await x509.AuthorityKeyIdentifierExtension.create(issuerCertificate, false, webcrypto),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return pairOf(certificate, keys.privateKey);
}

function commonName(name: string) {
  return [{ CN: [checked(name, name.length > 0 && name.length <= longestName)] }];
}

function checked(value: string, good: boolean): string {
  if (!good) throw new CertificateError('unusable-name', value);
  return value;
}

function lifetime({ days, now = new Date() }: { readonly days: number; readonly now?: Date }) {
  // X.509 has no year 10000.
  if (!Number.isFinite(days) || days <= 0 || days > 36_500) throw new CertificateError('unusable-days', String(days));
  return {
    notBefore: new Date(now.getTime() - skewInMs),
    notAfter: new Date(now.getTime() + days * dayInMs),
  };
}

async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  try {
    const body = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(pem)?.[1] ?? '';
    return await webcrypto.subtle.importKey('pkcs8', Buffer.from(body, 'base64'), algorithm, false, ['sign']);
  } catch (cause) {
    throw new CertificateError('unusable-key', '', { cause });
  }
}

async function pairOf(certificate: X509Certificate, key: webcrypto.CryptoKey): Promise<KeyPair> {
  const body = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = body.match(/.{1,64}/g) ?? [];
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
  };
}
