import type { Language } from '../checks/index.ts';
import { InventoryObject } from '../inventory/index.ts';
import { type KubernetesClient, KubernetesError } from '../kubernetes/client/index.ts';
import { isRecord, listOf, recordOf, stringOf, textOf } from '../kubernetes/index.ts';
import { asCallErrors, type ClusterOptions, connect } from './cluster.ts';
import { servicesTexts } from './network-services-texts.ts';

/** Those that Kubernetes keeps for Services with a selector are as many as pods, and say nothing new. */
const byHand = 'endpointslice.kubernetes.io/managed-by notin (endpointslice-controller.k8s.io)';
const path = '/apis/discovery.k8s.io/v1/endpointslices';
/** More than that are not read: the rest is said to be unseen. */
const mostPages = 100;

export interface WrittenEndpoints {
  readonly objects: readonly InventoryObject[];
  /** Why they can't be seen, or not all. */
  readonly unseen: string | undefined;
}

/** EndpointSlices of a cluster that people or other programs write; those of Endpoints written by hand are among them. */
export async function writtenEndpoints(options: ClusterOptions, language: Language): Promise<WrittenEndpoints> {
  return asCallErrors(language, async () => {
    const { client } = await connect(options, language);
    try {
      return await read(client, language);
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      return { objects: [], unseen: servicesTexts[language].endpointsUnread(error.message) };
    } finally {
      await client.close();
    }
  });
}

async function read(client: KubernetesClient, language: Language): Promise<WrittenEndpoints> {
  const objects: InventoryObject[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = { limit: 500, labelSelector: byHand, ...(token !== undefined && { continue: token }) };
    const body = recordOf(await client.get(path, { query }));
    objects.push(...listOf(body.items).flatMap((item) => sliceOf(item) ?? []));
    token = stringOf(recordOf(body.metadata).continue);
    if (token === undefined || token === '') return { objects, unseen: undefined };
  }
  return { objects, unseen: servicesTexts[language].endpointsTooMany(objects.length) };
}

const nowhere = { file: '', locate: () => undefined, text: () => undefined };

/** Items of a list say neither version nor kind. */
function sliceOf(item: unknown): InventoryObject | undefined {
  if (!isRecord(item)) return undefined;
  const { namespace, name } = recordOf(item.metadata);
  const identity = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' };
  return new InventoryObject(
    { ...identity, name: textOf(name), namespace: textOf(namespace), isClusterScoped: false },
    nowhere,
    { ...item, ...identity },
  );
}
