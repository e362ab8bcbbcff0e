import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { CertificateError, splitBundle } from '../certificates/index.ts';
import type { Language } from '../checks/index.ts';
import { judgeChain, LookError, lookAt, type Place, type Seen, versions } from '../network/tls/index.ts';
import { visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';
import { judgedJson, judgedLines } from './ingress-certificates-shown.ts';
import { ingressTlsTexts } from './ingress-tls-texts.ts';
import type { NetworkInputOptions } from './network-input.ts';

export interface IngressTlsOptions extends NetworkInputOptions {
  readonly connect?: string;
  readonly ca?: string;
  readonly readSecrets?: boolean;
  readonly file?: readonly string[];
  readonly output: 'text' | 'json';
}

/** Each takes five handshakes. */
const mostHosts = 50;

/** `breakwater ingress tls`. @returns the exit code: 1 where something is wrong, 2 where a host is not reached */
export async function ingressTlsCommand(
  hosts: readonly string[],
  options: IngressTlsOptions,
  language: Language,
): Promise<number> {
  const text = ingressTlsTexts[language];
  if ((options.readSecrets === true) === hosts.length > 0) throw new CallError(text.hostOrSecrets);
  if (options.readSecrets === true)
    return (await import('./ingress-secrets.ts')).ingressSecretsCommand(options, language);
  if (hosts.length > mostHosts) throw new CallError(text.tooMany(mostHosts));
  if (options.connect !== undefined && hosts.length > 1) throw new CallError(text.connectOne);
  const places = hosts.map((host) => placeOf(host, options.connect, language));
  const authorities = options.ca === undefined ? [] : authoritiesIn(options.ca, language);
  const found = [];
  let code = 0;
  for (const place of places) {
    const name = text.at(`${place.host}:${place.port}`, place.address ?? '');
    try {
      const seen = await lookAt(place, { authorities });
      const judged = judgeChain(seen.chain, place.host);
      // A test authority that the user names makes a certificate of its own fine.
      const flaws = judged.flaws.filter((flaw) => flaw !== 'self-signed' || !seen.trusted);
      const old = versions.slice(0, 2).filter((version) => seen.offered[version] === 'yes');
      if (flaws.length > 0 || old.length > 0 || !seen.trusted) code = Math.max(code, 1);
      found.push({ place, name, seen, judged: { ...judged, flaws }, old });
    } catch (error) {
      if (!(error instanceof LookError || error instanceof CertificateError)) throw error;
      const reason = error instanceof LookError ? error.code : error.fault;
      process.stderr.write(`breakwater: ${visible(text.unreached(name, reason))}\n`);
      code = 2;
    }
  }
  if (options.output === 'json') {
    const places = found.map(({ place, seen, judged, old }) => ({
      host: place.host,
      port: place.port,
      address: place.address ?? null,
      ...judgedJson(judged, judged.flaws),
      ...seenJson(seen),
      oldVersions: old,
    }));
    process.stdout.write(`${JSON.stringify({ version: 1, places }, null, 2)}\n`);
  } else
    for (const { name, seen, judged, old } of found) {
      const lines = [
        ...judgedLines(judged, judged.flaws, language),
        ...seenLines(seen, language),
        ...(old.length > 0 ? [`! ${text.oldVersions(old.map(text.protocol).join(', '))}`] : []),
      ];
      process.stdout.write(`${visible(name)}\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
    }
  return code;
}

function seenLines(seen: Seen, language: Language): readonly string[] {
  const text = ingressTlsTexts[language];
  return [
    text.chain(seen.chain.length),
    seen.trusted ? text.trusted : `! ${visible(text.untrusted(seen.distrust ?? ''))}`,
    versions.map((version) => `${text.protocol(version)}: ${text.offered[seen.offered[version]]}`).join(' · '),
  ];
}

function seenJson({ chain, trusted, distrust, offered, protocol, cipher }: Seen) {
  return { chainLength: chain.length, trusted, distrust: distrust ?? null, protocol, cipher, versions: offered };
}

/** `example.com`, `example.com:8443`, `[::1]:443`; a name with a wildcard is none. @throws CallError */
function placeOf(text: string, connect: string | undefined, language: Language): Place {
  const { host, port = 443 } = hostPort(text, language);
  if (connect === undefined) return { host, port };
  const other = hostPort(connect, language);
  return { host, port: other.port ?? port, address: other.host };
}

function hostPort(text: string, language: Language): { readonly host: string; readonly port?: number } {
  if (isIP(text) !== 0) return { host: text };
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/\s@*]{1,253}))(?::(\d{1,5}))?$/.exec(text);
  const [, literal, name, number] = match ?? [];
  const port = number === undefined ? undefined : Number(number);
  const host = literal ?? name;
  if (
    host === undefined ||
    (literal !== undefined && isIP(literal) !== 6) ||
    (port !== undefined && (port < 1 || port > 65_535))
  )
    throw new CallError(ingressTlsTexts[language].notAPlace(text));
  return { host, ...(port !== undefined && { port }) };
}

/** @throws CallError */
function authoritiesIn(file: string, language: Language): readonly string[] {
  try {
    const all = splitBundle(readFileSync(file, 'utf8'));
    if (all.length === 0) throw new CallError(ingressTlsTexts[language].notACa(file));
    return all;
  } catch (error) {
    if (error instanceof CallError) throw error;
    if (error instanceof CertificateError)
      throw new CallError(ingressTlsTexts[language].notACa(file), { cause: error });
    throw new CallError(callTexts[language].unreadable(file, fileReason(error, language)), { cause: error });
  }
}
