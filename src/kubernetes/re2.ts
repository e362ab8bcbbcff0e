import { createRequire } from 'node:module';

type Engine = typeof import('re2js').RE2JS;

let engine: Engine | undefined;

/**
 * RE2's regular expressions, in linear time for any pattern. Loaded with the first pattern (about 10 ms, which a run without patterns
 * shouldn't pay); `require`, because that can be done in the middle of an evaluation. The build puts the engine beside the bundle.
 */
export function re2(): Engine {
  engine ??= (createRequire(import.meta.url)('re2js') as typeof import('re2js')).RE2JS;
  return engine;
}
