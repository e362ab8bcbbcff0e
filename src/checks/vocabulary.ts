import { catalogue } from './catalogue.ts';

/**
 * The words that checks look for, in lower case: those of their expressions, their examples and their texts. Whoever hides what a cluster
 * is called leaves these readable, so that the checks say the same of it.
 */
export async function vocabulary(): Promise<ReadonlySet<string>> {
  const [{ examples }, { texts }] = await Promise.all([import('./examples/index.ts'), import('./texts/en/index.ts')]);
  const all = JSON.stringify([catalogue, examples, texts]);
  return new Set(Array.from(all.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g), ([word]) => word.toLowerCase()));
}
