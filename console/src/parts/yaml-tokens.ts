export type TokenType = 'key' | 'text' | 'number' | 'comment' | 'plain';
export interface Token {
  readonly type: TokenType;
  readonly text: string;
}

/** Longer lines are shown without colours. */
const maxColoured = 2000;
const comment = /^\s*#|\s#/;
const entry = /^(\s*(?:- )*)((?:"[^"]*"|'[^']*'|[^\s'"#[\]{},&*!|>%@`:-][^:#]*|-[^\s:][^:]*)?)(:)(?=\s|$)/;
const literal = /^(?:true|false|null|~|[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?)$/i;

/**
 * One line of YAML in tokens whose texts add up to the line. By the line alone: what stands in a block of text is coloured as if
 * it were YAML, which it mostly is (scripts, settings).
 */
export function yamlTokens(line: string): readonly Token[] {
  if (line.length > maxColoured) return [{ type: 'plain', text: line }];
  const tokens: Token[] = [];
  const add = (type: TokenType, text: string) => {
    if (text !== '') tokens.push({ type, text });
  };
  let rest = line;
  const key = entry.exec(line);
  if (key !== null) {
    const [all, indent = '', name = '', colon = ''] = key;
    add('plain', indent);
    add('key', name);
    add('plain', colon);
    rest = line.slice(all.length);
  } else {
    const indent = /^\s*(?:- )*/.exec(line)?.[0] ?? '';
    add('plain', indent);
    rest = line.slice(indent.length);
  }
  const cut = isQuoted(rest) ? -1 : rest.search(comment);
  const value = cut < 0 ? rest : rest.slice(0, cut);
  add(typeOf(value.trim()), value);
  if (cut >= 0) add('comment', rest.slice(cut));
  return tokens;
}

function isQuoted(text: string): boolean {
  const trimmed = text.trim();
  return /^(['"]).*\1$/.test(trimmed);
}

function typeOf(value: string): TokenType {
  if (value === '' || value === '|' || value === '>' || value === '-') return 'plain';
  return literal.test(value) ? 'number' : 'text';
}
