import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, listOf, type PodTemplate, recordOf, stringOf, valueAt } from '../../kubernetes/index.ts';
import { absenceIn } from '../absence.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';

/** Kinds that make a Secret, and where they say its name; an empty path means their own. */
const makers: readonly (readonly [groupKind: string, name: FieldPath])[] = [
  ['bitnami.com/SealedSecret', []],
  ['bitnami.com/SealedSecret', ['spec', 'template', 'metadata', 'name']],
  ['external-secrets.io/ExternalSecret', []],
  ['external-secrets.io/ExternalSecret', ['spec', 'target', 'name']],
  ['cert-manager.io/Certificate', ['spec', 'secretName']],
  ['cert-manager.io/Issuer', ['spec', 'acme', 'privateKeySecretRef', 'name']],
  ['secrets.hashicorp.com/VaultStaticSecret', ['spec', 'destination', 'name']],
  ['secrets.hashicorp.com/VaultDynamicSecret', ['spec', 'destination', 'name']],
  ['secrets.infisical.com/InfisicalSecret', ['spec', 'managedSecretReference', 'secretName']],
  ['onepassword.com/OnePasswordItem', []],
];

const providerClassKind = 'secrets-store.csi.x-k8s.io/SecretProviderClass';

/**
 * A pod whose Secret or ConfigMap, or a key of it, doesn't exist never starts.
 * Fields: env, envFrom, volumes (secret, configMap, projected) and imagePullSecrets of every pod; `optional: true` may be missing.
 * A missing key is said wherever the object stands in the input. A missing object is said only where the input declares others of its kind in the
 * same namespace, and nothing in it makes one of that name (ExternalSecret, SealedSecret, Certificate, …).
 */
export const secDanglingRef = inventoryCheck({
  id: 'sec-dangling-ref',
  of: ['workloads'],
  reads: ['/Secret', '/ConfigMap', ...makers.map(([groupKind]) => groupKind), providerClassKind],
  scope: 'namespace',
  severity: 'low',
  profiles: ['reliability'],
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  standards: {},
  run: danglingReferences,
});

type Kind = 'Secret' | 'ConfigMap';

/** A place that names a Secret or ConfigMap, and the keys of it that must be there. */
interface Reference {
  readonly kind: Kind;
  readonly name: string;
  readonly keys: readonly string[];
  readonly path: FieldPath;
  readonly container?: string;
}

function* danglingReferences({ inventory }: CheckContext): Generator<Violation> {
  const made = new MadeObjects(inventory);
  const isAbsent = absenceIn(inventory);
  for (const object of inventory.workloads) {
    for (const template of object.podTemplates) {
      for (const reference of referencesOf(template)) {
        const { kind, name, path, container } = reference;
        const place = { object, path, ...(container !== undefined && { container }) };
        const target = inventory.find(`/${kind}`, object.namespace, name);
        if (target === undefined) {
          if (isAbsent(object, `/${kind}`) && !made.has(kind, object.namespace, name))
            yield { ...place, message: 'object', values: { target: `${kind} ${name}` } };
          continue;
        }
        const present = keysOf(target);
        // A Secret read from a cluster comes without its data.
        if (present.size === 0 || made.has(kind, object.namespace, name)) continue;
        for (const key of reference.keys)
          if (!present.has(key)) yield { ...place, message: 'key', values: { target: `${kind} ${name}`, key } };
      }
    }
  }
}

function keysOf({ object }: InventoryObject): ReadonlySet<string> {
  return new Set(['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(recordOf(object[field]))));
}

function* referencesOf({ spec, path, containers }: PodTemplate): Generator<Reference> {
  for (const { container, path: place, name } of containers) {
    for (const [index, variable] of listOf(container.env).entries()) {
      const from = recordOf(recordOf(variable).valueFrom);
      for (const [field, kind] of keyReferences) {
        if (from[field] === undefined) continue;
        const at = [...place, 'env', index, 'valueFrom', field];
        yield* reference(kind, from[field], at, stringOf(recordOf(from[field]).key), name);
      }
    }
    for (const [index, from] of listOf(container.envFrom).entries())
      for (const [field, kind] of objectReferences)
        yield* reference(kind, recordOf(from)[field], [...place, 'envFrom', index, field], undefined, name);
  }
  for (const [index, volume] of listOf(spec.volumes).entries()) {
    const at: FieldPath = [...path, 'volumes', index];
    const { secret, configMap, projected } = recordOf(volume);
    yield* volumeReference('Secret', secret, 'secretName', [...at, 'secret']);
    yield* volumeReference('ConfigMap', configMap, 'name', [...at, 'configMap']);
    for (const [number, source] of listOf(recordOf(projected).sources).entries()) {
      const place: FieldPath = [...at, 'projected', 'sources', number];
      yield* volumeReference('Secret', recordOf(source).secret, 'name', [...place, 'secret']);
      yield* volumeReference('ConfigMap', recordOf(source).configMap, 'name', [...place, 'configMap']);
    }
  }
  for (const [index, secret] of listOf(spec.imagePullSecrets).entries())
    yield* reference('Secret', secret, [...path, 'imagePullSecrets', index]);
}

const keyReferences: readonly (readonly [string, Kind])[] = [
  ['secretKeyRef', 'Secret'],
  ['configMapKeyRef', 'ConfigMap'],
];
const objectReferences: readonly (readonly [string, Kind])[] = [
  ['secretRef', 'Secret'],
  ['configMapRef', 'ConfigMap'],
];

function* reference(
  kind: Kind,
  value: unknown,
  path: FieldPath,
  key?: string,
  container?: string,
): Generator<Reference> {
  const { name, optional } = recordOf(value);
  if (typeof name !== 'string' || name === '' || optional === true) return;
  yield { kind, name, keys: key === undefined ? [] : [key], path, ...(container !== undefined && { container }) };
}

function* volumeReference(kind: Kind, value: unknown, nameField: string, path: FieldPath): Generator<Reference> {
  const { [nameField]: name, optional, items } = recordOf(value);
  if (typeof name !== 'string' || name === '' || optional === true) return;
  const keys = listOf(items).flatMap((item) => stringOf(recordOf(item).key) ?? []);
  yield { kind, name, keys, path };
}

/** ConfigMaps that the cluster puts into every namespace. */
const everywhere = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert']);

/** Secrets and ConfigMaps that something in the input, or the cluster, makes. */
class MadeObjects {
  readonly #names = new Set<string>();

  constructor(inventory: Inventory) {
    for (const [groupKind, path] of makers)
      for (const object of inventory.ofKind(groupKind)) {
        const name = path.length === 0 ? object.name : valueAt(object.object, path);
        if (typeof name === 'string') this.#names.add(made('Secret', object.namespace, name));
      }
    for (const object of inventory.ofKind(providerClassKind))
      for (const secret of listOf(valueAt(object.object, ['spec', 'secretObjects']))) {
        const name = recordOf(secret).secretName;
        if (typeof name === 'string') this.#names.add(made('Secret', object.namespace, name));
      }
  }

  has(kind: Kind, namespace: string | undefined, name: string): boolean {
    return (kind === 'ConfigMap' && everywhere.has(name)) || this.#names.has(made(kind, namespace, name));
  }
}

function made(kind: Kind, namespace: string | undefined, name: string): string {
  return JSON.stringify([kind, namespace ?? '', name]);
}

export const secretReferences = [secDanglingRef];
