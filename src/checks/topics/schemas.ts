import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import {
  compareVersions,
  latestVersion,
  type MinorVersion,
  parseVersion,
  type SupportedVersion,
  supportedVersions,
} from '../../kubernetes/index.ts';
import {
  CrdError,
  type CustomKind,
  loadSchemas,
  type Problem,
  type ResourceSchema,
  type SchemaSet,
  schemasFromCrd,
  validate,
} from '../../kubernetes/schema/index.ts';
import { inventoryCheck } from '../check.ts';

const crdKind = 'apiextensions.k8s.io/CustomResourceDefinition';

/**
 * What the API server's strict field validation would refuse, or drop without a word where it is not strict: unknown fields, wrong
 * types, missing fields. Schemas are those of the Kubernetes version asked about (the nearest that is known) and of the CRDs of the
 * input. A kind that neither knows is not judged: `objectsWithoutSchema` names it.
 */
export const metaSchemaValid = inventoryCheck({
  id: 'meta-schema-valid',
  of: ['*'],
  reads: [crdKind],
  scope: 'object',
  severity: 'medium',
  profiles: ['security', 'reliability'],
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  standards: {},
  run: function* ({ inventory, kubernetesVersion }) {
    const schemas = schemasOf(inventory, kubernetesVersion);
    for (const object of inventory.objects) {
      if (object.groupKind === crdKind) continue;
      const schema = schemas.find(object);
      if (schema === undefined) {
        if (schemas.excludes(object)) {
          yield { object, path: ['kind'], message: 'unknown-kind', values: { apiVersion: object.apiVersion } };
        }
        continue;
      }
      for (const { path, code, values } of schemas.problemsOf(object, schema)) {
        yield { object, path, message: code, values, ...(code.startsWith('too-') && { severity: 'low' }) };
      }
    }
  },
});

/** The objects that no schema describes, because neither Kubernetes nor a CRD of the input knows their kind: they were not checked. */
export function objectsWithoutSchema(inventory: Inventory, version: MinorVersion): readonly InventoryObject[] {
  const schemas = schemasOf(inventory, version);
  return inventory.objects.filter(
    (object) => object.groupKind !== crdKind && schemas.find(object) === undefined && !schemas.excludes(object),
  );
}

/** Kinds of the CRDs that were read last: in a watched cluster they are asked for again with every change of one of their objects. */
const recentlyRead = new Map<InventoryObject, readonly CustomKind[]>();
const mostRead = 20;

/** Schemas for the objects of an inventory. A CRD is read only when an object of its kind asks for it: CRDs are most of the bytes. */
class InventorySchemas {
  readonly #crds = new Map<string, InventoryObject[]>();
  readonly #found = new Map<string, ResourceSchema | undefined>();
  #set: SchemaSet;

  constructor(inventory: Inventory, version: SupportedVersion) {
    this.#set = loadSchemas(version);
    // A CRD's name is its plural name, a dot and its group.
    for (const crd of inventory.ofKind(crdKind)) {
      const group = crd.name.slice(crd.name.indexOf('.') + 1);
      const same = this.#crds.get(group);
      if (same === undefined) this.#crds.set(group, [crd]);
      else same.push(crd);
    }
  }

  find(object: InventoryObject): ResourceSchema | undefined {
    const { apiVersion, kind, group } = object;
    const key = `${apiVersion}/${kind}`;
    if (this.#found.has(key)) return this.#found.get(key);
    let schema = this.#set.schemaFor(apiVersion, kind);
    if (schema === undefined) {
      // The CRD with the likely name first: most often that one is enough.
      const crds = this.#crds.get(group) ?? [];
      const likely = crds.filter((crd) => crd.name === `${guessPlural(kind)}.${group}`);
      for (const crd of new Set([...likely, ...crds])) {
        const kinds = this.#kindsOf(crd).filter((custom) => custom.kind === kind);
        if (kinds.length === 0) continue;
        this.#set = this.#set.with(kinds);
        schema = this.#set.schemaFor(apiVersion, kind);
        break;
      }
    }
    this.#found.set(key, schema);
    return schema;
  }

  /** What is wrong with an object; nothing, and no schema from then on, where its CRD turns out to be too large to be used. */
  problemsOf(object: InventoryObject, schema: ResourceSchema): readonly Problem[] {
    try {
      return validate(object.object, schema);
    } catch (error) {
      if (!(error instanceof CrdError)) throw error;
      this.#found.set(`${object.apiVersion}/${object.kind}`, undefined);
      return [];
    }
  }

  #kindsOf(crd: InventoryObject): readonly CustomKind[] {
    let kinds = recentlyRead.get(crd);
    if (kinds === undefined) {
      try {
        kinds = schemasFromCrd(crd.outline());
      } catch (error) {
        // Too large to be used: its objects then have no schema, and are named as such.
        if (!(error instanceof CrdError)) throw error;
        kinds = [];
      }
      const [oldest] = recentlyRead.keys();
      if (recentlyRead.size >= mostRead && oldest !== undefined) recentlyRead.delete(oldest);
      recentlyRead.set(crd, kinds);
    }
    return kinds;
  }

  /** Whether Kubernetes itself defines the version and has no such kind in it. */
  excludes({ apiVersion, kind, groupKind }: InventoryObject): boolean {
    return !withoutSchema.has(groupKind) && !kind.endsWith('List') && this.#set.knowsVersion(apiVersion);
  }
}

/** Kinds of Kubernetes that nobody creates as objects: a kubeconfig, what is only read, what is only asked of a subresource. */
const withoutSchema = new Set([
  '/Config',
  '/ComponentStatus',
  '/Status',
  'authentication.k8s.io/TokenRequest',
  'autoscaling/Scale',
  'policy/Eviction',
]);

const known = new WeakMap<Inventory, Map<SupportedVersion, InventorySchemas>>();

function schemasOf(inventory: Inventory, version: MinorVersion): InventorySchemas {
  const nearest = nearestVersion(version);
  let versions = known.get(inventory);
  if (versions === undefined) {
    versions = new Map();
    known.set(inventory, versions);
  }
  let schemas = versions.get(nearest);
  if (schemas === undefined) {
    schemas = new InventorySchemas(inventory, nearest);
    versions.set(nearest, schemas);
  }
  return schemas;
}

/** The supported version asked about; the oldest one for older ones, the newest for newer ones. */
export function nearestVersion(version: MinorVersion): SupportedVersion {
  const isAtMost = (candidate: SupportedVersion) => {
    const parsed = parseVersion(candidate);
    return parsed !== undefined && compareVersions(parsed, version) <= 0;
  };
  return supportedVersions.find(isAtMost) ?? supportedVersions.at(-1) ?? latestVersion;
}

/** The plural that a kind most likely has. Source: apimachinery, meta.UnsafeGuessKindToResource, but for `Gateway`. */
export function guessPlural(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular === 'endpoints') return singular;
  if (/(?:s|x|ch|sh)$/.test(singular)) return `${singular}es`;
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return `${singular}s`;
}

export const schemas = [metaSchemaValid];
