import { regexTest } from './regex.ts';

/**
 * Longest text that JavaScript's engine is given. Backtracking over what patterns of our own leave ambiguous takes at most the square of
 * that; longer texts go to RE2, which is linear.
 */
const longestText = 1000;

/**
 * A test for a pattern of our own, by JavaScript's engine: it is there already, and ten times as fast as RE2's port, which takes 15 ms to
 * load and to compile a dozen patterns. Not for patterns of others, which may be made to backtrack without end.
 * @throws SyntaxError where JavaScript has no such pattern
 */
export function nativePattern(pattern: string): (text: string) => boolean {
  const regex = new RegExp(translated(pattern), 'u');
  return (text) => (text.length > longestText ? regexTest(pattern, text) : regex.test(text));
}

/** Escapes, classes, dots: what RE2 writes or means in another way. */
const parts = /\\.|\[(?:\\.|\[:\w+:\]|[^\]\\])*\]|\./gs;

function translated(pattern: string): string {
  return pattern.replace(parts, (part) => {
    if (part === '.') return '[^\\n]';
    return part.startsWith('[') ? part.replaceAll('[:space:]', '\\t\\n\\v\\f\\r ') : part;
  });
}
