import type { Answers } from './testing/answers.ts';

export const times: Answers = {
  holds: `
    timestamp('2024-02-29T00:00:00Z') < timestamp('2024-03-01T00:00:00Z')
    timestamp('0001-01-01T00:00:00Z') < timestamp(0)
    timestamp('9999-12-31T23:59:59.999999999Z') > timestamp(0)
    timestamp(1706270400) == timestamp('2024-01-26T12:00:00Z')
    timestamp(-1) < timestamp(0)
    timestamp('2024-01-01T00:00:00+01:00') == timestamp('2023-12-31T23:00:00Z')
    timestamp('2024-01-01T00:00:00Z') + duration('1h') == timestamp('2024-01-01T01:00:00Z')
    duration('1h') + timestamp('2024-01-01T00:00:00Z') == timestamp('2024-01-01T01:00:00Z')
    timestamp('2024-01-01T01:00:00Z') - duration('1h') == timestamp('2024-01-01T00:00:00Z')
    timestamp('2024-01-02T00:00:00Z') - timestamp('2024-01-01T00:00:00Z') == duration('24h')
    duration('1h') + duration('30m') == duration('90m')
    duration('1h') - duration('30m') == duration('30m')
    duration('1h') > duration('59m')
    duration('1.5h') == duration('90m')
    duration('1h30m5s') == duration('5405s')
    duration('100us') == duration('0.1ms')
    duration('1µs') == duration('1000ns')
    duration('.5s') == duration('500ms')
    duration('1.s') == duration('1s')
    duration('0') == duration('0s')
    duration('+1s') == duration('1s')
    duration('9223372036s') > duration('1s')
    timestamp('2024-07-14T10:30:45.123Z').getFullYear() == 2024
    timestamp('2024-07-14T10:30:45.123Z').getMonth() == 6
    timestamp('2024-07-14T10:30:45.123Z').getDayOfYear() == 195
    timestamp('2024-07-14T10:30:45.123Z').getDayOfMonth() == 13
    timestamp('2024-07-14T10:30:45.123Z').getDate() == 14
    timestamp('2024-07-14T10:30:45.123Z').getDayOfWeek() == 0
    timestamp('2024-07-14T10:30:45.123Z').getHours() == 10
    timestamp('2024-07-14T10:30:45.123Z').getMinutes() == 30
    timestamp('2024-07-14T10:30:45.123Z').getSeconds() == 45
    timestamp('2024-07-14T10:30:45.123Z').getMilliseconds() == 123
    timestamp('2024-07-14T22:30:00Z').getHours('+05:30') == 4
    timestamp('2024-07-14T22:30:00Z').getDate('+05:30') == 15
    timestamp('2024-07-14T02:30:00Z').getHours('-08:00') == 18
    timestamp('2024-07-14T02:30:00Z').getMinutes('-00:45') == 45
    timestamp('2024-07-14T02:30:00Z').getHours('America/New_York') == 22
    timestamp('2024-01-14T02:30:00Z').getHours('America/New_York') == 21
    timestamp('2024-07-14T02:30:00Z').getDayOfYear('Asia/Tokyo') == 195
    timestamp('2024-07-14T02:30:00Z').getHours('UTC') == 2
    timestamp('2024-07-14T02:30:00+05:00').getHours() == 21
    timestamp('2024-12-31T23:59:59Z').getDayOfYear() == 365
    timestamp('0001-01-01T00:00:00Z').getFullYear() == 1
    timestamp('1969-12-31T23:59:59.5Z').getMilliseconds() == 500
    duration('3723s').getHours() == 1
    duration('3723s').getMinutes() == 62
    duration('3723.9s').getSeconds() == 3723
    duration('1.234s').getMilliseconds() == 1234
    duration('-90m').getHours() == -1
  `,
  fails: `
    timestamp('2024-07-14T02:30:00Z').getHours('25:99') == 2
  `,
  messages: [
    ["timestamp('2023-02-29T00:00:00Z') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('2024-02-30T00:00:00Z') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('2024-01-01') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('2024-01-01T00:00:00') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('2024-01-01t00:00:00z') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('2024-01-01 00:00:00Z') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('2024-01-01T24:00:00Z') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('2024-01-01T23:59:60Z') == timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('0000-12-31T23:59:59Z') < timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ["timestamp('10000-01-01T00:00:00Z') > timestamp(0)", 'refused 1:11: invalid timestamp argument'],
    ['timestamp(253402300800) > timestamp(0)', 'refused 1:11: invalid timestamp argument'],
    [
      "timestamp('2024-01-01T00:00:00Z') + timestamp('2024-01-01T00:00:00Z') == timestamp(0)",
      "refused 1:35: found no matching overload for '_+_' applied to '(timestamp, timestamp)'",
    ],
    ["timestamp('9999-12-31T23:59:59Z') + duration('1s') > timestamp(0)", 'error: timestamp overflow'],
    [
      "timestamp('9999-12-31T00:00:00Z') - timestamp('0001-01-01T00:00:00Z') > duration('1s')",
      'error: integer overflow',
    ],
    ["-duration('1h') == duration('-1h')", "refused 1:1: found no matching overload for '-_' applied to '(duration)'"],
    [
      "duration('1h') * 2 == duration('2h')",
      "refused 1:16: found no matching overload for '_*_' applied to '(duration, int)'",
    ],
    ["duration('1h') == 3600", "refused 1:16: found no matching overload for '_==_' applied to '(duration, int)'"],
    ["duration('') == duration('0s')", 'refused 1:10: invalid duration argument'],
    ["duration('1') == duration('1s')", 'refused 1:10: invalid duration argument'],
    ["duration('1d') == duration('24h')", 'refused 1:10: invalid duration argument'],
    ["duration('s') == duration('1s')", 'refused 1:10: invalid duration argument'],
    ["duration('1h 30m') == duration('90m')", 'refused 1:10: invalid duration argument'],
    ["duration('1H') == duration('1h')", 'refused 1:10: invalid duration argument'],
    ["duration('9223372037s') > duration('1s')", 'refused 1:10: invalid duration argument'],
    ["duration('2562047h') + duration('1h') > duration('0s')", 'error: integer overflow'],
    ["timestamp('2024-07-14T02:30:00Z').getHours('Nowhere/City') == 2", 'error: unknown time zone Nowhere/City'],
    ["timestamp('2024-07-14T02:30:00Z').getHours('a:b') == 2", 'error: strconv.Atoi: parsing "a": invalid syntax'],
    [
      "duration('1h').getFullYear() == 1",
      "refused 1:27: found no matching overload for 'getFullYear' applied to 'duration.()'",
    ],
    ["'a'.getHours() == 1", "refused 1:13: found no matching overload for 'getHours' applied to 'string.()'"],
  ],
};
