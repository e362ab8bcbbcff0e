/**
 * Tokens of CEL. Source: the language definition of cel-spec ("Syntax") and Kubernetes' reserved words.
 * One pass over the source by character code; strings are unescaped here.
 */
type TokenKind = 'ident' | 'escaped' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'operator' | 'end';

/** `text` is the identifier, the operator, the digits, or the unescaped string; `bytes` holds the value of a bytes literal. */
export type Token = { kind: TokenKind; text: string; at: number; end: number; bytes?: Uint8Array };

/** A mistake in the text of an expression, with its offset. */
export class SyntaxFailure {
  readonly message: string;
  readonly at: number;
  constructor(message: string, at: number) {
    this.message = message;
    this.at = at;
  }
}

const operators2 = new Set(['==', '!=', '<=', '>=', '&&', '||']);
const operators1 = '=<>!()[]{}.,-?:+*/%';

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** The tokens of an expression, ending with an `end` token. Throws `SyntaxFailure`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const length = source.length;
  let position = 0;
  while (position < length) {
    const code = source.charCodeAt(position);
    if (code === 32 || code === 10 || code === 9 || code === 13 || code === 12) {
      position++;
      continue;
    }
    if (code === 47 && source.charCodeAt(position + 1) === 47) {
      const line = source.indexOf('\n', position);
      position = line < 0 ? length : line;
      continue;
    }
    let token: Token;
    if (code === 34 || code === 39) {
      token = string(source, position, position, false, false);
    } else if (isLetter(code)) {
      token = stringWithPrefix(source, position) ?? identifier(source, position);
    } else if (isDigit(code) || (code === 46 && isDigit(source.charCodeAt(position + 1)))) {
      token = number(source, position);
    } else if (code === 96) {
      token = escapedIdentifier(source, position);
    } else {
      token = operator(source, position);
    }
    tokens.push(token);
    position = token.end;
  }
  tokens.push({ kind: 'end', text: '<EOF>', at: length, end: length });
  return tokens;
}

function identifier(source: string, start: number): Token {
  let end = start + 1;
  while (end < source.length && (isLetter(source.charCodeAt(end)) || isDigit(source.charCodeAt(end)))) end++;
  return { kind: 'ident', text: source.slice(start, end), at: start, end };
}

function escapedIdentifier(source: string, start: number): Token {
  const close = source.indexOf('`', start + 1);
  const text = close < 0 ? '' : source.slice(start + 1, close);
  if (!/^[A-Za-z0-9_.\-/ ]+$/.test(text))
    throw new SyntaxFailure("Syntax error: token recognition error at: '`'", start);
  return { kind: 'escaped', text, at: start, end: close + 1 };
}

function operator(source: string, start: number): Token {
  const two = source.slice(start, start + 2);
  if (operators2.has(two)) return { kind: 'operator', text: two, at: start, end: start + 2 };
  const one = source.charAt(start);
  if (one === '=' || !operators1.includes(one)) {
    const shown = String.fromCodePoint(source.codePointAt(start) ?? 0);
    throw new SyntaxFailure(`Syntax error: token recognition error at: '${shown}'`, start);
  }
  return { kind: 'operator', text: one, at: start, end: start + 1 };
}

function number(source: string, start: number): Token {
  let end = start;
  if (source.charCodeAt(start) === 48 && source.charAt(start + 1) === 'x' && isHex(source.charCodeAt(start + 2))) {
    end = start + 2;
    while (isHex(source.charCodeAt(end))) end++;
    return integer(source, start, end);
  }
  while (isDigit(source.charCodeAt(end))) end++;
  let fraction = false;
  if (source.charAt(end) === '.' && isDigit(source.charCodeAt(end + 1))) {
    fraction = true;
    end++;
    while (isDigit(source.charCodeAt(end))) end++;
  }
  const exponent = source.charAt(end);
  if (exponent === 'e' || exponent === 'E') {
    const sign = source.charAt(end + 1);
    const digits = sign === '+' || sign === '-' ? end + 2 : end + 1;
    if (isDigit(source.charCodeAt(digits))) {
      fraction = true;
      end = digits;
      while (isDigit(source.charCodeAt(end))) end++;
    }
  }
  if (fraction) return { kind: 'double', text: source.slice(start, end), at: start, end };
  return integer(source, start, end);
}

