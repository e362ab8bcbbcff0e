/** How long things may take, in milliseconds. Tests go faster. */
export interface Times {
  readonly connect: number;
  /** Until an answer begins. */
  readonly headers: number;
  /** Between two pieces of an answer. */
  readonly idle: number;
  /** A whole request, watches aside. */
  readonly call: number;
  /** Unit of `Retry-After`. */
  readonly second: number;
  /** Shortest life of a watch; the longest is a quarter more, so that not all end at once. */
  readonly watch: number;
  /** A watch that outlives what was asked for by this is dead. */
  readonly slack: number;
  /** A watch that lasted this long counts as one that worked. */
  readonly proven: number;
  /** The first wait after a fault; each next one is twice as long, */
  readonly firstDelay: number;
  /** up to this. */
  readonly longestDelay: number;
  /** After 401, 403, 404 and 405: what only a person can change. */
  readonly refusedDelay: number;
}

export const usualTimes: Times = {
  connect: 10_000,
  // The API server gives up after 60 s itself.
  headers: 65_000,
  idle: 30_000,
  call: 300_000,
  second: 1000,
  watch: 240_000,
  slack: 15_000,
  proven: 10_000,
  firstDelay: 500,
  longestDelay: 30_000,
  refusedDelay: 60_000,
};
