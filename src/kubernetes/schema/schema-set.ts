import { defineLazily } from '../lazy-field.ts';
import type { SupportedVersion } from '../version.ts';
import type { CustomKind } from './crd.ts';
import type { ResourceSchema, Schema } from './schema.ts';
import { readSchemaText } from './schema-data.ts';

/** The first line of the data; what it means is said where it is written, scripts/schemas/main.ts. */
interface Header {
  readonly versions: readonly string[];
  readonly names: readonly string[];
  readonly definitions: Readonly<Record<string, readonly number[]>>;
  readonly kinds: readonly (readonly [
    apiVersion: string,
    kind: string,
    name: number,
    namespaced: 0 | 1,
    versions: number,
  ])[];
}

interface Data {
  readonly header: Header;
  readonly lines: readonly string[];
}

let data: Data | undefined;

/** Read once; each definition stays text until a kind that reaches it is asked for. */
function readSchemaData(): Data {
  if (data === undefined) {
    const lines = readSchemaText().split('\n');
    data = { header: JSON.parse(lines[0] ?? '') as Header, lines };
  }
  return data;
}

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Kubernetes' own schemas of one version, and those of custom kinds added to them. */
export class SchemaSet {
  readonly version: SupportedVersion;
  readonly #data: Data;
  readonly #builtIn: ReadonlyMap<string, Header['kinds'][number]>;
  readonly #custom: ReadonlyMap<string, CustomKind>;
  readonly #resources = new Map<string, ResourceSchema>();
  /** Linked definitions by index of their name; shared by sets that come from each other. */
  readonly #linked: Map<number, Schema>;
  readonly #withDefault = new Map<string, Stored>();

  private constructor(
    version: SupportedVersion,
    data: Data,
    builtIn: ReadonlyMap<string, Header['kinds'][number]>,
    custom: ReadonlyMap<string, CustomKind>,
    linked: Map<number, Schema>,
  ) {
    this.version = version;
    this.#data = data;
    this.#builtIn = builtIn;
    this.#custom = custom;
    this.#linked = linked;
  }

  static load(version: SupportedVersion): SchemaSet {
    const data = readSchemaData();
    const bit = 1 << data.header.versions.indexOf(version);
    const builtIn = new Map(
      data.header.kinds.filter((entry) => entry[4] & bit).map((entry) => [keyOf(entry[0], entry[1]), entry]),
    );
    return new SchemaSet(version, data, builtIn, new Map(), new Map());
  }

  /** A set that knows these custom kinds, too. A built-in kind is never replaced. */
  with(kinds: Iterable<CustomKind>): SchemaSet {
    const custom = new Map(this.#custom);
    for (const kind of kinds) custom.set(keyOf(kind.apiVersion, kind.kind), kind);
    return new SchemaSet(this.version, this.#data, this.#builtIn, custom, this.#linked);
  }

  /** Undefined for a kind that is neither Kubernetes' own in this version nor one of the CRDs added. */
  schemaFor(apiVersion: string, kind: string): ResourceSchema | undefined {
    const key = keyOf(apiVersion, kind);
    let resource = this.#resources.get(key);
    if (resource === undefined) {
      resource = this.#make(apiVersion, kind, key);
      if (resource !== undefined) this.#resources.set(key, resource);
    }
    return resource;
  }

  /** Whether objects of the kind live in namespaces; undefined where the kind is not known. */
  isNamespaced(apiVersion: string, kind: string): boolean | undefined {
    const key = keyOf(apiVersion, kind);
    const builtIn = this.#builtIn.get(key);
    return builtIn === undefined ? this.#custom.get(key)?.namespaced : builtIn[3] === 1;
  }

  /** Kubernetes' own kinds in this version. */
  *kinds(): Generator<{ readonly apiVersion: string; readonly kind: string }> {
    for (const [apiVersion, kind] of this.#builtIn.values()) yield { apiVersion, kind };
  }

  /** Whether the group and version is one of Kubernetes' own in this version: a kind that it lacks then does not exist. */
  knowsVersion(apiVersion: string): boolean {
    for (const entry of this.#builtIn.values()) if (entry[0] === apiVersion) return true;
    return false;
  }

  #make(apiVersion: string, kind: string, key: string): ResourceSchema | undefined {
    const builtIn = this.#builtIn.get(key);
    if (builtIn !== undefined) {
      const schema = this.#definition(builtIn[2]);
      return { apiVersion, kind, namespaced: builtIn[3] === 1, schema, origin: 'built-in' };
    }
    const custom = this.#custom.get(key);
    if (custom === undefined) return undefined;
    const metadata = this.#definition(this.#data.header.names.indexOf(objectMeta));
    const schema = {
      ...custom.schema,
      properties: { ...custom.schema.properties, apiVersion: text, kind: text, metadata },
    };
    return { apiVersion, kind, namespaced: custom.namespaced, schema, origin: 'custom' };
  }

  #definition(name: number): Schema {
    const known = this.#linked.get(name);
    if (known !== undefined) return known;
    const line = this.#data.header.definitions[this.version]?.[name] ?? 0;
    if (line === 0) throw new Error(`no definition ${this.#data.header.names[name]} in ${this.version}`);
    const definition = JSON.parse(this.#data.lines[line] ?? '') as Stored;
    // Known before its parts are: a definition may contain itself.
    this.#linked.set(name, definition as Schema);
    this.#link(definition);
    return definition as Schema;
  }

  /** Replaces references in a freshly parsed definition, in place. */
  #link(schema: Stored): void {
    this.#linkChild(schema, 'items', schema.items);
    this.#linkChild(schema, 'additionalProperties', schema.additionalProperties);
    const { properties } = schema;
    if (properties === undefined) return;
    for (const [field, child] of Object.entries(properties)) this.#linkChild(properties, field, child);
  }

  /** A reference is followed when something reads it: objects use few of the fields that they could have. */
  #linkChild(parent: object, name: string, child: Stored | boolean | undefined): void {
    if (typeof child !== 'object') return;
    const { $ref } = child;
    if ($ref === undefined) this.#link(child);
    else defineLazily(parent, name, () => this.#resolve(child, $ref));
  }

  #resolve(schema: Stored, reference: number): Stored {
    const target = this.#definition(reference) as Stored;
    if (schema.default === undefined) return target;
    // The same object for the same default, so that others can remember what they made of it.
    const key = `${reference} ${JSON.stringify(schema.default)}`;
    let copy = this.#withDefault.get(key);
    if (copy === undefined) {
      copy = { ...target, default: schema.default };
      this.#withDefault.set(key, copy);
    }
    return copy;
  }
}

/** A schema as it is stored: references not yet followed. */
interface Stored {
  $ref?: number;
  default?: unknown;
  items?: Stored;
  additionalProperties?: Stored | boolean;
  properties?: Record<string, Stored>;
}

const text: Schema = { type: 'string' };

function keyOf(apiVersion: string, kind: string): string {
  return `${apiVersion}/${kind}`;
}

/** The schemas of a supported version. Costs about 2 ms the first time, and what is asked of it later. */
export function loadSchemas(version: SupportedVersion): SchemaSet {
  return SchemaSet.load(version);
}
