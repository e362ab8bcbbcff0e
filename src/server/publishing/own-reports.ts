import {
  type ApiResource,
  collectionPath,
  type FollowHandler,
  type Following,
  type KubernetesClient,
} from '../../kubernetes/client/index.ts';
import { type KubernetesObject, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { reportLabels } from '../../reports/index.ts';

/** Who owns the fields of what is written. */
export const fieldManager = 'breakwater-reports';
/** What a report was made of: one that says the same is not written again. */
export const digestAnnotation = 'breakwater.dev/digest';

/** A report that we made, as it stands in the cluster. */
interface OwnReport {
  /** Path of its collection, in all namespaces. */
  readonly collection: string;
  readonly namespace: string;
  readonly uid: string;
  readonly version: string;
  /** Of what it was made of; undefined where somebody else wrote to it since. */
  readonly digest: string | undefined;
}

interface Followed {
  readonly following: Following;
  /** Resolves when it is known what there is, or that it can't be known. */
  readonly ready: Promise<void>;
  isKnown: boolean;
}

export interface OwnReportsOptions {
  readonly client: KubernetesClient;
  /** Is told the namespace, empty for what is outside of them, where something is not as it was. */
  readonly onChange: (namespace: string) => void;
  /** Is told that a kind can't be followed. */
  readonly onFailure: (kind: string, error: unknown) => void;
  /** Is told that it can be again: meanwhile anything may have happened. */
  readonly onReturn: () => void;
}

/**
 * Follows the reports that we made, by their metadata: what others change or delete is noticed at once. A report counts as ours where it has
 * our labels and our field manager applied it, so that copies under other names are nobody's to delete.
 */
export class OwnReports {
  readonly #options: OwnReportsOptions;
  readonly #reports = new Map<string, OwnReport>();
  /** By the collection's path. */
  readonly #followed = new Map<string, Followed>();

  constructor(options: OwnReportsOptions) {
    this.#options = options;
  }

  /** Follows these kinds and no others. Resolves when of each it is known what there is, or that it can't be known. */
  async follow(resources: readonly ApiResource[]): Promise<void> {
    const wanted = new Map(resources.map((resource) => [collectionPath(resource), resource]));
    const gone = [...this.#followed].filter(([path]) => !wanted.has(path));
    for (const [path] of gone) this.#followed.delete(path);
    await Promise.all(gone.map(([, { following }]) => following.stop()));
    for (const [path, resource] of wanted)
      if (!this.#followed.has(path)) this.#followed.set(path, this.#begin(resource));
    await Promise.all([...this.#followed.values()].map(({ ready }) => ready));
  }

  /** Whether it is known which reports of a kind there are. */
  isKnown(resource: ApiResource): boolean {
    return this.#followed.get(collectionPath(resource))?.isKnown === true;
  }

  at(path: string): OwnReport | undefined {
    return this.#reports.get(path);
  }

  /** Paths of our reports of a kind in a namespace. */
  pathsOf(resource: ApiResource, namespace: string): readonly string[] {
    const start = `${collectionPath(resource, namespace === '' ? undefined : namespace)}/`;
    return [...this.#reports.keys()].filter((path) => path.startsWith(start));
  }

  /** Namespaces that have some; empty for what is outside of them. */
  namespaces(): ReadonlySet<string> {
    return new Set(this.#reports.values().map(({ namespace }) => namespace));
  }

  /** To be told of what was written: the object that the API server answered with. */
  wrote(resource: ApiResource, path: string, object: unknown): void {
    const { written, ...report } = reportOf(recordOf(recordOf(object).metadata));
    this.#reports.set(path, { ...report, collection: collectionPath(resource), digest: written });
  }

  removed(path: string): void {
    this.#reports.delete(path);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#followed.values()].map(({ following }) => following.stop()));
  }

  #begin(resource: ApiResource): Followed {
    const { client, onFailure, onReturn } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    const labelSelector = Object.entries(reportLabels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    const collection = collectionPath(resource);
    const path = (object: KubernetesObject) =>
      pathOf(resource, object.metadata?.namespace, object.metadata?.name ?? '');
    let seen = new Set<string>();
    let said: string | undefined;
    let broke = false;
    const take = (object: KubernetesObject) => {
      seen.add(path(object));
      this.#take(collection, path(object), recordOf(object.metadata));
    };
    const handler: FollowHandler = {
      state: (state, error) => {
        if (state === 'syncing') seen = new Set();
        if (error === undefined) return;
        broke = true;
        if (state === 'syncing') return;
        if (error.status === 404) followed.isKnown = false;
        if (error.message !== said) onFailure(resource.kind, error);
        said = error.message;
        resolve();
      },
      page: (objects) => {
        for (const object of objects) take(object);
      },
      synced: () => {
        for (const [known, report] of [...this.#reports])
          if (report.collection === collection && !seen.has(known)) this.#forget(known);
        said = undefined;
        followed.isKnown = true;
        resolve();
        if (broke) onReturn();
        broke = false;
      },
      applied: take,
      deleted: (object) => this.#forget(path(object)),
    };
    const following = client.follow(resource, { metadataOnly: true, labelSelector }, handler);
    const followed: Followed = { following, ready: promise, isKnown: false };
    return followed;
  }

  #take(collection: string, path: string, metadata: Readonly<Record<string, unknown>>): void {
    const before = this.#reports.get(path);
    const { written, ...report } = reportOf(metadata);
    if (before?.version === report.version) return;
    if (!isMade(metadata)) {
      this.#forget(path);
      return;
    }
    // Where it says that it is what it was, and is another version, somebody else wrote it.
    const isTouched = before === undefined ? !isWhole(metadata) : before.digest === written;
    this.#reports.set(path, { ...report, collection, digest: isTouched ? undefined : written });
    if (before !== undefined || isTouched) this.#options.onChange(report.namespace);
  }

  #forget(path: string): void {
    const before = this.#reports.get(path);
    if (before === undefined) return;
    this.#reports.delete(path);
    this.#options.onChange(before.namespace);
  }
}

export function pathOf(resource: ApiResource, namespace: string | undefined, name: string): string {
  return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
}

function reportOf({ namespace, uid, resourceVersion, annotations }: Readonly<Record<string, unknown>>) {
  return {
    namespace: stringOf(namespace) ?? '',
    uid: stringOf(uid) ?? '',
    version: stringOf(resourceVersion) ?? '',
    written: stringOf(recordOf(annotations)[digestAnnotation]),
  };
}

/** Whether we applied it. Source: Kubernetes, Server-Side Apply, field management. */
export function isMade({ managedFields }: Readonly<Record<string, unknown>>): boolean {
  return listOf(managedFields).map(recordOf).some(isByUs);
}

/** Whether nobody but us wrote to it, and nothing that we wrote was taken away. */
function isWhole({ managedFields }: Readonly<Record<string, unknown>>): boolean {
  const entries = listOf(managedFields).map(recordOf);
  const fields = recordOf(entries[0]?.fieldsV1);
  return entries.length === 1 && entries.every(isByUs) && ['f:results', 'f:summary'].every((field) => field in fields);
}

function isByUs({ manager, operation }: Readonly<Record<string, unknown>>): boolean {
  return manager === fieldManager && operation === 'Apply';
}
