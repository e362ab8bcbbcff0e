import type { Call, Expr, ListExpr, MapEntry, MessageExpr } from './ast.ts';
import { SyntaxFailure, type Token, tokenize } from './lexer.ts';
import { expandCall, expandMethod } from './macros.ts';
import { Double, toInt, toUint } from './values.ts';

/** cel-go's bounds: code points in an expression, and nesting of one grammar rule within itself. */
const maxCodePoints = 100_000;
const maxDepth = 250;

/** Names of the language that can't be variables. Source: cel-spec, "Reserved". */
export const reserved: ReadonlySet<string> = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
);

/** The grammar rules whose nesting is counted, each by itself, as cel-go counts it. */
const rules = { expr: 0, relation: 1, calc: 2, member: 3 };

/**
 * Parses one expression and expands its macros. `qualifiedFunctions` are the functions whose names have dots
 * (`optional.of`): a call of one is a call without target. Throws `SyntaxFailure`.
 */
export function parse(source: string, qualifiedFunctions: ReadonlySet<string>): Expr {
  if (source.length > maxCodePoints && [...source].length > maxCodePoints) {
    const size = [...source].length;
    throw new SyntaxFailure(`expression code point size exceeds limit: size: ${size}, limit ${maxCodePoints}`, 0);
  }
  return new Parser(tokenize(source), qualifiedFunctions).whole();
}

class Parser {
  readonly #tokens: Token[];
  readonly #qualifiedFunctions: ReadonlySet<string>;
  readonly #depth = [0, 0, 0, 0];
  #position = 0;

  constructor(tokens: Token[], qualifiedFunctions: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#qualifiedFunctions = qualifiedFunctions;
  }

  whole(): Expr {
    const expr = this.#expr();
    if (this.#token.kind !== 'end') throw this.#unexpected();
    return expr;
  }

  get #token(): Token {
    // The last token is `end`, and nothing reads past it.
    return this.#tokens[this.#position] as Token;
  }

