import { type ApiResource, type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import { definitionPath, exceptions, policies } from './kinds.ts';

/** The uids of the definitions of our kinds; undefined where one is not there, or is on its way out. */
export interface Definitions {
  readonly policies: string;
  readonly exceptions: string;
}

/**
 * Asks the API server itself: while a definition is being removed, its objects go one by one, and each looks as if somebody had deleted it.
 * The definition is marked before the first of them goes, so that whoever asks after an object went knows why.
 * @throws KubernetesError
 */
export async function definitionsNow(client: KubernetesClient, signal: AbortSignal): Promise<Definitions | undefined> {
  const [first, second] = await Promise.all([policies, exceptions].map((resource) => uidOf(client, resource, signal)));
  return first === undefined || second === undefined ? undefined : { policies: first, exceptions: second };
}

async function uidOf(client: KubernetesClient, resource: ApiResource, signal: AbortSignal) {
  try {
    const { metadata } = recordOf(await client.get(definitionPath(resource), { signal }));
    const { uid, deletionTimestamp } = recordOf(metadata);
    return deletionTimestamp === undefined ? stringOf(uid) : undefined;
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  }
}
