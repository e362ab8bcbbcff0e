import type { InventoryObject } from '../../inventory/index.ts';
import { recordOf, textOf } from '../../kubernetes/index.ts';
import { type CheckContext, containerCheck, inventoryCheck, objectCheck, type Violation } from '../check.ts';
import { credentialIn, isPlaceholder } from '../credentials.ts';

const source = 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/';

/**
 * Variables reach child processes, crash dumps and debug pages; a mounted file doesn't, and follows a rotation.
 * Fields: env[].valueFrom.secretKeyRef and envFrom[].secretRef of every container. Nearly every chart does it: only `all`, `cis` and `nsa` ask.
 */
export const secEnvSecretRef = containerCheck({
  id: 'sec-env-secret-ref',
  severity: 'low',
  profiles: [],
  rules: [
    {
      each: 'env',
      expression: '!item.?valueFrom.?secretKeyRef.hasValue()',
      field: 'valueFrom.secretKeyRef',
      message: 'variable',
    },
    { each: 'envFrom', expression: '!item.?secretRef.hasValue()', field: 'secretRef', message: 'all' },
  ],
  source,
  standards: { cis: ['5.4.1'], nsa: ['net'], attack: ['T1552.007'], owasp: ['K03'] },
});

/** Kinds that bring secrets from elsewhere, or keep them encrypted. */
const storeKinds = [
  'external-secrets.io/ExternalSecret',
  'external-secrets.io/ClusterExternalSecret',
  'bitnami.com/SealedSecret',
  'secrets-store.csi.x-k8s.io/SecretProviderClass',
  'secrets.hashicorp.com/VaultStaticSecret',
  'secrets.hashicorp.com/VaultDynamicSecret',
  'secrets.infisical.com/InfisicalSecret',
  'onepassword.com/OnePasswordItem',
  'isindir.github.com/SopsSecret',
];

/**
 * Keys of a Secret whose values stand in the file for everyone to read: not empty, no placeholder, nothing public, not encrypted by SOPS.
 */
function plainKeys({ object, source: { rendering } }: InventoryObject): readonly (readonly [string, string])[] {
  // A chart's Secret is a template; what fills it in is its user's.
  if (rendering?.by === 'helm' || object.sops !== undefined) return [];
  if (object.type === 'kubernetes.io/service-account-token') return [];
  const encoded = Object.entries(recordOf(object.data)).map(
    ([key, value]) =>
      ['data', key, typeof value === 'string' ? Buffer.from(value, 'base64').toString('latin1') : ''] as const,
  );
  const plain = Object.entries(recordOf(object.stringData)).map(
    ([key, value]) => ['stringData', key, textOf(value)] as const,
  );
  return [...encoded, ...plain]
    .filter(([field, key, value]) => !isPlaceholder(value) && !isPlaceholder(textOf(recordOf(object[field])[key])))
    .filter(([, key, value]) => !publicKeys.has(key.toLowerCase()) && !isPlainConfiguration(key, value))
    .map(([field, key]) => [field, key] as const);
}

/** A text of several lines without a credential in it: a configuration file that merely is mounted from a Secret. */
function isPlainConfiguration(key: string, value: string): boolean {
  return /\n./.test(value) && !/[^\t\n\r\x20-\x7e\x80-\xff]/.test(value) && credentialIn(key, value) === undefined;
}

/** Keys that hold nothing secret by convention. */
const publicKeys = new Set([
  'username',
  'user',
  'ca.crt',
  'tls.crt',
  'host',
  'port',
  'database',
  'namespace',
  'url',
  'email',
]);

/**
 * Base64 is no encryption: whoever can read the repository, now or in its history, has what a committed Secret holds.
 * Fields: data and stringData of Secrets in files. Allowed: empty values, placeholders, certificates, values encrypted by SOPS, Secrets that a chart renders.
 */
export const secManifestPlain = inventoryCheck({
  id: 'sec-manifest-plain',
  of: ['/Secret'],
  scope: 'object',
  severity: 'high',
  sensitive: true,
  source,
  standards: { cis: ['5.4.2'], nsa: ['net'], attack: ['T1552.001'], owasp: ['K03'] },
  *run({ inventory }: CheckContext) {
    for (const object of inventory.ofKind('/Secret')) {
      const keys = plainKeys(object);
      const [first] = keys;
      if (first === undefined) continue;
      yield {
        object,
        path: [first[0]],
        values: { keys: [...new Set(keys.map(([, key]) => key))].slice(0, 10).join(', ') },
      };
    }
  },
});

/**
 * A store outside the cluster keeps, rotates and audits secrets in one place; nothing has to be committed.
 * Advice, once a namespace: Secrets stand in the input as plain text, and nothing in it brings them from a store or encrypts them.
 */
export const secExternalStore = inventoryCheck({
  id: 'sec-external-store',
  of: ['/Secret'],
  reads: storeKinds,
  severity: 'info',
  profiles: [],
  sensitive: true,
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#use-external-secrets-store-providers',
  standards: { cis: ['5.4.2'], nsa: ['net'], attack: ['T1552.007'], owasp: ['K03'] },
  *run({ inventory }: CheckContext): Generator<Violation> {
    if (inventory.ofKind(...storeKinds).length > 0) return;
    const seen = new Set<string | undefined>();
    for (const object of inventory.ofKind('/Secret')) {
      if (seen.has(object.namespace) || plainKeys(object).length === 0) continue;
      seen.add(object.namespace);
      yield { object, path: ['kind'], values: { namespace: object.namespace ?? '' } };
    }
  },
});

/**
 * A token Secret never expires and is valid until someone deletes it; whoever reads it is that ServiceAccount. Bound tokens live an hour.
 * Fields: type of Secrets. Not allowed: kubernetes.io/service-account-token.
 */
export const secSaTokenSecret = objectCheck({
  id: 'sec-sa-token-secret',
  severity: 'medium',
  kinds: ['/Secret'],
  expression: "object.?type.orValue('') != 'kubernetes.io/service-account-token'",
  field: 'type',
  source: 'https://kubernetes.io/docs/concepts/security/service-accounts/#get-a-token',
  standards: { cis: ['5.1.13'], nsa: ['auth'], attack: ['T1528'], owasp: ['K03'] },
});

export const secrets = [secEnvSecretRef, secManifestPlain, secExternalStore, secSaTokenSecret];
