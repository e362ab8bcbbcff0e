import type { Answers } from './testing/answers.ts';

export const literals: Answers = {
  holds: String.raw`
    true
    !false
    !!true
    1 == 1
    -1 == 0 - 1
    --1 == 1
    0x1F == 31
    -0x10 == -16
    1u == 1u
    0xFFu == 255u
    1.5 == 1.5
    .5 == 0.5
    1e3 == 1000.0
    1E-2 == 0.01
    -2.5e+1 == -25.0
    9223372036854775807 == 9223372036854775807
    -9223372036854775808 < 0
    18446744073709551615u > 0u
    "a" == 'a'
    "it's" == 'it\'s'
    "tab\there" == 'tab	here'
    "\x41\u0042\U00000043\104" == 'ABCD'
    r"\d+" == '\\d+'
    R'\n' == '\\n'
    """triple "quoted" text""" == 'triple "quoted" text'
    '''it's''' == "it's"
    r'''raw\'s''' == "raw\\'s"
    b"abc" == b'abc'
    b"\xff" != b"ÿ"
    b"ÿ".size() == 2
    b"\xff".size() == 1
    br"\x" == b'\\x'
    null == null
    [] == []
    {} == {}
    [1, 2, 3,] == [1, 2, 3]
    {'a': 1,} == {'a': 1}
    [[1], []] == [[1], []]
    [{}, {'a': 1}].size() == 2
    {1: 'a', 2: 'b'}[2] == 'b'
    {1u: 'a'}[1u] == 'a'
    {true: 'yes', false: 'no'}[true] == 'yes'
    {'a': 1, 'a': 2}.size() == 1
    true // trailing comment
    1 + 2 * 3 == 7
    (1 + 2) * 3 == 9
    10 - 3 - 2 == 5
    100 / 10 / 2 == 5
    7 % 4 * 2 == 6
    true || false && false
    true ? true : false
    false ? false : true ? true : false
    1 < 2 == true
    1 < 2 in [true]
    !(1 > 2)
    true == !false
    ((((((((((true))))))))))
    1 in [1, 2, 3]
    'a' in {'a': 1}
    1 in {1: 'a'}
    dyn(1.0) in [1, 2]
    dyn(1u) in [1, 2]
  `,
  fails: `
    !!!true
    {1.5: 'a'} == {}
    {null: 1} == {}
    {[1]: 1} == {}
    (true || false) && false
    4 in [1, 2, 3]
    'b' in {'a': 1}
    'a' in []
    1 in []
  `,
  messages: [
    ['9223372036854775808 == 1', 'refused 1:1: invalid int literal'],
    ['-9223372036854775809 == 1', 'refused 1:2: invalid int literal'],
    ['18446744073709551616u > 0u', 'refused 1:1: invalid uint literal'],
    ['1e400 == 1.0', 'refused 1:1: invalid double literal'],
    ["'''a", "refused 1:1: Syntax error: token recognition error at: ''''a'"],
    ['rb"\\x" == b\'\\\\x\'', "refused 1:4: Syntax error: token recognition error at: '\\x'"],
    ['"bad \\q escape" == \'\'', "refused 1:6: Syntax error: token recognition error at: '\\q'"],
    ['"\\ud800" == \'\'', "refused 1:2: Syntax error: token recognition error at: '\\u'"],
    ["\"unterminated == ''", "refused 1:1: Syntax error: token recognition error at: '\"unterminated == '''"],
    ["[1, 'a'] == []", "refused 1:5: expected type 'int' but found 'string'"],
    ['[1, 1u] == []', "refused 1:5: expected type 'int' but found 'uint'"],
    ['[1, 1.0] == []', "refused 1:5: expected type 'int' but found 'double'"],
    ['[1, null] == []', "refused 1:5: expected type 'int' but found 'null'"],
    ["[[1], ['a']] == []", "refused 1:7: expected type 'list(int)' but found 'list(string)'"],
    ["{'a': 1, 'b': 'c'} == {}", "refused 1:15: expected type 'int' but found 'string'"],
    ["{'a': 1, 1: 2} == {}", "refused 1:10: expected type 'string' but found 'int'"],
    ["{1: 'a', 1u: 'b'}.size() == 1", "refused 1:10: expected type 'int' but found 'uint'"],
    ['// a comment', "refused 1:13: Syntax error: mismatched input '<EOF>' expecting an expression"],
    ['true &&', "refused 1:8: Syntax error: mismatched input '<EOF>' expecting an expression"],
    ['true true', "refused 1:6: Syntax error: extraneous input 'true'"],
    ['&& true', "refused 1:1: Syntax error: mismatched input '&&' expecting an expression"],
    ['(true', "refused 1:6: Syntax error: mismatched input '<EOF>' expecting ')'"],
    ['true)', "refused 1:5: Syntax error: extraneous input ')'"],
    ['[1, 2', "refused 1:6: Syntax error: mismatched input '<EOF>' expecting ']'"],
    ["{'a' 1}", "refused 1:6: Syntax error: mismatched input '1' expecting ':'"],
    ['1 = 1', "refused 1:3: Syntax error: token recognition error at: '='"],
    ['1 === 1', "refused 1:5: Syntax error: token recognition error at: '='"],
    ['true and false', "refused 1:6: Syntax error: extraneous input 'and'"],
    ['a.b.c', "refused 1:1: undeclared reference to 'a' (in container '')"],
    ['undefinedVariable', "refused 1:1: undeclared reference to 'undefinedVariable' (in container '')"],
    ['undefinedFunction()', "refused 1:18: undeclared reference to 'undefinedFunction' (in container '')"],
    ['true.foo', "refused 1:5: type 'bool' does not support field selection"],
    ["'a'.foo == 1", "refused 1:4: type 'string' does not support field selection"],
    ["'a'.undefinedMethod()", "refused 1:20: undeclared reference to 'undefinedMethod' (in container '')"],
    ['if == 1', 'refused 1:1: reserved identifier: if'],
    ['for', 'refused 1:1: reserved identifier: for'],
    ['let.x', 'refused 1:1: reserved identifier: let'],
    ['in', "refused 1:1: Syntax error: mismatched input 'in' expecting an expression"],
    ['has(true)', 'refused 1:5: invalid argument to has() macro'],
    ['has(x)', 'refused 1:5: invalid argument to has() macro'],
    ['has()', "refused 1:4: undeclared reference to 'has' (in container '')"],
    ['1 in 2', "refused 1:3: found no matching overload for '@in' applied to '(int, int)'"],
    ['"a" in "abc"', "refused 1:5: found no matching overload for '@in' applied to '(string, string)'"],
    ['1.0 in [1, 2]', "refused 1:5: found no matching overload for '@in' applied to '(double, list(int))'"],
  ],
};
