import type { Implementation } from '../compile-context.ts';
import { CelError } from '../values.ts';

/**
 * A group of functions. `signatures` declare them for the checker, one overload each, and are read only when it runs:
 * `size(string) -> int` for a function, `string.size() -> int` for a method; `list<T>`, `map<K, V>`, `optional<T>`; single
 * capital letters are type parameters. `functions` has the implementation by name, which decides by the values it gets.
 */
export type Library = {
  readonly signatures: readonly string[];
  readonly functions: Readonly<Record<string, Implementation>>;
};

/** Whether a text can be parsed: false where `parse` throws `CelError`; what else it throws is thrown. */
export function succeeds(parse: (text: string) => unknown): (text: string) => boolean {
  return (text) => {
    try {
      parse(text);
      return true;
    } catch (failure) {
      if (failure instanceof CelError) return false;
      throw failure;
    }
  };
}
