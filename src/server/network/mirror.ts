import { createHash } from 'node:crypto';
import { sightOf } from '../../inventory/cluster/index.ts';
import { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { HttpProblem } from '../problem.ts';
import { modelOf, type NetworkModel } from '../views/network/model.ts';
import type { NamedFlows, Recorded } from '../views/network/seen.ts';
import type { NamedEdge, SentObject, SentSurroundings, ToThread } from './messages.ts';

/**
 * Where a cluster changes all the time, its network is made anew for a fifth of the time at most; so many milliseconds of it at once, so
 * that whoever changes something sees it.
 */
const share = 0.2;
const burst = 5_000;

/** In a cluster an object has no file and no lines. */
const nowhere = { file: '', locate: () => undefined, text: () => undefined };

interface Mirrored {
  readonly object: InventoryObject;
  readonly addresses: readonly string[] | undefined;
  readonly digest: string;
}

type Made = { readonly model: NetworkModel } | { readonly problem: HttpProblem };

/** A copy of a cluster's objects in another thread, and the network that they make. */
export class Mirror {
  readonly #objects = new Map<string, Mirrored>();
  #surroundings: SentSurroundings = { say: 'surroundings', kinds: [], blindSpots: [], apiServer: undefined };
  #flows: { readonly state: Recorded['state']; readonly edges: NamedFlows | undefined } = {
    state: 'none',
    edges: undefined,
  };
  #edges: NamedEdge[] = [];
  #made: Made | undefined;
  #isOld = true;
  /** Milliseconds that may be spent, as it was at a time of this thread's clock. */
  #credit = { left: burst, at: 0 };

  take(message: Exclude<ToThread, { say: 'ask' }>): void {
    switch (message.say) {
      case 'object':
        this.#put(message);
        return;
      case 'gone':
        if (this.#objects.delete(message.key)) this.#isOld = true;
        return;
      case 'surroundings':
        this.#surroundings = message;
        this.#isOld = true;
        return;
      case 'flows':
        this.#edges = [];
        this.#flows = {
          state: message.state,
          edges: message.facts && { ...message.facts, edges: this.#edges },
        };
        return;
      case 'edges':
        this.#edges.push(...message.edges);
    }
  }

  get flows(): Recorded {
    return this.#flows;
  }

  /** Made when first asked for, and kept until something changes that policies can ask about. @throws HttpProblem where it is too large */
  model(): NetworkModel {
    const began = performance.now();
    const left = Math.min(burst, this.#credit.left + (began - this.#credit.at) * share);
    if (this.#made === undefined || (this.#isOld && left > 0)) {
      this.#made = this.#make();
      this.#isOld = false;
      this.#credit = { left: left - (performance.now() - began), at: performance.now() };
    }
    if ('problem' in this.#made) throw this.#made.problem;
    return this.#made.model;
  }

  /** Whether the model is of the cluster as it is. */
  get isCurrent(): boolean {
    return !this.#isOld;
  }

  #make(): Made {
    const all = [...this.#objects.values()];
    const inventory = new Inventory(
      all.map(({ object }) => object),
      [],
      sightOf(this.#surroundings),
    );
    const addresses = new Map(all.flatMap((one) => (one.addresses === undefined ? [] : [[one.object, one.addresses]])));
    try {
      return { model: modelOf(inventory, addresses, this.#surroundings.apiServer) };
    } catch (error) {
      if (error instanceof HttpProblem) return { problem: error };
      throw error;
    }
  }

  #put({ key, apiVersion, kind, name, namespace, body, addresses }: SentObject): void {
    const digest = digestOf(body, addresses);
    // The old one stays: what was worked out of it hangs on it.
    if (this.#objects.get(key)?.digest === digest) return;
    const header = { apiVersion, kind, name, namespace, isClusterScoped: namespace === undefined };
    const object = new InventoryObject(header, nowhere, body ?? { apiVersion, kind, metadata: { name } });
    this.#objects.set(key, { object, addresses, digest });
    this.#isOld = true;
  }
}

/** Of what networks are made of: all but the status, which changes all the time. */
function digestOf(body: KubernetesObject | undefined, addresses: readonly string[] | undefined): string {
  if (body === undefined) return '';
  const { status, metadata, ...rest } = body;
  const { loadBalancer, addresses: own, podIPs } = recordOf(status);
  const { labels, annotations, ownerReferences } = recordOf(metadata);
  const facts = [rest, labels, annotations, ownerReferences, loadBalancer, own, podIPs, addresses];
  const text = JSON.stringify(facts);
  return createHash('sha256').update(text).digest('base64');
}
