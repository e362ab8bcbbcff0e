import type { Answers } from '../testing/answers.ts';

export const lists: Answers = {
  holds: `
    [1, 2, 3].isSorted()
    ['a', 'b', 'b'].isSorted()
    [1.0, 2.0].isSorted()
    [false, true].isSorted()
    [].isSorted()
    [duration('1s'), duration('2s')].isSorted()
    [dyn(1), dyn('a')].isSorted()
    [1, 2, 3].sum() == 6
    [1.5, 2.5].sum() == 4.0
    [1u, 2u].sum() == 3u
    [duration('1m'), duration('1s')].sum() == duration('61s')
    [].sum() == 0
    [3, 1, 2].min() == 1
    [3, 1, 2].max() == 3
    ['b', 'a'].min() == 'a'
    [1.5].max() == 1.5
    [1, 2, 2, 3].indexOf(2) == 1
    [1, 2, 2, 3].lastIndexOf(2) == 2
    [1].indexOf(2) == -1
    ['a'].indexOf('a') == 0
    [].indexOf(1) == -1
    [dyn(1)].indexOf(1.0) == 0
    [1, 2, 3].slice(1, 3) == [2, 3]
    [1, 2, 3].slice(0, 0) == []
    [[1, 2], [3]].flatten() == [1, 2, 3]
    [3, 1, 2].sort() == [1, 2, 3]
    ['b', 'a'].sort() == ['a', 'b']
    [].sort() == []
    ['aaa', 'b', 'cc'].sortBy(s, s.size()) == ['b', 'cc', 'aaa']
    [1, 2, 3].sortBy(x, -x) == [3, 2, 1]
    [].sortBy(x, x) == []
    lists.range(3) == [0, 1, 2]
    lists.range(0) == []
    [1, 2, 3].reverse() == [3, 2, 1]
    [1, 2, 2, 1].distinct() == [1, 2]
    [dyn(1), dyn(1.0), dyn(1u)].distinct().size() == 1
    [[1], [1]].distinct() == [[1]]
    [1, 2, 3][0] == 1
    [1, 2, 3][2] == 3
    [1, 2, 3][dyn(1.0)] == 2
    [1, 2, 3][dyn(1u)] == 2
    {'a': 1}['a'] == 1
    {'a': 1}.a == 1
    {1: 'a'}[dyn(1.0)] == 'a'
    {1: 'a'}[dyn(1u)] == 'a'
    size([1, 2]) == 2
    [1, 2].size() == 2
    size({'a': 1}) == 1
    {'a': 1}.size() == 1
    [1, 2, 3].first().value() == 1
    [1, 2, 3].last().value() == 3
    sets.contains([1, 2, 3], [2, 3])
    sets.contains([1], [])
    sets.equivalent([1, 2, 2], [2, 1])
    sets.equivalent([], [])
    sets.intersects([1, 2], [2, 3])
    sets.intersects([[1]], [[1], [2]])
    ['a', 'b'].exists(x, x.startsWith('b')) && ['a', 'b'].all(x, x.size() == 1)
  `,
  fails: `
    [2, 1].isSorted()
    [timestamp(1), timestamp(0)].isSorted()
    [].first().hasValue()
    sets.contains([], [1])
    sets.equivalent([1], [1, 2])
    sets.intersects([1], [])
  `,
  messages: [
    ['[[1]].isSorted()', "refused 1:15: found no matching overload for 'isSorted' applied to 'list(list(int)).()'"],
    ["['a'].sum() == 'a'", "refused 1:10: found no matching overload for 'sum' applied to 'list(string).()'"],
    ['[9223372036854775807, 1].sum() > 0', 'error: integer overflow'],
    ["[dyn(1), dyn('a')].sum() == 1", 'error: no such overload'],
    ['[].min() == 0', 'error: min called on empty list'],
    ['[].max() == 0', 'error: max called on empty list'],
    ['[[1]].min() == [1]', "refused 1:10: found no matching overload for 'min' applied to 'list(list(int)).()'"],
    [
      "[1, 2].indexOf('a') == -1",
      "refused 1:15: found no matching overload for 'indexOf' applied to 'list(int).(string)'",
    ],
    ['[1, 2, 3].includes(2)', "refused 1:19: undeclared reference to 'includes' (in container '')"],
    ['[1, 2, 3].slice(1, 4) == []', 'error: cannot slice(1, 4), list is length 3'],
    ['[1, 2, 3].slice(2, 1) == []', 'error: cannot slice(2, 1), start index must be less than or equal to end index'],
    ['[1, 2, 3].slice(-1, 2) == []', 'error: cannot slice(-1, 2), negative indexes not supported'],
    ['[[1, [2]]].flatten() == []', "refused 1:6: expected type 'int' but found 'list(int)'"],
    ['[dyn([1, [2, [3]]])].flatten(2).size() == 3', "refused 1:10: expected type 'int' but found 'list(dyn)'"],
    ['[1, [2]].flatten(1) == [1, 2]', "refused 1:5: expected type 'int' but found 'list(int)'"],
    ['[dyn(1)].flatten(-1).size() == 0', 'error: level must be non-negative'],
    ["[dyn(1), dyn('a')].sort() == []", 'error: list elements must have the same type'],
    ['[[2], [1]].sort() == []', "refused 1:16: found no matching overload for 'sort' applied to 'list(list(int)).()'"],
    [
      '[1, 2].sortBy(x, [x]) == []',
      "refused 1:14: found no matching overload for '@sortByAssociatedKeys' applied to 'list(int).(list(list(int)))'",
    ],
    ['lists.range(-1) == []', 'error: lists.range: size must be non-negative, got -1'],
    ['[1, 2, 3][3] == 3', 'error: index out of bounds: 3'],
    ['[1, 2, 3][-1] == 3', 'error: index out of bounds: -1'],
    ["[1, 2, 3]['a'] == 3", "refused 1:10: found no matching overload for '_[_]' applied to '(list(int), string)'"],
    ['[1, 2, 3][1.0] == 2', "refused 1:10: found no matching overload for '_[_]' applied to '(list(int), double)'"],
    ['[1, 2, 3][dyn(1.5)] == 2', "error: unsupported index type 'double' in list"],
    ["[1, 2, 3][dyn('a')] == 2", "error: unsupported index type 'string' in list"],
    ["{'a': 1}['b'] == 1", 'error: no such key: b'],
    ["{'a': 1}.b == 1", 'error: no such key: b'],
    ["{'a': 1}[1] == 1", "refused 1:9: found no matching overload for '_[_]' applied to '(map(string, int), int)'"],
    ["{1: 'a'}[dyn('1')] == 'a'", 'error: no such key: 1'],
    ['size(1) == 1', "refused 1:5: found no matching overload for 'size' applied to '(int)'"],
    [
      'sets.contains([1, 2], [1.0])',
      "refused 1:14: found no matching overload for 'sets.contains' applied to '(list(int), list(double))'",
    ],
    [
      "sets.contains([1, 2], ['a'])",
      "refused 1:14: found no matching overload for 'sets.contains' applied to '(list(int), list(string))'",
    ],
    ['[1, 2].contains(1)', "refused 1:16: found no matching overload for 'contains' applied to 'list(int).(int)'"],
  ],
};
