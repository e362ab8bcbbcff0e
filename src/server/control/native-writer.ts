import { controllerName, isAsWanted } from '../../enforcement/controller/index.ts';
import { parametersNamespace } from '../../enforcement/index.ts';
import {
  type ApiResource,
  collectionPath,
  type KubernetesClient,
  KubernetesError,
  type Term,
} from '../../kubernetes/client/index.ts';
import { type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { namespaceFor, nativeResource } from './kinds.ts';

/** A write that was not sent: the term is over. */
export class TermOver extends Error {
  override name = 'TermOver';
}

/** An object that is there, although it was not a moment ago, and that is not ours. */
export class NotOurs extends Error {
  override name = 'NotOurs';
}

const apply = 'application/apply-patch+yaml';

/** Writes to the cluster as its leader, and only then. */
export class NativeWriter {
  readonly #client: KubernetesClient;
  readonly #term: Term;

  constructor(client: KubernetesClient, term: Term) {
    this.#client = client;
    this.#term = term;
  }

  /** @returns the object as it is then. Throws NotOurs where somebody else made one of that name in between */
  async create(wanted: KubernetesObject): Promise<KubernetesObject> {
    const answer = await this.#apply(wanted, false).catch(async (error: unknown) => {
      if (!(error instanceof KubernetesError) || error.status !== 404 || wanted.kind !== 'ConfigMap') throw error;
      await this.#makeNamespace();
      return this.#apply(wanted, false);
    });
    if (answer.status === 201) return objectIn(answer.body);
    // It was there: what was added to it goes again with our claim to it.
    const { apiVersion, kind, metadata } = wanted;
    await this.#apply({ apiVersion, kind, metadata: nameOf(metadata) }, false);
    throw new NotOurs('it is there, and somebody else made it');
  }

  /** Puts an object of ours back to what it should be. @returns it as it is then */
  async repair(wanted: KubernetesObject, found: KubernetesObject): Promise<KubernetesObject> {
    // Of the very object that was seen: one that was made anew in between is somebody else's until it was looked at.
    const metadata = { ...wanted.metadata, uid: found.metadata?.uid };
    const applied = objectIn((await this.#apply({ ...wanted, metadata }, true)).body);
    if (isAsWanted(applied, wanted)) return applied;
    // Entries that others added are theirs, and an apply leaves them: only a replacement takes them away.
    const { resourceVersion, uid, labels, annotations } = applied.metadata ?? {};
    const body = {
      ...wanted,
      metadata: {
        ...wanted.metadata,
        labels: { ...labels, ...wanted.metadata?.labels },
        annotations: { ...annotations, ...wanted.metadata?.annotations },
        resourceVersion,
        uid,
      },
    };
    const answer = await this.#send('PUT', pathOf(wanted), { query: { fieldManager: controllerName }, body });
    return objectIn(answer.body);
  }

  /** Deletes an object as it was seen; one that is gone already is as good. */
  async remove(found: KubernetesObject): Promise<void> {
    const { uid, resourceVersion } = found.metadata ?? {};
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
    try {
      await this.#send('DELETE', pathOf(found), { body });
    } catch (error) {
      if (!(error instanceof KubernetesError) || error.status !== 404) throw error;
    }
  }

  /** @returns the object with its new status */
  async status(
    resource: ApiResource,
    { apiVersion, kind, metadata }: KubernetesObject,
    status: Readonly<Record<string, unknown>>,
  ): Promise<KubernetesObject> {
    const name = metadata?.name ?? '';
    const answer = await this.#send('PATCH', `${collectionPath(resource)}/${encodeURIComponent(name)}/status`, {
      query: { fieldManager: controllerName, force: true },
      contentType: apply,
      body: { apiVersion, kind, metadata: { name, uid: metadata?.uid }, status },
    });
    return objectIn(answer.body);
  }

  #apply(object: KubernetesObject, force: boolean) {
    return this.#send('PATCH', pathOf(object), {
      query: { fieldManager: controllerName, force },
      contentType: apply,
      body: object,
    });
  }

  async #makeNamespace(): Promise<void> {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: parametersNamespace } };
    try {
      await this.#send('POST', '/api/v1/namespaces', { body });
    } catch (error) {
      if (!(error instanceof KubernetesError) || error.status !== 409) throw error;
    }
  }

  #send(...[method, path, options]: Parameters<KubernetesClient['request']>) {
    // Asked at the last moment: a process that was stopped for a while goes on here.
    if (!this.#term.holds()) throw new TermOver('the term is over');
    return this.#client.request(method, path, { ...options, signal: this.#term.signal });
  }
}

function pathOf(object: KubernetesObject): string {
  const resource = nativeResource(object);
  return `${collectionPath(resource, namespaceFor(resource))}/${encodeURIComponent(object.metadata?.name ?? '')}`;
}

function nameOf(metadata: KubernetesObject['metadata']) {
  const { name = '', namespace } = metadata ?? {};
  return { name, ...(namespace !== undefined && { namespace }) };
}

function objectIn(body: unknown): KubernetesObject {
  const { apiVersion, kind, ...rest } = recordOf(body);
  if (typeof apiVersion === 'string' && typeof kind === 'string') return { apiVersion, kind, ...rest };
  throw new KubernetesError('the answer is no object', { status: 200, reason: 'Unexpected', path: '' });
}
