import { CelError } from './values.ts';

/**
 * A record whose fields are worked out when they are first asked for, and once: `variables` of a ValidatingAdmissionPolicy.
 * A field's failure is thrown again for each use.
 */
export class LazyRecord {
  readonly #providers: ReadonlyMap<string, () => unknown>;
  readonly #known = new Map<string, { value: unknown } | { failure: unknown }>();

  constructor(providers: ReadonlyMap<string, () => unknown>) {
    this.#providers = providers;
  }

  has(field: string): boolean {
    return this.#providers.has(field);
  }

  get(field: string): unknown {
    let outcome = this.#known.get(field);
    if (outcome === undefined) {
      const provide = this.#providers.get(field);
      if (provide === undefined) throw new CelError(`no such key: ${field}`);
      try {
        outcome = { value: provide() };
      } catch (failure) {
        outcome = { failure };
      }
      this.#known.set(field, outcome);
    }
    if ('failure' in outcome) throw outcome.failure;
    return outcome.value;
  }
}
