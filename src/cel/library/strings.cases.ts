import type { Answers } from '../testing/answers.ts';

export const texts: Answers = {
  object: 'configMap',
  holds: String.raw`
    object.data.text.startsWith('Hello')
    object.data.text.endsWith('World')
    object.data.text.contains(', ')
    object.data.text.contains('')
    object.data.text.size() == 12
    size(object.data.text) == 12
    object.data.unicode.size() == 12
    bytes(object.data.unicode).size() == 16
    'héllo'.size() == 5
    '😀'.size() == 1
    object.data.text.charAt(0) == 'H'
    object.data.unicode.charAt(6) == '😀'
    'tacocat'.charAt(3) == 'o'
    'tacocat'.charAt(7) == ''
    'hello mellow'.indexOf('') == 0
    'hello mellow'.indexOf('ello') == 1
    'hello mellow'.indexOf('jello') == -1
    'hello mellow'.indexOf('', 2) == 2
    'hello mellow'.indexOf('ello', 2) == 7
    'hello mellow'.indexOf('ello', 20) == -1
    'hello mellow'.indexOf('', 20) == 12
    object.data.unicode.indexOf('text') == 8
    object.data.unicode.indexOf('text', 8) == 8
    object.data.unicode.indexOf('text', 9) == -1
    object.data.unicode.lastIndexOf('t') == 11
    'hello mellow'.lastIndexOf('') == 12
    'hello mellow'.lastIndexOf('ello') == 7
    'hello mellow'.lastIndexOf('ello', 6) == 1
    'hello mellow'.lastIndexOf('ello', 20) == -1
    'abc'.lastIndexOf('abcd') == -1
    'ab'.lastIndexOf('', 1) == 1
    ['hello', 'mellow'].join() == 'hellomellow'
    ['hello', 'mellow'].join(' ') == 'hello mellow'
    [].join() == ''
    [].join('/') == ''
    object.data.upper.lowerAscii() == 'upper'
    object.data.text.upperAscii() == 'HELLO, WORLD'
    'TacoCÆt'.lowerAscii() == 'tacocÆt'
    'tacocæt'.upperAscii() == 'TACOCæT'
    'hello hello'.replace('he', 'we') == 'wello wello'
    'hello hello'.replace('he', 'we', 1) == 'wello hello'
    'hello hello'.replace('he', 'we', 0) == 'hello hello'
    'hello hello'.replace('he', 'we', -1) == 'wello wello'
    'hello'.replace('', '_') == '_h_e_l_l_o_'
    'hello'.replace('', '_', 2) == '_h_ello'
    'hello'.replace('l', '') == 'heo'
    'é😀'.replace('', '-') == '-é-😀-'
    'hello hello hello'.split(' ') == ['hello', 'hello', 'hello']
    'hello hello hello'.split(' ', 0) == []
    'hello hello hello'.split(' ', 1) == ['hello hello hello']
    'hello hello hello'.split(' ', 2) == ['hello', 'hello hello']
    'hello hello hello'.split(' ', -1) == ['hello', 'hello', 'hello']
    'hello'.split('') == ['h', 'e', 'l', 'l', 'o']
    'hello'.split('', 2) == ['h', 'ello']
    ''.split(',') == ['']
    ''.split('') == []
    'a😀b'.split('') == ['a', '😀', 'b']
    'tacocat'.substring(4) == 'cat'
    'tacocat'.substring(0, 4) == 'taco'
    'tacocat'.substring(7) == ''
    object.data.unicode.substring(6, 7) == '😀'
    object.data.spaces.trim() == 'padded'
    '\u00a0\u2003x\u200b'.trim() == 'x\u200b'
    strings.quote('a"b') == '"a\\"b"'
    strings.quote('tab\t\a\x01') == '"tab\\t\\a\x01"'
    'this is %s'.format(['it']) == 'this is it'
    '%d'.format([42]) == '42'
    '%d'.format([42u]) == '42'
    '%s and %s'.format(['a', 1]) == 'a and 1'
    '%s'.format([1.5]) == '1.5'
    '%s'.format([true]) == 'true'
    '%s'.format([null]) == 'null'
    '%s'.format([b'abc']) == 'abc'
    '%s'.format([[1, 2]]) == '[1, 2]'
    '%s'.format([['a', 'b']]) == '["a", "b"]'
    '%s'.format([[1.5]]) == '[1.500000]'
    '%s'.format([{'b': 1, 'a': 2}]) == '{"a":2, "b":1}'
    '%s'.format([{1: true}]) == '{1:true}'
    '%s'.format([timestamp('2024-01-01T00:00:00Z')]) == '2024-01-01T00:00:00Z'
    '%s'.format([duration('1h')]) == '3600s'
    '%s'.format([[duration('1h')]]) == '[duration("3600s")]'
    '%s'.format([int]) == 'int'
    '%s'.format([type('a')]) == 'string'
    '%f'.format([1.5]) == '1.500000'
    '%.2f'.format([3.14159]) == '3.14'
    '%.0f'.format([2.5]) == '2'
    '%f'.format([1234567.891]) == '1,234,567.891000'
    '%f'.format(['NaN']) == 'NaN'
    '%f'.format(['Infinity']) == '∞'
    '%e'.format([1234.5]) == '1.234500×10⁰³'
    '%.2e'.format([0.00012]) == '1.200000×10⁻⁰⁴'
    '%e'.format([-1.0]) == '-1.000000×10⁰⁰'
    '%x'.format([255]) == 'ff'
    '%X'.format([255]) == 'FF'
    '%x'.format([-255]) == '-ff'
    '%x'.format(['abc']) == '616263'
    '%x'.format([b'\x01']) == '01'
    '%b'.format([5]) == '101'
    '%b'.format([true]) == '1'
    '%o'.format([8]) == '10'
    '%%'.format([]) == '%'
    '100%%'.format([]) == '100%'
    'é%s'.format(['ü']) == 'éü'
    object.data.text.matches('^Hello')
    object.data.text.matches('World$')
    object.data.text.matches('(?i)hello')
    matches(object.data.text, 'l+')
    'abc'.matches('')
    'a\nb'.matches('(?s)a.b')
    'é'.matches('^\\pL$')
    '😀'.matches('^.$')
    'foobar'.matches('\\bfoo')
    '2024'.matches('^\\d{4}$')
    'abc 123'.find('[0-9]+') == '123'
    'abc'.find('[0-9]+') == ''
    '123 abc 456'.findAll('[0-9]+') == ['123', '456']
    '123 abc 456'.findAll('[0-9]+', 1) == ['123']
    '123 abc 456'.findAll('[0-9]+', 0) == []
    '123 abc 456'.findAll('[0-9]+', -1) == ['123', '456']
    'abc'.findAll('[0-9]+') == []
    'abc'.findAll('') == ['', '', '', '']
    'abc'.findAll('x*') == ['', '', '', '']
    'é😀'.findAll('.') == ['é', '😀']
  `,
  fails: String.raw`
    '\ufeffx'.trim() == 'x'
    object.data.text.matches('hello')
    object.data.text.matches(object.data.pattern)
    object.data.text.lowerAscii().matches(object.data.pattern)
    'a\nb'.matches('a.b')
    'é'.matches('^\\w$')
    '٣'.matches('^\\d$')
    'aXbX'.findAll('X*') == ['', 'X', '', 'X']
  `,
  messages: [
    ["'tacocat'.charAt(8) == ''", 'error: index out of range: 8'],
    ["'tacocat'.charAt(-1) == ''", 'error: index out of range: -1'],
    ["'hello mellow'.indexOf('ello', -1) == -1", 'error: index out of range: -1'],
    ["'hello mellow'.lastIndexOf('ello', -1) == -1", 'error: index out of range: -1'],
    ["[1].join() == '1'", "refused 1:9: found no matching overload for 'join' applied to 'list(int).()'"],
    ["[dyn(1)].join() == '1'", 'error: join: invalid input: 1'],
    ["'tacocat'.substring(-1) == ''", 'error: index out of range: -1'],
    ["'tacocat'.substring(8) == ''", 'error: index out of range: 8'],
    ["'tacocat'.substring(2, 1) == ''", 'error: invalid substring range. start: 2, end: 1'],
    ["'tacocat'.substring(0, 8) == ''", 'error: index out of range: 8'],
    ["'abc'.reverse() == 'cba'", "refused 1:14: found no matching overload for 'reverse' applied to 'string.()'"],
    [
      "'%d'.format([4.2]) == '4'",
      'refused 1:14: error during formatting: decimal clause can only be used on integers, was given double',
    ],
    [
      "'%d'.format(['a']) == 'a'",
      'refused 1:14: error during formatting: decimal clause can only be used on integers, was given string',
    ],
    [
      "'%d'.format([object.data.number]) == '42'",
      'error: error during formatting: decimal clause can only be used on integers, was given string',
    ],
    [
      "'%f'.format([1]) == '1.000000'",
      'refused 1:14: error during formatting: fixed-point clause can only be used on doubles, was given int',
    ],
    [
      "'%x'.format([1.5]) == ''",
      'refused 1:14: error during formatting: only integers, byte buffers, and strings can be formatted as hex, was given double',
    ],
    [
      "'%b'.format(['a']) == ''",
      'refused 1:14: error during formatting: only integers and bools can be formatted as binary, was given string',
    ],
    [
      "'%o'.format([true]) == ''",
      'refused 1:14: error during formatting: octal clause can only be used on integers, was given bool',
    ],
    ["'%s'.format([]) == ''", 'refused 1:12: index 0 out of range'],
    ["'%s'.format([1, 2]) == '1'", 'refused 1:12: too many arguments supplied to string.format (expected 1, got 2)'],
    ["'%q'.format([1]) == ''", 'refused 1:12: could not parse formatting clause: unrecognized formatting clause "q"'],
    ["'%'.format([1]) == ''", 'refused 1:11: unexpected end of string'],
    [
      "'%.'.format([1]) == ''",
      'refused 1:12: could not parse formatting clause: error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax',
    ],
    [
      "'%.2'.format([1.0]) == ''",
      'refused 1:13: could not parse formatting clause: error while parsing precision: could not find end of precision specifier',
    ],
    ["'abc'.matches('(')", 'refused 1:15: invalid matches argument'],
    ["'abc'.matches('a{1001}')", 'refused 1:15: invalid matches argument'],
    ["'abc'.matches('(?=a)')", 'refused 1:15: invalid matches argument'],
    ["'aaa'.matches('(a)\\\\1')", 'refused 1:15: invalid matches argument'],
    ["'abc'.matches(object.data.json + '(')", 'error: error parsing regexp: missing closing ): `{"a":1}(`'],
    ["'abc'.find('(') == ''", 'refused 1:12: error parsing regexp: missing closing ): `(`'],
  ],
};
