import { re2 } from '../re2.ts';

type Regex = ReturnType<ReturnType<typeof re2>['compile']>;

const compiled = new Map<string, Regex | undefined>();
/** Patterns come from CRDs of the input, so only so many are kept. */
const maxKept = 1000;

/**
 * Whether a CRD's `pattern` is found in a text, by RE2's own rules and in linear time. A pattern that RE2 refuses is one that no API
 * server would have accepted: it limits nothing.
 */
export function patternMatches(pattern: string, text: string): boolean {
  if (!compiled.has(pattern)) {
    if (compiled.size >= maxKept) compiled.clear();
    const engine = re2();
    let regex: Regex | undefined;
    try {
      regex = engine.compile(pattern);
    } catch {
      regex = undefined;
    }
    compiled.set(pattern, regex);
  }
  return compiled.get(pattern)?.matcher(text).find() ?? true;
}
