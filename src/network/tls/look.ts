import { isIP } from 'node:net';
import { connect, getCACertificates, type PeerCertificate, type SecureVersion, type TLSSocket } from 'node:tls';

/** Where to look; only what a user named is connected to. */
export interface Place {
  /** The name that is asked for, and that the certificate must be for. */
  readonly host: string;
  readonly port: number;
  /** Connected to in place of the host; absent: the host itself. */
  readonly address?: string;
}

export const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[];
export type Offered = 'yes' | 'no' | 'unknown';

export interface Seen {
  /** As it came, PEM, the server's own first. */
  readonly chain: readonly string[];
  readonly protocol: string;
  readonly cipher: string;
  /** Whether the chain ends at an authority that is trusted, whatever its names; why not where it doesn't. */
  readonly trusted: boolean;
  readonly distrust: string | undefined;
  readonly offered: Readonly<Record<(typeof versions)[number], Offered>>;
}

export interface LookOptions {
  /** PEM of authorities that are trusted beside those that Node.js trusts (its own, and those of NODE_EXTRA_CA_CERTS). */
  readonly authorities?: readonly string[];
  /** For each of five handshakes, in milliseconds. */
  readonly timeout?: number;
}

/** The server can't be reached, or doesn't speak TLS. */
export class LookError extends Error {
  override readonly name = 'LookError';
  /** `ECONNREFUSED`, `timeout`, … */
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

const usualTimeout = 10_000;
/** Longer chains are cut. */
const longestChain = 10;

/**
 * Connects and looks at the certificate; then asks for each version of TLS alone. Nothing is sent but handshakes.
 * @throws LookError
 */
export async function lookAt(
  place: Place,
  { authorities = [], timeout = usualTimeout }: LookOptions = {},
): Promise<Seen> {
  const ca = [...getCACertificates('default'), ...authorities];
  const first = await handshake(place, timeout, { ca, minVersion: 'TLSv1' }, (socket) => ({
    chain: chainOf(socket),
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    distrust: distrustOf(socket),
  }));
  const offered: Record<string, Offered> = {};
  for (const version of versions) offered[version] = await offers(place, version, timeout);
  return { ...first, trusted: first.distrust === undefined, offered: offered as Seen['offered'] };
}

/** Whose name it is has nothing to do with who signed it. */
function distrustOf(socket: TLSSocket): string | undefined {
  const error: unknown = socket.authorizationError;
  if (socket.authorized || error === undefined || error === null) return undefined;
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? undefined : code.slice(0, 100);
}

function chainOf(socket: TLSSocket): readonly string[] {
  const chain: string[] = [];
  const seen = new Set<string>();
  let one: PeerCertificate | undefined = socket.getPeerCertificate(true);
  while (one?.raw !== undefined && !seen.has(one.fingerprint256) && chain.length < longestChain) {
    seen.add(one.fingerprint256);
    const lines = one.raw.toString('base64').match(/.{1,64}/g) ?? [];
    chain.push(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
    one = 'issuerCertificate' in one ? (one.issuerCertificate as PeerCertificate | undefined) : undefined;
  }
  return chain;
}

/** A refusal of the handshake is a no; whatever else goes wrong says nothing. */
async function offers(place: Place, version: SecureVersion, timeout: number): Promise<Offered> {
  try {
    await handshake(place, timeout, { minVersion: version, maxVersion: version }, () => undefined);
    return 'yes';
  } catch (error) {
    if (!(error instanceof LookError)) throw error;
    return /^(ERR_SSL_|EPROTO|ECONNRESET|closed)/.test(error.code) ? 'no' : 'unknown';
  }
}

interface Asking {
  readonly ca?: string[];
  readonly minVersion: SecureVersion;
  readonly maxVersion?: SecureVersion;
}

function handshake<T>(place: Place, timeout: number, asking: Asking, read: (socket: TLSSocket) => T): Promise<T> {
  const { host, port, address = host } = place;
  return new Promise<T>((resolve, reject) => {
    const socket = connect({
      host: address,
      port,
      ...(isIP(host) === 0 && { servername: host }),
      ...asking,
      // What is wrong with the certificate is what is looked for; and old versions want old ciphers.
      rejectUnauthorized: false,
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const timer = setTimeout(() => end(() => reject(new LookError('timeout'))), timeout);
    const end = (then: () => void) => {
      clearTimeout(timer);
      socket.destroy();
      then();
    };
    socket.once('secureConnect', () => {
      try {
        const value = read(socket);
        end(() => resolve(value));
      } catch (cause) {
        end(() => reject(new LookError('unreadable', { cause })));
      }
    });
    socket.on('error', (cause: NodeJS.ErrnoException) =>
      end(() => reject(new LookError(cause.code ?? 'failed', { cause }))),
    );
    socket.once('close', () => end(() => reject(new LookError('closed'))));
  });
}
