import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';

/** Namespaces that Kubernetes makes for itself. */
const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Namespace objects of the input in which no object of a kind stands. Namespaces that the input doesn't declare are not
 * blamed: what bounds them may stand elsewhere.
 */
function* namespacesWithout({ inventory }: CheckContext, groupKind: string): Generator<Violation> {
  const covered = new Set(inventory.ofKind(groupKind).map((object) => object.namespace));
  for (const namespace of declaredNamespaces(inventory))
    if (!covered.has(namespace.name)) yield { object: namespace, path: ['metadata', 'name'] };
}

function declaredNamespaces(inventory: Inventory): readonly InventoryObject[] {
  return inventory.ofKind('/Namespace').filter((namespace) => !systemNamespaces.has(namespace.name));
}

/**
 * Without a LimitRange a container that names no limits gets none: one forgotten field and it may use its whole node.
 * Asked of: Namespace objects in the input. Allowed: a LimitRange in that namespace.
 * Source: Kubernetes documentation, "Limit Ranges".
 */
export const nsLimitRange = inventoryCheck({
  id: 'ns-limit-range',
  of: ['/Namespace'],
  reads: ['/LimitRange'],
  scope: 'namespace',
  absence: [{ of: ['/LimitRange'] }],
  severity: 'low',
  profiles: ['reliability'],
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  standards: { nsa: ['net'], attack: ['T1499'], owasp: ['K01'] },
  run: (context) => namespacesWithout(context, '/LimitRange'),
});

/**
 * Without a ResourceQuota one namespace can take all of the cluster: a runaway autoscaler, or someone who creates pods to mine.
 * Asked of: Namespace objects in the input. Allowed: a ResourceQuota in that namespace.
 * Source: Kubernetes documentation, "Resource Quotas".
 */
export const nsResourceQuota = inventoryCheck({
  id: 'ns-resource-quota',
  of: ['/Namespace'],
  reads: ['/ResourceQuota'],
  scope: 'namespace',
  absence: [{ of: ['/ResourceQuota'] }],
  severity: 'low',
  profiles: ['reliability'],
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  standards: { nsa: ['net'], attack: ['T1499'], owasp: ['K01'] },
  run: (context) => namespacesWithout(context, '/ResourceQuota'),
});

export const namespaceLimits = [nsLimitRange, nsResourceQuota];
