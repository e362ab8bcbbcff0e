import {
  carriesPods,
  type FieldPath,
  groupOf,
  isClusterScoped,
  type KubernetesObject,
  type PodTemplate,
  podTemplatesOf,
} from '../kubernetes/index.ts';
import type { Diagnostic } from './diagnostic.ts';

/** A place in a text: line and column from 1, column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** How an object came out of a chart or an overlay. */
export interface Rendering {
  readonly by: 'helm' | 'kustomize';
  /** The chart's or overlay's folder. */
  readonly root: string;
  /** The template that made the object, relative to `root`, where the renderer says it. */
  readonly template?: string;
  /** The namespace that the release goes to, and with it all that declares none: `unknownNamespace` where the user named none. */
  readonly namespace?: string;
}

/**
 * The namespace of a release that the user named none for. It must not be `default`: nobody said that the chart goes there.
 * No object counts as declaring it.
 */
export const unknownNamespace = 'release-namespace';

/** Where an object was declared. Positions are worked out only when asked for. */
export interface Source {
  /** Path as the user gave it (joined with what was found below it); `-` for standard input; a chart's template for rendered objects. */
  readonly file: string;
  readonly rendering?: Rendering;
  /** Line and column of a field's value's key (of the nearest existing parent where the field is absent); undefined for rendered objects. */
  locate(path: FieldPath): Position | undefined;
  /** The lines around a position, for excerpts: whole text of the file; undefined where there is none (rendered). */
  text(): string | undefined;
  /** Where in `text()` its document stands; absent for rendered objects. */
  readonly place?: TextPlace;
}

/** A range of a file's text that holds one document, and the way to the object in it: `['items', 2]` in a `List`. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
  readonly path: FieldPath;
}

/**
 * One object of the inventory. `object` may be read on first use: documents that no check asks about cost nothing.
 */
export class InventoryObject {
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  /** `apps/Deployment`, `/Pod`. */
  readonly groupKind: string;
  readonly name: string;
  /** As declared; undefined where the object names none, or only what its chart got as the name of an unknown namespace. */
  readonly declaredNamespace: string | undefined;
  readonly source: Source;
  readonly #isClusterScoped: boolean | undefined;
  /** Undefined where the body is broken: what is known is then the header, and the reason a diagnostic. */
  readonly #read: (() => KubernetesObject | undefined) | undefined;
  readonly #readOutline: (() => KubernetesObject | undefined) | undefined;
  #object: KubernetesObject | undefined;
  #templates: readonly PodTemplate[] | undefined;

  constructor(
    header: {
      apiVersion: string;
      kind: string;
      name: string;
      namespace: string | undefined;
      /** Where a cluster says it; absent: as far as can be known from the kind. */
      isClusterScoped?: boolean;
    },
    source: Source,
    body: KubernetesObject | (() => KubernetesObject | undefined),
    readOutline?: () => KubernetesObject | undefined,
  ) {
    this.apiVersion = header.apiVersion;
    this.group = groupOf(header.apiVersion);
    this.kind = header.kind;
    this.groupKind = `${this.group}/${header.kind}`;
    this.name = header.name;
    this.declaredNamespace = header.namespace;
    this.#isClusterScoped = header.isClusterScoped;
    this.source = source;
    this.#readOutline = readOutline;
    if (typeof body === 'function') this.#read = body;
    else this.#object = body;
  }

  /** Whether the body has not been read yet, so that asking for `object` costs a parse (CustomResourceDefinitions). */
  get deferred(): boolean {
    return this.#object === undefined;
  }

  get object(): KubernetesObject {
    this.#object ??= this.#read?.() ?? { apiVersion: this.apiVersion, kind: this.kind, metadata: { name: this.name } };
    return this.#object;
  }

