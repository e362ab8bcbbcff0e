import { type ApiResource, KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import type { Node } from './node.ts';
import type { NodePlane } from './plane.ts';
import { type PolicyWorld, rulesOf, table } from './rules.ts';

export interface Enforcer {
  /** Ends it and takes its rules away: what is refused then goes through again. */
  stop(): Promise<void>;
}

const watched = {
  policies: { group: 'networking.k8s.io', version: 'v1', kind: 'NetworkPolicy', plural: 'networkpolicies' },
  pods: { group: '', version: 'v1', kind: 'Pod', plural: 'pods' },
  namespaces: { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces' },
} as const;

/** Makes nodes enforce NetworkPolicies from now on; without it they ignore them. Returns when those that are there are enforced. */
export async function startEnforcer(plane: NodePlane, nodes: readonly Node[]): Promise<Enforcer> {
  const client = new KubernetesClient(await loadConnection({ kubeconfig: plane.access.kubeconfig, env: {} }));
  const enforcing = new Enforcing(client, nodes);
  await enforcing.begun;
  return {
    stop: async () => {
      await client.close();
      await enforcing.end();
    },
  };
}

class Enforcing {
  /** Fails where rules cannot be written; then tests that count on them fail, too. */
  readonly begun: Promise<void>;
  readonly #nodes: readonly Node[];
  readonly #known: Readonly<Record<keyof PolicyWorld, Map<string, KubernetesObject>>>;
  readonly #unsynced = new Set<keyof PolicyWorld>(['policies', 'pods', 'namespaces']);
  #written: Promise<void> = Promise.resolve();
  #isDue = false;

  constructor(client: KubernetesClient, nodes: readonly Node[]) {
    this.#nodes = nodes;
    this.#known = { policies: new Map(), pods: new Map(), namespaces: new Map() };
    this.begun = new Promise((resolve, reject) => {
      for (const kind of ['policies', 'pods', 'namespaces'] as const) this.#follow(client, kind, resolve, reject);
    });
  }

  /** After its client was closed. */
  async end(): Promise<void> {
    await this.#written;
    for (const node of this.#nodes) await node.inNetwork(['nft', 'delete', 'table', 'inet', table]);
  }

  #follow(
    client: KubernetesClient,
    kind: keyof PolicyWorld,
    begun: () => void,
    failed: (error: unknown) => void,
  ): void {
    const objects = this.#known[kind];
    const keyOf = ({ metadata }: KubernetesObject) => `${metadata?.namespace}/${metadata?.name}`;
    const resource: ApiResource = { ...watched[kind], namespaced: kind !== 'namespaces', verbs: [] };
    client.follow(
      resource,
      {},
      {
        state: (state) => {
          if (state !== 'syncing') return;
          // Rules stay as they are until the list is whole again.
          this.#unsynced.add(kind);
          objects.clear();
        },
        page: (page) => {
          for (const object of page) objects.set(keyOf(object), object);
        },
        synced: () => {
          this.#unsynced.delete(kind);
          this.#write().then(() => this.#unsynced.size === 0 && begun(), failed);
        },
        applied: (object) => {
          objects.set(keyOf(object), object);
          void this.#write();
        },
        deleted: (object) => {
          objects.delete(keyOf(object));
          void this.#write();
        },
      },
    );
  }

  /** One after the other; changes that come while one is written go into the next. */
  #write(): Promise<void> {
    if (!this.#isDue) {
      this.#isDue = true;
      this.#written = this.#written.then(async () => {
        this.#isDue = false;
        if (this.#unsynced.size > 0) return;
        const { policies, pods, namespaces } = this.#known;
        const rules = rulesOf({
          policies: [...policies.values()],
          pods: [...pods.values()],
          namespaces: [...namespaces.values()],
        });
        for (const node of this.#nodes) await node.inNetwork(['nft', '-f', '-'], rules);
      });
    }
    return this.#written;
  }
}
