/** Asks for every item, a dozen at a time; the results that are not undefined. */
export async function inParallel<T, R>(items: readonly T[], ask: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (const item of waiting) {
        const result = await ask(item);
        if (result !== undefined) results.push(result);
      }
    }),
  );
  return results;
}
