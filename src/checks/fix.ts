import type { Json, KubernetesObject } from '../kubernetes/index.ts';

/** A value that only the user can know (a user id, a memory limit): `--set NAME=VALUE`. */
export interface AskedValue {
  readonly $ask: string;
}

/**
 * One change of an object. `[*]` in a path of a rule stands for every item of a list. Paths are written from where the check looks (the list item where it asks of `each`, else its
 * scope: container, pod spec or object); in a violation of an inventory check they are written from the object's root.
 */
export type Edit =
  /** Sets a field, making the parents that are missing. */
  | { readonly op: 'set'; readonly path: string; readonly value: Json | AskedValue }
  /** Removes a field or list item; parents that become empty by it go, too. */
  | { readonly op: 'remove'; readonly path: string }
  /** Appends to a list (made where missing) unless the value is in it. */
  | { readonly op: 'append'; readonly path: string; readonly value: Json }
  /** Removes a value from a list of scalars. */
  | { readonly op: 'removeValue'; readonly path: string; readonly value: Json };

/** The way out of a finding. Its title is the check's `action` text. */
export interface Fix {
  readonly edits: readonly Edit[];
  /** Objects to add beside the one concerned (a NetworkPolicy, a LimitRange). */
  readonly objects?: readonly KubernetesObject[];
  /** True where applying it may change how the workload behaves: offered, never applied unasked. */
  readonly risky?: boolean;
}

export function set(path: string, value: Json | AskedValue): Fix {
  return { edits: [{ op: 'set', path, value }] };
}

export function remove(path: string): Fix {
  return { edits: [{ op: 'remove', path }] };
}

export function ask(name: string): AskedValue {
  return { $ask: name };
}
