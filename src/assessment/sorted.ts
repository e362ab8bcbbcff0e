import type { InventoryObject } from '../inventory/index.ts';

/** Objects in the order of their keys, kept so as they come and go: the first of equals is the one that counts. */
export class SortedObjects {
  readonly #keys: string[] = [];
  readonly #objects: InventoryObject[] = [];

  get keys(): readonly string[] {
    return this.#keys;
  }

  get objects(): readonly InventoryObject[] {
    return this.#objects;
  }

  set(key: string, object: InventoryObject): void {
    const index = this.#placeOf(key);
    this.#keys.splice(index, this.#keys[index] === key ? 1 : 0, key);
    this.#objects.splice(index, this.#keys.length === this.#objects.length ? 1 : 0, object);
  }

  delete(key: string): void {
    const index = this.#placeOf(key);
    if (this.#keys[index] !== key) return;
    this.#keys.splice(index, 1);
    this.#objects.splice(index, 1);
  }

  /** Where a key stands, or would. */
  #placeOf(key: string): number {
    let [from, to] = [0, this.#keys.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#keys[middle] ?? '') < key) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
