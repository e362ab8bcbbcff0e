import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import {
  type FieldPath,
  groupOf,
  isClusterScoped,
  type KubernetesObject,
  listOf,
  recordOf,
  stringOf,
  textOf,
} from '../../kubernetes/index.ts';
import type { SchemaSet } from '../../kubernetes/schema/index.ts';
import { guessPlural } from '../topics/schemas.ts';
import { asAdmitted } from './defaults.ts';

/** What the API server would be asked: to create an object. */
export interface CreateRequest {
  readonly object: InventoryObject;
  /** Where the object stands in it: the root, or the pods that a workload would make. */
  readonly path: FieldPath;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined for cluster-scoped kinds; a Namespace's own name for Namespaces, as in the API server. */
  readonly namespace: string | undefined;
  /** The resource's name (`deployments`), worked out when first asked for. */
  readonly resource: string;
  /** Other versions that the API server would convert the object to; undefined where that can't be known. */
  readonly versions: readonly string[] | undefined;
  /** Whether conversion changes nothing but `apiVersion` (CRDs without a conversion webhook). */
  readonly convertible: boolean;
  readonly labels: Readonly<Record<string, unknown>>;
  /** The object as the API server's policies see it: defaults filled in. Worked out once. */
  readonly value: KubernetesObject;
}

const crdKind = 'apiextensions.k8s.io/CustomResourceDefinition';

/** Kinds that policies are never asked about, so that no policy can lock its own repair out. Source: apiserver, webhook/predicates/rules. */
const exempt =
  /^admissionregistration\.k8s\.io\/(?:Validating|Mutating)(?:WebhookConfiguration|AdmissionPolicy(?:Binding)?)$/;

/** Makes the requests that an inventory's objects would be. */
export class RequestMaker {
  readonly #crds = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  readonly #inventory: Inventory;
  readonly #schemas: SchemaSet;

  constructor(inventory: Inventory, schemas: SchemaSet) {
    this.#inventory = inventory;
    this.#schemas = schemas;
  }

  /** The object's own creation; undefined for what is no object of an API server (a kubeconfig, a kubelet's configuration). */
  creationOf(object: InventoryObject): CreateRequest | undefined {
    if (exempt.test(object.groupKind) || (object.name === '' && !hasMetadata(object))) return undefined;
    return this.#request(object, [], object.apiVersion, object.kind, object.name, () => object.object);
  }

  /** The creation of the pods that a workload's templates make, for policies that ask about pods only. */
  podsOf(object: InventoryObject): readonly CreateRequest[] {
    if (object.groupKind === '/Pod') return [];
    return object.podTemplates.map((template) => {
      const pod = () => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          generateName: `${object.name}-`,
          ...template.metadata,
          ...(object.namespace !== undefined && { namespace: object.namespace }),
        },
        spec: template.spec,
      });
      return this.#request(object, template.path.slice(0, -1), 'v1', 'Pod', '', pod);
    });
  }

  /** Whether objects of a kind live outside namespaces, as far as the input, Kubernetes' schemas or our own table say. */
  isClusterScoped(apiVersion: string, kind: string): boolean {
    const custom = this.#customKind(groupOf(apiVersion), kind);
    if (custom !== undefined) return custom.scope === 'Cluster';
    const namespaced = this.#schemas.isNamespaced(apiVersion, kind);
    return namespaced === undefined ? isClusterScoped(apiVersion, kind) : !namespaced;
  }

  /** Whether the API server or a CRD of the input knows the kind. */
  knows(apiVersion: string, kind: string): boolean {
    return (
      this.#schemas.isNamespaced(apiVersion, kind) !== undefined ||
      this.#customKind(groupOf(apiVersion), kind) !== undefined
    );
  }

  #request(
    object: InventoryObject,
    path: FieldPath,
    apiVersion: string,
    kind: string,
    name: string,
    read: () => KubernetesObject,
  ): CreateRequest {
    const group = groupOf(apiVersion);
    const custom = () => this.#customKind(group, kind);
    const schemas = this.#schemas;
    const isNamespace = group === '' && kind === 'Namespace';
    const scope = () => this.isClusterScoped(apiVersion, kind);
    let value: KubernetesObject | undefined;
    return {
      object,
      path,
      group,
      version: apiVersion.slice(apiVersion.indexOf('/') + 1),
      kind,
      name,
      get namespace() {
        if (isNamespace) return name;
        return scope() ? undefined : (object.declaredNamespace ?? 'default');
      },
      get resource() {
        return stringOf(recordOf(custom()?.names).plural) ?? guessPlural(kind);
      },
      get versions() {
        const served = custom()?.versions;
        if (served !== undefined) {
          return listOf(served)
            .filter((version) => recordOf(version).served !== false)
            .map((version) => textOf(recordOf(version).name));
        }
        return undefined;
      },
      get convertible() {
        const declared = custom();
        return declared !== undefined && recordOf(declared.conversion).strategy !== 'Webhook';
      },
      get labels() {
        return recordOf(read().metadata?.labels);
      },
      get value() {
        value ??= asAdmitted(read(), schemas.schemaFor(apiVersion, kind), this.namespace);
        return value;
      },
    };
  }

  /** The spec of the CRD that declares a kind. CRDs are read only when an object of their group asks. */
  #customKind(group: string, kind: string): Readonly<Record<string, unknown>> | undefined {
    let specs = this.#crds.get(group);
    if (specs === undefined) {
      specs = this.#inventory
        .ofKind(crdKind)
        .filter((crd) => crd.name.endsWith(`.${group}`))
        .map((crd) => recordOf(crd.object.spec));
      this.#crds.set(group, specs);
    }
    return specs.find((spec) => spec.group === group && recordOf(spec.names).kind === kind);
  }
}

function hasMetadata(object: InventoryObject): boolean {
  return object.object.metadata?.generateName !== undefined;
}
