import type { Bits } from './bits.ts';
import type { Reason } from './declaration.ts';

/** Who is meant for certain, and who may be; and why it isn't certain. */
export interface Meant {
  readonly sure: Bits;
  readonly maybe: Bits;
  readonly reasons: ReadonlySet<Reason>;
}

export const noReasons: ReadonlySet<Reason> = new Set();

export function certain(bits: Bits): Meant {
  return { sure: bits, maybe: bits, reasons: noReasons };
}
