import type { ExceptionRule } from '../../findings/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import {
  exceptionRulesOf,
  type Mistake,
  objectsGroup,
  type Parsed,
  type SecurityException,
  type SecurityPolicy,
  securityExceptionOf,
  securityPolicyOf,
} from '../objects/index.ts';

/** An object of ours, and what was read from it or is wrong with it. */
export interface ReadObject<T> {
  readonly object: InventoryObject;
  readonly parsed: Parsed<T>;
}

/** Groups and kinds of our objects, as an inventory names them. */
export const policyKind = `${objectsGroup}/SecurityPolicy`;
export const exceptionKind = `${objectsGroup}/SecurityException`;

/** The SecurityPolicies among the objects, by name. */
export function policiesIn(inventory: Inventory): readonly ReadObject<SecurityPolicy>[] {
  return byName(inventory.ofKind(policyKind)).map((object) => ({ object, parsed: securityPolicyOf(object.object) }));
}

/** The SecurityExceptions among the objects, by name. */
export function exceptionsIn(inventory: Inventory): readonly ReadObject<SecurityException>[] {
  return byName(inventory.ofKind(exceptionKind)).map((object) => ({
    object,
    parsed: securityExceptionOf(object.object),
  }));
}

/** Rules of the SecurityExceptions that could be read. */
export function exceptionRulesIn(inventory: Inventory): readonly ExceptionRule[] {
  return exceptionsIn(inventory).flatMap(({ parsed }) => ('value' in parsed ? exceptionRulesOf(parsed.value) : []));
}

/** What is wrong with objects of ours. */
export function mistakesOf<T>({ parsed }: ReadObject<T>): readonly Mistake[] {
  return 'value' in parsed ? [] : parsed.mistakes;
}

function byName(objects: readonly InventoryObject[]): readonly InventoryObject[] {
  return [...objects].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
