import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority extends Identity {
  /** A certificate for a server (names and addresses it has) or a client. */
  issue(commonName: string, names?: readonly string[]): Identity;
}

/** A certificate authority for tests. */
export function makeAuthority(commonName = 'test authority'): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const make = (name: string, publicKey: KeyObject, names: readonly string[], isAuthority: boolean) =>
    pem('CERTIFICATE', certificate(commonName, keys.privateKey, name, publicKey, names, isAuthority));
  return {
    certificate: make(commonName, keys.publicKey, [], true),
    key: pemOf(keys.privateKey),
    issue: (name, names = []) => {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return { certificate: make(name, own.publicKey, names, false), key: pemOf(own.privateKey) };
    },
  };
}

function certificate(
  issuer: string,
  issuerKey: KeyObject,
  subject: string,
  publicKey: KeyObject,
  names: readonly string[],
  isAuthority: boolean,
): Buffer {
  const algorithm = der(0x30, oid(1, 2, 840, 10045, 4, 3, 2)); // ecdsa-with-SHA256
  const alternatives = names.map((name) =>
    isIP(name) === 0 ? der(0x82, Buffer.from(name)) : der(0x87, Buffer.from(name.split('.').map(Number))),
  );
  const extensions = [
    extension(oid(2, 5, 29, 19), der(0x30, ...(isAuthority ? [der(0x01, Buffer.from([0xff]))] : []))), // basicConstraints
    ...(alternatives.length > 0 ? [extension(oid(2, 5, 29, 17), der(0x30, ...alternatives))] : []), // subjectAltName
  ];
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    distinguishedName(issuer),
    der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z'))),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, ...extensions)),
  );
  const signature = sign('sha256', toBeSigned, issuerKey);
  return der(0x30, toBeSigned, algorithm, der(0x03, Buffer.from([0]), signature));
}

function distinguishedName(commonName: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid(2, 5, 4, 3), der(0x0c, Buffer.from(commonName)))));
}

function extension(name: Buffer, value: Buffer): Buffer {
  return der(0x30, name, der(0x04, value));
}

/** One value in DER (X.690, 8.1): tag, length, contents. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function oid(first: number, second: number, ...others: readonly number[]): Buffer {
  const bytes = others.flatMap((part) => {
    const digits = [part & 0x7f];
    for (let rest = part >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
