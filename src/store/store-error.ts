import type { Language } from '../checks/index.ts';
import { errorTexts, type StoreFailure, type StoreFailures } from './error-texts.ts';

/** The database failed, or refused. Neither the message nor the causes have values of a statement. */
export class StoreError<F extends StoreFailure = StoreFailure> extends Error {
  override name = 'StoreError';
  readonly failure: F;
  readonly #values: StoreFailures[F];

  constructor(failure: F, values: StoreFailures[F], options?: ErrorOptions) {
    super(errorTexts.en[failure](values), options);
    this.failure = failure;
    this.#values = values;
  }

  /** The message in a language. */
  text(language: Language): string {
    return errorTexts[language][this.failure](this.#values);
  }
}