  #next(): Token {
    const token = this.#token;
    if (token.kind !== 'end') this.#position++;
    return token;
  }

  #is(operator: string): boolean {
    const token = this.#token;
    return token.kind === 'operator' && token.text === operator;
  }

  #take(operator: string): boolean {
    if (!this.#is(operator)) return false;
    this.#position++;
    return true;
  }

  #expect(operator: string): void {
    if (!this.#take(operator)) throw this.#unexpected(` expecting '${operator}'`);
  }

  #unexpected(expecting = ''): SyntaxFailure {
    const token = this.#token;
    const shown = token.kind === 'string' || token.kind === 'bytes' ? JSON.stringify(token.text) : token.text;
    const what = expecting === '' ? 'extraneous' : 'mismatched';
    return new SyntaxFailure(`Syntax error: ${what} input '${shown}'${expecting}`, token.at);
  }

  #enter(rule: number): void {
    const depth = (this.#depth[rule] ?? 0) + 1;
    this.#depth[rule] = depth;
    if (depth > maxDepth) throw new SyntaxFailure(`expression recursion limit exceeded: ${maxDepth}`, this.#token.at);
  }

  #leave(rule: number, count: number): void {
    this.#depth[rule] = (this.#depth[rule] ?? 0) - count;
  }

  #expr(): Expr {
    this.#enter(rules.expr);
    let expr = this.#logical('||');
    const at = this.#token.at;
    if (this.#take('?')) {
      const yes = this.#logical('||');
      this.#expect(':');
      const no = this.#expr();
      expr = operator('_?_:_', at, expr, yes, no);
    }
    this.#leave(rules.expr, 1);
    return expr;
  }

  /** `a || b || c` is one call with three arguments, and so is `&&`. */
  #logical(symbol: '||' | '&&'): Expr {
    const first = symbol === '||' ? this.#logical('&&') : this.#relation(0);
    if (!this.#is(symbol)) return first;
    const call = operator(symbol === '||' ? '_||_' : '_&&_', this.#token.at, first);
    while (this.#take(symbol)) call.args.push(symbol === '||' ? this.#logical('&&') : this.#relation(0));
    return call;
  }

  #relation(level: number): Expr {
    this.#enter(rules.relation);
    let count = 1;
    let left = this.#calc(0);
    for (; level === 0; count++) {
      const token = this.#token;
      const name =
        token.kind === 'operator'
          ? relations[token.text]
          : token.kind === 'ident' && token.text === 'in'
            ? '@in'
            : undefined;
      if (name === undefined) break;
      this.#enter(rules.relation);
      this.#position++;
      left = operator(name, token.at, left, this.#relation(1));
    }
    this.#leave(rules.relation, count);
    return left;
  }

  #calc(level: number): Expr {
    this.#enter(rules.calc);
    let count = 1;
    let left = this.#unary();
    for (; ; count++) {
      const token = this.#token;
      const binary = token.kind === 'operator' ? calculations[token.text] : undefined;
      if (binary === undefined || binary.level < level) break;
      this.#enter(rules.calc);
      this.#position++;
      left = operator(binary.name, token.at, left, this.#calc(binary.level + 1));
    }
    this.#leave(rules.calc, count);
    return left;
  }

  #unary(): Expr {
    const token = this.#token;
    if (token.kind !== 'operator' || (token.text !== '!' && token.text !== '-')) return this.#member();
    if (token.text === '-' && this.#isNumber(1)) return this.#member();
    let count = 0;
    while (this.#is(token.text) && !(token.text === '-' && this.#isNumber(1))) {
      this.#position++;
      count++;
    }
    const member = this.#member();
    return count % 2 === 0 ? member : operator(token.text === '!' ? '!_' : '-_', token.at, member);
  }

  /** Whether the token at this distance is a number that can carry a sign. */
  #isNumber(distance: number): boolean {
    const kind = this.#tokens[this.#position + distance]?.kind;
    return kind === 'int' || kind === 'double';
  }

  #member(): Expr {
    this.#enter(rules.member);
    let count = 1;
    let expr = this.#primary();
    for (; ; count++) {
      const at = this.#token.at;
      if (this.#take('.')) {
        this.#enter(rules.member);
        const optional = this.#take('?');
        expr = this.#selection(expr, at, optional);
      } else if (this.#take('[')) {
        this.#enter(rules.member);
        const name = this.#take('?') ? '_[?_]' : '_[_]';
        const index = this.#expr();
        this.#expect(']');
        expr = operator(name, at, expr, index);
      } else break;
    }
    this.#leave(rules.member, count);
    return expr;
  }

  #selection(operand: Expr, at: number, optional: boolean): Expr {
    const token = this.#next();
    // `in`, `true`, `false` and `null` are tokens of their own in CEL's grammar, so they can't be field names.
    const escaped = token.kind === 'escaped';
    if (!escaped && (token.kind !== 'ident' || keywords.has(token.text))) {
      if (token.kind !== 'end') this.#position--;
      throw this.#unexpected(' expecting IDENTIFIER');
    }
    const open = this.#token.at;
    if (optional || escaped || !this.#take('('))
      return { kind: 'select', operand, field: token.text, optional, test: false, at };
    const args = this.#arguments(')');
    const name = qualifiedName(operand);
    if (name !== undefined) {
      const qualified = `${name}.${token.text}`;
      if (this.#qualifiedFunctions.has(qualified))
        return { kind: 'call', name: qualified, target: undefined, args, at: open };
    }
    const macro = expandMethod(token.text, operand, args, open);
    return macro ?? { kind: 'call', name: token.text, target: operand, args, at: open };
  }

  #arguments(close: string): Expr[] {
    const args: Expr[] = [];
    if (this.#take(close)) return args;
    do args.push(this.#expr());
    while (this.#take(','));
    this.#expect(close);
    return args;
  }

  #primary(): Expr {
    const token = this.#next();
    const at = token.at;
    switch (token.kind) {
      case 'int':
        return integer(token, '');
      case 'double':
        return double(token, '');
      case 'uint': {
        const value = toUint(BigInt(token.text));
        if (value === undefined) throw new SyntaxFailure('invalid uint literal', at);
        return { kind: 'literal', value, at };
      }
      case 'string':
        return { kind: 'literal', value: token.text, at };
      case 'bytes':
        return { kind: 'literal', value: token.bytes, at };
      case 'ident':
        return this.#name(token, false);
      case 'operator':
        switch (token.text) {
          case '(': {
            const expr = this.#expr();
            this.#expect(')');
            return expr;
          }
          case '[':
            return this.#list(at);
          case '{':
            return this.#map(at);
          case '-':
            if (this.#token.kind === 'int') return integer(this.#next(), '-');
            if (this.#token.kind === 'double') return double(this.#next(), '-');
            break;
          case '.':
            if (this.#token.kind === 'ident') return this.#name(this.#next(), true);
            break;
        }
    }
    if (token.kind !== 'end') this.#position--;
    throw this.#unexpected(' expecting an expression');
  }

  #name(token: Token, leadingDot: boolean): Expr {
    const { text, at } = token;
    if (!leadingDot) {
      if (text === 'true') return { kind: 'literal', value: true, at };
      if (text === 'false') return { kind: 'literal', value: false, at };
      if (text === 'null') return { kind: 'literal', value: null, at };
    }
    const message = this.#message(token);
    if (message !== undefined) return message;
    if (keywords.has(text)) {
      this.#position--;
      throw this.#unexpected(' expecting an expression');
    }
    if (reserved.has(text)) throw new SyntaxFailure(`reserved identifier: ${text}`, at);
    const name = leadingDot ? `.${text}` : text;
    const open = this.#token.at;
    if (!this.#take('(')) return { kind: 'ident', name, at };
    const args = this.#arguments(')');
    return expandCall(name, args, open) ?? { kind: 'call', name, target: undefined, args, at: open };
  }

  /** `a.b.Message{…}`, if that is what starts at this identifier. */
  #message(first: Token): MessageExpr | undefined {
    let distance = 0;
    let name = first.text;
    for (;;) {
      const token = this.#tokens[this.#position + distance];
      if (token?.kind !== 'operator') return undefined;
      if (token.text === '{') break;
      const part = this.#tokens[this.#position + distance + 1];
      if (token.text !== '.' || part?.kind !== 'ident') return undefined;
      name += `.${part.text}`;
      distance += 2;
    }
    this.#position += distance;
    const at = this.#next().at;
    const fields: MessageExpr['fields'] = [];
    while (!this.#take('}')) {
      const optional = this.#take('?');
      const field = this.#next();
      if (field.kind !== 'ident') throw new SyntaxFailure(`Syntax error: mismatched input '${field.text}'`, field.at);
      const colon = this.#token.at;
      this.#expect(':');
      fields.push({ name: field.text, value: this.#expr(), optional, at: colon });
      if (!this.#take(',') && !this.#is('}')) throw this.#unexpected(" expecting '}'");
    }
    return { kind: 'message', name, fields, at };
  }

  #list(at: number): ListExpr {
    const list: ListExpr = { kind: 'list', elements: [], optional: [], at };
    while (!this.#take(']')) {
      list.optional.push(this.#take('?'));
      list.elements.push(this.#expr());
      if (!this.#take(',') && !this.#is(']')) throw this.#unexpected(" expecting ']'");
    }
    return list;
  }

  #map(at: number): Expr {
    const entries: MapEntry[] = [];
    while (!this.#take('}')) {
      const optional = this.#take('?');
      const key = this.#expr();
      const colon = this.#token.at;
      this.#expect(':');
      entries.push({ key, value: this.#expr(), optional, at: colon });
      if (!this.#take(',') && !this.#is('}')) throw this.#unexpected(" expecting '}'");
    }
    return { kind: 'map', entries, at };
  }
}

const keywords = new Set(['in', 'true', 'false', 'null']);

const relations: Readonly<Record<string, string | undefined>> = {
  '<': '_<_',
  '<=': '_<=_',
  '>': '_>_',
  '>=': '_>=_',
  '==': '_==_',
  '!=': '_!=_',
};

const calculations: Readonly<Record<string, { name: string; level: number } | undefined>> = {
  '+': { name: '_+_', level: 0 },
  '-': { name: '_-_', level: 0 },
  '*': { name: '_*_', level: 1 },
  '/': { name: '_/_', level: 1 },
  '%': { name: '_%_', level: 1 },
};

function operator(name: string, at: number, ...args: Expr[]): Call {
  return { kind: 'call', name, target: undefined, args, at };
}

function integer(token: Token, sign: string): Expr {
  const magnitude = BigInt(token.text);
  const value = toInt(sign === '-' ? -magnitude : magnitude);
  if (value === undefined) throw new SyntaxFailure('invalid int literal', token.at);
  return { kind: 'literal', value: value === 0 ? 0 : value, at: token.at };
}

function double(token: Token, sign: string): Expr {
  const value = Number(sign + token.text);
  if (!Number.isFinite(value)) throw new SyntaxFailure('invalid double literal', token.at);
  return { kind: 'literal', value: new Double(value), at: token.at };
}

/** The dotted name that an expression spells (`a.b.c`), if it is one. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name;
  if (expr.kind !== 'select' || expr.optional || expr.test) return undefined;
  const operand = qualifiedName(expr.operand);
  return operand === undefined ? undefined : `${operand}.${expr.field}`;
}
