import { createHash } from 'node:crypto';
import { podAddressesOf } from '../../../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { recordOf } from '../../../kubernetes/index.ts';
import { exposureOf, isolationOf } from '../../../network/index.ts';
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
}

type Watched = Pick<ClusterWatch, 'inventory' | 'state'>;

/**
 * The model of a watched cluster: made when first asked for (0.2 s for 30,000 pods), and kept until something changes that policies can
 * ask about.
 */
export class NetworkModels {
  readonly #watch: Watched;
  #kept: { readonly inventory: Inventory; readonly digest: string; readonly model: NetworkModel } | undefined;

  constructor(watch: Watched) {
    this.#watch = watch;
  }

  /** @throws HttpProblem where there is more than can be evaluated */
  current(): NetworkModel {
    const { inventory } = this.#watch;
    if (this.#kept?.inventory === inventory) return this.#kept.model;
    const addresses = podAddressesOf(this.#watch.state);
    const digest = digestOf(inventory, addresses);
    const model = this.#kept?.digest === digest ? this.#kept.model : modelOf(inventory, addresses);
    this.#kept = { inventory, digest, model };
    return model;
  }
}

function modelOf(inventory: Inventory, addresses: AddressesByObject): NetworkModel {
  return withinBounds(() => {
    const reachability = new Reachability(inventory, { addresses });
    return {
      inventory,
      addresses,
      reachability,
      rows: reachability.rows(),
      isolation: isolationOf(inventory),
      exposure: exposureOf(inventory),
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

/** Of everything but what changes all the time and nobody's connections depend on: status, but for addresses, and other kinds. */
function digestOf(inventory: Inventory, addresses: AddressesByObject): string {
  const hash = createHash('sha256');
  hash.update(inventory.isWhole ? 'whole' : 'part');
  for (const object of inventory.objects) {
    const facts = factsOf(object);
    if (facts === '') continue;
    hash.update(`${object.groupKind}\n${object.namespace ?? ''}\n${object.name}\n${facts}\n`);
    for (const address of addresses.get(object) ?? []) hash.update(address);
  }
  return hash.digest('hex');
}

/** Groups whose kinds are policies, what they name, or ways in. */
const networkGroups = /(^|\.)(networking\.k8s\.io|extensions|cilium\.io|projectcalico\.org)$/;
const known = new WeakMap<InventoryObject, string>();

/** Empty for what has no part in it. */
function factsOf(object: InventoryObject): string {
  let facts = known.get(object);
  if (facts === undefined) {
    const { status, spec, metadata, ...rest } = object.object;
    const { labels, annotations } = metadata ?? {};
    if (object.podTemplates.length > 0) facts = JSON.stringify([labels, spec, rest, recordOf(status).podIPs]);
    else if (object.groupKind === '/Node') facts = JSON.stringify([labels, recordOf(status).addresses]);
    else if (object.groupKind === '/Namespace') facts = JSON.stringify(labels ?? {});
    else if (object.groupKind === '/Service' || networkGroups.test(object.group))
      facts = JSON.stringify([labels, annotations, spec, rest, recordOf(status).loadBalancer]);
    else facts = '';
    known.set(object, facts);
  }
  return facts;
}
