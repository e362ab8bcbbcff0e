import { arithmetic } from '../arithmetic.cases.ts';
import { logic } from '../comprehension.cases.ts';
import { conversions } from '../conversion.cases.ts';
import { workloads } from '../evaluate.cases.ts';
import { literals } from '../lexer.cases.ts';
import { addresses } from '../library/ip.cases.ts';
import { lists } from '../library/lists.cases.ts';
import { formats } from '../library/named-format.cases.ts';
import { optionals } from '../library/optional.cases.ts';
import { quantities } from '../library/quantity.cases.ts';
import { versions } from '../library/semver.cases.ts';
import { texts } from '../library/strings.cases.ts';
import { urls } from '../library/url.cases.ts';
import { objects } from '../navigation.cases.ts';
import { times } from '../time.cases.ts';
import type { Answers } from './answers.ts';

/** All tables of expressions, by topic: of our engine alone in the unit tests, against an API server in test/cluster. */
export const answerTables: Readonly<Record<string, Answers>> = {
  arithmetic,
  logic,
  conversions,
  workloads,
  literals,
  addresses,
  lists,
  formats,
  optionals,
  quantities,
  versions,
  texts,
  urls,
  objects,
  times,
};
