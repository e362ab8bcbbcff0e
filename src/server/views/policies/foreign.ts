import type { Language } from '../../../checks/index.ts';
import { policyLabel, type Rung, rungs } from '../../../enforcement/index.ts';
import { managedBy } from '../../../findings/index.ts';
import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { ForeignPolicy, PolicyDetail } from '../../contract/index.ts';

const policyKind = 'admissionregistration.k8s.io/ValidatingAdmissionPolicy';
const bindingKind = 'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding';
/** Kinds of the objects by which the API server asks policies. */
export const nativeKinds: readonly string[] = [policyKind, bindingKind];

/** Whether all ValidatingAdmissionPolicies and their bindings can be seen. */
export function seesNatives(inventory: Inventory): boolean {
  return inventory.sees(policyKind, undefined) && inventory.sees(bindingKind, undefined);
}

/** The API server's own policies that no SecurityPolicy of the cluster made, by name. */
export function foreignPolicies(inventory: Inventory, language: Language): ForeignPolicy[] {
  const bindings = bindingsOf(inventory);
  return byName(inventory.ofKind(policyKind))
    .filter((object) => labelOf(object, policyLabel) === undefined)
    .map((object) => {
      const bound = bindings.get(object.name) ?? [];
      return {
        name: object.name,
        action: strictest(bound),
        bindings: bound.length,
        failurePolicy: stringOf(recordOf(object.object.spec).failurePolicy) ?? 'Fail',
        managedBy: managedBy(object, language) ?? null,
        check: labelOf(object, 'breakwater.dev/check') ?? null,
      };
    });
}

/** What the controller made for a SecurityPolicy. */
export function nativesOf(policy: string, inventory: Inventory): PolicyDetail['natives'] {
  const bindings = bindingsOf(inventory);
  return byName(inventory.ofKind(policyKind))
    .filter((object) => labelOf(object, policyLabel) === policy)
    .map(({ kind, name }) => ({ kind, name, action: bindings.has(name) ? strictest(bindings.get(name) ?? []) : null }));
}

function bindingsOf(inventory: Inventory): ReadonlyMap<string, readonly InventoryObject[]> {
  return Map.groupBy(inventory.ofKind(bindingKind), ({ object }) => stringOf(recordOf(object.spec).policyName) ?? '');
}

function strictest(bindings: readonly InventoryObject[]): Rung {
  const actions = bindings.flatMap(({ object }) => listOf(recordOf(object.spec).validationActions));
  return rungs.findLast((rung) => actions.includes(rung)) ?? 'Off';
}

function labelOf({ object }: InventoryObject, label: string): string | undefined {
  const labels = recordOf(object.metadata?.labels);
  return Object.hasOwn(labels, label) ? stringOf(labels[label]) : undefined;
}

function byName(objects: readonly InventoryObject[]): readonly InventoryObject[] {
  return [...objects].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
