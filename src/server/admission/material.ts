import {
  belongsTogether,
  CertificateError,
  createAuthority,
  isIssuedBy,
  issueCertificate,
  type KeyPair,
  readCertificate,
  splitBundle,
} from '../../certificates/index.ts';

/** What a webhook proves itself with: shared by all replicas. */
export interface Material {
  /** Authorities that API servers are to trust, the newest first. PEM. */
  readonly bundle: readonly string[];
  /** The newest authority, with its key. */
  readonly authority: KeyPair;
  /** The server's certificate. */
  readonly leaf: KeyPair;
  /** When the authorities or the certificate last changed, ISO 8601. */
  readonly since: string;
}

export interface MaterialTimes {
  readonly authorityDays: number;
  readonly leafDays: number;
  /** How long a change rests before the next one builds on it, in milliseconds: by then every replica and API server has it. */
  readonly settle: number;
}

export const usualMaterialTimes: MaterialTimes = { authorityDays: 730, leafDays: 90, settle: 600_000 };

export interface MaterialNames {
  readonly dnsNames: readonly string[];
  readonly addresses: readonly string[];
}

export const authorityName = 'Breakwater admission webhook';
/** What is left of its life when something is made anew. */
const renewAt = 1 / 3;
const dayInMs = 86_400_000;

/**
 * What the material should be now: what it is, or one step further. Authorities overlap: a new one is first trusted beside the old one, then
 * it issues the certificate, then the old one goes. Where everything ended, all is made anew at once: there is nothing to overlap with.
 * @param material undefined: there is none that can be used
 * @param trusted what API servers are told to trust at the moment (PEM): without the new authority in it no certificate of it is used;
 *   undefined: none of them asks
 */
export async function nextMaterial(
  material: Material | undefined,
  trusted: string | undefined,
  names: MaterialNames,
  times: MaterialTimes,
  now: Date,
): Promise<Material> {
  if (material === undefined || hasEnded(material.authority.certificate, now)) return anew(material, names, times, now);
  const { authority, leaf, bundle } = material;
  const since = now.toISOString();
  const settled = now.getTime() - Date.parse(material.since) >= times.settle;
  if (hasEnded(leaf.certificate, now) || !isFor(leaf.certificate, names))
    return { ...material, leaf: await issue(authority, names, times, now), since };
  const isOfNewest = isIssuedBy(leaf.certificate, authority.certificate);
  if (isOfNewest && isDue(authority.certificate, times.authorityDays, now)) {
    const newest = await createAuthority({ name: authorityName, days: times.authorityDays, now });
    return { ...material, bundle: [newest.certificate, ...living(bundle, now)], authority: newest, since };
  }
  if (!isOfNewest && settled && (trusted === undefined || splitBundle(trusted).includes(authority.certificate)))
    return { ...material, leaf: await issue(authority, names, times, now), since };
  if (isOfNewest && isDue(leaf.certificate, times.leafDays, now))
    return { ...material, leaf: await issue(authority, names, times, now), since };
  if (isOfNewest && settled && bundle.length > 1) return { ...material, bundle: [authority.certificate], since };
  return material;
}

async function anew(
  material: Material | undefined,
  names: MaterialNames,
  times: MaterialTimes,
  now: Date,
): Promise<Material> {
  const authority = await createAuthority({ name: authorityName, days: times.authorityDays, now });
  return {
    bundle: [authority.certificate, ...living(material?.bundle ?? [], now)],
    authority,
    leaf: await issue(authority, names, times, now),
    since: now.toISOString(),
  };
}

function issue(authority: KeyPair, names: MaterialNames, { leafDays }: MaterialTimes, now: Date): Promise<KeyPair> {
  return issueCertificate(authority, { ...names, days: leafDays, now });
}

function living(bundle: readonly string[], now: Date): readonly string[] {
  return bundle.filter((certificate) => !hasEnded(certificate, now));
}

function hasEnded(certificate: string, now: Date): boolean {
  return readCertificate(certificate).notAfter <= now;
}

function isDue(certificate: string, days: number, now: Date): boolean {
  const left = readCertificate(certificate).notAfter.getTime() - now.getTime();
  return left < days * dayInMs * renewAt;
}

function isFor(certificate: string, { dnsNames, addresses }: MaterialNames): boolean {
  const read = readCertificate(certificate);
  return (
    dnsNames.every((name) => read.dnsNames.includes(name)) && addresses.every((one) => read.addresses.includes(one))
  );
}

/** Keys of the Secret: as Kubernetes calls those of a certificate, and the authority's. */
export type MaterialData = Readonly<Record<'ca.crt' | 'ca.key' | 'tls.crt' | 'tls.key' | 'since', string>>;

export function dataOf({ bundle, authority, leaf, since }: Material): MaterialData {
  return {
    'ca.crt': bundle.join(''),
    'ca.key': authority.key,
    'tls.crt': leaf.certificate,
    'tls.key': leaf.key,
    since,
  };
}

/** The material in a Secret; undefined where something is missing or does not belong together: then it is made anew. */
export function materialIn(data: Readonly<Record<string, string | undefined>>): Material | undefined {
  const {
    'ca.crt': authorities = '',
    'ca.key': authorityKey = '',
    'tls.crt': certificate = '',
    'tls.key': key = '',
  } = data;
  try {
    const bundle = splitBundle(authorities);
    const [newest] = bundle;
    if (newest === undefined || !belongsTogether(newest, authorityKey) || !belongsTogether(certificate, key))
      return undefined;
    if (!bundle.some((one) => isIssuedBy(certificate, one))) return undefined;
    return {
      bundle,
      authority: { certificate: newest, key: authorityKey },
      leaf: { certificate, key },
      since: Number.isNaN(Date.parse(data.since ?? '')) ? new Date(0).toISOString() : (data.since ?? ''),
    };
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}
