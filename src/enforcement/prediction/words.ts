import type { CheckTexts, Language } from '../../checks/index.ts';
import { Exceptions, FactMaker, type Finding, inWords, type Surroundings } from '../../findings/index.ts';
import type { PredictedRefusal } from './predict.ts';

/** Nothing of a prediction depends on how exposed a workload is. */
const noSurroundings: Surroundings = { exposure: () => 'none', isolated: () => undefined };

/** Says, of objects that would be refused, each reason as a finding: its message and its fix. One maker for all of an object's. */
export class RefusalWords {
  readonly #texts: CheckTexts;
  readonly #language: Language;
  readonly #maker: FactMaker;

  /** @param texts of that language, for all checks asked */
  constructor(texts: CheckTexts, language: Language) {
    this.#texts = texts;
    this.#language = language;
    this.#maker = new FactMaker({
      texts,
      // Those that a policy sets are its checks' own.
      severities: {},
      surroundings: noSurroundings,
      exceptions: new Exceptions({ rules: [], byAnnotation: false, file: '' }, ''),
      baseline: undefined,
    });
  }

  of({ violations }: PredictedRefusal): readonly Finding[] {
    return violations.map((violation) => inWords(this.#maker.make(violation), this.#texts, this.#language));
  }
}
