import { re2 } from '../re2.ts';

type Regex = ReturnType<ReturnType<typeof re2>['compile']>;

/**
 * Patterns that most CRDs hold, as controller-gen writes them: of every quantity, and of every duration in the CRDs of Prometheus.
 * JavaScript's own engine reads them as RE2 does, and without going back over more than the digits at hand; with these two,
 * most inputs never load RE2's port and compile with it (20 ms).
 */
export const usualPatterns = [
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$',
];
const usual: ReadonlyMap<string, RegExp> = new Map(usualPatterns.map((pattern) => [pattern, new RegExp(pattern)]));

const compiled = new Map<string, Regex | undefined>();
/** Patterns come from CRDs of the input, so only so many are kept. */
const maxKept = 1000;

/**
 * Whether a CRD's `pattern` is found in a text, by RE2's own rules and in linear time. A pattern that RE2 refuses is one that no API
 * server would have accepted: it limits nothing.
 */
export function patternMatches(pattern: string, text: string): boolean {
  const known = usual.get(pattern);
  if (known !== undefined) return known.test(text);
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
