import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type Certificate, isIssuedBy, readCertificate } from '../../certificates/index.ts';
import { covers } from '../ingress/index.ts';

export type CertificateFlaw =
  | 'ended'
  | 'ends-soon'
  | 'not-begun'
  | 'other-name'
  | 'self-signed'
  | 'chain-broken'
  | 'weak-key'
  | 'weak-signature'
  | 'authority-as-leaf'
  | 'very-long';

export interface Judged {
  readonly certificate: Certificate;
  readonly signature: string;
  /** From now; negative where it has ended. */
  readonly daysLeft: number;
  readonly flaws: readonly CertificateFlaw[];
}

const dayInMs = 86_400_000;
/** Automatic renewal happens a third of 90 days before the end: what is left over is forgotten. */
const soonInDays = 21;
/** What browsers accept. Source: CA/Browser Forum, Baseline Requirements 6.3.2. */
const longestInDays = 398;

/**
 * What is wrong with a chain of certificates for a host.
 * @param chain PEM texts, the server's own first
 * @throws CertificateError where the first is none
 */
export function judgeChain(chain: readonly string[], host: string | undefined, now = new Date()): Judged {
  const [leaf = ''] = chain;
  const certificate = readCertificate(leaf);
  const signature = new X509Certificate(leaf).signatureAlgorithm ?? '';
  const { notBefore, notAfter, selfSigned, authority } = certificate;
  const daysLeft = Math.floor((notAfter.getTime() - now.getTime()) / dayInMs);
  const lifetime = (notAfter.getTime() - notBefore.getTime()) / dayInMs;
  const flaws: [CertificateFlaw, boolean][] = [
    ['ended', notAfter <= now],
    ['ends-soon', notAfter > now && daysLeft < soonInDays && lifetime > soonInDays],
    ['not-begun', notBefore > now],
    ['other-name', host !== undefined && !isFor(certificate, host)],
    ['self-signed', selfSigned],
    ['chain-broken', isBroken(chain)],
    ['weak-key', isWeak(certificate.key)],
    ['weak-signature', /sha1|md5|md2/i.test(signature)],
    ['authority-as-leaf', authority && !selfSigned],
    ['very-long', !selfSigned && lifetime > longestInDays + 1],
  ];
  return { certificate, signature, daysLeft, flaws: flaws.flatMap(([flaw, holds]) => (holds ? [flaw] : [])) };
}

/** Whether a certificate is for a host, by its alternative names only. Source: RFC 9525. */
export function isFor({ dnsNames, addresses }: Certificate, host: string): boolean {
  return isIP(host) === 0 ? dnsNames.some((name) => covers(name, host)) : addresses.includes(host);
}

/** Whether one of a chain was not signed by the next. */
function isBroken(chain: readonly string[]): boolean {
  return chain.some((one, index) => {
    const next = chain[index + 1];
    return next !== undefined && !isIssuedBy(one, next);
  });
}

/** Source: NIST SP 800-57 part 1, 112 bits: RSA from 2048, curves from 224. */
function isWeak({ type, bits, curve }: Certificate['key']): boolean {
  if (type === 'rsa' || type === 'rsa-pss') return bits !== undefined && bits < 2048;
  if (type === 'dsa') return true;
  return type === 'ec' && curve !== undefined && /(^|[a-z])(112|128|160|192)/.test(curve);
}
