import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, type KubernetesObject, recordOf } from '../../src/kubernetes/object.ts';

/** What it takes to talk to a control plane; plain data, so that it can be handed to test workers. */
export interface Access {
  readonly url: string;
  /** File with the certificate that the API server shows. */
  readonly ca: string;
  /** Bearer token of a user in system:masters. */
  readonly token: string;
  readonly kubeconfig: string;
  readonly kubectl: string;
}

export interface Answer {
  readonly status: number;
  /** The parsed JSON, or the text where it is none. */
  readonly body: unknown;
  /** Texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Content that is sent as it is, not as JSON of a value. */
export interface RawBody {
  readonly type: string;
  readonly text: string;
}

/** A client for tests: every answer of the API server is a value, also refusals. */
export class Api {
  readonly access: Access;
  readonly #agent: Agent;
  readonly #resources = new Map<string, Promise<Map<string, Resource>>>();
  readonly #namespaces = new Map<string, Promise<void>>();
  readonly #accounts = new Map<string, Promise<void>>();

  constructor(access: Access) {
    this.access = access;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 16, ca: readFileSync(access.ca) });
  }

  /** @throws Error only where the API server cannot be reached */
  request(method: string, path: string, body?: unknown, raw?: RawBody): Promise<Answer> {
    const text = raw?.text ?? (body === undefined ? undefined : JSON.stringify(body));
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.access.token}`,
      accept: 'application/json',
    };
    if (text !== undefined) headers['content-type'] = raw?.type ?? 'application/json';
    return new Promise((resolve, reject) => {
      const call = httpsRequest(new URL(path, this.access.url), { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const content = Buffer.concat(chunks).toString();
          const warnings = [response.headers.warning ?? []].flat().flatMap(warningTexts);
          resolve({ status: response.statusCode ?? 0, body: parsed(content), warnings });
        });
      });
      call.on('error', reject);
      call.end(text);
    });
  }

  /** Like `request`, for what must succeed. @throws Error with the API server's answer where it doesn't */
  async demand(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await this.request(method, path, body);
    if (answer.status >= 300 || !isRecord(answer.body)) {
      throw new Error(`${method} ${path}: ${answer.status} ${messageOf(answer)}`);
    }
    return answer.body;
  }

  /** Where objects of a kind are created: `/apis/apps/v1/namespaces/shop/deployments`; undefined for a kind that isn't served. */
  async pathFor(object: KubernetesObject, namespace = object.metadata?.namespace ?? 'default') {
    const root = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
    let known = this.#resources.get(root);
    if (known === undefined) {
      known = this.#discover(root);
      this.#resources.set(root, known);
    }
    const resource = (await known).get(object.kind);
    if (resource === undefined) {
      this.#resources.delete(root); // A CRD may bring it later.
      return undefined;
    }
    return resource.namespaced ? `${root}/namespaces/${namespace}/${resource.plural}` : `${root}/${resource.plural}`;
  }

  /** Creates an object for good. @throws Error where the API server refuses */
  async create(object: KubernetesObject): Promise<Record<string, unknown>> {
    const path = await this.pathFor(object);
    if (path === undefined) throw new Error(`the API server does not serve ${object.apiVersion} ${object.kind}`);
    return this.demand('POST', path, object);
  }

  /**
   * What the API server would answer to a strict create, without keeping the object. What must be there first (its namespace, a Pod's
   * ServiceAccount) is created for real where it is missing. A kind that isn't served is answered with 404, as the API server does.
   */
  async dryRunCreate(object: KubernetesObject): Promise<Answer> {
    const namespace = object.metadata?.namespace ?? 'default';
    const path = await this.pathFor(object, namespace);
    if (path === undefined) return { status: 404, body: `no ${object.kind} in ${object.apiVersion}`, warnings: [] };
    if (path.includes('/namespaces/')) await this.ensureNamespace(namespace);
    const account = object.kind === 'Pod' ? recordOf(object.spec).serviceAccountName : undefined;
    if (typeof account === 'string' && account !== '') await this.#ensureServiceAccount(namespace, account);
    return this.request('POST', `${path}?dryRun=All&fieldValidation=Strict`, object);
  }

  /** Creates a namespace and waits for its default ServiceAccount, without which no Pod is admitted. */
  ensureNamespace(name: string): Promise<void> {
    let ready = this.#namespaces.get(name);
    if (ready === undefined) {
      ready = this.#makeNamespace(name);
      this.#namespaces.set(name, ready);
    }
    return ready;
  }

  /** @throws Error with what kubectl printed where it fails */
  kubectl(args: readonly string[], input?: string): Promise<string> {
    const child = spawn(this.access.kubectl, [`--kubeconfig=${this.access.kubeconfig}`, ...args]);
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    // A kubectl that ends before it read everything says why on its own.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve(output);
        else reject(new Error(`kubectl ${args.join(' ')} ended with ${code}: ${errors}`));
      });
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  async #discover(root: string): Promise<Map<string, Resource>> {
    const found = new Map<string, Resource>();
    const answer = await this.request('GET', root);
    const list = recordOf(answer.body).resources;
    if (!Array.isArray(list)) return found;
    for (const entry of list.map(recordOf)) {
      const { name, kind, namespaced } = entry;
      if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) continue;
      found.set(kind, { plural: name, namespaced: namespaced === true });
    }
    return found;
  }

  #ensureServiceAccount(namespace: string, name: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    let ready = this.#accounts.get(`${path}/${name}`);
    if (ready === undefined) {
      // A name that is none is refused here, and then with the Pod.
      const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } };
      ready = this.request('POST', path, account).then(() => undefined);
      this.#accounts.set(`${path}/${name}`, ready);
    }
    return ready;
  }

  async #makeNamespace(name: string): Promise<void> {
    const made = await this.request('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
    if (made.status >= 300 && made.status !== 409) throw new Error(`namespace ${name}: ${messageOf(made)}`);
    await until(`ServiceAccount default of namespace ${name}`, 30_000, async () => {
      const answer = await this.request('GET', `/api/v1/namespaces/${name}/serviceaccounts/default`);
      return answer.status === 200;
    });
  }
}

/** The message of a `Status` that the API server answered with, or the whole body. */
export function messageOf(answer: Answer): string {
  const { message } = recordOf(answer.body);
  return typeof message === 'string' ? message : JSON.stringify(answer.body);
}

/** Asks again every 50 ms until the answer is true. @throws Error that says what was waited for, after `limit` milliseconds */
export async function until(what: string, limit: number, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited ${limit / 1000} s for ${what}`);
    await sleep(50);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** RFC 7234 warnings, as the API server writes them: `299 - "text"`, several joined by commas. */
function warningTexts(header: string): string[] {
  return [...header.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replaceAll(/\\(.)/g, '$1'));
}
