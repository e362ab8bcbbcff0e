import { describe, expect, test } from 'vitest';
import { compile, environment, LazyRecord, perCallLimit, types, Unknown } from './index.ts';
import { answer } from './testing/answer.ts';
import { CelError } from './values.ts';

const unchecked = environment({ variables: { object: types.dyn, x: types.dyn, a: types.dyn }, check: false });
const checked = environment({ variables: { object: types.dyn, x: types.int }, resultType: types.bool });

/** What an expression gives in the unchecked environment. */
function evaluate(expression: string, bindings: Record<string, unknown> = {}, costLimit = perCallLimit) {
  const { program, errors } = compile(expression, unchecked);
  if (program === undefined) throw new Error(errors[0]?.message);
  return program.evaluate(bindings, { costLimit });
}

describe('compile', () => {
  test('names the place of a mistake', () => {
    expect(compile('true\n  && object.b ==\n  ]', checked).errors).toMatchObject([{ line: 3, column: 3 }]);
    expect(compile("'😀' == nothing", checked).errors).toEqual([
      { line: 1, column: 8, message: "undeclared reference to 'nothing' (in container '')" },
    ]);
  });

  test('lists every type error', () => {
    expect(compile("1 + 'a' == 2 && x.foo && y", checked).errors?.map(({ message }) => message)).toEqual([
      "found no matching overload for '_+_' applied to '(int, string)'",
      "type 'int' does not support field selection",
      "undeclared reference to 'y' (in container '')",
    ]);
  });

  test('wants the result type exactly', () => {
    expect(compile('object.flag', checked).errors?.[0]?.message).toBe('must evaluate to bool but got dyn');
    expect(compile('object.flag == true', checked).errors).toBeUndefined();
  });

  test.each([
    ['undeclared', "undeclared reference to 'undeclared' (in container '')"],
    ['undeclared(1)', "undeclared reference to 'undeclared' (in container '')"],
    ['constructor(1)', "undeclared reference to 'constructor' (in container '')"],
    ["'a'.toString()", "undeclared reference to 'toString' (in container '')"],
    ["'a'.size(1, 2)", "found no matching overload for 'size' with 3 arguments"],
    ['a.b{c: 1}', "undeclared reference to 'a.b' (in container '')"],
  ])('refuses %s without the checker, too', (expression, message) => {
    expect(compile(expression, unchecked).errors?.[0]?.message).toBe(message);
  });

  test.each([
    ['parentheses', '('.repeat(5_000)],
    ['lists', '['.repeat(5_000)],
    ['a long chain', `1${'+1'.repeat(5_000)}`],
    ['a long path', `object${'.a'.repeat(5_000)}`],
    ['nested conditionals', `${'true ? 1 : '.repeat(5_000)}1`],
    ['too many characters', `'${'x'.repeat(100_001)}'`],
  ])('refuses %s', (_what, expression) => {
    expect(compile(expression, checked).errors?.[0]?.message).toMatch(/limit/);
  });

  test('types that nest in map keys stay small', () => {
    const expression = `[1]${'.map(a, {a: a})'.repeat(100)}.size() == 1`;
    expect(compile(expression, checked).errors).toBeUndefined();
  });
});

