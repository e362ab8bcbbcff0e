import { equal } from '../equality.ts';
import type { Frame } from '../frame.ts';
import { noSuchOverload } from '../values.ts';
import type { Library } from './library.ts';

/** cel-go's sets extension: lists compared without order and number. */
function sets(costFactor: number, apply: (a: unknown[], b: unknown[]) => boolean): Library['functions'][string] {
  return (frame: Frame, a, b) => {
    if (!Array.isArray(a) || !Array.isArray(b)) throw noSuchOverload();
    frame.charge(1 + a.length * b.length * costFactor);
    return apply(a, b);
  };
}

function has(list: unknown[], element: unknown): boolean {
  return list.some((member) => equal(member, element));
}

function containsAll(list: unknown[], elements: unknown[]): boolean {
  return elements.every((element) => has(list, element));
}

export const setsLibrary: Library = {
  signatures: [
    'sets.contains(list<T>, list<T>) -> bool',
    'sets.equivalent(list<T>, list<T>) -> bool',
    'sets.intersects(list<T>, list<T>) -> bool',
  ],
  functions: {
    'sets.contains': sets(1, containsAll),
    'sets.equivalent': sets(2, (a, b) => containsAll(a, b) && containsAll(b, a)),
    'sets.intersects': sets(1, (a, b) => a.some((element) => has(b, element))),
  },
};
