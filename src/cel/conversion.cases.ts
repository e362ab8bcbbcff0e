import type { Answers } from './testing/answers.ts';

export const conversions: Answers = {
  holds: String.raw`
    int('42') == 42
    int('-42') == -42
    int('+42') == 42
    int(2.9) == 2
    int(-2.9) == -2
    int(5u) == 5
    int(timestamp('1970-01-01T00:01:00Z')) == 60
    int(duration('1s')) == 1000000000
    int(int(3)) == 3
    uint('42') == 42u
    uint(42) == 42u
    uint(2.9) == 2u
    double('2.5') == 2.5
    double('1e3') == 1000.0
    double('NaN') != double('NaN')
    double('Infinity') > 1e308
    double('-inf') < 0.0
    double(3) == 3.0
    double(3u) == 3.0
    double(9007199254740993) == 9007199254740992.0
    bool('true')
    bool('t')
    bool('TRUE')
    bool('1')
    !bool('false')
    !bool('F')
    bool(true)
    string(1) == '1'
    string(-1) == '-1'
    string(1u) == '1'
    string(1.0) == '1'
    string(1.5) == '1.5'
    string(100000.0) == '100000'
    string(1000000.0) == '1e+06'
    string(123456789.0) == '1.23456789e+08'
    string(0.0001) == '0.0001'
    string(0.00001) == '1e-05'
    string(-0.0) == '-0'
    string(1.0 / 0.0) == '+Inf'
    string(0.0 / 0.0) == 'NaN'
    string(true) == 'true'
    string(b'abc') == 'abc'
    string('x') == 'x'
    string(timestamp('2024-01-02T03:04:05Z')) == '2024-01-02T03:04:05Z'
    string(timestamp('2024-01-02T03:04:05.100Z')) == '2024-01-02T03:04:05.1Z'
    string(timestamp('2024-01-02T03:04:05+02:00')) == '2024-01-02T03:04:05+02:00'
    string(duration('90m')) == '5400s'
    string(duration('1ms')) == '0.001s'
    string(duration('1ns')) == '0.000000001s'
    string(duration('-1.5h')) == '-5400s'
    bytes('é') == b'\xc3\xa9'
    bytes(b'a') == b'a'
    type(1) == int
    type(1u) == uint
    type(1.0) == double
    type('a') == string
    type(b'a') == bytes
    type(true) == bool
    type(null) == null_type
    type([]) == list
    type({}) == map
    type(int) == type
    type(type(1)) == type
    type(timestamp(0)) == google.protobuf.Timestamp
    type(duration('1s')) == google.protobuf.Duration
    type(1) == type(2)
    type(1) != type('a')
    type([1]) == type(['a'])
    type(optional.of(1)) == optional_type
    type(ip('1.2.3.4')) == net.IP
    type(cidr('1.2.3.0/24')) == net.CIDR
    dyn(1) + dyn(2) == 3
    dyn('a').size() == 1
    string(dyn(1)) == '1'
  `,
  messages: [
    ["int('4_2') == 42", "refused 1:4: type conversion error from 'string' to 'int'"],
    ["int('42.0') == 42", "refused 1:4: type conversion error from 'string' to 'int'"],
    ["int('') == 0", "refused 1:4: type conversion error from 'string' to 'int'"],
    ["int(' 1') == 1", "refused 1:4: type conversion error from 'string' to 'int'"],
    ["int('9223372036854775808') == 0", "refused 1:4: type conversion error from 'string' to 'int'"],
    ['int(1e19) == 0', 'refused 1:4: integer overflow'],
    ['int(9223372036854775807.0) == 0', 'refused 1:4: integer overflow'],
    ['int(-9223372036854775808.0) < 0', 'refused 1:4: integer overflow'],
    ['int(0.0 / 0.0) == 0', 'error: integer overflow'],
    ['int(18446744073709551615u) == 0', 'refused 1:4: integer overflow'],
    ['int(true) == 1', "refused 1:4: found no matching overload for 'int' applied to '(bool)'"],
    ["uint('-1') == 0u", "refused 1:5: type conversion error from 'string' to 'uint'"],
    ['uint(-1) == 0u', 'refused 1:5: unsigned integer overflow'],
    ['uint(-0.5) == 0u', 'refused 1:5: unsigned integer overflow'],
    ['uint(1e20) == 0u', 'refused 1:5: unsigned integer overflow'],
    ["double('abc') == 0.0", "refused 1:7: type conversion error from 'string' to 'double'"],
    ["bool('yes')", "refused 1:5: type conversion error from 'string' to 'bool'"],
    ["bool('')", "refused 1:5: type conversion error from 'string' to 'bool'"],
    ['bool(1)', "refused 1:5: found no matching overload for 'bool' applied to '(int)'"],
    ["string(b'\\xff') == ''", 'refused 1:7: invalid UTF-8 in bytes, cannot convert to string'],
    ["string(null) == 'null'", 'refused 1:7: no such overload'],
    ["string([1]) == ''", "refused 1:7: found no matching overload for 'string' applied to '(list(int))'"],
    ["bytes(1) == b''", "refused 1:6: found no matching overload for 'bytes' applied to '(int)'"],
    ["dyn(1) + dyn('a') == 3", 'error: no such overload'],
    ['dyn(1).size() == 1', 'error: no such overload: size'],
    ['size(dyn(1)) == 1', 'error: no such overload: size'],
    ["int(dyn('x')) == 1", "refused 1:4: type conversion error from 'string' to 'int'"],
    ['int(dyn([])) == 1', 'refused 1:4: no such overload'],
    [
      "timestamp(dyn('x')) == timestamp(0)",
      "refused 1:10: type conversion error from 'string' to 'google.protobuf.Timestamp'",
    ],
  ],
};