function integer(source: string, start: number, end: number): Token {
  const suffix = source.charAt(end);
  const text = source.slice(start, end);
  if (suffix === 'u' || suffix === 'U') return { kind: 'uint', text, at: start, end: end + 1 };
  return { kind: 'int', text, at: start, end };
}

/** A string literal after `b`, `r`, `br` or `rb`, if that is what starts here. */
function stringWithPrefix(source: string, start: number): Token | undefined {
  let position = start;
  let raw = false;
  let bytes = false;
  for (; position < start + 2; position++) {
    const letter = source.charAt(position);
    if ((letter === 'r' || letter === 'R') && !raw) raw = true;
    else if ((letter === 'b' || letter === 'B') && !bytes && !raw) bytes = true;
    else break;
  }
  const quote = source.charAt(position);
  if (position === start || (quote !== '"' && quote !== "'")) return undefined;
  return string(source, start, position, raw, bytes);
}

function string(source: string, start: number, open: number, raw: boolean, bytes: boolean): Token {
  const quote = source.charAt(open);
  const triple = source.startsWith(quote.repeat(3), open);
  const close = triple ? quote.repeat(3) : quote;
  const body = open + close.length;
  let end = body;
  for (;;) {
    if (end >= source.length) throw unterminated(source, start);
    const letter = source.charAt(end);
    if (!triple && (letter === '\n' || letter === '\r')) throw unterminated(source, start);
    if (letter === '\\' && !raw) end += 2;
    else if (letter === quote && (!triple || source.startsWith(close, end))) break;
    else end++;
  }
  const text = source.slice(body, end);
  const next = end + close.length;
  if (bytes)
    return { kind: 'bytes', text, at: start, end: next, bytes: raw ? Buffer.from(text) : unescapeBytes(text, body) };
  return { kind: 'string', text: raw ? text : unescapeText(text, body), at: start, end: next };
}

function unterminated(source: string, start: number): SyntaxFailure {
  return new SyntaxFailure(`Syntax error: token recognition error at: '${source.slice(start, start + 40)}'`, start);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '?': '?',
  '`': '`',
};

/** The escapes of a string: `[code point, length of the escape]`, or undefined when it is none. */
function escapeAt(text: string, position: number): [number, number] | undefined {
  const letter = text.charAt(position + 1);
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return [simple.charCodeAt(0), 2];
  const digits = letter === 'x' || letter === 'X' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (digits > 0) {
    const hex = text.slice(position + 2, position + 2 + digits);
    return hex.length === digits && /^[0-9a-fA-F]+$/.test(hex) ? [Number.parseInt(hex, 16), 2 + digits] : undefined;
  }
  const octal = text.slice(position + 1, position + 4);
  return /^[0-3][0-7]{2}$/.test(octal) ? [Number.parseInt(octal, 8), 4] : undefined;
}

function unescapeText(text: string, at: number): string {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let position = 0; position < text.length; ) {
    if (text.charAt(position) !== '\\') {
      out += text.charAt(position++);
      continue;
    }
    const escaped = escapeAt(text, position);
    if (escaped === undefined) throw badEscape(text, position, at);
    const [point, width] = escaped;
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw badEscape(text, position, at);
    out += String.fromCodePoint(point);
    position += width;
  }
  return out;
}

/** In bytes, `\x` and octal escapes are single bytes, and `\u` is not allowed. */
function unescapeBytes(text: string, at: number): Uint8Array {
  const parts: Buffer[] = [];
  let start = 0;
  for (let position = 0; position < text.length; ) {
    if (text.charAt(position) !== '\\') {
      position++;
      continue;
    }
    const letter = text.charAt(position + 1);
    const escaped = letter === 'u' || letter === 'U' ? undefined : escapeAt(text, position);
    if (escaped === undefined) throw badEscape(text, position, at);
    parts.push(Buffer.from(text.slice(start, position)), Buffer.from([escaped[0]]));
    position += escaped[1];
    start = position;
  }
  parts.push(Buffer.from(text.slice(start)));
  return Buffer.concat(parts);
}

function badEscape(text: string, position: number, at: number): SyntaxFailure {
  const shown = text.slice(position, position + 2);
  return new SyntaxFailure(`Syntax error: token recognition error at: '${shown}'`, at + position);
}
