import { isInt } from '../arithmetic.ts';
import { patternCost } from '../frame.ts';
import { regexFind } from '../regex.ts';
import { noSuchOverload } from '../values.ts';
import type { Library } from './library.ts';

/** Kubernetes' regular expressions: `find` gives the first match or the empty string, `findAll` all of them or the first n. */
export const regex: Library = {
  signatures: [
    'string.find(string) -> string',
    'string.findAll(string) -> list<string>',
    'string.findAll(string, int) -> list<string>',
  ],
  functions: {
    find: (frame, value, pattern) => {
      if (typeof value !== 'string' || typeof pattern !== 'string') throw noSuchOverload();
      frame.charge(patternCost(value.length, pattern.length));
      return regexFind(pattern, value, 1)[0] ?? '';
    },
    findAll: (frame, value, pattern, limit) => {
      if (typeof value !== 'string' || typeof pattern !== 'string') throw noSuchOverload();
      if (limit !== undefined && !isInt(limit)) throw noSuchOverload();
      frame.charge(patternCost(value.length, pattern.length));
      const most = limit === undefined || limit < 0 ? Number.POSITIVE_INFINITY : Number(limit);
      return regexFind(pattern, value, most);
    },
  },
};
