import { accessOf } from '../../access/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import type { WorkloadDetail } from '../contract/index.ts';

/** Most bindings that are shown. */
const most = 200;

/**
 * The service account of a workload's pods and what binds roles to it: what the workload may do is shown to whoever may see the workload.
 * Its token is mounted unless the pod says no, or says nothing and the account says no.
 * Source: Kubernetes, "Configure Service Accounts for Pods", opting out of API credential automounting.
 */
export function serviceAccountOf(
  { podTemplates, namespace = '' }: InventoryObject,
  inventory: Inventory,
): WorkloadDetail['serviceAccountDetail'] {
  const spec = podTemplates[0]?.spec ?? {};
  const name = stringOf(spec.serviceAccountName) || 'default';
  const account = inventory.find('/ServiceAccount', namespace, name);
  const said = spec.automountServiceAccountToken ?? account?.object.automountServiceAccountToken;
  const bindings = accessOf(inventory).bindingsOfAccount(namespace, name);
  return {
    name,
    mounted: said !== false,
    bindings: bindings.slice(0, most).map(({ object, role, namespace: scope }) => ({
      role: `${role.kind}/${role.name}`,
      binding: scope === undefined ? `${object.kind}/${object.name}` : `${object.kind}/${scope}/${object.name}`,
      scope: scope === undefined ? ('cluster' as const) : ('namespace' as const),
    })),
  };
}

/** Images of a workload's containers, each once. */
export function imagesOf({ podTemplates }: InventoryObject): string[] {
  const images = podTemplates.flatMap(({ containers }) =>
    containers.flatMap(({ container }) => stringOf(container.image) ?? []),
  );
  return [...new Set(images)];
}

/** Ports of a container: `8080/TCP`, `8080/TCP (http)`. */
export function portText(port: unknown): string {
  const { containerPort, protocol = 'TCP', name } = recordOf(port);
  const number = typeof containerPort === 'number' ? containerPort : '?';
  const text = `${number}/${stringOf(protocol) ?? 'TCP'}`;
  return stringOf(name) ? `${text} (${stringOf(name)})` : text;
}
