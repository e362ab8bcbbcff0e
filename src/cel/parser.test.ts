import { expect, test } from 'vitest';
import { parse } from './parser.ts';

/** A tree as text: calls as `name(args)`. */
function shape(source: string): string {
  const show = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(show);
    const node = value as Record<string, unknown>;
    switch (node.kind) {
      case 'literal':
        return JSON.stringify(node.value);
      case 'ident':
        return node.name;
      case 'select':
        return `${node.test ? 'has ' : ''}${show(node.operand)}${node.optional ? '.?' : '.'}${node.field}`;
      case 'call':
        return `${node.target === undefined ? '' : `${show(node.target)}.`}${node.name}(${show(node.args)})`;
      case 'list':
        return `[${show(node.elements)}]`;
      case 'comprehension':
        return `${node.macro}(${show(node.range)} as ${node.variables} if ${show(node.filter)} do ${show(node.body)})`;
      default:
        return String(node.kind);
    }
  };
  return String(show(parse(source, new Set(['optional.of']))));
}

test.each([
  ['1 + 2 * 3', '_+_(1,_*_(2,3))'],
  ['1 * 2 + 3', '_+_(_*_(1,2),3)'],
  ['1 - 2 - 3', '_-_(_-_(1,2),3)'],
  ['a && b && c || d', '_||_(_&&_(a,b,c),d)'],
  ['a ? b : c ? d : e', '_?_:_(a,b,_?_:_(c,d,e))'],
  ['a < b == c', '_==_(_<_(a,b),c)'],
  ['a in b in c', '@in(@in(a,b),c)'],
  ['!a.b', '!_(a.b)'],
  ['!!a', 'a'],
  ['-a', '-_(a)'],
  ['-1', '-1'],
  ['a - 1', '_-_(a,1)'],
  ['a -1', '_-_(a,1)'],
  ['a.b[0].?c', '_[_](a.b,0).?c'],
  ['a[?b]', '_[?_](a,b)'],
  ['a.f(1, b)', 'a.f(1,b)'],
  ['optional.of(a)', 'optional.of(a)'],
  ['has(a.b.c)', 'has a.b.c'],
  ['a.all(x, x > 0)', 'all(a as x if undefined do _>_(x,0))'],
  ['a.map(x, x > 0, x)', 'map(a as x if _>_(x,0) do x)'],
  ['a.transformList(i, v, v)', 'map(a as i,v if undefined do v)'],
  ['a.all(x)', 'a.all(x)'],
  ['[1, ?a,]', '[1,a]'],
  ['a. b . c // rest', 'a.b.c'],
  ['x.`a-b`', 'x.a-b'],
])('%s', (source, expected) => expect(shape(source)).toBe(expected));
