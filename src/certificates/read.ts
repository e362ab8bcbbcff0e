import { createPrivateKey, X509Certificate } from 'node:crypto';
import { CertificateError } from './error.ts';

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly dnsNames: readonly string[];
  /** IPv6 in its short form: `::1`. */
  readonly addresses: readonly string[];
  /** Whether it may sign others. */
  readonly authority: boolean;
  readonly selfSigned: boolean;
  readonly key: { readonly type: string; readonly bits: number | undefined; readonly curve: string | undefined };
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly fingerprint: string;
}

/** Characters of a PEM text; a bundle of 100 authorities is about 200,000. */
const longestPem = 1_000_000;
const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,100000}-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, one text each, in their order; what else stands there is left out. @throws {CertificateError} */
export function splitBundle(pem: string): readonly string[] {
  if (pem.length > longestPem) throw new CertificateError('too-large', '');
  return (pem.match(block) ?? []).map((one) => `${one}\n`);
}

/** The first certificate of a PEM text. @throws {CertificateError} when there is none, or it can't be read */
export function readCertificate(pem: string): Certificate {
  const read = parsed(pem);
  const names = [...(read.subjectAltName ?? '').matchAll(/(?:^|, )(DNS|IP Address):([^,"]+)/g)];
  const { publicKey } = read;
  const details = publicKey.asymmetricKeyDetails;
  return {
    subject: read.subject ?? '',
    issuer: read.issuer ?? '',
    serialNumber: read.serialNumber.toLowerCase(),
    notBefore: read.validFromDate,
    notAfter: read.validToDate,
    dnsNames: names.filter(([, kind]) => kind === 'DNS').map(([, , name = '']) => name),
    addresses: names.filter(([, kind]) => kind === 'IP Address').map(([, , address = '']) => shortened(address)),
    authority: read.ca,
    selfSigned: read.checkIssued(read) && read.verify(publicKey),
    key: { type: publicKey.asymmetricKeyType ?? 'unknown', bits: details?.modulusLength, curve: details?.namedCurve },
    fingerprint: read.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** Whether the authority's key signed the certificate, and its name stands there as the issuer. @throws {CertificateError} */
export function isIssuedBy(certificate: string, authority: string): boolean {
  const issuer = parsed(authority);
  const leaf = parsed(certificate);
  return issuer.ca && leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey);
}

/** Whether the private key belongs to the certificate. @throws {CertificateError} when one of them can't be read */
export function belongsTogether(certificate: string, key: string): boolean {
  const read = parsed(certificate);
  try {
    return read.checkPrivateKey(createPrivateKey(key));
  } catch (cause) {
    throw new CertificateError('unusable-key', '', { cause });
  }
}

/** Node.js writes all eight groups of IPv6. */
function shortened(address: string): string {
  if (!address.includes(':')) return address;
  return URL.parse(`http://[${address}]`)?.hostname.replace(/^\[|\]$/g, '') ?? address;
}

function parsed(pem: string): X509Certificate {
  const [first] = splitBundle(pem);
  if (first === undefined) throw new CertificateError('not-a-certificate', '');
  try {
    return new X509Certificate(first);
  } catch (cause) {
    throw new CertificateError('not-a-certificate', '', { cause });
  }
}