  /** The object, where its body has not been read yet possibly without the descriptions in its schemas; made anew at each call. */
  outline(): KubernetesObject {
    return (this.deferred ? this.#readOutline?.() : undefined) ?? this.object;
  }

  /** The namespace that it lands in: undefined for cluster-scoped kinds; where none is declared its release's, or `default`. */
  get namespace(): string | undefined {
    if (this.#isClusterScoped ?? isClusterScoped(this.apiVersion, this.kind)) return undefined;
    return this.declaredNamespace ?? this.source.rendering?.namespace ?? 'default';
  }

  get podTemplates(): readonly PodTemplate[] {
    this.#templates ??= carriesPods(this.apiVersion, this.kind) ? podTemplatesOf(this.object) : [];
    return this.#templates;
  }
}

/** Whether objects of a kind in a namespace (undefined: outside of namespaces, or in all of them) can be seen. */
export type Sight = (groupKind: string, namespace: string | undefined) => boolean;

/** An immutable, indexed snapshot of objects, wherever they came from. */
export class Inventory {
  readonly objects: readonly InventoryObject[];
  /**
   * What could not be read. Grows where a body that is read on first use turns out to be broken: to be looked at after the analyses.
   */
  readonly diagnostics: readonly Diagnostic[];
  readonly #sees: Sight | undefined;
  readonly #byGroupKind = new Map<string, InventoryObject[]>();
  /** By kind, made when the first of a kind is looked for. */
  readonly #byIdentity = new Map<string, Map<string, InventoryObject>>();

  /** `sees`: of a cluster, what could be seen of it. */
  constructor(objects: readonly InventoryObject[], diagnostics: readonly Diagnostic[], sees?: Sight) {
    this.objects = objects;
    this.#sees = sees;
    this.diagnostics = diagnostics;
    for (const object of objects) {
      const same = this.#byGroupKind.get(object.groupKind);
      if (same === undefined) this.#byGroupKind.set(object.groupKind, [object]);
      else same.push(object);
    }
  }

  /**
   * Whether these are all objects that there are, as in a cluster, but for what can't be seen of it. Files are never: what isn't among them
   * may stand elsewhere.
   */
  get isWhole(): boolean {
    return this.#sees !== undefined;
  }

  /**
   * Whether objects of a kind in a namespace (undefined: outside of namespaces, or in all of them) could be seen, so that none among the
   * objects means that there is none. For files that is never known, and said of all.
   */
  sees(groupKind: string, namespace: string | undefined): boolean {
    return this.#sees?.(groupKind, namespace) ?? true;
  }

  /** All objects of a kind, any version of it: `ofKind('apps/Deployment')`, `ofKind('/Pod')`. */
  ofKind(...groupKinds: readonly string[]): readonly InventoryObject[] {
    if (groupKinds.length === 1) return this.#byGroupKind.get(groupKinds[0] ?? '') ?? [];
    return groupKinds.flatMap((groupKind) => this.#byGroupKind.get(groupKind) ?? []);
  }

  /** The first object of that kind, namespace (undefined for cluster-scoped kinds) and name. */
  find(groupKind: string, namespace: string | undefined, name: string): InventoryObject | undefined {
    let known = this.#byIdentity.get(groupKind);
    if (known === undefined) {
      known = new Map();
      for (const object of this.ofKind(groupKind)) {
        const identity = identityOf(object.namespace, object.name);
        if (!known.has(identity)) known.set(identity, object);
      }
      this.#byIdentity.set(groupKind, known);
    }
    return known.get(identityOf(namespace, name));
  }

  /** Kinds that the inventory holds, as `group/Kind`. */
  get groupKinds(): Iterable<string> {
    return this.#byGroupKind.keys();
  }

  /** Objects that declare pods: Pods and everything that carries a pod template. */
  get workloads(): readonly InventoryObject[] {
    this.#workloads ??= this.objects.filter((object) => object.podTemplates.length > 0);
    return this.#workloads;
  }
  #workloads: readonly InventoryObject[] | undefined;
}

function identityOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}\n${name}`;
}
