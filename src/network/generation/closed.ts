import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, isRecord, listOf, type PodTemplate, recordOf } from '../../kubernetes/index.ts';
import { directionsOf, networkPolicyKinds, policiesOf } from '../policies.ts';
import type { Endpoint } from '../reachability/index.ts';
import type { Unit } from './units.ts';

type Direction = 'ingress' | 'egress';

/**
 * What policies that are there close already. They add up: an allowance beside them could only open what somebody has closed, so there
 * none is written, and that direction stays as it is.
 */
export class ClosedToday {
  readonly #closed: Readonly<Record<Direction, ReadonlySet<PodTemplate>>>;

  constructor(inventory: Inventory) {
    const closed = { ingress: new Set<PodTemplate>(), egress: new Set<PodTemplate>() };
    const open = { ingress: new Set<PodTemplate>(), egress: new Set<PodTemplate>() };
    for (const { object, pods = [], ...directions } of policiesOf(inventory))
      for (const direction of ['ingress', 'egress'] as const) {
        if (!directions[direction]) continue;
        const target = openRule(object, direction) === undefined ? closed : open;
        for (const { template } of pods) target[direction].add(template);
      }
    // Closed by one and thrown open by another: open.
    this.#closed = {
      ingress: closed.ingress.difference(open.ingress),
      egress: closed.egress.difference(open.egress),
    };
  }

  /** Whether all pods of a unit are closed in a direction. */
  isClosed({ members }: Unit, direction: Direction): boolean {
    return members.every((member) => this.hasClosed(member, direction));
  }

  hasClosed({ template }: Endpoint, direction: Direction): boolean {
    return template !== undefined && this.#closed[direction].has(template);
  }
}

/** The rule of a NetworkPolicy that lets everyone in, or out to everyone, at every port: undefined where there is none. */
export function openRule({ groupKind, object }: InventoryObject, direction: Direction): FieldPath | undefined {
  if (!(networkPolicyKinds as readonly string[]).includes(groupKind)) return undefined;
  const spec = recordOf(object.spec);
  if (!directionsOf(spec)[direction]) return undefined;
  const peers = direction === 'ingress' ? 'from' : 'to';
  const index = listOf(spec[direction]).findIndex(
    (rule) => isRecord(rule) && listOf(rule.ports).length === 0 && listOf(rule[peers]).length === 0,
  );
  return index < 0 ? undefined : ['spec', direction, index];
}
