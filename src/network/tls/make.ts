import { isIP } from 'node:net';
import { createAuthority, issueCertificate } from '../../certificates/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import type { WantedSecret } from './wanted.ts';

export interface MakeOptions {
  readonly days: number;
  /** Absent: now. */
  readonly now?: Date;
}

/**
 * An authority of its own, and a Secret for each that is wanted, signed by it. The authority's key is thrown away: nobody can sign
 * anything else with it. For tests: nobody trusts it who isn't told to.
 * @throws CertificateError where a name can't be in a certificate
 */
export async function selfSigned(
  wanted: readonly WantedSecret[],
  { days, now }: MakeOptions,
): Promise<{ readonly authority: string; readonly secrets: readonly KubernetesObject[] }> {
  const at = now === undefined ? {} : { now };
  const authority = await createAuthority({ name: 'Breakwater test authority', days, ...at });
  const secrets: KubernetesObject[] = [];
  for (const { namespace, name, hosts } of wanted) {
    const leaf = await issueCertificate(authority, {
      dnsNames: hosts.filter((host) => isIP(host) === 0),
      addresses: hosts.filter((host) => isIP(host) !== 0),
      days,
      ...at,
    });
    secrets.push({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: 'kubernetes.io/tls',
      data: {
        'tls.crt': base64(leaf.certificate),
        'tls.key': base64(leaf.key),
        'ca.crt': base64(authority.certificate),
      },
    });
  }
  return { authority: authority.certificate, secrets };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** `ClusterIssuer/letsencrypt`, `Issuer/own`. */
export interface IssuerName {
  readonly kind: 'Issuer' | 'ClusterIssuer';
  readonly name: string;
}

/** Names of what is made where no issuer is given. */
const bootstrap = { issuer: 'breakwater-self-signed', authority: 'breakwater-test-authority' } as const;

/**
 * cert-manager's Certificates for what is wanted. Without an issuer, in each namespace a self-signed one makes an authority, and that
 * one signs. Source: cert-manager documentation, "SelfSigned, Bootstrapping CA Issuers".
 */
export function certManagerObjects(
  wanted: readonly WantedSecret[],
  issuer: IssuerName | undefined,
): readonly KubernetesObject[] {
  const namespaces = issuer === undefined ? [...new Set(wanted.map(({ namespace }) => namespace))] : [];
  return [
    ...namespaces.flatMap(authorityIn),
    ...wanted.map(({ namespace, name, hosts }) => ({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name, namespace },
      spec: {
        secretName: name,
        dnsNames: hosts.filter((host) => isIP(host) === 0),
        ...(hosts.some((host) => isIP(host) !== 0) && { ipAddresses: hosts.filter((host) => isIP(host) !== 0) }),
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        usages: ['digital signature', 'server auth'],
        issuerRef: { group: 'cert-manager.io', ...(issuer ?? { kind: 'Issuer', name: bootstrap.authority }) },
      },
    })),
  ];
}

function authorityIn(namespace: string): readonly KubernetesObject[] {
  return [
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: bootstrap.issuer, namespace },
      spec: { selfSigned: {} },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: bootstrap.authority, namespace },
      spec: {
        isCA: true,
        commonName: bootstrap.authority,
        secretName: bootstrap.authority,
        privateKey: { algorithm: 'ECDSA', size: 256 },
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: bootstrap.issuer },
      },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: bootstrap.authority, namespace },
      spec: { ca: { secretName: bootstrap.authority } },
    },
  ];
}
