import { re2 } from '../kubernetes/index.ts';
import { CelError } from './values.ts';

type Regex = ReturnType<ReturnType<typeof re2>['compile']>;

const compiled = new Map<string, Regex>();
/** Patterns can come from data, so only so many are kept. */
const maxKept = 1000;

function compile(pattern: string): Regex {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    regex = re2().compile(pattern);
    if (compiled.size >= maxKept) compiled.clear();
    compiled.set(pattern, regex);
  }
  return regex;
}

/** What is wrong with a pattern, or undefined. */
export function regexError(pattern: string): string | undefined {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function compileOrThrow(pattern: string): Regex {
  try {
    return compile(pattern);
  } catch (error) {
    throw new CelError(error instanceof Error ? error.message : String(error));
  }
}

/** Whether the pattern matches anywhere in the text. Throws `CelError` for a bad pattern. */
export function regexTest(pattern: string, text: string): boolean {
  return compileOrThrow(pattern).test(text);
}

/** Up to `limit` matches from left to right, as Go's FindAllString gives them. Throws `CelError` for a bad pattern. */
export function regexFind(pattern: string, text: string, limit: number): string[] {
  const found: string[] = [];
  const matcher = compileOrThrow(pattern).matcher(text);
  let lastEnd = -1;
  while (found.length < limit && matcher.find()) {
    // Go leaves out an empty match that touches the match before it.
    const start = matcher.start();
    const end = matcher.end();
    if (start === end && start === lastEnd) continue;
    found.push(text.slice(start, end));
    lastEnd = end;
  }
  return found;
}
