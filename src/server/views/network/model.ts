import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { ignoredPolicies } from '../../../network/cni/index.ts';
import { type Exposures, exposureOf, exposuresOf, isolationOf } from '../../../network/index.ts';
import {
  type AddressesByObject,
  NetworkTooLargeError,
  Reachability,
  type Row,
} from '../../../network/reachability/index.ts';
import { HttpProblem } from '../../problem.ts';

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

/** @param apiServer its address, where one is known. @throws HttpProblem where there is more than can be evaluated */
export function modelOf(
  inventory: Inventory,
  addresses: AddressesByObject,
  apiServer: string | undefined,
): NetworkModel {
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
