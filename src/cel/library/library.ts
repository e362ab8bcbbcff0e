import type { Implementation } from '../compile-context.ts';

/**
 * A group of functions. `signatures` declare them for the checker, one overload each, and are read only when it runs:
 * `size(string) -> int` for a function, `string.size() -> int` for a method; `list<T>`, `map<K, V>`, `optional<T>`; single
 * capital letters are type parameters. `functions` has the implementation by name, which decides by the values it gets.
 */
export type Library = {
  readonly signatures: readonly string[];
  readonly functions: Readonly<Record<string, Implementation>>;
};
