import type { InventoryObject } from '../../../inventory/index.ts';
import type { Endpoint } from '../../../network/reachability/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkNode } from '../../contract/index.ts';
import { isVisible, resourceOfObject } from '../resource.ts';
import type { NetworkModel } from './model.ts';

/** Most workloads of one namespace, and of all, that are nodes of their own. */
const mostOfNamespace = 300;
const mostWorkloads = 600;
/** Namespaces that a search opens at most. */
const mostFound = 20;
/** Ranges of addresses that are nodes of their own; more are one. */
const mostAddresses = 30;

export interface Placement {
  readonly nodes: readonly NetworkNode[];
  /** By class: how many of its members are in which nodes. */
  readonly nodesOf: readonly ReadonlyMap<number, number>[];
  /** Whether a node is what is searched for; all are where nothing is. */
  readonly fits: readonly boolean[];
}

export interface View {
  readonly open: readonly string[];
  readonly visible: Visible;
  /** In lower case. */
  readonly words: readonly string[];
}

/** A node while it is filled. */
interface Filling {
  readonly node: { -readonly [K in keyof NetworkNode]: NetworkNode[K] };
  fits: boolean;
}

/** Which node each part of a cluster is in, as someone looks at it. */
export function placeIn(model: NetworkModel, view: View): Placement {
  return new Placing(model, view).placement();
}

class Placing {
  readonly #model: NetworkModel;
  readonly #view: View;
  readonly #filling: Filling[] = [];
  readonly #byId = new Map<string, number>();
  /** Workloads that fit the search, by namespace that does not fit itself. */
  readonly #found: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #open: ReadonlySet<string>;
  #workloads = 0;
  readonly #ofNamespace = new Map<string, number>();

  constructor(model: NetworkModel, view: View) {
    this.#model = model;
    this.#view = view;
    this.#found = foundIn(model, view);
    this.#open = new Set(view.open.filter((namespace) => isVisible(view.visible, namespace)));
  }

  placement(): Placement {
    const { reachability } = this.#model;
    const { visible, words } = this.#view;
    const addressNodes = new Map<string, number>();
    const nodesOf = reachability.classes.classes.map((one) => {
      const counts = new Map<number, number>();
      const add = (index: number) => counts.set(index, (counts.get(index) ?? 0) + 1);
      if (one.kind === 'outside') {
        const isInternet = one.name.startsWith('internet') || visible !== undefined;
        if (isInternet) add(this.#node('internet', { kind: 'internet', name: 'internet' }));
        else {
          const id = addressNodes.size < mostAddresses ? one.name : 'addresses';
          const index = this.#node(id, { kind: 'addresses', name: one.name });
          addressNodes.set(id, index);
          this.#fill(index).node.members++;
          add(index);
        }
      } else for (const endpoint of one.members) add(this.#nodeOf(endpoint));
      return counts;
    });
    const nodes = this.#filling.map(({ node, fits }) => ({ ...node, fits }));
    return {
      nodes: nodes.map(({ fits: _, ...node }) => node),
      nodesOf,
      fits: nodes.map(({ fits, id }) => words.length === 0 || fits || fitsWords(id, words)),
    };
  }

  #nodeOf(endpoint: Endpoint): number {
    const { namespace, object } = endpoint;
    if (namespace === undefined) return this.#counted(this.#node('nodes', { kind: 'nodes', name: '' }), endpoint);
    if (!isVisible(this.#view.visible, namespace)) return this.#node('others', { kind: 'others', name: '' });
    const found = this.#found.get(namespace);
    const isOpen = this.#open.has(namespace) || found !== undefined;
    const index = this.#node(`${namespace}/`, { kind: 'namespace', name: namespace, open: isOpen });
    const group = this.#counted(index, endpoint);
    if (!isOpen) return group;
    const known = this.#byId.get(endpoint.name);
    if (known !== undefined) return this.#counted(known, endpoint);
    const count = this.#ofNamespace.get(namespace) ?? 0;
    // A search opens namespaces for what fits alone; who opened one sees the rest of it, too.
    const isWanted = this.#open.has(namespace) || found?.has(endpoint.name) === true;
    if (!isWanted || count >= mostOfNamespace || this.#workloads >= mostWorkloads) {
      this.#fill(group).node.leftOut++;
      return group;
    }
    this.#ofNamespace.set(namespace, count + 1);
    this.#workloads++;
    const workload = object === undefined ? null : workloadOf(object);
    const made = this.#node(endpoint.name, {
      kind: 'workload',
      name: object?.name ?? endpoint.name,
      namespace,
      workload,
    });
    if (found?.has(endpoint.name) === true) this.#fill(made).fits = true;
    return this.#counted(made, endpoint);
  }

  #counted(index: number, { object, isHost, namespace }: Endpoint): number {
    const { node } = this.#fill(index);
    node.members++;
    if (object === undefined || namespace === undefined) return index;
    if (isHost) node.onHosts++;
    const { isolation, exposure } = this.#model;
    for (const direction of ['ingress', 'egress'] as const) {
      const state = isolation.get(object)?.[direction] ?? 'unknown';
      if (state !== 'no') node[direction] = { ...node[direction], [state]: node[direction][state] + 1 };
    }
    if ((exposure.get(object) ?? []).some(({ internal }) => !internal)) node.exposed++;
    return index;
  }

  #node(id: string, said: Pick<NetworkNode, 'kind' | 'name'> & Partial<NetworkNode>): number {
    let index = this.#byId.get(id);
    if (index === undefined) {
      index = this.#filling.length;
      this.#byId.set(id, index);
      const node = {
        namespace: null,
        workload: null,
        members: 0,
        onHosts: 0,
        ingress: { yes: 0, unknown: 0 },
        egress: { yes: 0, unknown: 0 },
        exposed: 0,
        open: false,
        leftOut: 0,
        ...said,
        id,
      };
      this.#filling.push({ node, fits: false });
    }
    return index;
  }

  #fill(index: number): Filling {
    const filling = this.#filling[index];
    if (filling === undefined) throw new Error(`no node ${index}`);
    return filling;
  }
}

/** Workloads that fit a search by their own name, by namespace: what fits by its namespace's name is that namespace. */
function foundIn({ reachability }: NetworkModel, { words, visible }: View): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  if (words.length === 0) return found;
  for (const { name, namespace } of reachability.endpoints) {
    if (namespace === undefined || !isVisible(visible, namespace)) continue;
    if (fitsWords(namespace, words) || !fitsWords(name, words)) continue;
    const names = found.get(namespace);
    if (names !== undefined) names.add(name);
    else if (found.size < mostFound) found.set(namespace, new Set([name]));
  }
  return found;
}

function fitsWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function workloadOf(object: InventoryObject): NetworkNode['workload'] {
  const { container: _, ...workload } = resourceOfObject(object);
  return workload;
}
