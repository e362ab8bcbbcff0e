import { CelError, parseQuantity } from '../../cel/index.ts';
import { isRecord, textOf } from '../../kubernetes/index.ts';

/** Amounts by resource name, in billionths: Kubernetes knows nothing smaller, so sums of them are exact. */
export type Amounts = ReadonlyMap<string, bigint>;

const perUnit = 1_000_000_000n;
const perThousandth = 1_000_000n;
/** The API server compares thousandths where all numbers fit, else whole units. Source: apimachinery, resource.MaxMilliValue. */
const mostInThousandths = (2n ** 63n - 1n) / 1000n;

/** Undefined where it is no quantity: such an object never gets past the API server. */
export function amountOf(value: unknown): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = textOf(value);
  // Longer ones are no amounts of anything, and cost time.
  if (text.length > 64) return undefined;
  try {
    const { unscaled, scale } = parseQuantity(text);
    return unscaled * 10n ** BigInt(scale + 9);
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}

/** A `ResourceList`; what in it is no quantity is left out, the schema check names it. */
export function amountsOf(value: unknown): Map<string, bigint> {
  const found = new Map<string, bigint>();
  if (!isRecord(value)) return found;
  for (const [name, text] of Object.entries(value)) {
    const amount = amountOf(text);
    if (amount !== undefined) found.set(name, amount);
  }
  return found;
}

export function add(to: Map<string, bigint>, amounts: Amounts, times = 1n): void {
  for (const [name, amount] of amounts) to.set(name, (to.get(name) ?? 0n) + amount * times);
}

/** Raises each to the larger of both. */
export function raise(to: Map<string, bigint>, amounts: Amounts): void {
  for (const [name, amount] of amounts) if (amount > (to.get(name) ?? -1n)) to.set(name, amount);
}

/** Both as the API server compares them: rounded up to thousandths, or to whole units where one is too large for that. */
export function comparable(...amounts: readonly bigint[]): readonly bigint[] {
  const units = amounts.map((amount) => roundedUp(amount, perUnit));
  return units.every((amount) => amount <= mostInThousandths)
    ? amounts.map((amount) => roundedUp(amount, perThousandth))
    : units;
}

export function roundedUp(amount: bigint, step: bigint): bigint {
  const whole = amount / step;
  return amount > whole * step ? whole + 1n : whole;
}

const binary: readonly (readonly [string, bigint])[] = [
  ['Ti', 1n << 40n],
  ['Gi', 1n << 30n],
  ['Mi', 1n << 20n],
  ['Ki', 1n << 10n],
];

/** As people write it: `250m`, `2`, `512Mi`; exact. */
export function amountText(resource: string, amount: bigint): string {
  if (amount % perUnit !== 0n) {
    for (const [suffix, size] of [
      ['m', perThousandth],
      ['u', 1000n],
    ] as const)
      if (amount % size === 0n) return `${amount / size}${suffix}`;
    return `${amount}n`;
  }
  const units = amount / perUnit;
  if (/memory|storage|hugepages-/.test(resource) && units !== 0n)
    for (const [suffix, size] of binary) if (units % size === 0n) return `${units / size}${suffix}`;
  return String(units);
}

export function amountTexts(amounts: Amounts): Record<string, string> {
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, amountText(name, amount)]));
}
