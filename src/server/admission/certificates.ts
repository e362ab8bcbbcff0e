import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { belongsTogether, isIssuedBy, readCertificate, splitBundle } from '../../certificates/index.ts';
import { type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { isRecord, recordOf, stringOf } from '../../kubernetes/index.ts';
import {
  authorityName,
  dataOf,
  type Material,
  type MaterialNames,
  type MaterialTimes,
  materialIn,
  nextMaterial,
} from './material.ts';

/** What the listener proves itself with, and what API servers are told to trust. */
export interface ServedCertificate {
  readonly certificate: string;
  readonly key: string;
  /** PEM of the authorities, for `caBundle`. */
  readonly bundle: string;
}

export interface CertificateSource {
  /** What is to be used now. @param trusted the bundle that API servers are told to trust at the moment; undefined: none of them asks */
  current(trusted: string | undefined): Promise<ServedCertificate>;
}

/** Why there is no certificate to be used, in words for the log. */
export class CertificateSourceError extends Error {
  override readonly name = 'CertificateSourceError';
}

export interface SecretPlace {
  readonly namespace: string;
  readonly name: string;
}

/** How often a write is tried again where another replica wrote in between. */
const attempts = 5;
/** The largest file that is read, in characters. */
const longestFile = 1_000_000;

/** Own certificates, kept in a Secret that all replicas share. */
export class OwnCertificates implements CertificateSource {
  readonly #client: KubernetesClient;
  readonly #place: SecretPlace;
  readonly #names: MaterialNames;
  readonly #times: MaterialTimes;
  readonly #now: () => Date;

  constructor(
    client: KubernetesClient,
    place: SecretPlace,
    names: MaterialNames,
    times: MaterialTimes,
    now: () => Date = () => new Date(),
  ) {
    this.#client = client;
    this.#place = place;
    this.#names = names;
    this.#times = times;
    this.#now = now;
  }

  /** Reads the Secret, and where it is time takes the next step: of several replicas one, by the Secret's resourceVersion. */
  async current(trusted: string | undefined): Promise<ServedCertificate> {
    for (let attempt = 1; ; attempt++) {
      const secret = await readSecret(this.#client, this.#place);
      const known = secret && materialIn(secret.data);
      const wanted = await nextMaterial(known, trusted, this.#names, this.#times, this.#now());
      try {
        if (wanted !== known) await this.#write(wanted, secret?.resourceVersion);
        const { bundle, leaf } = wanted;
        return { ...leaf, bundle: bundle.join('') };
      } catch (error) {
        // Somebody else was first: what they wrote counts.
        if (!(error instanceof KubernetesError) || error.status !== 409 || attempt === attempts) throw error;
      }
    }
  }

  async #write(material: Material, resourceVersion: string | undefined): Promise<void> {
    const { namespace, name } = this.#place;
    const encoded = Object.entries(dataOf(material)).map(([key, value]) => [
      key,
      Buffer.from(value).toString('base64'),
    ]);
    const body = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name,
        namespace,
        labels: { 'app.kubernetes.io/managed-by': 'breakwater' },
        ...(resourceVersion !== undefined && { resourceVersion }),
      },
      type: 'Opaque',
      data: Object.fromEntries(encoded),
    };
    if (resourceVersion === undefined) await inNamespace(this.#client, namespace, secretsPath(namespace), body);
    else await this.#client.request('PUT', `${secretsPath(namespace)}/${name}`, { body });
  }
}

/**
 * Certificates that cert-manager makes and renews, by an authority of its own. `caBundle` is written by us, not by cert-manager's injector:
 * API servers would ask before it stands there, and not trust the answer.
 */
export class CertManagerCertificates implements CertificateSource {
  readonly #client: KubernetesClient;
  readonly #place: SecretPlace;
  readonly #names: MaterialNames;

  constructor(client: KubernetesClient, place: SecretPlace, names: MaterialNames) {
    this.#client = client;
    this.#place = place;
    this.#names = names;
  }

  /** Asks cert-manager for the certificate, and reads what it made. @throws CertificateSourceError while it has made none */
  async current(): Promise<ServedCertificate> {
    const { namespace, name } = this.#place;
    for (const { plural, body } of certManagerObjects(this.#place, this.#names)) {
      const path = `/apis/cert-manager.io/v1/namespaces/${namespace}/${plural}/${body.metadata.name}`;
      await this.#client.request('PATCH', path, {
        body,
        contentType: 'application/apply-patch+yaml',
        query: { fieldManager: 'breakwater-webhook', force: true },
      });
    }
    const {
      'tls.crt': certificate = '',
      'tls.key': key = '',
      'ca.crt': bundle = '',
    } = (await readSecret(this.#client, this.#place))?.data ?? {};
    if (certificate === '' || key === '' || bundle === '')
      throw new CertificateSourceError(`cert-manager has not written the Secret ${namespace}/${name} yet`);
    return { certificate, key, bundle };
  }
}

/** Of the authority's lives, hours. */
const authorityHours = 10 * 365 * 24;

/**
 * An authority that signs itself, and the certificate that it issues: API servers trust the authority, so that nothing changes for them
 * when the certificate is renewed. Nor does it when the authority is, for that keeps its key.
 */
function certManagerObjects({ namespace, name }: SecretPlace, { dnsNames, addresses }: MaterialNames) {
  const authority = `${name}-authority`;
  const object = (plural: 'issuers' | 'certificates', own: string, spec: object) => {
    const kind = plural === 'issuers' ? 'Issuer' : 'Certificate';
    return { plural, body: { apiVersion: 'cert-manager.io/v1', kind, metadata: { name: own, namespace }, spec } };
  };
  const by = (issuer: string) => ({ name: issuer, kind: 'Issuer', group: 'cert-manager.io' });
  const key = { algorithm: 'ECDSA', size: 256 };
  return [
    object('issuers', authority, { selfSigned: {} }),
    object('certificates', authority, {
      secretName: authority,
      isCA: true,
      commonName: authorityName,
      duration: `${authorityHours}h0m0s`,
      issuerRef: by(authority),
      privateKey: { ...key, rotationPolicy: 'Never' },
    }),
    object('issuers', name, { ca: { secretName: authority } }),
    object('certificates', name, {
      secretName: name,
      dnsNames,
      ...(addresses.length > 0 && { ipAddresses: addresses }),
      issuerRef: by(name),
      privateKey: { ...key, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
    }),
  ];
}

/** Certificates that somebody else puts into a folder, as kubelets do with a mounted Secret of type kubernetes.io/tls. */
export class FileCertificates implements CertificateSource {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Reads the files anew. @throws CertificateSourceError where they can't be used */
  async current(): Promise<ServedCertificate> {
    const [certificate, key, authorities] = await Promise.all(
      ['tls.crt', 'tls.key', 'ca.crt'].map((name) => this.#read(name)),
    );
    try {
      const bundle = splitBundle(authorities ?? '');
      if (!belongsTogether(certificate ?? '', key ?? ''))
        throw new CertificateSourceError(`${this.#folder}: tls.key does not belong to tls.crt`);
      const chain = splitBundle(certificate ?? '');
      const last = chain.at(-1) ?? '';
      if (!bundle.some((one) => one === last || isIssuedBy(last, one)))
        throw new CertificateSourceError(`${this.#folder}: no certificate of ca.crt issued tls.crt`);
      return { certificate: certificate ?? '', key: key ?? '', bundle: bundle.join('') };
    } catch (cause) {
      if (cause instanceof CertificateSourceError) throw cause;
      throw new CertificateSourceError(`${this.#folder}: ${cause instanceof Error ? cause.message : 'unusable'}`, {
        cause,
      });
    }
  }

  async #read(name: string): Promise<string> {
    try {
      const text = await readFile(join(this.#folder, name), 'utf8');
      if (text.length <= longestFile) return text;
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
      throw new CertificateSourceError(`${join(this.#folder, name)}: ${code}`, { cause });
    }
    throw new CertificateSourceError(`${join(this.#folder, name)}: too large`);
  }
}

/** When a certificate ends. */
export function endOf({ certificate }: ServedCertificate): Date {
  return readCertificate(certificate).notAfter;
}

function secretsPath(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/secrets`;
}

/** Creates an object, and its namespace where that is missing. */
async function inNamespace(client: KubernetesClient, namespace: string, path: string, body: unknown): Promise<void> {
  try {
    await client.request('POST', path, { body });
  } catch (error) {
    if (!(error instanceof KubernetesError) || error.status !== 404) throw error;
    const made = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    // Where another replica makes it at the same time, that is a conflict, and all is tried again.
    await client.request('POST', '/api/v1/namespaces', { body: made });
    await client.request('POST', path, { body });
  }
}

/** A Secret's data as texts; undefined where there is none. */
async function readSecret(client: KubernetesClient, { namespace, name }: SecretPlace) {
  try {
    const secret = recordOf(await client.get(`${secretsPath(namespace)}/${name}`));
    const data: Record<string, string | undefined> = {};
    for (const [key, value] of Object.entries(recordOf(secret.data)))
      if (typeof value === 'string') data[key] = Buffer.from(value, 'base64').toString('utf8');
    const metadata = isRecord(secret.metadata) ? secret.metadata : {};
    return { data, resourceVersion: stringOf(metadata.resourceVersion) };
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  }
}
