import { tokenize } from '../../cel/index.ts';

/**
 * An expression with some of its free names replaced: `podSpec` by `variables.podSpec`. Fields of that name (`x.podSpec`) and map keys
 * in quotes are no names of their own and stay. The caller sees to it that no macro of the expression binds one of the names.
 */
export function replaceNames(expression: string, names: Readonly<Record<string, string>>): string {
  let result = '';
  let copied = 0;
  let before = '';
  for (const token of tokenize(expression)) {
    const replacement = token.kind === 'ident' && Object.hasOwn(names, token.text) ? names[token.text] : undefined;
    if (replacement !== undefined && before !== '.' && before !== '.?') {
      result += expression.slice(copied, token.at) + replacement;
      copied = token.end;
    }
    // `.?field`: the question mark comes between.
    before = token.text === '?' && before === '.' ? '.?' : token.kind === 'operator' ? token.text : '';
  }
  return result + expression.slice(copied);
}

/** Whether an expression has a free name. */
export function mentions(expression: string, name: string): boolean {
  return replaceNames(expression, { [name]: '' }) !== expression;
}

/** A text as a CEL string literal on one line. */
export function celString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

/** A JSON value as a CEL literal, with the types that the CLI gives it: whole numbers are ints. */
export function celLiteral(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return celString(value);
  if (Array.isArray(value)) return `[${value.map(celLiteral).join(', ')}]`;
  const entries = Object.entries(value as Record<string, unknown>);
  return `{${entries.map(([key, one]) => `${celString(key)}: ${celLiteral(one)}`).join(', ')}}`;
}
