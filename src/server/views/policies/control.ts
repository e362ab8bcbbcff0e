import { policiesIn, policyLabel } from '../../../enforcement/index.ts';
import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { LeftAlone, PolicyControlView } from '../../contract/index.ts';
import type { ControlLook } from '../../control/index.ts';
import { nativeKinds, seesNatives } from './foreign.ts';
import { conditionsOf } from './status.ts';

/** Most that is shown of what was left alone. */
const mostLeft = 100;

/** Who controls the policies, and what they left alone and why. @param seesCluster whether the user sees what is in no namespace */
export function policyControlView(look: ControlLook, inventory: Inventory, seesCluster: boolean): PolicyControlView {
  const { leader, holder, since, renewed, own, trouble } = look;
  return {
    leader,
    holder: seesCluster ? (holder ?? null) : null,
    since: since ?? null,
    renewed: renewed ?? null,
    work: own?.work ?? null,
    trouble: seesCluster ? (trouble ?? own?.trouble ?? null) : null,
    left: leftAlone(look, inventory, seesCluster).slice(0, mostLeft),
    seen: seesCluster && seesNatives(inventory),
  };
}

/** What was left alone, as far as the user sees it. */
export function leftAlone({ leader }: ControlLook, inventory: Inventory, seesCluster: boolean): readonly LeftAlone[] {
  const isControlled = leader === 'here' || leader === 'elsewhere';
  return [
    ...(seesCluster && seesNatives(inventory) ? orphansIn(inventory, isControlled) : []),
    ...policiesIn(inventory).flatMap(({ object }) => notReady(object, seesCluster)),
  ];
}

/** Native objects of policies that are gone. A controller removes what was made for a policy that somebody deleted; what stays, it left. */
function orphansIn(inventory: Inventory, isControlled: boolean): readonly LeftAlone[] {
  const known = new Set(policiesIn(inventory).map(({ object }) => object.name));
  const owned = Map.groupBy(inventory.ofKind(...nativeKinds), ownerOf);
  return [...owned]
    .flatMap(([policy, objects]) =>
      policy === undefined || known.has(policy) ? [] : [{ policy, objects: objects.length }],
    )
    .sort((a, b) => (a.policy < b.policy ? -1 : 1))
    .map(({ policy, objects }) => ({
      policy,
      reason: isControlled ? 'definition-gone' : 'no-controller',
      message: '',
      objects,
    }));
}

function ownerOf({ object }: InventoryObject): string | undefined {
  return stringOf(recordOf(object.metadata?.labels)[policyLabel]);
}

function notReady({ name, object }: InventoryObject, seesCluster: boolean): readonly LeftAlone[] {
  const ready = conditionsOf(recordOf(object.status)).find(({ type }) => type === 'Ready');
  if (ready === undefined || ready.status === 'True') return [];
  return [{ policy: name, reason: 'not-ready', message: seesCluster ? ready.message : '', objects: null }];
}