describe('evaluate', () => {
  test('stops what costs too much', () => {
    const list = Array.from({ length: 1_000 }, (_value, i) => i);
    expect(evaluate('object.all(p, object.all(q, object.all(r, p + q + r >= 0)))', { object: list })).toMatchObject({
      error: 'operation cancelled: actual cost limit exceeded',
    });
  });

  test.each([
    "'xxxxxxxxxx'.split('').map(i, object.replace('', object)).map(t, t.replace('', t)).size() > 0",
    'lists.range(100000).map(i, lists.range(100000)).size() > 0',
    'lists.range(1000).map(i, object + object + object).join(object).size() > 0',
    'lists.range(100000).map(i, i).distinct().size() > 0',
    "[object, object].join(object.replace('', object)).matches('(a*)*b')",
    "object.matches('(((a{1,30}){1,30}){1,30})')",
  ])('survives %s', (expression) => {
    expect(evaluate(expression, { object: 'a'.repeat(50_000) })).toHaveProperty('error');
  });

  // cel-go counts 1 or nothing for these, which would let them take all memory or minutes.
  test.each([
    'lists.range(5000).map(i, object + object).size() > 0',
    'lists.range(1000).map(i, object).flatten().size() > 0',
    "[object.map(n, '')].all(e, lists.range(150000).all(i, e.join().size() == 0))",
    "[object.map(n, '')].all(e, lists.range(150000).all(i, e.indexOf('q') < 0))",
    'lists.range(150000).all(i, object == x)',
    'object.all(n, object.indexOf(-n) < 0)',
  ])('bounds %s', (expression) => {
    const list = (length: number) => Array.from({ length }, (_value, i) => i + 1);
    expect(evaluate(expression, { object: list(60_000), x: list(60_000) })).toMatchObject({
      error: 'operation cancelled: actual cost limit exceeded',
    });
  });

  test('patterns take linear time', () => {
    const result = evaluate("object.matches('^(a+)+$')", { object: `${'a'.repeat(5_000)}b` });
    expect(result).toMatchObject({ value: false });
  });

  test('absorbs no cost limit', () => {
    const result = evaluate('lists.range(1000).all(i, i >= 0) || true', {}, 100);
    expect(result).toMatchObject({ error: 'operation cancelled: actual cost limit exceeded' });
  });

  test('sees own properties only', () => {
    const object = JSON.parse('{"__proto__": {"a": 1}, "constructor": "c"}');
    expect(evaluate('object.__proto__.a == 1', { object })).toMatchObject({ value: true });
    expect(evaluate('has(object.toString)', { object })).toMatchObject({ value: false });
    expect(evaluate("object['toString']", { object })).toMatchObject({ error: 'no such key: toString' });
    expect(evaluate("object.constructor == 'c'", { object })).toMatchObject({ value: true });
    expect(evaluate("{'__proto__': 1}.__proto__ == 1")).toMatchObject({ value: true });
    expect(evaluate("{'a': 1}.transformMapEntry(k, v, {'__proto__': v}).size() == 1")).toMatchObject({ value: true });
  });

  test('reads numbers as the API server reads JSON', () => {
    const object = { int: 3, big: 2 ** 62, huge: 1e30, fraction: 0.5, zero: -0, list: [1, 2.5] };
    expect(evaluate('type(object.int) == int && type(object.big) == int', { object })).toMatchObject({ value: true });
    expect(evaluate('type(object.huge) == double && type(object.fraction) == double', { object })).toMatchObject({
      value: true,
    });
    expect(evaluate('object.list.map(e, type(e)) == [int, double]', { object })).toMatchObject({ value: true });
    expect(evaluate('object.big + object.big', { object })).toMatchObject({ error: 'integer overflow' });
    expect(evaluate('string(object.zero)', { object })).toMatchObject({ value: '0' });
  });

  test('gives ints as numbers or bigints', () => {
    expect(evaluate('9007199254740991')).toMatchObject({ value: 9007199254740991 });
    expect(evaluate('9007199254740991 + 1')).toMatchObject({ value: 9007199254740992n });
    expect(evaluate('9007199254740993 - 2')).toMatchObject({ value: 9007199254740991 });
  });

  test('calls a binding that is a function once, and only when it is used', () => {
    let calls = 0;
    const bindings = { x: () => ++calls };
    expect(evaluate('true || x == 1', bindings)).toMatchObject({ value: true });
    expect(calls).toBe(0);
    expect(evaluate('x + x', bindings)).toMatchObject({ value: 2 });
  });

  test('says which variable is missing', () => {
    expect(evaluate('x == 1')).toMatchObject({ error: 'no such attribute(s): x' });
  });

  test('works out the fields of a lazy record once, and fails each time', () => {
    let calls = 0;
    const x = new LazyRecord(
      new Map<string, () => unknown>([
        ['good', () => ++calls],
        [
          'bad',
          () => {
            throw new CelError('broken');
          },
        ],
        [
          'unsure',
          () => {
            throw new Unknown('why');
          },
        ],
      ]),
    );
    expect(evaluate('x.good + x.good', { x })).toMatchObject({ value: 2 });
    expect(evaluate('x.bad || x.bad', { x })).toMatchObject({ error: 'broken' });
    expect(evaluate('x.unsure && x.bad', { x })).toMatchObject({ unknown: 'why' });
    expect(evaluate('has(x.good) && !has(x.nothing)', { x })).toMatchObject({ value: true });
    expect(calls).toBe(1);
  });

  test('fails on data that nests too deep to compare', () => {
    let [left, right]: [unknown, unknown] = [[], []];
    for (let i = 0; i < 100_000; i++) [left, right] = [[left], [right]];
    expect(evaluate('x == a', { x: left, a: right })).toHaveProperty('error');
  });
});

describe('the authorizer', () => {
  const unknown = 'unknown: authorizer: what the requesting user may do is not known here';
  const allowed = "authorizer.group('').resource('pods').namespace('default').check('create').allowed()";
  test.each([
    [allowed, unknown],
    [`${allowed} && true`, unknown],
    [`${allowed} && false`, false],
    [`true || ${allowed}`, true],
    [`${allowed} || 1 / 0 == 0`, unknown],
    [`[1, 2].all(i, ${allowed})`, unknown],
    [`[1, 2].all(i, i > 1 && ${allowed})`, false],
    [`${allowed} ? true : false`, unknown],
    ["authorizer.requestResource.check('get').allowed()", unknown],
    ["authorizer.path('/healthz').check('get').reason() == ''", unknown],
    ["authorizer.serviceAccount('default', 'web').group('').resource('pods').check('get').errored()", unknown],
  ])('%s', (expression, expected) => expect(answer(expression)).toBe(expected));
});
