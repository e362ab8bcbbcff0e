import { isIP } from 'node:net';
import { type Block, globalUnicast, specialRanges } from '../addresses.ts';
import { Bits } from './bits.ts';

/** Addresses that no policy tells apart. */
export interface AddressClass {
  /** First and last addresses of its ranges, of one family. */
  readonly family: 'ipv4' | 'ipv6';
  readonly ranges: readonly (readonly [bigint, bigint])[];
}

const widths = { ipv4: 32n, ipv6: 128n } as const;

/** All addresses, cut where the blocks of policies begin and end. IPv6 is left out where nothing speaks of it. */
export class AddressSpace {
  readonly classes: readonly AddressClass[];
  readonly #blocks = new Map<string, Bits>();
  /** By family: where each range begins, ascending, and its class. */
  readonly #starts = { ipv4: [] as bigint[], ipv6: [] as bigint[] };
  readonly #classAt = { ipv4: [] as number[], ipv6: [] as number[] };

  constructor(blocks: Iterable<Block>, addresses: Iterable<string>) {
    const distinct = new Map([...blocks].map((block) => [blockKey(block), block]));
    const withIpv6 =
      [...distinct.values()].some(({ family }) => family === 'ipv6') || [...addresses].some((one) => isIP(one) === 6);
    const classes: { family: 'ipv4' | 'ipv6'; ranges: [bigint, bigint][] }[] = [];
    const within = new Map<string, number[]>();
    for (const family of withIpv6 ? (['ipv4', 'ipv6'] as const) : (['ipv4'] as const)) {
      const byChain = new Map<string, number>();
      for (const { first, end, chain } of rangesBetween([...distinct.values()], family)) {
        const key = chain.join(' ');
        let index = byChain.get(key);
        if (index === undefined) {
          index = classes.length;
          byChain.set(key, index);
          classes.push({ family, ranges: [] });
          for (const block of chain) within.set(block, [...(within.get(block) ?? []), index]);
        }
        classes[index]?.ranges.push([first, end]);
        this.#starts[family].push(first);
        this.#classAt[family].push(index);
      }
    }
    this.classes = classes;
    for (const key of distinct.keys()) this.#blocks.set(key, Bits.of(classes.length, within.get(key) ?? []));
  }

  /** Classes that a block holds; it must be one of those that the space was made of. */
  inBlock(block: Block): Bits {
    return this.#blocks.get(blockKey(block)) ?? new Bits(this.classes.length);
  }

  /** The class of an address; undefined where it is none, or IPv6 and nothing speaks of that. */
  classOf(address: string): number | undefined {
    const version = isIP(address);
    if (version === 0) return undefined;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    const value = addressNumber(address);
    const starts = this.#starts[family];
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0n) <= value) low = middle + 1;
      else high = middle;
    }
    return this.#classAt[family][low - 1];
  }

  /** The class with the most public addresses: those that no policy names apart. Undefined where the family is left out. */
  general(family: 'ipv4' | 'ipv6'): number | undefined {
    let best: number | undefined;
    let most = -1n;
    for (const [index, one] of this.classes.entries()) {
      if (one.family !== family) continue;
      const size = publicSize(one);
      if (size > most) [best, most] = [index, size];
    }
    return best;
  }
}

interface CutRange {
  readonly first: bigint;
  readonly end: bigint;
  /** Keys of the blocks that hold it. */
  readonly chain: readonly string[];
}

/** Blocks are within one another or apart, never across: a walk over their starts with a stack of the open ones. */
function* rangesBetween(blocks: readonly Block[], family: 'ipv4' | 'ipv6'): Generator<CutRange> {
  const top = (1n << widths[family]) - 1n;
  const sorted = blocks
    .filter((block) => block.family === family)
    .map((block) => ({ key: blockKey(block), ...boundsOf(block) }))
    .sort((a, b) => (a.first === b.first ? compare(b.end, a.end) : compare(a.first, b.first)));
  const open: { readonly key: string; readonly end: bigint }[] = [];
  let next = 0n;
  const chain = () => open.map(({ key }) => key);
  function* closeBefore(first: bigint): Generator<CutRange> {
    for (let inner = open.at(-1); inner !== undefined && inner.end < first; inner = open.at(-1)) {
      if (next <= inner.end) yield { first: next, end: inner.end, chain: chain() };
      next = inner.end + 1n;
      open.pop();
    }
    if (next < first) yield { first: next, end: first - 1n, chain: chain() };
    next = first;
  }
  for (const block of sorted) {
    if (block.first > next || open.some(({ end }) => end < block.first)) yield* closeBefore(block.first);
    open.push(block);
  }
  yield* closeBefore(top + 1n);
}

/** Keys of blocks that hold the same addresses are the same. */
function blockKey(block: Block): string {
  const { first } = boundsOf(block);
  return `${block.family}/${first}/${block.prefix}`;
}

function boundsOf({ family, address, prefix }: Block): { readonly first: bigint; readonly end: bigint } {
  const free = widths[family] - BigInt(prefix);
  const first = (addressNumber(address) >> free) << free;
  return { first, end: first + (1n << free) - 1n };
}

/** An address that `isIP` takes as a number. */
function addressNumber(text: string): bigint {
  const zone = text.indexOf('%');
  const address = zone < 0 ? text : text.slice(0, zone);
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  // The last 32 bits may be written as IPv4.
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const dotted = tail === null ? undefined : addressNumber(tail[2] ?? '');
  const plain =
    dotted === undefined
      ? address
      : `${tail?.[1] ?? ''}${(dotted >> 16n).toString(16)}:${(dotted & 0xffffn).toString(16)}`;
  const [left = '', right] = plain.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [head, rest] = [groups(left), groups(right ?? '')];
  const missing = right === undefined ? 0 : 8 - head.length - rest.length;
  return [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...rest].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  );
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many public addresses a class has; of IPv6 those in 2000::/3. */
export function publicSize({ family, ranges }: AddressClass): bigint {
  const { first, end } = boundsOf(globalUnicast);
  const privates = specialRanges.map(boundsOf);
  return ranges.reduce((sum, [low, high]) => {
    if (family === 'ipv6') return sum + overlap(low, high, first, end);
    return privates.reduce((rest, one) => rest - overlap(low, high, one.first, one.end), sum + high - low + 1n);
  }, 0n);
}

function overlap(low: bigint, high: bigint, first: bigint, end: bigint): bigint {
  const from = low > first ? low : first;
  const to = high < end ? high : end;
  return from > to ? 0n : to - from + 1n;
}

/** A class's ranges as blocks: `10.0.0.0/8`. At most `most` of them, then `…`. */
export function blocksText({ family, ranges }: AddressClass, most = 4): readonly string[] {
  const texts: string[] = [];
  for (const [low, high] of ranges) {
    for (let first = low; first <= high; ) {
      if (texts.length === most) return [...texts, '…'];
      let free = 0n;
      while (
        free < widths[family] &&
        (first & ((1n << (free + 1n)) - 1n)) === 0n &&
        first + (1n << (free + 1n)) - 1n <= high
      )
        free++;
      texts.push(`${addressText(family, first)}/${widths[family] - free}`);
      first += 1n << free;
    }
  }
  return texts;
}

function addressText(family: 'ipv4' | 'ipv6', value: bigint): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}
