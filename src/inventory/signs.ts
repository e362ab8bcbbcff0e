/** Signs that mean something in YAML, as UTF-16 units. */
export const space = 0x20;
export const hash = 0x23;
export const colon = 0x3a;
export const dash = 0x2d;
export const doubleQuote = 0x22;
export const question = 0x3f;
export const singleQuote = 0x27;

/** Signs of keys as they are usually written without quotes. */
export function isKeySign(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2d && code <= 0x39) /* - . / 0-9 */ ||
    code === 0x5f /* _ */ ||
    code === 0x24 /* $ */
  );
}

/** Whether a plain scalar can be anything but text (see yaml-schema.ts): by its first sign, and words by their length. */
export function mayResolve(text: string): boolean {
  const first = text.charCodeAt(0);
  if ((first >= 0x61 && first <= 0x7a) || (first >= 0x41 && first <= 0x5a)) {
    return text.length <= 'false'.length && resolvingLetters.has(first);
  }
  return (first >= 0x2b && first <= 0x39) /* + , - . / 0-9 */ || first === 0x7e /* ~ */;
}

const resolvingLetters = new Set([...'yYnNtTfFoO'].map((letter) => letter.charCodeAt(0)));

/** Signs that a plain scalar cannot begin with, or only in front of some others. */
export const indicators: ReadonlySet<number> = new Set([...'-?:,[]{}#&*!|>\'"%@`<'].map((sign) => sign.charCodeAt(0)));
