import type { Answers } from './testing/answers.ts';

export const logic: Answers = {
  holds: `
    true || 1 / 0 == 0
    1 / 0 == 0 || true
    1 / 0 == 0 || 2 / 0 == 0 || true
    dyn('a') || true
    true || dyn('a')
    true ? true : 1 / 0 == 0
    false ? 1 / 0 == 0 : true
    [1, 2, 3].all(x, x > 0)
    [].all(x, false)
    [0, 1].exists(x, 1 / x == 1)
    [1, 2, 3].exists(x, x == 2)
    [1, 2, 3].exists_one(x, x == 2)
    {'a': 1, 'b': 2}.all(k, k in ['a', 'b'])
    {'a': 1, 'b': 2}.exists(k, k == 'b')
    {'a': 1}.exists_one(k, k == 'a')
    [1, 2, 3].map(x, x * 2) == [2, 4, 6]
    [1, 2, 3].map(x, x > 1, x * 2) == [4, 6]
    {'a': 1}.map(k, k + '!') == ['a!']
    [1, 2, 3].filter(x, x % 2 == 1) == [1, 3]
    {'a': 1, 'b': 2}.filter(k, k == 'a') == ['a']
    [1, 2].map(x, [x, x].map(y, y + x)) == [[2, 2], [4, 4]]
    [1, 2].map(x, [3].map(x, x)) == [[3], [3]]
    [[1, 2], [3]].all(l, l.exists(x, x > 1))
    [1, 2, 3].all(i, v, v == i + 1)
    [5, 6].existsOne(i, v, i == 1 && v == 6)
    {'a': 1, 'b': 2}.all(k, v, k != '' && v > 0)
    {'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)
    [1, 2, 3].transformList(i, v, v * i) == [0, 2, 6]
    [1, 2, 3].transformList(i, v, i > 0, v * i) == [2, 6]
    {'a': 1}.transformList(k, v, k + string(v)) == ['a1']
    {'a': 1, 'b': 2}.transformMap(k, v, v * 10) == {'a': 10, 'b': 20}
    {'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10) == {'b': 20}
    ['x', 'y'].transformMap(i, v, v + '!') == {0: 'x!', 1: 'y!'}
    {'a': 'x'}.transformMapEntry(k, v, {v: k}) == {'x': 'a'}
    ['a', 'b'].transformMapEntry(i, v, i > 0, {v: i}) == {'b': 1}
    dyn([1]).all(x, x == 1)
    dyn({'a': 1}).all(x, x == 'a')
    [dyn(1), dyn('a')].exists(x, x == 'a')
  `,
  fails: `
    false && 1 / 0 == 0
    1 / 0 == 0 && false
    1 / 0 == 0 && 2 / 0 == 0 && false
    false && dyn('a')
    dyn('a') && false
    [1, 2, 3].all(x, x > 1)
    [].exists(x, true)
    [0, -1].all(x, 1 / x > 0)
    [1, 2, 2].exists_one(x, x == 2)
    [1, 2].exists(i, v, i == v)
    [5, 6].exists_one(i, v, v > 4)
    [dyn(1), dyn('a')].all(x, x == 1)
  `,
  messages: [
    ['1 / 0 == 0 || false', 'error: division by zero'],
    ['1 / 0 == 0 && true', 'error: division by zero'],
    ['false || 1 / 0 == 0', 'error: division by zero'],
    ["dyn('a') || false", 'error: no such overload'],
    ["dyn('a') ? true : false", 'error: no such overload'],
    ['1 / 0 == 0 ? true : false', 'error: division by zero'],
    ['!(1 / 0 == 0)', 'error: division by zero'],
    ['[1, 0].all(x, 1 / x > 0)', 'error: division by zero'],
    ['[0, 2].exists(x, 1 / x == 1)', 'error: division by zero'],
    ['[1, 2, 3].existsOne(x, x > 2)', "refused 1:21: undeclared reference to 'x' (in container '')"],
    ['[0, 1].exists_one(x, 1 / x == 1)', 'error: division by zero'],
    [
      "{'a': 'x', 'b': 'x'}.transformMapEntry(k, v, {v: k}) == {'x': 'a'}",
      'error: insert failed: key x already exists',
    ],
    ["['a'].transformMapEntry(i, v, v) == {}", "refused 1:31: expected type 'map(dyn, dyn)' but found 'string'"],
    ['[1].all(x, x)', "refused 1:12: expected type 'bool' but found 'int'"],
    [
      '[1].filter(x, x) == []',
      "refused 1:15: found no matching overload for '_?_:_' applied to '(int, list(int), list(int))'",
    ],
    ['[1].map(x, y) == []', "refused 1:12: undeclared reference to 'y' (in container '')"],
    ['[1].all(1, true)', 'refused 1:9: argument must be a simple name'],
    ['[1].all(x.y, true)', 'refused 1:10: argument must be a simple name'],
    ['[1].all(x, x, true)', 'refused 1:12: duplicate variable name: x'],
    [
      '1.all(x, true)',
      "refused 1:1: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)",
    ],
    [
      "'abc'.all(x, true)",
      "refused 1:1: expression of type 'string' cannot be range of a comprehension (must be list, map, or dynamic)",
    ],
    [
      'null.all(x, true)',
      "refused 1:1: expression of type 'null' cannot be range of a comprehension (must be list, map, or dynamic)",
    ],
    ['[1].all(x)', "refused 1:9: undeclared reference to 'x' (in container '')"],
    ['[1].all()', "refused 1:8: undeclared reference to 'all' (in container '')"],
    ['[1].map(__result__, true) == []', 'refused 1:9: iteration variable overwrites accumulator variable'],
    ['dyn(1).all(x, true)', "error: got 'int', expected iterable type"],
  ],
};
