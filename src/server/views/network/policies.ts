import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { evaluatedKinds } from '../../../network/reachability/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkPolicies } from '../../contract/index.ts';
import { isVisible, resourceOfObject } from '../resource.ts';

type PolicyRef = NetworkPolicies['items'][number];

/** Most policies that one answer names. */
const most = 5000;

/** Policies of every kind that is evaluated, as far as a user sees them: cluster-wide ones only who sees everything. */
export function policiesIn(inventory: Inventory, visible: Visible): readonly InventoryObject[] {
  return inventory.ofKind(...evaluatedKinds).filter(({ namespace }) => isVisible(visible, namespace));
}

export function policiesView(inventory: Inventory, visible: Visible): NetworkPolicies {
  const all = policiesIn(inventory, visible).map(policyRef);
  all.sort((a, b) => (a.namespace ?? '').localeCompare(b.namespace ?? '') || (a.name < b.name ? -1 : 1));
  return { items: all.slice(0, most), total: all.length };
}

export function policyRef(object: InventoryObject): PolicyRef {
  const { container: _, ...policy } = resourceOfObject(object);
  return policy;
}
