/** Cumulated counts by upper bound, ascending; the last bound is infinite. */
export type Buckets = readonly (readonly [bound: number, count: number])[];

/** A figure of a text that Prometheus reads; the sum of those with all of these labels, such as `complete="true"`. */
export function figureOf(text: string, name: string, ...labels: readonly string[]): number {
  return linesOf(text, name)
    .filter((line) => labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + numberAt(line), 0);
}

export function bucketsOf(text: string, name: string): Buckets {
  return linesOf(text, `${name}_bucket`).map((line) => {
    const bound = /le="([^"]+)"/.exec(line)?.[1] ?? '';
    return [bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound), numberAt(line)];
  });
}

/** What was counted between two readings. */
export function between(before: Buckets, after: Buckets): Buckets {
  return after.map(([bound, count]) => [bound, count - (before.find(([other]) => other === bound)?.[1] ?? 0)]);
}

export function countOf(buckets: Buckets): number {
  return buckets.at(-1)?.[1] ?? 0;
}

/** The lowest bound that holds a share (0 to 1) of what was counted. */
export function boundOf(buckets: Buckets, share: number): number {
  const wanted = countOf(buckets) * share;
  return buckets.find(([, count]) => count >= wanted)?.[0] ?? Number.NaN;
}

function linesOf(text: string, name: string): string[] {
  return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

function numberAt(line: string): number {
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}
