import { isRecord, type KubernetesObject, recordOf, stringOf } from '../object.ts';
import { KubernetesError } from './error.ts';
import { objectOf } from './read-object.ts';
import { type ApiResource, collectionPath } from './resource.ts';
import type { Transport } from './transport.ts';

export interface ListOptions {
  readonly namespace?: string;
  /**
   * Only `apiVersion`, `kind` and `metadata` of each object are sent, and kubectl's copy of the object in an annotation is dropped: what a
   * Secret holds stays with the API server. Copies that other tools keep in annotations are the reader's to drop.
   */
  readonly metadataOnly?: boolean;
  /** `app=web,tier=front` */
  readonly labelSelector?: string;
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

export interface Page {
  readonly items: KubernetesObject[];
  /** A watch from the first page's version misses nothing. */
  readonly resourceVersion: string;
  /** The list had to begin anew: objects of earlier pages don't count. */
  readonly anew: boolean;
}

const usualPageSize = 500;
const restarts = 3;

/**
 * All objects of a kind, page by page, each once. What changes while pages are read may be in it as it was or as it became.
 * @throws KubernetesError; `Expired` where the list was too old before it ended, four times in a row
 */
export async function* listPages(
  transport: Transport,
  resource: ApiResource,
  { namespace, metadataOnly = false, labelSelector, pageSize = usualPageSize, signal }: ListOptions = {},
): AsyncGenerator<Page> {
  const path = collectionPath(resource, namespace);
  let limit = pageSize;
  let token: string | undefined;
  let anew = false;
  let restarted = 0;
  for (;;) {
    let body: unknown;
    try {
      const answer = await transport.send({
        method: 'GET',
        path,
        query: {
          limit,
          ...(token === undefined ? {} : { continue: token }),
          ...(labelSelector === undefined ? {} : { labelSelector }),
        },
        accept: metadataOnly ? 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' : 'application/json',
        ...(signal === undefined ? {} : { signal }),
      });
      body = answer.body;
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      if (error.reason === 'TooLarge' && limit > 1) {
        limit = Math.ceil(limit / 4);
        continue;
      }
      if (error.status !== 410 || token === undefined) throw error;
      if (error.continueToken !== undefined && error.continueToken !== token) {
        // Goes on after the last object we have, with what is there now.
        token = error.continueToken;
        continue;
      }
      restarted += 1;
      if (restarted > restarts) throw error;
      token = undefined;
      anew = true;
      limit *= 4;
      continue;
    }
    const page = pageOf(body, resource, metadataOnly, path);
    token = page.token;
    yield { items: page.items, resourceVersion: page.resourceVersion, anew };
    anew = false;
    if (token === undefined) return;
  }
}

function pageOf(body: unknown, resource: ApiResource, metadataOnly: boolean, path: string) {
  const list = recordOf(body);
  const metadata = recordOf(list.metadata);
  const isList = metadataOnly ? list.kind === 'PartialObjectMetadataList' : stringOf(list.kind)?.endsWith('List');
  // Go writes an empty list as null in some servers.
  const items = list.items ?? [];
  if (!isList || !Array.isArray(items) || !items.every(isRecord)) {
    const message = `the answer is no list of ${resource.kind}`;
    throw new KubernetesError(message, { status: 200, reason: 'Unexpected', path });
  }
  return {
    items: items.map((item) => objectOf(item, resource, metadataOnly, path)),
    resourceVersion: stringOf(metadata.resourceVersion) ?? '',
    token: stringOf(metadata.continue) || undefined,
  };
}
