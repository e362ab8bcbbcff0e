import { type Labels, textOf } from '../kubernetes/index.ts';

/** Says whether labels are selected. */
export type LabelPredicate = (labels: Labels) => boolean;

/** Longer texts and deeper nesting are not read: selectors of people have some dozen characters. */
const longest = 4096;
const deepest = 50;

const token = /\s*(?:(&&|\|\||==|!=|!|\(|\)|\{|\}|,)|"([^"]*)"|'([^']*)'|([A-Za-z0-9_./-]+))/y;

interface Token {
  readonly kind: 'sign' | 'text' | 'word';
  readonly value: string;
}

/**
 * Calico's selector language: `role == 'db' && has(tier) && zone not in {'a', 'b'}`.
 * Returns undefined where the text is not one: what it selects is then unknown.
 * Source: Calico documentation, "Selectors" of NetworkPolicy.
 */
export function parseCalicoSelector(text: string): LabelPredicate | undefined {
  if (text.length > longest) return undefined;
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  if (tokens.length === 0) return () => true;
  const parser = new SelectorParser(tokens);
  return parser.whole();
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    if (match === null) return undefined;
    const [, sign, double, single, word] = match;
    if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else tokens.push({ kind: 'text', value: double ?? single ?? '' });
  }
  return tokens;
}

class SelectorParser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): LabelPredicate | undefined {
    const predicate = this.#or(0);
    return this.#next === this.#tokens.length ? predicate : undefined;
  }

  #or(depth: number): LabelPredicate | undefined {
    return this.#joined('||', depth, (one, two) => (labels) => one(labels) || two(labels));
  }

  #joined(
    sign: '||' | '&&',
    depth: number,
    join: (one: LabelPredicate, two: LabelPredicate) => LabelPredicate,
  ): LabelPredicate | undefined {
    const operand = () =>
      sign === '||' ? this.#joined('&&', depth, (a, b) => (labels) => a(labels) && b(labels)) : this.#term(depth);
    let left = operand();
    while (left !== undefined && this.#take('sign', sign)) {
      const right = operand();
      left = right === undefined ? undefined : join(left, right);
    }
    return left;
  }

  #term(depth: number): LabelPredicate | undefined {
    if (depth > deepest) return undefined;
    if (this.#take('sign', '!')) {
      const inner = this.#term(depth + 1);
      return inner === undefined ? undefined : (labels) => !inner(labels);
    }
    if (this.#take('sign', '(')) {
      const inner = this.#or(depth + 1);
      return this.#take('sign', ')') ? inner : undefined;
    }
    const key = this.#value('word');
    if (key === undefined) return undefined;
    if ((key === 'all' || key === 'global') && this.#take('sign', '('))
      return this.#take('sign', ')') ? () => true : undefined;
    if (key === 'has' && this.#take('sign', '(')) {
      const label = this.#value('word');
      if (label === undefined || !this.#take('sign', ')')) return undefined;
      return (labels) => Object.hasOwn(labels, label);
    }
    return this.#comparison(key);
  }

  #comparison(key: string): LabelPredicate | undefined {
    const labelOf = (labels: Labels) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
    if (this.#take('sign', '==')) return this.#withText((text) => (labels) => labelOf(labels) === text);
    if (this.#take('sign', '!=')) return this.#withText((text) => (labels) => labelOf(labels) !== text);
    const not = this.#take('word', 'not');
    if (this.#take('word', 'in')) {
      const values = this.#set();
      if (values === undefined) return undefined;
      return (labels) => {
        const label = labelOf(labels);
        return (typeof label === 'string' && values.includes(label)) !== not;
      };
    }
    if (not) return undefined;
    if (this.#take('word', 'contains'))
      return this.#withText((text) => (labels) => textOf(labelOf(labels)).includes(text));
    if (this.#take('word', 'starts') && this.#take('word', 'with'))
      return this.#withText((text) => (labels) => textOf(labelOf(labels)).startsWith(text));
    if (this.#take('word', 'ends') && this.#take('word', 'with'))
      return this.#withText((text) => (labels) => textOf(labelOf(labels)).endsWith(text));
    return undefined;
  }

  #withText(make: (text: string) => LabelPredicate): LabelPredicate | undefined {
    const text = this.#value('text');
    return text === undefined ? undefined : make(text);
  }

  #set(): readonly string[] | undefined {
    if (!this.#take('sign', '{')) return undefined;
    const values: string[] = [];
    while (!this.#take('sign', '}')) {
      const text = this.#value('text');
      if (text === undefined) return undefined;
      values.push(text);
      this.#take('sign', ',');
    }
    return values;
  }

  #take(kind: Token['kind'], value: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind || token.value !== value) return false;
    this.#next += 1;
    return true;
  }

  #value(kind: Token['kind']): string | undefined {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind) return undefined;
    this.#next += 1;
    return token.value;
  }
}
