/** A set of small whole numbers below a fixed size, one bit each. What two of them are asked together is of one size. */
export class Bits {
  readonly size: number;
  readonly #words: Uint32Array;

  constructor(size: number, words = new Uint32Array((size + 31) >>> 5)) {
    this.size = size;
    this.#words = words;
  }

  static full(size: number): Bits {
    const words = new Uint32Array((size + 31) >>> 5).fill(0xffffffff);
    const rest = size & 31;
    if (rest !== 0) words[words.length - 1] = 2 ** rest - 1;
    return new Bits(size, words);
  }

  static of(size: number, members: Iterable<number>): Bits {
    const bits = new Bits(size);
    for (const member of members) bits.add(member);
    return bits;
  }

  add(member: number): void {
    const place = member >>> 5;
    this.#words[place] = (this.#words[place] ?? 0) | (1 << (member & 31));
  }

  has(member: number): boolean {
    return (((this.#words[member >>> 5] ?? 0) >>> (member & 31)) & 1) === 1;
  }

  and(other: Bits): Bits {
    const words = new Uint32Array(this.#words.length);
    for (let place = 0; place < words.length; place++)
      words[place] = (this.#words[place] ?? 0) & (other.#words[place] ?? 0);
    return new Bits(this.size, words);
  }

  or(other: Bits): Bits {
    const all = new Bits(this.size, this.#words.slice());
    all.addAll(other);
    return all;
  }

  without(other: Bits): Bits {
    const words = new Uint32Array(this.#words.length);
    for (let place = 0; place < words.length; place++)
      words[place] = (this.#words[place] ?? 0) & ~(other.#words[place] ?? 0);
    return new Bits(this.size, words);
  }

  /** Adds all members of another set to this one. */
  addAll(other: Bits): void {
    for (let place = 0; place < this.#words.length; place++)
      this.#words[place] = (this.#words[place] ?? 0) | (other.#words[place] ?? 0);
  }

  get isEmpty(): boolean {
    return this.#words.every((word) => word === 0);
  }

  meets(other: Bits): boolean {
    return this.#words.some((word, place) => (word & (other.#words[place] ?? 0)) !== 0);
  }

  /** Whether all members of the other set are in this one. */
  holds(other: Bits): boolean {
    return other.#words.every((word, place) => (word & ~(this.#words[place] ?? 0)) === 0);
  }

  *members(): Generator<number> {
    for (const [place, word] of this.#words.entries()) {
      let rest = word;
      while (rest !== 0) {
        const bit = 31 - Math.clz32(rest & -rest);
        yield place * 32 + bit;
        rest &= rest - 1;
      }
    }
  }

  get count(): number {
    let count = 0;
    for (const word of this.#words) {
      let rest = word;
      for (; rest !== 0; count++) rest &= rest - 1;
    }
    return count;
  }

  /** The same for sets with the same members. */
  get key(): string {
    return this.#words.join(',');
  }
}
