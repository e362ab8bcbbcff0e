import { CostExceeded, isRecord, MapValue, Optional } from './values.ts';

/** One evaluation: its inputs, the values of comprehension variables, and the cost so far (in the units of Kubernetes' CEL budget). */
export class Frame {
  readonly bindings: Readonly<Record<string, unknown>>;
  readonly slots: unknown[];
  readonly limit: number;
  cost = 0;
  #called: Map<string, unknown> | undefined;

  constructor(bindings: Readonly<Record<string, unknown>>, slots: number, limit: number) {
    this.bindings = bindings;
    this.slots = slots === 0 ? noSlots : new Array(slots).fill(undefined);
    this.limit = limit;
  }

  /** Adds to the cost. Throws `CostExceeded`. */
  charge(cost: number): void {
    this.cost += cost;
    if (this.cost > this.limit) throw new CostExceeded();
  }

  /** The value of a binding that is given as a function: it is called once an evaluation. */
  call(name: string, provide: () => unknown): unknown {
    this.#called ??= new Map();
    if (!this.#called.has(name)) this.#called.set(name, provide());
    return this.#called.get(name);
  }
}

const noSlots: unknown[] = [];

/** What one character of a string costs to walk, and one of a pattern. Source: cel-go's common/cost.go. */
const perCharacter = 0.1;
const perPatternCharacter = 0.25;
export const listCost = 10;
export const mapCost = 30;

/** The size that the cost model counts: elements, characters, bytes; 1 for what has none. */
export function costSize(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof MapValue) return value.size;
  if (isRecord(value)) return Object.keys(value).length;
  if (value instanceof Optional && value.present) return costSize(value.value);
  return 1;
}

/** The cost of walking `size` characters. */
export function walkCost(size: number): number {
  return Math.ceil(size * perCharacter);
}

/** The cost of applying a pattern of so many characters to a text of so many. */
export function patternCost(text: number, pattern: number): number {
  return Math.ceil((1 + text) * perCharacter) * Math.ceil(pattern * perPatternCharacter);
}

/** The cost of walking a value as a tree: one a leaf, a tenth a character. */
export function treeCost(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return Math.floor(value.length * perCharacter);
  if (Array.isArray(value)) return value.reduce((sum: number, element) => sum + treeCost(element), 0);
  return 1;
}

/**
 * Charges for a long text before it is made. cel-go counts only what goes into `replace` and `format`; what comes out can be as
 * long as the product of that, so that our memory needs a bound. Texts that policies really make cost nothing here.
 */
export function chargeLong(frame: Frame, length: number): void {
  if (length > 1_000_000) frame.charge(walkCost(length));
}

/**
 * Charges for walking so many elements where cel-go counts 1 or little (joining lists, comparing deep values). Up to a thousand are
 * free, so that policies cost what they cost in Kubernetes; beyond that, our time needs a bound.
 */
export function chargeWalk(frame: Frame, elements: number): void {
  if (elements > 1_000) frame.charge(Math.floor(elements / 10));
}

/** The same for characters, which are walked faster. */
export function chargeTextWalk(frame: Frame, characters: number): void {
  chargeWalk(frame, characters / 16);
}
