import { setTimeout as sleep } from 'node:timers/promises';
import { recordOf, stringOf } from '../../src/kubernetes/index.ts';
import type { Answer, Api } from './api.ts';
import type { ControlPlane } from './control-plane.ts';

/** Kinds that are made, and what their objects say; `version` makes an object another. */
const bodies: Readonly<
  Record<string, (name: string, version: number) => { apiVersion: string; [field: string]: unknown }>
> = {
  ConfigMap: (_, version) => ({ apiVersion: 'v1', data: { version: String(version) } }),
  Secret: (_, version) => ({
    apiVersion: 'v1',
    metadata: { annotations: { version: String(version) } },
    stringData: { password: `hunter-${version}` },
  }),
  Service: (name, version) => ({
    apiVersion: 'v1',
    spec: { selector: { app: name }, ports: [{ port: 80 + (version % 100) }] },
  }),
  NetworkPolicy: (name, version) => ({
    apiVersion: 'networking.k8s.io/v1',
    spec: { podSelector: { matchLabels: { app: name, version: String(version) } }, policyTypes: ['Ingress'] },
  }),
  Deployment: (name, version) => ({
    apiVersion: 'apps/v1',
    spec: {
      replicas: 1 + (version % 2),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'app', image: `registry.example.com/app:${version % 3}` }] },
      },
    },
  }),
  Widget: (_, version) => ({ apiVersion: 'example.com/v1', spec: { size: version } }),
};

interface Existing {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

const workers = 12;
const namespaces = ['one', 'two', 'three'];

/** Creates, changes and deletes objects at random, the same in every run, several at a time. */
export class Changes {
  readonly kinds = ['ConfigMap', 'Secret', 'Service', 'NetworkPolicy', 'Deployment'];
  readonly #random = randomNumbers(4);
  #existing: Existing[] = [];
  #made = 0;
  /** Changes of the run that are still to be made. */
  left = 0;

  /** @throws Error where the API server refuses a change; one that does not answer is asked again */
  async run(api: Api, count: number): Promise<void> {
    this.left = count;
    const work = async () => {
      while (this.left-- > 0) await this.#change(api);
    };
    await Promise.all(Array.from({ length: workers }, work));
  }

  /** Their definition is gone, and they with it. */
  forget(kind: string): void {
    this.kinds.splice(this.kinds.indexOf(kind), 1);
    this.#existing = this.#existing.filter((one) => one.kind !== kind);
  }

  async #change(api: Api): Promise<void> {
    const version = ++this.#made;
    const dice = this.#random();
    if (this.#existing.length < 20 || dice < 0.45) {
      const one = { kind: this.#oneOf(this.kinds), namespace: this.#oneOf(namespaces), name: `object-${version}` };
      const { kind, namespace, name } = one;
      const { metadata, apiVersion, ...rest } = { metadata: {}, ...this.#body(one, version) };
      const object = { apiVersion, kind, metadata: { ...recordOf(metadata), name, namespace }, ...rest };
      const path = await pathOf(api, one);
      await insist(() => api.request('POST', path, object), [201, 409]);
      this.#existing.push(one);
      return;
    }
    // Taken out while it is worked on, so that no other does.
    const index = Math.floor(this.#random() * this.#existing.length);
    const [one] = this.#existing.splice(index, 1);
    if (one === undefined) return;
    const path = `${await pathOf(api, one)}/${one.name}`;
    if (dice < 0.75) {
      const { apiVersion: _, ...patch } = this.#body(one, version);
      const raw = { type: 'application/merge-patch+json', text: JSON.stringify(patch) };
      await insist(() => api.request('PATCH', path, undefined, raw), [200]);
      this.#existing.push(one);
    } else {
      await insist(() => api.request('DELETE', `${path}?propagationPolicy=Background`), [200, 202, 404]);
    }
  }

  #body({ kind, name }: Existing, version: number) {
    const make = bodies[kind];
    if (make === undefined) throw new Error(`nothing is known of ${kind}`);
    return make(name, version);
  }

  #oneOf(list: readonly string[]): string {
    return list[Math.floor(this.#random() * list.length)] ?? '';
  }
}

async function pathOf(api: Api, { kind, namespace, name }: Existing): Promise<string> {
  const { apiVersion } = bodies[kind]?.(name, 0) ?? { apiVersion: '' };
  const path = await insistOn(() => api.pathFor({ apiVersion, kind }, namespace));
  if (path === undefined) throw new Error(`${kind} is not served`);
  return path;
}

/** What is asked while the API server is away is asked again when it is back. */
async function insist(ask: () => Promise<Answer>, fine: readonly number[]): Promise<void> {
  const { status, body } = await insistOn(async () => {
    const answer = await ask();
    // A server that has just started refuses until it is ready.
    return answer.status >= 500 || answer.status === 403 || answer.status === 429 ? undefined : answer;
  });
  if (!fine.includes(status)) throw new Error(`${status}: ${stringOf(recordOf(body).message) ?? ''}`);
}

async function insistOn<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  throw new Error('the API server did not answer for a minute');
}

/** Makes etcd forget everything but what is there now. */
export async function compact({ apiServer }: ControlPlane): Promise<void> {
  const etcd = apiServer.args.find((arg) => arg.startsWith('--etcd-servers='))?.slice('--etcd-servers='.length);
  const ask = async (path: string, body: object) => {
    const answer = await fetch(`${etcd}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`etcd: ${answer.status} ${await answer.text()}`);
    return recordOf(await answer.json());
  };
  const { header } = await ask('/v3/kv/range', { key: Buffer.from('/registry').toString('base64') });
  await ask('/v3/kv/compaction', { revision: recordOf(header).revision, physical: true });
}

/** Numbers from 0 to 1 that only look random (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}
