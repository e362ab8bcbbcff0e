import { objectsGroup, objectsVersion, type Rung, rungs } from '../enforcement/index.ts';
import type { ClusterState } from '../inventory/cluster/index.ts';
import { type KubernetesClient, KubernetesError } from '../kubernetes/client/index.ts';
import { type KubernetesObject, recordOf } from '../kubernetes/index.ts';
import type { Writing } from './contract/index.ts';
import { HttpProblem } from './problem.ts';

/** What is asked of the API server here. */
export type WritingClient = Pick<KubernetesClient, 'get' | 'request' | 'mayI'>;

type Resource = 'securitypolicies' | 'securityexceptions';

const kinds: Readonly<Record<Resource, string>> = {
  securitypolicies: 'SecurityPolicy',
  securityexceptions: 'SecurityException',
};

/** Who owns the fields that users of the console set. */
const fieldManager = 'breakwater-console';
/** How often a change is tried that somebody else's came before. */
const attempts = 5;
/** How long an answer about the server's own rights holds, in milliseconds. */
const rightLifetime = 60_000;

/** Writes our objects to the cluster for users who may have that done. */
export class PolicyWriter {
  readonly #client: WritingClient | undefined;
  readonly #state: () => ClusterState;
  readonly #rights = new Map<string, { readonly until: number; readonly answer: Promise<boolean> }>();

  /** @param client undefined where a recording is shown */
  constructor(client: WritingClient | undefined, state: () => ClusterState) {
    this.#client = client;
    this.#state = state;
  }

  /** Whether it can be done. @param isPermitted whether the user may have it done */
  async writing(resource: Resource, verb: 'create' | 'patch' | 'delete', isPermitted: boolean): Promise<Writing> {
    const client = this.#client;
    if (client === undefined) return { possible: false, reason: 'recording' };
    if (!this.#state().kinds.some(({ groupKind }) => groupKind === `${objectsGroup}/${kinds[resource]}`))
      return { possible: false, reason: 'not-installed' };
    if (!isPermitted) return { possible: false, reason: 'not-permitted' };
    try {
      const may = await this.#may(client, resource, verb);
      return may ? { possible: true, reason: null } : { possible: false, reason: 'server-may-not' };
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      return { possible: false, reason: 'unanswered' };
    }
  }

  /**
   * Puts a policy on another rung.
   * @param generation of the policy as the user saw it, where that is known: what it asks for by now was not predicted to them
   * @throws HttpProblem `conflict` where it is not any more what the user saw, `cluster-refused` with what the API server says
   */
  async step(name: string, from: Rung, to: Rung, generation: number | undefined): Promise<void> {
    const client = this.#needed();
    const path = `${pathOf('securitypolicies')}/${encodeURIComponent(name)}`;
    const attempt = async (): Promise<void> => {
      const object = recordOf(await client.get(path));
      const action = recordOf(object.spec).action ?? rungs[0];
      const { resourceVersion, generation: now } = recordOf(object.metadata);
      if (action !== from || (generation !== undefined && now !== generation)) throw new HttpProblem('conflict');
      // Where anybody changed it since it was read, the API server refuses.
      await client.request('PATCH', path, {
        query: { fieldManager },
        contentType: 'application/merge-patch+json',
        body: { metadata: { resourceVersion }, spec: { action: to } },
      });
    };
    await answered(async () => {
      for (let left = attempts; ; left--) {
        try {
          return await attempt();
        } catch (error) {
          // Mostly its controller, which writes the status: then it is still what the user saw.
          if (left <= 1 || !(error instanceof KubernetesError) || error.status !== 409) throw error;
        }
      }
    });
  }

  /** @throws HttpProblem `conflict` where there is one of that name, `cluster-refused` with what the API server says */
  async create(resource: Resource, object: KubernetesObject): Promise<void> {
    const client = this.#needed();
    await answered(async () => {
      await client.request('POST', pathOf(resource), { query: { fieldManager }, body: object });
    });
  }

  /** @throws HttpProblem `not-found` where it is gone already, `cluster-refused` with what the API server says */
  async remove(resource: Resource, name: string): Promise<void> {
    const client = this.#needed();
    await answered(async () => {
      await client.request('DELETE', `${pathOf(resource)}/${encodeURIComponent(name)}`);
    });
  }

  #needed(): WritingClient {
    if (this.#client === undefined) throw new HttpProblem('recording');
    return this.#client;
  }

  #may(client: WritingClient, resource: Resource, verb: string): Promise<boolean> {
    const key = `${verb} ${resource}`;
    const known = this.#rights.get(key);
    if (known !== undefined && Date.now() < known.until) return known.answer;
    const answer = client.mayI({ group: objectsGroup, resource, verb });
    this.#rights.set(key, { until: Date.now() + rightLifetime, answer });
    answer.catch(() => this.#rights.delete(key));
    return answer;
  }
}

function pathOf(resource: Resource): string {
  return `/apis/${objectsGroup}/${objectsVersion}/${resource}`;
}

/** Longest words of the API server that are passed on, in characters. */
const longest = 1_000;

async function answered(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    if (error.status === 404) throw new HttpProblem('not-found', { cause: error });
    if (error.status === 409) throw new HttpProblem('conflict', { cause: error });
    const message = error.message.slice(0, longest);
    throw new HttpProblem('cluster-refused', { errors: [{ path: 'cluster', message }], cause: error });
  }
}
