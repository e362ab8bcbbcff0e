import type { Answers } from '../testing/answers.ts';

export const optionals: Answers = {
  object: 'pod',
  holds: `
    optional.of(1).value() == 1
    optional.of(1).hasValue()
    optional.of(1).orValue(2) == 1
    optional.none().orValue(2) == 2
    optional.of(1).or(optional.of(2)).value() == 1
    optional.none().or(optional.of(2)).value() == 2
    optional.of(1).or(optional.of(1 / 0)).value() == 1
    optional.of(1).orValue(1 / 0) == 1
    optional.ofNonZeroValue(timestamp(0)).hasValue()
    optional.ofNonZeroValue('a').hasValue()
    optional.of(1) == optional.of(1)
    optional.none() == optional.none()
    optional.of(optional.none()).hasValue()
    optional.of(1).optMap(x, x + 1).value() == 2
    optional.of(1).optFlatMap(x, optional.of(x + 1)).value() == 2
    optional.unwrap([optional.of(1), optional.none()]) == [1]
    [optional.of(1), optional.none()].unwrapOpt() == [1]
    [?optional.of(1), ?optional.none()] == [1]
    {?'a': optional.of(1), ?'b': optional.none()} == {'a': 1}
    {'a': {'b': 1}}.?a.?b.orValue(0) == 1
    {'a': {'b': 1}}.?a.b.orValue(0) == 1
    {'a': {'b': 1}}.?x.b.orValue(0) == 0
    {'a': 1}[?'a'].value() == 1
    [1, 2][?0].value() == 1
    {'a': [1, 2]}.?a[0].value() == 1
    optional.of({'a': 1}).a.value() == 1
    optional.of([1])[0].value() == 1
    has(optional.of({'a': 1}).a)
    object.?spec.?securityContext.?runAsNonRoot.orValue(false)
    object.spec.?securityContext.runAsUser.orValue(0) == 1000
    object.spec.containers[?0].?securityContext.?privileged.orValue(true) == false
    object.spec.containers[?9].?name.orValue('none') == 'none'
    object.spec.containers[0].?resources.?limits[?'cpu'].orValue('0') == '1'
    object.metadata.?labels[?'app'].orValue('') == 'web'
    object.metadata.?labels.?app.optMap(a, a + '!').orValue('') == 'web!'
    object.metadata.labels.?app.optFlatMap(a, a == 'web' ? optional.of(true) : optional.none()).orValue(false)
    object.spec.?containers.orValue([]).size() == 2
    object.?metadata.name.orValue('x') == 'web-0'
    object.metadata.?name.or(optional.of('x')).value() == 'web-0'
  `,
  fails: `
    optional.none().hasValue()
    optional.none().or(optional.none()).hasValue()
    optional.ofNonZeroValue(0).hasValue()
    optional.ofNonZeroValue('').hasValue()
    optional.ofNonZeroValue([]).hasValue()
    optional.ofNonZeroValue({}).hasValue()
    optional.ofNonZeroValue(false).hasValue()
    optional.ofNonZeroValue(null).hasValue()
    optional.ofNonZeroValue(duration('0s')).hasValue()
    optional.of(1) == optional.of(2)
    optional.none().optMap(x, x + 1).hasValue()
    optional.of(1).optFlatMap(x, optional.none()).hasValue()
    {'a': 1}[?'b'].hasValue()
    [1, 2][?5].hasValue()
    [1, 2][?-1].hasValue()
    {'a': [1, 2]}.?a[5].hasValue()
    {'a': [1, 2]}.?a[?5].hasValue()
    object.?spec.?securityContext.?readOnlyRootFilesystem.orValue(false)
    object.metadata.labels[?'nothing'].hasValue()
    object.spec.?nothing.?deeper.hasValue()
    object.metadata.?name.?first.hasValue()
  `,
  messages: [
    ['optional.none().value() == 1', 'error: optional.none() dereference'],
    [
      "optional.of(1).orValue('a') == 1",
      "refused 1:23: found no matching overload for 'orValue' applied to 'optional_type(int).(string)'",
    ],
    ['optional.none().orValue(1 / 0) == 1', 'error: division by zero'],
    [
      'optional.of(1) == 1',
      "refused 1:16: found no matching overload for '_==_' applied to '(optional_type(int), int)'",
    ],
    [
      'optional.of(1).optFlatMap(x, x)',
      "refused 1:26: found no matching overload for '_?_:_' applied to '(bool, int, optional_type(dyn))'",
    ],
    ['optional.of(1).optMap(1, true)', 'refused 1:23: optMap() variable name must be a simple identifier'],
    ['[?1] == [1]', "refused 1:3: expected type 'optional_type(int)' but found 'int'"],
    ["{?'a': 1} == {'a': 1}", "refused 1:8: expected type 'optional_type(int)' but found 'int'"],
    ["has({'a': 1}.?a)", 'refused 1:13: invalid argument to has() macro'],
    ["'a'.?b.hasValue()", "refused 1:4: type 'string' does not support field selection"],
    ['1.?b.hasValue()', "refused 1:2: type 'int' does not support field selection"],
  ],
};
