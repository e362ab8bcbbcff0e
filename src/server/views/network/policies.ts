import type { InventoryObject } from '../../../inventory/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkPolicies } from '../../contract/index.ts';
import { maskedText, objectText } from '../object-text.ts';
import { isVisible, resourceOfObject } from '../resource.ts';
import type { NetworkModel } from './model.ts';

type PolicyRef = NetworkPolicies['items'][number];

/** Most policies that one answer names. */
const most = 5000;

/** Policies of every kind that is evaluated, as far as a user sees them: cluster-wide ones only who sees everything. */
export function policiesIn({ reachability }: NetworkModel, visible: Visible): readonly InventoryObject[] {
  const objects = new Set(reachability.policies.map(({ object }) => object));
  return [...objects].filter(({ namespace }) => isVisible(visible, namespace));
}

export function policiesView(model: NetworkModel, visible: Visible): NetworkPolicies {
  const all = policiesIn(model, visible).map(policyRef);
  all.sort((a, b) => (a.namespace ?? '').localeCompare(b.namespace ?? '') || (a.name < b.name ? -1 : 1));
  return { items: all.slice(0, most), total: all.length };
}

export function policyRef(object: InventoryObject): PolicyRef {
  const { container: _, ...policy } = resourceOfObject(object);
  return policy;
}

/** What of a policy one edits: without what the API server writes. */
export function policyText(object: InventoryObject): string {
  return maskedText(objectText(object));
}
