import { createHash } from 'node:crypto';
import { podAddressesOf } from '../../../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { recordOf } from '../../../kubernetes/index.ts';
import { ignoredPolicies } from '../../../network/cni/index.ts';
import { type Exposures, exposureOf, exposuresOf, isolationOf } from '../../../network/index.ts';
import {
  type AddressesByObject,
  NetworkTooLargeError,
  Reachability,
  type Row,
} from '../../../network/reachability/index.ts';
import { HttpProblem } from '../../problem.ts';
import type { ClusterWatch } from '../../watch/index.ts';

/** Who may talk to whom at a moment, and what it was made from. */
export interface NetworkModel {
  readonly inventory: Inventory;
  readonly addresses: AddressesByObject;
  readonly reachability: Reachability;
  readonly rows: readonly Row[];
  readonly isolation: ReturnType<typeof isolationOf>;
  readonly exposure: ReturnType<typeof exposureOf>;
  /** Policies that nothing in the cluster enforces. */
  readonly ignored: ReadonlySet<InventoryObject>;
  /** Every way in; worked out when first asked for. */
  readonly exposures: () => Exposures;
}

/**
 * Where a cluster changes all the time, what takes longer than this, in milliseconds, is not made anew at once: it may take a tenth of the
 * time, since nothing else is answered meanwhile.
 */
const quick = 100;
const rest = 10;

type Watched = Pick<ClusterWatch, 'inventory' | 'state'>;

/**
 * The model of a watched cluster: made when first asked for (0.2 s for 30,000 pods), and kept until something changes that policies can
 * ask about.
 */
export class NetworkModels {
  readonly #watch: Watched;
  /** By the process's clock, in milliseconds. */
  #freshUntil = 0;
  #kept: { readonly inventory: Inventory; readonly digest: string; readonly model: NetworkModel } | undefined;

  constructor(watch: Watched) {
    this.#watch = watch;
  }

  /** @throws HttpProblem where there is more than can be evaluated */
  current(): NetworkModel {
    const { inventory } = this.#watch;
    if (this.#kept?.inventory === inventory) return this.#kept.model;
    const began = performance.now();
    if (this.#kept !== undefined && began < this.#freshUntil) return this.#kept.model;
    const addresses = podAddressesOf(this.#watch.state);
    const digest = digestOf(inventory, addresses);
    const model =
      this.#kept?.digest === digest ? this.#kept.model : modelOf(inventory, addresses, this.#watch.state.facts.server);
    this.#kept = { inventory, digest, model };
    const took = performance.now() - began;
    this.#freshUntil = took < quick ? 0 : began + took * rest;
    return model;
  }
}

function modelOf(inventory: Inventory, addresses: AddressesByObject, apiServer: string | undefined): NetworkModel {
  return withinBounds(() => {
    const reachability = new Reachability(inventory, { addresses });
    let exposures: Exposures | undefined;
    return {
      inventory,
      addresses,
      reachability,
      rows: reachability.rows(),
      isolation: isolationOf(inventory),
      exposure: exposureOf(inventory),
      ignored: new Set([...ignoredPolicies(inventory)].map(({ policy }) => policy)),
      exposures: () => {
        exposures ??= exposuresOf(inventory, { addresses, ...(apiServer !== undefined && { apiServer }) });
        return exposures;
      },
    };
  });
}

/** @throws HttpProblem where there is more than can be evaluated */
export function withinBounds<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NetworkTooLargeError) throw new HttpProblem('network-too-large', { cause: error });
    throw error;
  }
}

/**
 * Of all objects but their status: what changes all the time. Ways in depend on ConfigMaps and definitions of controllers, too; which these
 * are isn't said twice.
 */
function digestOf(inventory: Inventory, addresses: AddressesByObject): string {
  const hash = createHash('sha256');
  hash.update(inventory.isWhole ? 'whole' : 'part');
  for (const object of inventory.objects) {
    hash.update(`${object.groupKind}\n${object.namespace ?? ''}\n${object.name}\n${factsOf(object)}\n`);
    for (const address of addresses.get(object) ?? []) hash.update(address);
  }
  return hash.digest('hex');
}

const known = new WeakMap<InventoryObject, string>();

function factsOf(object: InventoryObject): string {
  // Renewed every few seconds; of definitions their being there counts.
  if (object.deferred || object.group === 'coordination.k8s.io') return '';
  let facts = known.get(object);
  if (facts === undefined) {
    const { status, metadata, ...rest } = object.object;
    const { loadBalancer, addresses, podIPs } = recordOf(status);
    const text = JSON.stringify([rest, metadata?.labels, metadata?.annotations, loadBalancer, addresses, podIPs]);
    facts = createHash('sha256').update(text).digest('base64');
    known.set(object, facts);
  }
  return facts;
}
