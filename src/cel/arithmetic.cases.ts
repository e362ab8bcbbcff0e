import type { Answers } from './testing/answers.ts';

export const arithmetic: Answers = {
  holds: String.raw`
    1 + 1 == 2
    1.5 + 1.5 == 3.0
    1u + 2u == 3u
    'a' + 'b' == 'ab'
    b'a' + b'b' == b'ab'
    [1] + [2] == [1, 2]
    3037000499 * 3037000499 == 9223372030926249001
    9007199254740993 + 2 == 9007199254740995
    9007199254740991 * 3 == 27021597764222973
    9223372036854775807 - 9223372036854775806 == 1
    -(-9223372036854775807) == 9223372036854775807
    1.0 / 0.0 == double('Infinity')
    -1.0 / 0.0 == double('-Infinity')
    0.0 == -0.0
    7 / 2 == 3
    -7 / 2 == -3
    7 % -3 == 1
    -7 % 3 == -1
    0.1 + 0.2 > 0.3
    (true ? 1 : 2) == 1
    (true ? 1 : dyn('a')) == 1
    dyn(1) == dyn(1.0)
    dyn(1) == dyn(1u)
    dyn(1u) == dyn(1.0)
    dyn(1) != dyn('1')
    dyn([1, 2]) == dyn([1.0, 2.0])
    dyn({'a': 1}) == dyn({'a': 1u})
    dyn({1: 'a'}) == dyn({1u: 'a'})
    dyn(9007199254740993) == dyn(9007199254740992.0)
    {'a': 1, 'b': 2} == {'b': 2, 'a': 1}
    [1] != [1, 2]
    [[1], [2]] == [[1], [2]]
    1 < 1.5
    1u < 2
    -1 < 1u
    2.5 > 2u
    9223372036854775807 < 9223372036854775808u
    9223372036854775807 <= 9223372036854775808.0
    'a' < 'b'
    '' < 'a'
    '😀' > '\uffff'
    'Z' < 'a'
    b'a' < b'b'
    false < true
    1 <= 1 && 1 >= 1
  `,
  fails: `
    0.0 / 0.0 == 0.0 / 0.0
    0.1 + 0.2 == 0.3
    dyn(1) == dyn('1')
    dyn(true) == dyn(1)
    dyn(null) == dyn(0)
    [1, 2] == [2, 1]
    [0.0 / 0.0] == [0.0 / 0.0]
    'a' < 'B'
  `,
  messages: [
    ['1 + 1.0 == 2.0', "refused 1:3: found no matching overload for '_+_' applied to '(int, double)'"],
    ['1 + 1u == 2', "refused 1:3: found no matching overload for '_+_' applied to '(int, uint)'"],
    ["'a' + 1 == 'a1'", "refused 1:5: found no matching overload for '_+_' applied to '(string, int)'"],
    ["[1] + ['a'] == []", "refused 1:5: found no matching overload for '_+_' applied to '(list(int), list(string))'"],
    [
      "{'a': 1} + {'b': 2} == {}",
      "refused 1:10: found no matching overload for '_+_' applied to '(map(string, int), map(string, int))'",
    ],
    ['true + true', "refused 1:6: found no matching overload for '_+_' applied to '(bool, bool)'"],
    ['null + null == null', 'error: no such overload'],
    ['9223372036854775807 + 1 > 0', 'error: integer overflow'],
    ['-9223372036854775808 - 1 < 0', 'error: integer overflow'],
    ['9223372036854775807 * 2 > 0', 'error: integer overflow'],
    ['3037000500 * 3037000500 > 0', 'error: integer overflow'],
    ['-(-9223372036854775808) > 0', 'error: integer overflow'],
    ['-9223372036854775808 / -1 > 0', 'error: integer overflow'],
    ['-9223372036854775808 % -1 == 0', 'error: integer overflow'],
    ['18446744073709551615u + 1u > 0u', 'error: unsigned integer overflow'],
    ['1u - 2u > 0u', 'error: unsigned integer overflow'],
    ['9223372036854775808u * 2u > 0u', 'error: unsigned integer overflow'],
    ['1 / 0 == 0', 'error: division by zero'],
    ['1 % 0 == 0', 'error: modulus by zero'],
    ['1u / 0u == 0u', 'error: division by zero'],
    ['1u % 0u == 0u', 'error: modulus by zero'],
    ['5.0 % 2.0 == 1.0', "refused 1:5: found no matching overload for '_%_' applied to '(double, double)'"],
    ['-(1u) == 1u', "refused 1:1: found no matching overload for '-_' applied to '(uint)'"],
    ["-'a' == 'a'", "refused 1:1: found no matching overload for '-_' applied to '(string)'"],
    ['-true', "refused 1:1: found no matching overload for '-_' applied to '(bool)'"],
    ['!1', "refused 1:1: found no matching overload for '!_' applied to '(int)'"],
    ["!'a'", "refused 1:1: found no matching overload for '!_' applied to '(string)'"],
    ['1 && true', "refused 1:1: expected type 'bool' but found 'int'"],
    ["'a' || false", "refused 1:1: expected type 'bool' but found 'string'"],
    ['1 ? true : false', "refused 1:3: found no matching overload for '_?_:_' applied to '(int, bool, bool)'"],
    ["true ? 1 : 'a'", "refused 1:6: found no matching overload for '_?_:_' applied to '(bool, int, string)'"],
    ['1 == 1.0', "refused 1:3: found no matching overload for '_==_' applied to '(int, double)'"],
    ['1 == 1u', "refused 1:3: found no matching overload for '_==_' applied to '(int, uint)'"],
    ['1u == 1.0', "refused 1:4: found no matching overload for '_==_' applied to '(uint, double)'"],
    ["'a' < 1", "refused 1:5: found no matching overload for '_<_' applied to '(string, int)'"],
    ['true < 1', "refused 1:6: found no matching overload for '_<_' applied to '(bool, int)'"],
    ['[1] < [2]', "refused 1:5: found no matching overload for '_<_' applied to '(list(int), list(int))'"],
    ['{} < {}', "refused 1:4: found no matching overload for '_<_' applied to '(map(dyn, dyn), map(dyn, dyn))'"],
    ['null < null', 'error: no such overload'],
    ['0.0 / 0.0 < 1.0', 'error: NaN values cannot be ordered'],
    ['dyn(0.0 / 0.0) >= dyn(1)', 'error: NaN values cannot be ordered'],
  ],
};
