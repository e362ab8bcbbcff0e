/** The protocols that policies tell apart. Others (ICMP) are not evaluated. */
export const protocols = ['TCP', 'UDP', 'SCTP'] as const;
export type Protocol = (typeof protocols)[number];

export const highestPort = 65_535;
const span = highestPort + 1;
const last = protocols.length * span - 1;

/**
 * Ports of all protocols in one row: TCP 0 to 65535, then UDP, then SCTP. A set of them is a list of ranges: first, last, first, last …,
 * ascending, never adjacent.
 */
export type PortSet = readonly number[];

export const allPorts: PortSet = [0, last];
export const noPorts: PortSet = [];

export function isProtocol(value: unknown): value is Protocol {
  return (protocols as readonly unknown[]).includes(value);
}

/** Where a port stands in the row. */
export function placeOf(protocol: Protocol, port: number): number {
  return protocols.indexOf(protocol) * span + port;
}

/** The ports of a range, as far as there are such; none where it is empty. */
export function portRange(protocol: Protocol, first: number, end: number): PortSet {
  const top = Math.min(end, highestPort);
  if (!Number.isInteger(first) || !Number.isInteger(end) || first < 0 || first > top) return noPorts;
  return [placeOf(protocol, first), placeOf(protocol, top)];
}

export function wholeProtocol(protocol: Protocol): PortSet {
  return portRange(protocol, 0, highestPort);
}

export function joinPorts(sets: readonly PortSet[]): PortSet {
  const ranges = sets.flatMap(rangesOf).sort(([a], [b]) => a - b);
  const joined: number[] = [];
  for (const [first, end] of ranges) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before + 1) joined[joined.length - 1] = Math.max(before, end);
    else joined.push(first, end);
  }
  return joined;
}

export function otherPorts(set: PortSet): PortSet {
  const others: number[] = [];
  let next = 0;
  for (const [first, end] of rangesOf(set)) {
    if (first > next) others.push(next, first - 1);
    next = end + 1;
  }
  if (next <= last) others.push(next, last);
  return others;
}

export function commonPorts(a: PortSet, b: PortSet): PortSet {
  const common: number[] = [];
  for (let left = 0, right = 0; left < a.length && right < b.length; ) {
    const [firstA, endA, firstB, endB] = [a[left] ?? 0, a[left + 1] ?? 0, b[right] ?? 0, b[right + 1] ?? 0];
    const first = Math.max(firstA, firstB);
    const end = Math.min(endA, endB);
    if (first <= end) common.push(first, end);
    if (endA < endB) left += 2;
    else right += 2;
  }
  return common;
}

export function hasPort(set: PortSet, place: number): boolean {
  for (let index = 0; index < set.length; index += 2)
    if (place >= (set[index] ?? 0) && place <= (set[index + 1] ?? 0)) return true;
  return false;
}

export function rangesOf(set: PortSet): [number, number][] {
  const ranges: [number, number][] = [];
  for (let index = 0; index < set.length; index += 2) ranges.push([set[index] ?? 0, set[index + 1] ?? 0]);
  return ranges;
}

export function isEveryPort(set: PortSet): boolean {
  return set[0] === 0 && set[1] === last;
}

/** `TCP 80`, `TCP 80-90`; a protocol alone where all of its ports are in it. */
export function portsText(set: PortSet): readonly string[] {
  return protocols.flatMap((protocol) =>
    rangesOf(commonPorts(set, wholeProtocol(protocol))).map(([first, end]) => {
      const [low, high] = [first % span, end % span];
      if (low === 0 && high === highestPort) return protocol;
      return low === high ? `${protocol} ${low}` : `${protocol} ${low}-${high}`;
    }),
  );
}

/** What holds of a connection, by port: allowed, unknown, else denied. */
export interface PortVerdicts {
  readonly id: number;
  readonly allowed: PortSet;
  readonly unknown: PortSet;
}

/** Keeps one of all verdicts that are alike, so that they are compared by their id. Those of two maps are of one such book. */
export class VerdictBook {
  readonly #byKey = new Map<string, PortVerdicts>();
  readonly #all: PortVerdicts[] = [];
  readonly #both = new Map<number, PortVerdicts>();

  of(allowed: PortSet, unknown: PortSet): PortVerdicts {
    const key = `${allowed.join(',')};${unknown.join(',')}`;
    let verdicts = this.#byKey.get(key);
    if (verdicts === undefined) {
      verdicts = { id: this.#all.length, allowed, unknown };
      this.#byKey.set(key, verdicts);
      this.#all.push(verdicts);
    }
    return verdicts;
  }

  byId(id: number): PortVerdicts {
    const verdicts = this.#all[id];
    if (verdicts === undefined) throw new Error(`no verdicts ${id}`);
    return verdicts;
  }

  /** What holds where both directions must allow. */
  both(a: PortVerdicts, b: PortVerdicts): PortVerdicts {
    if (a.id === b.id) return a;
    const [low, high] = a.id < b.id ? [a, b] : [b, a];
    const key = low.id * 2 ** 26 + high.id;
    let verdicts = this.#both.get(key);
    if (verdicts === undefined) {
      const possible = commonPorts(joinPorts([a.allowed, a.unknown]), joinPorts([b.allowed, b.unknown]));
      const allowed = commonPorts(a.allowed, b.allowed);
      verdicts = this.of(allowed, commonPorts(possible, otherPorts(allowed)));
      this.#both.set(key, verdicts);
    }
    return verdicts;
  }
}
