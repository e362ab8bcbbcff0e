/**
 * Expressions whose answers our CEL engine and a real API server are compared on, each as the validation of a
 * ValidatingAdmissionPolicy on a dry-run request. There are no expected values: the API server is the reference. An expression is a
 * boolean, or is refused when it is compiled (a wrong type, an unknown name, a bad literal), or fails when it is evaluated.
 *
 * Left out is where the API server itself answers by how it holds an object, which we don't know: a list or map of a built-in kind
 * beside a value of another kind (`object.spec.containers == 1`), with an index that is no int (`[dyn(0u)]`) or a key that is no
 * string (`1 in object.metadata.labels`) is an error there, and has an answer in custom resources. We give that answer.
 */
export type CelCase = {
  readonly expression: string;
  /** The object of the request; any will do when it is absent. */
  readonly object?: keyof typeof celObjects;
};

/** Small objects that an API server accepts. */
export const celObjects = {
  pod: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-0',
      namespace: 'default',
      labels: { app: 'web', 'app.kubernetes.io/name': 'web', tier: 'front' },
      annotations: { note: 'héllo wörld 😀', 'example.com/count': '42', empty: '' },
    },
    spec: {
      serviceAccountName: 'web',
      terminationGracePeriodSeconds: 45,
      hostNetwork: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, supplementalGroups: [2000, 3000, 4000] },
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      initContainers: [{ name: 'setup', image: 'busybox:1.36' }],
      containers: [
        {
          name: 'app',
          image: 'registry.example.com/shop/web:1.2.3',
          args: ['--port=8080', '--verbose', ''],
          ports: [{ name: 'http', containerPort: 8080 }, { containerPort: 9090 }],
          env: [
            { name: 'MODE', value: 'production' },
            { name: 'EMPTY', value: '' },
          ],
          resources: { requests: { cpu: '250m', memory: '64Mi' }, limits: { cpu: '1', memory: '1Gi' } },
          securityContext: {
            privileged: false,
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          },
          livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 7 },
        },
        { name: 'sidecar', image: 'busybox', command: ['sleep', '3600'] },
      ],
      volumes: [
        { name: 'cache', emptyDir: { sizeLimit: '500Mi' } },
        { name: 'config', configMap: { name: 'web', optional: true } },
      ],
    },
  },
  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
    spec: {
      replicas: 3,
      minReadySeconds: 5,
      selector: { matchLabels: { app: 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'nginx:1.27@sha256:0123', ports: [{ containerPort: 80 }] }] },
      },
    },
  },
  configMap: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'default', labels: { 'a.b/c-d': 'x' } },
    data: {
      text: 'Hello, World',
      upper: 'UPPER',
      number: '42',
      negative: '-7',
      float: '2.5',
      truth: 'true',
      when: '2024-02-29T12:34:56.789Z',
      zoned: '2024-02-29T12:34:56+05:30',
      span: '1h30m15.5s',
      list: 'c,a,b,a',
      spaces: '  padded\t\n',
      unicode: 'naïve 😀 text',
      url: 'https://user:pw@example.com:8443/a/b%20c?x=1&y=2&x=3#frag',
      ip: '10.1.2.3',
      ipv6: '2001:db8::1',
      cidr: '10.0.0.0/8',
      quantity: '1.5Gi',
      version: '1.2.3-rc.1+build.5',
      pattern: '^[a-z]+$',
      uuid: '123e4567-e89b-12d3-a456-426614174000',
      base64: 'aGVsbG8=',
      json: '{"a":1}',
      empty: '',
      'dotted.key': 'dotted',
      'dash-key': 'dashed',
      namespace: 'keyword',
      __proto: 'own',
    },
  },
} as const;

/** One expression a line. */
function on(object: keyof typeof celObjects | undefined, lines: string): CelCase[] {
  const expressions = lines.split('\n').map((line) => line.trim());
  return expressions
    .filter((line) => line !== '')
    .map((expression) => (object === undefined ? { expression } : { expression, object }));
}

const literals = on(
  undefined,
  String.raw`
  true
  !false
  !!true
  !!!true
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
  9223372036854775808 == 1
  -9223372036854775809 == 1
  18446744073709551615u > 0u
  18446744073709551616u > 0u
  1e400 == 1.0
  "a" == 'a'
  "it's" == 'it\'s'
  '''a
  "tab\there" == 'tab	here'
  "\x41\u0042\U00000043\104" == 'ABCD'
  "\a\b\f\n\r\t\v\\\?\"\'\`" != ''
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
  rb"\x" == b'\\x'
  "bad \q escape" == ''
  "\ud800" == ''
  "unterminated == ''
  null == null
  [] == []
  {} == {}
  [1, 2, 3,] == [1, 2, 3]
  {'a': 1,} == {'a': 1}
  [1, 'a'] == []
  [1, 1u] == []
  [1, 1.0] == []
  [1, null] == []
  [[1], []] == [[1], []]
  [[1], ['a']] == []
  [{}, {'a': 1}].size() == 2
  {'a': 1, 'b': 'c'} == {}
  {'a': 1, 1: 2} == {}
  {1: 'a', 2: 'b'}[2] == 'b'
  {1u: 'a'}[1u] == 'a'
  {true: 'yes', false: 'no'}[true] == 'yes'
  {1.5: 'a'} == {}
  {'a': 1, 'a': 2}.size() == 1
  {1: 'a', 1u: 'b'}.size() == 1
  {null: 1} == {}
  {[1]: 1} == {}
  // a comment
  true // trailing comment
  1 + 2 * 3 == 7
  (1 + 2) * 3 == 9
  10 - 3 - 2 == 5
  100 / 10 / 2 == 5
  7 % 4 * 2 == 6
  true || false && false
  (true || false) && false
  true ? true : false
  false ? false : true ? true : false
  1 < 2 == true
  1 < 2 in [true]
  !(1 > 2)
  true == !false
  ((((((((((true))))))))))
  true &&
  true true
  && true
  (true
  true)
  [1, 2
  {'a' 1}
  1 = 1
  1 === 1
  true and false
  a.b.c
  undefinedVariable
  undefinedFunction()
  true.foo
  'a'.foo == 1
  'a'.undefinedMethod()
  if == 1
  for
  let.x
  in
  has(true)
  has(x)
  has()
  1 in 2
  "a" in "abc"
  1 in [1, 2, 3]
  4 in [1, 2, 3]
  'a' in {'a': 1}
  'b' in {'a': 1}
  1 in {1: 'a'}
  1.0 in [1, 2]
  dyn(1.0) in [1, 2]
  dyn(1u) in [1, 2]
  'a' in []
  1 in []
  `,
);

const arithmetic = on(
  undefined,
  String.raw`
  1 + 1 == 2
  1.5 + 1.5 == 3.0
  1u + 2u == 3u
  1 + 1.0 == 2.0
  1 + 1u == 2
  'a' + 'b' == 'ab'
  'a' + 1 == 'a1'
  b'a' + b'b' == b'ab'
  [1] + [2] == [1, 2]
  [1] + ['a'] == []
  {'a': 1} + {'b': 2} == {}
  true + true
  null + null == null
  9223372036854775807 + 1 > 0
  -9223372036854775808 - 1 < 0
  9223372036854775807 * 2 > 0
  3037000500 * 3037000500 > 0
  3037000499 * 3037000499 == 9223372030926249001
  9007199254740993 + 2 == 9007199254740995
  9007199254740991 * 3 == 27021597764222973
  9223372036854775807 - 9223372036854775806 == 1
  -(-9223372036854775807) == 9223372036854775807
  -(-9223372036854775808) > 0
  -9223372036854775808 / -1 > 0
  -9223372036854775808 % -1 == 0
  18446744073709551615u + 1u > 0u
  1u - 2u > 0u
  9223372036854775808u * 2u > 0u
  1 / 0 == 0
  1 % 0 == 0
  1u / 0u == 0u
  1u % 0u == 0u
  1.0 / 0.0 == double('Infinity')
  -1.0 / 0.0 == double('-Infinity')
  0.0 / 0.0 == 0.0 / 0.0
  0.0 == -0.0
  5.0 % 2.0 == 1.0
  7 / 2 == 3
  -7 / 2 == -3
  7 % -3 == 1
  -7 % 3 == -1
  0.1 + 0.2 == 0.3
  0.1 + 0.2 > 0.3
  -(1u) == 1u
  -'a' == 'a'
  -true
  !1
  !'a'
  1 && true
  'a' || false
  1 ? true : false
  true ? 1 : 'a'
  (true ? 1 : 2) == 1
  (true ? 1 : dyn('a')) == 1
  1 == 1.0
  1 == 1u
  1u == 1.0
  dyn(1) == dyn(1.0)
  dyn(1) == dyn(1u)
  dyn(1u) == dyn(1.0)
  dyn(1) == dyn('1')
  dyn(1) != dyn('1')
  dyn(true) == dyn(1)
  dyn(null) == dyn(0)
  dyn([1, 2]) == dyn([1.0, 2.0])
  dyn({'a': 1}) == dyn({'a': 1u})
  dyn({1: 'a'}) == dyn({1u: 'a'})
  dyn(9007199254740993) == dyn(9007199254740992.0)
  [1, 2] == [2, 1]
  {'a': 1, 'b': 2} == {'b': 2, 'a': 1}
  [1] != [1, 2]
  [[1], [2]] == [[1], [2]]
  [0.0 / 0.0] == [0.0 / 0.0]
  1 < 1.5
  1u < 2
  -1 < 1u
  2.5 > 2u
  9223372036854775807 < 9223372036854775808u
  9223372036854775807 <= 9223372036854775808.0
  'a' < 'b'
  'a' < 'B'
  'a' < 1
  '' < 'a'
  '😀' > '\uffff'
  'Z' < 'a'
  b'a' < b'b'
  false < true
  true < 1
  [1] < [2]
  {} < {}
  null < null
  0.0 / 0.0 < 1.0
  dyn(0.0 / 0.0) >= dyn(1)
  1 <= 1 && 1 >= 1
  `,
);

const logic = on(
  undefined,
  `
  true || 1 / 0 == 0
  1 / 0 == 0 || true
  false && 1 / 0 == 0
  1 / 0 == 0 && false
  1 / 0 == 0 || false
  1 / 0 == 0 && true
  false || 1 / 0 == 0
  1 / 0 == 0 || 2 / 0 == 0 || true
  1 / 0 == 0 && 2 / 0 == 0 && false
  dyn('a') || true
  true || dyn('a')
  dyn('a') || false
  false && dyn('a')
  dyn('a') && false
  dyn('a') ? true : false
  1 / 0 == 0 ? true : false
  true ? true : 1 / 0 == 0
  false ? 1 / 0 == 0 : true
  !(1 / 0 == 0)
  [1, 2, 3].all(x, x > 0)
  [1, 2, 3].all(x, x > 1)
  [].all(x, false)
  [].exists(x, true)
  [1, 0].all(x, 1 / x > 0)
  [0, 1].exists(x, 1 / x == 1)
  [0, 2].exists(x, 1 / x == 1)
  [0, -1].all(x, 1 / x > 0)
  [1, 2, 3].exists(x, x == 2)
  [1, 2, 3].exists_one(x, x == 2)
  [1, 2, 2].exists_one(x, x == 2)
  [1, 2, 3].existsOne(x, x > 2)
  [0, 1].exists_one(x, 1 / x == 1)
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
  [1, 2].exists(i, v, i == v)
  [5, 6].existsOne(i, v, i == 1 && v == 6)
  [5, 6].exists_one(i, v, v > 4)
  {'a': 1, 'b': 2}.all(k, v, k != '' && v > 0)
  {'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)
  [1, 2, 3].transformList(i, v, v * i) == [0, 2, 6]
  [1, 2, 3].transformList(i, v, i > 0, v * i) == [2, 6]
  {'a': 1}.transformList(k, v, k + string(v)) == ['a1']
  {'a': 1, 'b': 2}.transformMap(k, v, v * 10) == {'a': 10, 'b': 20}
  {'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10) == {'b': 20}
  ['x', 'y'].transformMap(i, v, v + '!') == {0: 'x!', 1: 'y!'}
  {'a': 'x'}.transformMapEntry(k, v, {v: k}) == {'x': 'a'}
  {'a': 'x', 'b': 'x'}.transformMapEntry(k, v, {v: k}) == {'x': 'a'}
  ['a', 'b'].transformMapEntry(i, v, i > 0, {v: i}) == {'b': 1}
  ['a'].transformMapEntry(i, v, v) == {}
  [1].all(x, x)
  [1].filter(x, x) == []
  [1].map(x, y) == []
  [1].all(1, true)
  [1].all(x.y, true)
  [1].all(x, x, true)
  1.all(x, true)
  'abc'.all(x, true)
  null.all(x, true)
  [1].all(x)
  [1].all()
  [1].map(__result__, true) == []
  dyn(1).all(x, true)
  dyn([1]).all(x, x == 1)
  dyn({'a': 1}).all(x, x == 'a')
  [dyn(1), dyn('a')].all(x, x == 1)
  [dyn(1), dyn('a')].exists(x, x == 'a')
  `,
);

const conversions = on(
  undefined,
  String.raw`
  int('42') == 42
  int('-42') == -42
  int('+42') == 42
  int('4_2') == 42
  int('42.0') == 42
  int('') == 0
  int(' 1') == 1
  int('9223372036854775808') == 0
  int(2.9) == 2
  int(-2.9) == -2
  int(1e19) == 0
  int(9223372036854775807.0) == 0
  int(-9223372036854775808.0) < 0
  int(0.0 / 0.0) == 0
  int(5u) == 5
  int(18446744073709551615u) == 0
  int(true) == 1
  int(timestamp('1970-01-01T00:01:00Z')) == 60
  int(duration('1s')) == 1000000000
  int(int(3)) == 3
  uint('42') == 42u
  uint('-1') == 0u
  uint(42) == 42u
  uint(-1) == 0u
  uint(2.9) == 2u
  uint(-0.5) == 0u
  uint(1e20) == 0u
  double('2.5') == 2.5
  double('1e3') == 1000.0
  double('NaN') != double('NaN')
  double('Infinity') > 1e308
  double('-inf') < 0.0
  double('abc') == 0.0
  double(3) == 3.0
  double(3u) == 3.0
  double(9007199254740993) == 9007199254740992.0
  bool('true')
  bool('t')
  bool('TRUE')
  bool('1')
  !bool('false')
  !bool('F')
  bool('yes')
  bool('')
  bool(1)
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
  string(b'\xff') == ''
  string(null) == 'null'
  string([1]) == ''
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
  bytes(1) == b''
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
  dyn(1) + dyn('a') == 3
  dyn('a').size() == 1
  dyn(1).size() == 1
  size(dyn(1)) == 1
  string(dyn(1)) == '1'
  int(dyn('x')) == 1
  int(dyn([])) == 1
  timestamp(dyn('x')) == timestamp(0)
  `,
);

const times = on(
  undefined,
  `
  timestamp('2024-02-29T00:00:00Z') < timestamp('2024-03-01T00:00:00Z')
  timestamp('2023-02-29T00:00:00Z') == timestamp(0)
  timestamp('2024-02-30T00:00:00Z') == timestamp(0)
  timestamp('2024-01-01') == timestamp(0)
  timestamp('2024-01-01T00:00:00') == timestamp(0)
  timestamp('2024-01-01t00:00:00z') == timestamp(0)
  timestamp('2024-01-01 00:00:00Z') == timestamp(0)
  timestamp('2024-01-01T24:00:00Z') == timestamp(0)
  timestamp('2024-01-01T23:59:60Z') == timestamp(0)
  timestamp('0001-01-01T00:00:00Z') < timestamp(0)
  timestamp('0000-12-31T23:59:59Z') < timestamp(0)
  timestamp('9999-12-31T23:59:59.999999999Z') > timestamp(0)
  timestamp('10000-01-01T00:00:00Z') > timestamp(0)
  timestamp(1706270400) == timestamp('2024-01-26T12:00:00Z')
  timestamp(-1) < timestamp(0)
  timestamp(253402300800) > timestamp(0)
  timestamp('2024-01-01T00:00:00+01:00') == timestamp('2023-12-31T23:00:00Z')
  timestamp('2024-01-01T00:00:00Z') + duration('1h') == timestamp('2024-01-01T01:00:00Z')
  duration('1h') + timestamp('2024-01-01T00:00:00Z') == timestamp('2024-01-01T01:00:00Z')
  timestamp('2024-01-01T01:00:00Z') - duration('1h') == timestamp('2024-01-01T00:00:00Z')
  timestamp('2024-01-02T00:00:00Z') - timestamp('2024-01-01T00:00:00Z') == duration('24h')
  timestamp('2024-01-01T00:00:00Z') + timestamp('2024-01-01T00:00:00Z') == timestamp(0)
  timestamp('9999-12-31T23:59:59Z') + duration('1s') > timestamp(0)
  timestamp('9999-12-31T00:00:00Z') - timestamp('0001-01-01T00:00:00Z') > duration('1s')
  duration('1h') + duration('30m') == duration('90m')
  duration('1h') - duration('30m') == duration('30m')
  -duration('1h') == duration('-1h')
  duration('1h') * 2 == duration('2h')
  duration('1h') > duration('59m')
  duration('1h') == 3600
  duration('1.5h') == duration('90m')
  duration('1h30m5s') == duration('5405s')
  duration('100us') == duration('0.1ms')
  duration('1µs') == duration('1000ns')
  duration('.5s') == duration('500ms')
  duration('1.s') == duration('1s')
  duration('0') == duration('0s')
  duration('+1s') == duration('1s')
  duration('') == duration('0s')
  duration('1') == duration('1s')
  duration('1d') == duration('24h')
  duration('s') == duration('1s')
  duration('1h 30m') == duration('90m')
  duration('1H') == duration('1h')
  duration('9223372036s') > duration('1s')
  duration('9223372037s') > duration('1s')
  duration('2562047h') + duration('1h') > duration('0s')
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
  timestamp('2024-07-14T02:30:00Z').getHours('Nowhere/City') == 2
  timestamp('2024-07-14T02:30:00Z').getHours('25:99') == 2
  timestamp('2024-07-14T02:30:00Z').getHours('a:b') == 2
  timestamp('2024-07-14T02:30:00+05:00').getHours() == 21
  timestamp('2024-12-31T23:59:59Z').getDayOfYear() == 365
  timestamp('0001-01-01T00:00:00Z').getFullYear() == 1
  timestamp('1969-12-31T23:59:59.5Z').getMilliseconds() == 500
  duration('3723s').getHours() == 1
  duration('3723s').getMinutes() == 62
  duration('3723.9s').getSeconds() == 3723
  duration('1.234s').getMilliseconds() == 1234
  duration('-90m').getHours() == -1
  duration('1h').getFullYear() == 1
  'a'.getHours() == 1
  `,
);

const texts = on(
  'configMap',
  String.raw`
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
  'tacocat'.charAt(8) == ''
  'tacocat'.charAt(-1) == ''
  'hello mellow'.indexOf('') == 0
  'hello mellow'.indexOf('ello') == 1
  'hello mellow'.indexOf('jello') == -1
  'hello mellow'.indexOf('', 2) == 2
  'hello mellow'.indexOf('ello', 2) == 7
  'hello mellow'.indexOf('ello', 20) == -1
  'hello mellow'.indexOf('ello', -1) == -1
  'hello mellow'.indexOf('', 20) == 12
  object.data.unicode.indexOf('text') == 8
  object.data.unicode.indexOf('text', 8) == 8
  object.data.unicode.indexOf('text', 9) == -1
  object.data.unicode.lastIndexOf('t') == 11
  'hello mellow'.lastIndexOf('') == 12
  'hello mellow'.lastIndexOf('ello') == 7
  'hello mellow'.lastIndexOf('ello', 6) == 1
  'hello mellow'.lastIndexOf('ello', -1) == -1
  'hello mellow'.lastIndexOf('ello', 20) == -1
  'abc'.lastIndexOf('abcd') == -1
  'ab'.lastIndexOf('', 1) == 1
  ['hello', 'mellow'].join() == 'hellomellow'
  ['hello', 'mellow'].join(' ') == 'hello mellow'
  [].join() == ''
  [].join('/') == ''
  [1].join() == '1'
  [dyn(1)].join() == '1'
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
  'tacocat'.substring(-1) == ''
  'tacocat'.substring(8) == ''
  'tacocat'.substring(2, 1) == ''
  'tacocat'.substring(0, 8) == ''
  object.data.unicode.substring(6, 7) == '😀'
  object.data.spaces.trim() == 'padded'
  '\u00a0\u2003x\u200b'.trim() == 'x\u200b'
  '\ufeffx'.trim() == 'x'
  'abc'.reverse() == 'cba'
  strings.quote('a"b') == '"a\\"b"'
  strings.quote('tab\t\a\x01') == '"tab\\t\\a\x01"'
  'this is %s'.format(['it']) == 'this is it'
  '%d'.format([42]) == '42'
  '%d'.format([42u]) == '42'
  '%d'.format([4.2]) == '4'
  '%d'.format(['a']) == 'a'
  '%d'.format([object.data.number]) == '42'
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
  '%f'.format([1]) == '1.000000'
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
  '%x'.format([1.5]) == ''
  '%b'.format([5]) == '101'
  '%b'.format([true]) == '1'
  '%b'.format(['a']) == ''
  '%o'.format([8]) == '10'
  '%o'.format([true]) == ''
  '%%'.format([]) == '%'
  '100%%'.format([]) == '100%'
  '%s'.format([]) == ''
  '%s'.format([1, 2]) == '1'
  '%q'.format([1]) == ''
  '%'.format([1]) == ''
  '%.'.format([1]) == ''
  '%.2'.format([1.0]) == ''
  'é%s'.format(['ü']) == 'éü'
  object.data.text.matches('^Hello')
  object.data.text.matches('World$')
  object.data.text.matches('hello')
  object.data.text.matches('(?i)hello')
  matches(object.data.text, 'l+')
  object.data.text.matches(object.data.pattern)
  object.data.text.lowerAscii().matches(object.data.pattern)
  'abc'.matches('')
  'abc'.matches('(')
  'abc'.matches('a{1001}')
  'abc'.matches('(?=a)')
  'aaa'.matches('(a)\\1')
  'abc'.matches(object.data.json + '(')
  'a\nb'.matches('a.b')
  'a\nb'.matches('(?s)a.b')
  'é'.matches('^\\w$')
  'é'.matches('^\\pL$')
  '😀'.matches('^.$')
  'foobar'.matches('\\bfoo')
  '2024'.matches('^\\d{4}$')
  '٣'.matches('^\\d$')
  'abc 123'.find('[0-9]+') == '123'
  'abc'.find('[0-9]+') == ''
  'abc'.find('(') == ''
  '123 abc 456'.findAll('[0-9]+') == ['123', '456']
  '123 abc 456'.findAll('[0-9]+', 1) == ['123']
  '123 abc 456'.findAll('[0-9]+', 0) == []
  '123 abc 456'.findAll('[0-9]+', -1) == ['123', '456']
  'abc'.findAll('[0-9]+') == []
  'abc'.findAll('') == ['', '', '', '']
  'abc'.findAll('x*') == ['', '', '', '']
  'aXbX'.findAll('X*') == ['', 'X', '', 'X']
  'é😀'.findAll('.') == ['é', '😀']
  `,
);

const lists = on(
  undefined,
  `
  [1, 2, 3].isSorted()
  [2, 1].isSorted()
  ['a', 'b', 'b'].isSorted()
  [1.0, 2.0].isSorted()
  [false, true].isSorted()
  [].isSorted()
  [duration('1s'), duration('2s')].isSorted()
  [timestamp(1), timestamp(0)].isSorted()
  [[1]].isSorted()
  [dyn(1), dyn('a')].isSorted()
  [1, 2, 3].sum() == 6
  [1.5, 2.5].sum() == 4.0
  [1u, 2u].sum() == 3u
  [duration('1m'), duration('1s')].sum() == duration('61s')
  [].sum() == 0
  ['a'].sum() == 'a'
  [9223372036854775807, 1].sum() > 0
  [dyn(1), dyn('a')].sum() == 1
  [3, 1, 2].min() == 1
  [3, 1, 2].max() == 3
  ['b', 'a'].min() == 'a'
  [1.5].max() == 1.5
  [].min() == 0
  [].max() == 0
  [[1]].min() == [1]
  [1, 2, 2, 3].indexOf(2) == 1
  [1, 2, 2, 3].lastIndexOf(2) == 2
  [1].indexOf(2) == -1
  ['a'].indexOf('a') == 0
  [].indexOf(1) == -1
  [1, 2].indexOf('a') == -1
  [dyn(1)].indexOf(1.0) == 0
  [1, 2, 3].includes(2)
  [1, 2, 3].slice(1, 3) == [2, 3]
  [1, 2, 3].slice(0, 0) == []
  [1, 2, 3].slice(1, 4) == []
  [1, 2, 3].slice(2, 1) == []
  [1, 2, 3].slice(-1, 2) == []
  [[1, 2], [3]].flatten() == [1, 2, 3]
  [[1, [2]]].flatten() == []
  [dyn([1, [2, [3]]])].flatten(2).size() == 3
  [1, [2]].flatten(1) == [1, 2]
  [dyn(1)].flatten(-1).size() == 0
  [3, 1, 2].sort() == [1, 2, 3]
  ['b', 'a'].sort() == ['a', 'b']
  [].sort() == []
  [dyn(1), dyn('a')].sort() == []
  [[2], [1]].sort() == []
  ['aaa', 'b', 'cc'].sortBy(s, s.size()) == ['b', 'cc', 'aaa']
  [1, 2, 3].sortBy(x, -x) == [3, 2, 1]
  [].sortBy(x, x) == []
  [1, 2].sortBy(x, [x]) == []
  lists.range(3) == [0, 1, 2]
  lists.range(0) == []
  lists.range(-1) == []
  [1, 2, 3].reverse() == [3, 2, 1]
  [1, 2, 2, 1].distinct() == [1, 2]
  [dyn(1), dyn(1.0), dyn(1u)].distinct().size() == 1
  [[1], [1]].distinct() == [[1]]
  [1, 2, 3][0] == 1
  [1, 2, 3][2] == 3
  [1, 2, 3][3] == 3
  [1, 2, 3][-1] == 3
  [1, 2, 3]['a'] == 3
  [1, 2, 3][1.0] == 2
  [1, 2, 3][dyn(1.0)] == 2
  [1, 2, 3][dyn(1u)] == 2
  [1, 2, 3][dyn(1.5)] == 2
  [1, 2, 3][dyn('a')] == 2
  {'a': 1}['a'] == 1
  {'a': 1}['b'] == 1
  {'a': 1}.a == 1
  {'a': 1}.b == 1
  {'a': 1}[1] == 1
  {1: 'a'}[dyn(1.0)] == 'a'
  {1: 'a'}[dyn(1u)] == 'a'
  {1: 'a'}[dyn('1')] == 'a'
  size([1, 2]) == 2
  [1, 2].size() == 2
  size({'a': 1}) == 1
  {'a': 1}.size() == 1
  size(1) == 1
  [1, 2, 3].first().value() == 1
  [1, 2, 3].last().value() == 3
  [].first().hasValue()
  sets.contains([1, 2, 3], [2, 3])
  sets.contains([1], [])
  sets.contains([], [1])
  sets.contains([1, 2], [1.0])
  sets.contains([1, 2], ['a'])
  sets.equivalent([1, 2, 2], [2, 1])
  sets.equivalent([], [])
  sets.equivalent([1], [1, 2])
  sets.intersects([1, 2], [2, 3])
  sets.intersects([1], [])
  sets.intersects([[1]], [[1], [2]])
  [1, 2].contains(1)
  ['a', 'b'].exists(x, x.startsWith('b')) && ['a', 'b'].all(x, x.size() == 1)
  `,
);

const optionals = on(
  'pod',
  `
  optional.of(1).value() == 1
  optional.none().value() == 1
  optional.of(1).hasValue()
  optional.none().hasValue()
  optional.of(1).orValue(2) == 1
  optional.none().orValue(2) == 2
  optional.of(1).orValue('a') == 1
  optional.of(1).or(optional.of(2)).value() == 1
  optional.none().or(optional.of(2)).value() == 2
  optional.none().or(optional.none()).hasValue()
  optional.of(1).or(optional.of(1 / 0)).value() == 1
  optional.of(1).orValue(1 / 0) == 1
  optional.none().orValue(1 / 0) == 1
  optional.ofNonZeroValue(0).hasValue()
  optional.ofNonZeroValue('').hasValue()
  optional.ofNonZeroValue([]).hasValue()
  optional.ofNonZeroValue({}).hasValue()
  optional.ofNonZeroValue(false).hasValue()
  optional.ofNonZeroValue(null).hasValue()
  optional.ofNonZeroValue(duration('0s')).hasValue()
  optional.ofNonZeroValue(timestamp(0)).hasValue()
  optional.ofNonZeroValue('a').hasValue()
  optional.of(1) == optional.of(1)
  optional.of(1) == optional.of(2)
  optional.none() == optional.none()
  optional.of(1) == 1
  optional.of(optional.none()).hasValue()
  optional.of(1).optMap(x, x + 1).value() == 2
  optional.none().optMap(x, x + 1).hasValue()
  optional.of(1).optFlatMap(x, optional.of(x + 1)).value() == 2
  optional.of(1).optFlatMap(x, optional.none()).hasValue()
  optional.of(1).optFlatMap(x, x)
  optional.of(1).optMap(1, true)
  optional.unwrap([optional.of(1), optional.none()]) == [1]
  [optional.of(1), optional.none()].unwrapOpt() == [1]
  [?optional.of(1), ?optional.none()] == [1]
  [?1] == [1]
  {?'a': optional.of(1), ?'b': optional.none()} == {'a': 1}
  {?'a': 1} == {'a': 1}
  {'a': {'b': 1}}.?a.?b.orValue(0) == 1
  {'a': {'b': 1}}.?a.b.orValue(0) == 1
  {'a': {'b': 1}}.?x.b.orValue(0) == 0
  {'a': 1}[?'a'].value() == 1
  {'a': 1}[?'b'].hasValue()
  [1, 2][?0].value() == 1
  [1, 2][?5].hasValue()
  [1, 2][?-1].hasValue()
  {'a': [1, 2]}.?a[0].value() == 1
  {'a': [1, 2]}.?a[5].hasValue()
  {'a': [1, 2]}.?a[?5].hasValue()
  optional.of({'a': 1}).a.value() == 1
  optional.of([1])[0].value() == 1
  has(optional.of({'a': 1}).a)
  has({'a': 1}.?a)
  'a'.?b.hasValue()
  1.?b.hasValue()
  object.?spec.?securityContext.?runAsNonRoot.orValue(false)
  object.?spec.?securityContext.?readOnlyRootFilesystem.orValue(false)
  object.spec.?securityContext.runAsUser.orValue(0) == 1000
  object.spec.containers[?0].?securityContext.?privileged.orValue(true) == false
  object.spec.containers[?9].?name.orValue('none') == 'none'
  object.spec.containers[0].?resources.?limits[?'cpu'].orValue('0') == '1'
  object.metadata.?labels[?'app'].orValue('') == 'web'
  object.metadata.labels[?'nothing'].hasValue()
  object.metadata.?labels.?app.optMap(a, a + '!').orValue('') == 'web!'
  object.metadata.labels.?app.optFlatMap(a, a == 'web' ? optional.of(true) : optional.none()).orValue(false)
  object.spec.?nothing.?deeper.hasValue()
  object.spec.?containers.orValue([]).size() == 2
  object.?metadata.name.orValue('x') == 'web-0'
  object.metadata.?name.?first.hasValue()
  object.metadata.?name.or(optional.of('x')).value() == 'web-0'
  `,
);

const objects = on(
  'pod',
  `
  object.kind == 'Pod'
  object.apiVersion == 'v1'
  object['kind'] == 'Pod'
  object.metadata.name.startsWith('web-')
  object.metadata.namespace == 'default'
  has(object.metadata.labels)
  has(object.metadata.generateName)
  has(object.metadata.labels.app)
  has(object.metadata.labels.nothing)
  has(object.spec.nothing)
  has(object.spec.nothing.deeper)
  has(object.metadata.name.first)
  has(object.spec.containers.first)
  'app' in object.metadata.labels
  'app.kubernetes.io/name' in object.metadata.labels
  'nothing' in object.metadata.labels
  object.metadata.labels['app.kubernetes.io/name'] == 'web'
  object.metadata.labels['nothing'] == 'x'
  object.metadata.labels.nothing == 'x'
  object.nothing == null
  object.metadata.labels.all(k, object.metadata.labels[k].size() < 64)
  object.metadata.labels.exists(k, v, k == 'tier' && v == 'front')
  object.metadata.labels.size() == 3
  object.metadata.labels == {'app': 'web', 'app.kubernetes.io/name': 'web', 'tier': 'front'}
  object.metadata.labels.map(k, k).sort() == ['app', 'app.kubernetes.io/name', 'tier']
  object.metadata.annotations['note'].size() == 13
  int(object.metadata.annotations['example.com/count']) == 42
  object.metadata.annotations.empty == ''
  object.spec.containers.size() == 2
  object.spec.containers.all(c, has(c.image))
  object.spec.containers.all(c, has(c.securityContext))
  object.spec.containers.all(c, c.image.contains(':'))
  object.spec.containers.exists(c, c.name == 'sidecar')
  object.spec.containers.exists_one(c, has(c.livenessProbe))
  object.spec.containers.map(c, c.name) == ['app', 'sidecar']
  object.spec.containers.filter(c, !has(c.resources.limits)).map(c, c.name) == ['sidecar']
  object.spec.containers[0].ports.map(p, p.containerPort) == [8080, 9090]
  object.spec.containers[0].ports.map(p, p.containerPort).sum() == 17170
  object.spec.containers[0].ports.map(p, p.containerPort).max() == 9090
  object.spec.containers[0].ports.all(p, p.containerPort > 1024)
  object.spec.containers[0].ports.exists(p, has(p.name) && p.name == 'http')
  object.spec.containers[0].args.join(' ').contains('--verbose')
  object.spec.containers[0].args.indexOf('--verbose') == 1
  object.spec.containers[0].env.exists(e, e.name == 'MODE' && e.value == 'production')
  object.spec.containers[0].env.transformMapEntry(i, e, {e.name: e.?value.orValue('')}).MODE == 'production'
  object.spec.containers[0].livenessProbe.httpGet.port == 'http'
  object.spec.containers[0].livenessProbe.periodSeconds + 1 == 8
  object.spec.containers[5].name == 'x'
  object.spec.containers['app'].name == 'x'
  object.spec.containers.name == 'x'
  object.spec.containers[0].securityContext.capabilities.drop == ['ALL']
  'ALL' in object.spec.containers[0].securityContext.capabilities.drop
  object.spec.containers[0].securityContext.capabilities.add.all(c, c in ['NET_BIND_SERVICE', 'CHOWN'])
  object.spec.securityContext.supplementalGroups.all(g, g >= 1000)
  object.spec.securityContext.supplementalGroups.isSorted()
  object.spec.securityContext.runAsUser == 1000
  object.spec.securityContext.runAsUser == 1000.0
  object.spec.securityContext.runAsUser / 3 == 333
  object.spec.securityContext.runAsUser + 0.5 == 1000.5
  object.spec.securityContext.runAsUser + 'x' == 'x'
  object.spec.securityContext.runAsUser > 999.5
  object.spec.securityContext.runAsUser in [0, 1000]
  object.spec.securityContext.runAsNonRoot
  object.spec.securityContext.runAsNonRoot == true
  object.spec.securityContext.runAsUser
  object.spec.terminationGracePeriodSeconds % 2 == 1
  string(object.spec.terminationGracePeriodSeconds) == '45'
  type(object.spec.terminationGracePeriodSeconds) == int
  type(object.spec.containers) == list
  type(object.spec) == map
  type(object.metadata.name) == string
  type(object) == map
  duration(string(object.spec.terminationGracePeriodSeconds) + 's') < duration('1m')
  quantity(object.spec.containers[0].resources.limits.memory).isGreaterThan(quantity('512Mi'))
  quantity(object.spec.containers[0].resources.requests.cpu).compareTo(quantity('0.25')) == 0
  object.spec.volumes.all(v, !has(v.hostPath))
  object.spec.volumes.exists(v, has(v.emptyDir.sizeLimit))
  object.spec.volumes.filter(v, has(v.configMap)).all(v, v.configMap.optional)
  object.spec.nodeSelector['kubernetes.io/os'] == 'linux'
  (object.spec.containers + object.spec.initContainers).map(c, c.name).distinct().size() == 3
  (object.spec.containers + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers : [])).size() == 2
  object.spec.containers + 1 == []
  [object.spec.containers, object.spec.initContainers].flatten().size() == 3
  [object.metadata.name, 'x'].size() == 2
  [object.metadata.name, object.kind].join('/') == 'web-0/Pod'
  object.spec.hostNetwork == false || true
  !has(object.spec.hostPID) || !object.spec.hostPID
  object.spec.containers == null
  object.spec.containers == [1, 2]
  object.spec.containers != 1
  dyn(1) == object.spec.containers
  object.spec == null
  object.spec == {}
  object.spec == object.spec
  object.metadata.labels == null
  object.metadata.labels == {'app': 'web'}
  object.metadata.labels != {'app': 'web'}
  object.metadata.labels[1] == 'x'
  object.spec[1] == 'x'
  'containers' in object.spec
  object.spec.containers[dyn('0')].name == 'app'
  object.spec.containers[-1].name == 'app'
  object.spec.containers[?-1].hasValue()
  object.spec.containers[?'a'].hasValue()
  object.spec.containers.indexOf(1) == -1
  object.spec.containers.indexOf(object.spec.containers[1]) == 1
  object.spec.containers[1] in object.spec.containers
  1 in object.spec.containers
  [object.spec.containers, object.spec.containers].distinct().size() == 1
  object.spec.containers + object.spec.containers == object.spec.containers
  object.spec.containers + [] == object.spec.containers
  [] + object.spec.containers == object.spec.containers
  object.spec.containers.reverse()[0].name == 'sidecar'
  object.spec.containers.slice(0, 1)[0].name == 'app'
  object.spec.containers.sortBy(c, c.name)[0].name == 'app'
  object.spec.containers.map(c, c.name).isSorted()
  object.spec.containers.map(c, c.image).min() == 'busybox'
  has(object.status)
  has(object.metadata.creationTimestamp)
  type(object.metadata.uid) == string
  object.spec.containers[0].resources.limits.cpu == '1'
  object.spec.containers[0].resources.requests == {'cpu': '250m', 'memory': '64Mi'}
  object.spec.containers[0].resources.limits == object.spec.containers[0].resources.requests
  object.spec.containers[0].securityContext.capabilities == {'drop': ['ALL'], 'add': ['NET_BIND_SERVICE']}
  object.spec.containers[0].ports[0] == {'name': 'http', 'containerPort': 8080}
  object.spec.nothing || true
  true || object.spec.nothing
  object.spec.nothing || false
  object.spec.nothing && false
  object.spec.nothing == 1 ? true : false
  object.spec.containers.all(c, c.securityContext.privileged == false)
  object.spec.containers.exists(c, c.securityContext.privileged == false)
  object.spec.containers.all(c, !c.?securityContext.?privileged.orValue(false))
  oldObject == null
  request.operation == 'CREATE'
  request.kind.kind == 'Pod'
  request.kind.group == ''
  request.resource.resource == 'pods'
  request.name == 'web-0'
  request.namespace == 'default'
  request.nothing == 1
  has(request.subResource)
  request.dryRun
  request.userInfo.username != ''
  request.userInfo.groups.exists(g, g == 'system:authenticated')
  request.userInfo.extra.all(k, true)
  namespaceObject.metadata.name == 'default'
  namespaceObject.status.phase == 'Active'
  namespaceObject.metadata.labels['kubernetes.io/metadata.name'] == 'default'
  namespaceObject.nothing == 1
  namespaceObject.metadata.creationTimestamp < timestamp('2100-01-01T00:00:00Z')
  variables.nothing == 1
  params.nothing == 1
  object.metadata.name
  object.spec.containers
  1
  'true'
  null
  `,
);

const keys = on(
  'configMap',
  String.raw`
  object.data['dotted.key'] == 'dotted'
  object.data['dash-key'] == 'dashed'
  object.data.namespace == 'keyword'
  object.data.__namespace__ == 'keyword'
  object.data.__proto == 'own'
  has(object.data.__proto__)
  has(object.data.constructor)
  object.data.constructor == 'x'
  object.data.toString == 'x'
  'hasOwnProperty' in object.data
  object.data.hasOwnProperty('x')
  has(object.data.namespace)
  object.data.in == 'x'
  object.data.true == 'x'
  object.data.null == 'x'
  object.data.as == 'x'
  object.data.text == 'Hello, World'
  .object.data.text == 'Hello, World'
  [1].map(object, object == 1) == [true]
  [1].map(object, .object.kind == 'ConfigMap') == [true]
  object.metadata.labels['a.b/c-d'] == 'x'
  int(object.data.number) + int(object.data.negative) == 35
  double(object.data.float) * 2.0 == 5.0
  bool(object.data.truth)
  timestamp(object.data.when).getFullYear() == 2024
  timestamp(object.data.when).getMilliseconds() == 789
  timestamp(object.data.zoned) < timestamp(object.data.when)
  string(timestamp(object.data.zoned)) == '2024-02-29T12:34:56+05:30'
  duration(object.data.span).getMinutes() == 90
  string(duration(object.data.span)) == '5415.5s'
  timestamp(object.data.text) == timestamp(0)
  duration(object.data.text) == duration('0s')
  int(object.data.text) == 0
  object.data.list.split(',').sort() == ['a', 'a', 'b', 'c']
  object.data.list.split(',').distinct().join('') == 'cab'
  object.data.json.matches('^\\{.*\\}$')
  object.data.empty == ''
  object.data.size() > 20
  object.data.transformMap(k, v, v.size()).empty == 0
  object.data.all(k, v, v.size() < 100)
  object.data.filter(k, k.startsWith('ip')).sort() == ['ip', 'ipv6']
  object.binaryData == null
  has(object.immutable)
  `,
);

const urls = on(
  'configMap',
  `
  isURL(object.data.url)
  isURL('https://a:b:c/')
  isURL('../relative')
  isURL('/absolute/path')
  isURL('')
  isURL('mailto:a@b.c')
  isURL('http://[::1]:80/')
  isURL('http://[::1')
  isURL('http://a b/')
  isURL('http://host:port/')
  isURL('http://host/%zz')
  isURL('ht^tp://host')
  isURL('*')
  isURL('//host/path')
  isURL(':foo')
  isURL(1)
  url(object.data.url).getScheme() == 'https'
  url(object.data.url).getHost() == 'example.com:8443'
  url(object.data.url).getHostname() == 'example.com'
  url(object.data.url).getPort() == '8443'
  url(object.data.url).getEscapedPath() == '/a/b%20c'
  url(object.data.url).getQuery() == {'x': ['1', '3'], 'y': ['2']}
  url('http://example.com').getPort() == ''
  url('http://example.com').getEscapedPath() == ''
  url('http://[2001:db8::1]:80').getHostname() == '2001:db8::1'
  url('http://[2001:db8::1]:80').getHost() == '[2001:db8::1]:80'
  url('/path with space').getEscapedPath() == '/path%20with%20space'
  url('/a?k=v%20w&q=a+b&flag').getQuery() == {'k': ['v w'], 'q': ['a b'], 'flag': ['']}
  url('/a?x=1;y=2&z=%zz').getQuery() == {}
  url('HTTPS://Example.COM/').getScheme() == 'https'
  url('HTTPS://Example.COM/').getHost() == 'Example.COM'
  url('mailto:a@b.c').getScheme() == 'mailto'
  url('mailto:a@b.c').getEscapedPath() == ''
  url('not a url').getHost() == ''
  url('https://a.b/c') == url('https://a.b/c')
  url('https://a.b/c') == url('https://a.b/d')
  url('https://a.b/c').nothing == ''
  'x'.getHost() == ''
  `,
);

const addresses = on(
  'configMap',
  `
  isIP(object.data.ip)
  isIP(object.data.ipv6)
  isIP('1.2.3')
  isIP('1.2.3.256')
  isIP('01.2.3.4')
  isIP('::')
  isIP('::ffff:1.2.3.4')
  isIP('64:ff9b::1.2.3.4')
  isIP('fe80::1%eth0')
  isIP('1.2.3.4 ')
  isIP('')
  isIP('1::2::3')
  isIP('1:2:3:4:5:6:7:8')
  isIP('1:2:3:4:5:6:7:8:9')
  isIP('1:2:3:4:5:6:7::')
  isIP('12345::')
  ip(object.data.ip).family() == 4
  ip(object.data.ipv6).family() == 6
  ip('x').family() == 4
  ip('127.0.0.1').isLoopback()
  ip('::1').isLoopback()
  ip('128.0.0.1').isLoopback()
  ip('0.0.0.0').isUnspecified()
  ip('::').isUnspecified()
  ip('224.0.0.1').isLinkLocalMulticast()
  ip('224.0.1.1').isLinkLocalMulticast()
  ip('ff02::1').isLinkLocalMulticast()
  ip('ff12::1').isLinkLocalMulticast()
  ip('169.254.1.1').isLinkLocalUnicast()
  ip('fe80::1').isLinkLocalUnicast()
  ip('fec0::1').isLinkLocalUnicast()
  ip('10.0.0.1').isGlobalUnicast()
  ip('255.255.255.255').isGlobalUnicast()
  ip('224.0.0.1').isGlobalUnicast()
  ip('2001:db8::1').isGlobalUnicast()
  ip('fe80::1').isGlobalUnicast()
  ip.isCanonical('127.0.0.1')
  ip.isCanonical('2001:db8::abcd')
  ip.isCanonical('2001:DB8::ABCD')
  ip.isCanonical('2001:db8:0:0:0:0:0:abcd')
  ip.isCanonical('1:0:0:2:0:0:0:3')
  ip.isCanonical('1:0:0:2::3')
  ip.isCanonical('1::2:0:0:0:3')
  ip.isCanonical('x')
  ip('1.2.3.4') == ip('1.2.3.4')
  ip('2001:db8::1') == ip('2001:DB8::1')
  ip('1.2.3.4') == ip('1.2.3.5')
  string(ip('2001:DB8:0::1')) == '2001:db8::1'
  string(ip('1:0:2:0:0:3:0:0')) == '1:0:2::3:0:0'
  string(ip('0:0:1::')) == '0:0:1::'
  isCIDR(object.data.cidr)
  isCIDR('10.0.0.0/33')
  isCIDR('10.0.0.0')
  isCIDR('2001:db8::/32')
  isCIDR('10.0.0.1/08')
  isCIDR('::ffff:1.2.3.4/100')
  isCIDR('10.0.0.0/')
  isCIDR('10.0.0.0/-1')
  cidr(object.data.cidr).containsIP(object.data.ip)
  cidr(object.data.cidr).containsIP(ip('11.0.0.1'))
  cidr(object.data.cidr).containsIP('x')
  cidr(object.data.cidr).containsIP('::1')
  cidr(object.data.cidr).containsIP(1)
  cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')
  cidr('10.0.0.0/8').containsCIDR(cidr('10.0.0.0/7'))
  cidr('10.0.0.0/8').containsCIDR('11.0.0.0/16')
  cidr('10.0.0.0/8').containsCIDR('10.0.0.0/8')
  cidr('0.0.0.0/0').containsCIDR('::/0')
  cidr('2001:db8::/32').containsCIDR('2001:db8:1::/48')
  cidr('2001:db8::/32').containsIP('2001:db8:ffff::1')
  cidr('192.168.1.5/24').ip() == ip('192.168.1.5')
  cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24')
  cidr('192.168.1.5/24') == cidr('192.168.1.0/24')
  cidr('192.168.1.5/20').masked().ip() == ip('192.168.0.0')
  string(cidr('192.168.1.5/24')) == '192.168.1.5/24'
  string(cidr('2001:DB8::/32').masked()) == '2001:db8::/32'
  cidr('192.168.1.0/24').prefixLength() == 24
  cidr('0.0.0.0/0').containsIP('8.8.8.8')
  cidr('1.2.3.4').prefixLength() == 32
  ip(1).family() == 4
  `,
);

const quantities = on(
  'configMap',
  `
  isQuantity('1.5Gi')
  isQuantity('1k')
  isQuantity('1K')
  isQuantity('10e3')
  isQuantity('10E3')
  isQuantity('1e')
  isQuantity('1.')
  isQuantity('.5')
  isQuantity('.')
  isQuantity('')
  isQuantity('abc')
  isQuantity('+1m')
  isQuantity('-1m')
  isQuantity('1 Gi')
  isQuantity('1Gib')
  isQuantity('1e3Ki')
  isQuantity('1E')
  isQuantity('1Ei')
  isQuantity('1n')
  isQuantity('1.1.1')
  isQuantity('１')
  quantity(object.data.quantity).isGreaterThan(quantity('1Gi'))
  quantity('1500m').isLessThan(quantity('2'))
  quantity('1Gi') == quantity('1024Mi')
  quantity('1') == quantity('1000m')
  quantity('1') != quantity('1001m')
  quantity('1k').compareTo(quantity('1Ki')) == -1
  quantity('1e3').compareTo(quantity('1k')) == 0
  quantity('0.1').compareTo(quantity('100m')) == 0
  quantity('0.1n').compareTo(quantity('1n')) == 0
  quantity('-0.1n').compareTo(quantity('-1n')) == 0
  quantity('100E').compareTo(quantity('9223372036854775807')) == 0
  quantity('1e100').compareTo(quantity('9223372036854775807')) == 0
  quantity('50000000G').isInteger()
  quantity('50k').isInteger()
  quantity('50k').asInteger() == 50000
  quantity('1.0').isInteger()
  quantity('1.5').isInteger()
  quantity('1.5k').isInteger()
  quantity('1000m').isInteger()
  quantity('1.5Gi').isInteger()
  quantity('1Gi').asInteger() == 1073741824
  quantity('1Ti').asInteger() == 1099511627776
  quantity('1Ei').isInteger()
  quantity('1.5').asInteger() == 1
  quantity('1E').asInteger() == 1000000000000000000
  quantity('10E').isInteger()
  quantity('1.5').asApproximateFloat() == 1.5
  quantity('50.703k').asApproximateFloat() == 50703.0
  quantity('1Ki').asApproximateFloat() == 1024.0
  quantity('250m').asApproximateFloat() == 0.25
  sign(quantity('-5')) == -1
  sign(quantity('0')) == 0
  sign(quantity('5')) == 1
  quantity('5').sign() == 1
  quantity('50k').add(quantity('20k')) == quantity('70k')
  quantity('50k').add(20) == quantity('50020')
  quantity('50k').sub(quantity('20k')) == quantity('30k')
  quantity('50k').sub(20000) == quantity('30k')
  quantity('50k').sub(quantity('51k')).asInteger() == -1000
  quantity('1Gi').add(quantity('500M')).asInteger() == 1573741824
  quantity('1').add(quantity('500m')).isInteger()
  quantity('500m').add(quantity('500m')).isInteger()
  quantity('1').add(1.5) == quantity('2')
  quantity('x') == quantity('1')
  quantity(1) == quantity('1')
  quantity('1') < quantity('2')
  quantity('1') == 1
  quantity('1').isGreaterThan(1)
  `,
);

const versions = on(
  'configMap',
  `
  isSemver(object.data.version)
  isSemver('1.2.3')
  isSemver('v1.2.3')
  isSemver('1.2')
  isSemver('01.2.3')
  isSemver('1.2.3-')
  isSemver('1.2.3-01')
  isSemver('1.2.3-0a')
  isSemver('1.2.3-a..b')
  isSemver('1.2.3+')
  isSemver('1.2.3+001')
  isSemver('')
  isSemver('1.2.3.4')
  isSemver('18446744073709551616.0.0')
  isSemver('v1.2.3', true)
  isSemver('1.2', true)
  isSemver('v01.02', true)
  isSemver('1', true)
  isSemver('1.0-alpha', true)
  isSemver('00.0.0', true)
  isSemver('1.2.3.4', true)
  isSemver('v1.2.3', false)
  semver('1.2.3').major() == 1
  semver('1.2.3').minor() == 2
  semver('1.2.3').patch() == 3
  semver(object.data.version).isLessThan(semver('1.2.3'))
  semver('1.2.3-rc.2').isLessThan(semver('1.2.3-rc.10'))
  semver('1.2.3-alpha').isLessThan(semver('1.2.3-beta'))
  semver('1.2.3-1').isLessThan(semver('1.2.3-alpha'))
  semver('1.2.3-alpha').isLessThan(semver('1.2.3-alpha.1'))
  semver('1.10.0').isGreaterThan(semver('1.9.0'))
  semver('1.2.3+a') == semver('1.2.3+b')
  semver('1.2.3') == semver('1.2.4')
  semver('1.2.3').compareTo(semver('1.2.3')) == 0
  semver('2.0.0').compareTo(semver('1.2.3')) == 1
  semver('v1.2', true) == semver('1.2.0')
  semver('v1.2') == semver('1.2.0')
  semver('1.2.3') == '1.2.3'
  semver('1.2.3').isLessThan(quantity('1'))
  `,
);

const formats = on(
  'configMap',
  `
  format.named('dns1123Label').hasValue()
  format.named('nothing').hasValue()
  format.named('constructor').hasValue()
  !format.dns1123Label().validate('valid-name').hasValue()
  format.dns1123Label().validate('Not_Valid').hasValue()
  format.dns1123Label().validate('-a').hasValue()
  format.dns1123Label().validate('a.b').hasValue()
  format.dns1123Label().validate('').hasValue()
  format.dns1123Label().validate('123456789012345678901234567890123456789012345678901234567890123').hasValue()
  format.dns1123Label().validate('1234567890123456789012345678901234567890123456789012345678901234').hasValue()
  format.dns1123Label().validate('-' + '1234567890123456789012345678901234567890123456789012345678901234').value().size() == 2
  format.dns1123Subdomain().validate('a.b-c.d').hasValue()
  format.dns1123Subdomain().validate('a..b').hasValue()
  format.dns1035Label().validate('1a').hasValue()
  format.dns1035Label().validate('a1').hasValue()
  format.qualifiedName().validate('example.com/Name').hasValue()
  format.qualifiedName().validate('a/b/c').hasValue()
  format.qualifiedName().validate('/name').hasValue()
  format.qualifiedName().validate('name_with.dots').hasValue()
  format.qualifiedName().validate('').value().size() == 2
  format.dns1123LabelPrefix().validate('prefix-').hasValue()
  format.dns1123LabelPrefix().validate('-').hasValue()
  format.dns1123SubdomainPrefix().validate('a.b-').hasValue()
  format.dns1035LabelPrefix().validate('a-').hasValue()
  format.labelValue().validate('').hasValue()
  format.labelValue().validate('A_b.c').hasValue()
  format.labelValue().validate('a b').hasValue()
  format.uri().validate('https://example.com').hasValue()
  format.uri().validate('nope').hasValue()
  format.uuid().validate(object.data.uuid).hasValue()
  format.uuid().validate('x').hasValue()
  format.byte().validate(object.data.base64).hasValue()
  format.byte().validate('a').hasValue()
  format.byte().validate('').hasValue()
  format.date().validate('2024-02-29').hasValue()
  format.date().validate('2023-02-29').hasValue()
  format.datetime().validate(object.data.when).hasValue()
  format.datetime().validate('2024-01-01').hasValue()
  format.datetime().validate('2024-01-01t00:00:00z').hasValue()
  format.datetime().validate('2024-01-01T25:00:00Z').hasValue()
  format.named('uuid').value().validate('x').hasValue()
  format.named('dns1123Label').value() == format.dns1123Label()
  format.dns1123Label() == format.dns1035Label()
  format.nothing().validate('x').hasValue()
  format.dns1123Label().validate(1).hasValue()
  format.named(1).hasValue()
  `,
);

const authorization = on(
  'pod',
  `
  authorizer.group('').resource('pods').check('create').nothing()
  authorizer.resource('pods').check('create').allowed()
  authorizer.group('').resource('pods').allowed()
  authorizer.path('/healthz').check(1).allowed()
  authorizer.serviceAccount('default').group('').resource('pods').check('get').allowed()
  authorizer.group('apps').resource('deployments').namespace('default').check('get')
  authorizer == 1
  `,
);

const workloads = on(
  'deployment',
  `
  object.spec.replicas == 3
  object.spec.replicas + 1 == 4
  object.spec.replicas <= 5
  object.spec.replicas * 2 == 6
  object.spec.replicas % 2 == 1
  double(object.spec.replicas) / 2.0 == 1.5
  object.spec.strategy.rollingUpdate.maxUnavailable == 1
  object.spec.strategy.rollingUpdate.maxSurge == '25%'
  object.spec.strategy.rollingUpdate.maxSurge == 1
  object.spec.strategy.rollingUpdate.maxSurge.endsWith('%')
  object.spec.strategy.rollingUpdate.maxUnavailable.endsWith('%')
  type(object.spec.strategy.rollingUpdate.maxSurge) == string
  object.spec.template.spec.containers.all(c, c.image.matches('@sha256:[0-9a-f]+$'))
  object.spec.template.spec.containers.all(c, c.image.split('@').size() == 2)
  object.spec.selector.matchLabels.all(k, v, object.spec.template.metadata.labels[?k].orValue('') == v)
  object.spec.template.metadata.labels == object.spec.selector.matchLabels
  object.spec.template.spec.containers[0].ports[0].containerPort == 80
  object.spec.minReadySeconds == 5u
  object.spec.minReadySeconds < 5.5
  has(object.spec.paused) && object.spec.paused
  request.kind.group == 'apps'
  request.resource.resource == 'deployments'
  lists.range(object.spec.replicas).all(i, i < 3)
  lists.range(object.spec.replicas).map(i, object.metadata.name + '-' + string(i)) == ['web-0', 'web-1', 'web-2']
  lists.range(2000).all(a, lists.range(2000).all(b, a + b >= 0))
  lists.range(100000000).size() > 0
  lists.range(1000).map(i, 'xxxxxxxxxx').join('').size() == 10000
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(a, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(b, a * b < 100))
  `,
);

const special: CelCase[] = [
  { expression: "object.data.`dotted.key` == 'dotted'", object: 'configMap' },
  { expression: `${'('.repeat(100)}true${')'.repeat(100)}` },
  { expression: `${'('.repeat(300)}true${')'.repeat(300)}` },
  { expression: `${'!'.repeat(400)}true` },
  { expression: `${'-'.repeat(400)}1 == 1` },
  { expression: `${'1 + '.repeat(200)}1 == 201` },
  { expression: `${'1 + '.repeat(400)}1 == 401` },
  { expression: `${'true && '.repeat(400)}true` },
  { expression: `${'true || '.repeat(400)}true` },
  { expression: `object${'.a'.repeat(100)} == 1` },
  { expression: `object${'.a'.repeat(400)} == 1` },
  { expression: `${'['.repeat(300)}${']'.repeat(300)} == []` },
  { expression: `${'true ? true : '.repeat(300)}true` },
  { expression: `'${'x'.repeat(20_000)}'.size() == 20000` },
  { expression: 'true\n  && true\n  && undeclared' },
  { expression: '' },
  { expression: '   ' },
];

export const celCases: readonly CelCase[] = [
  ...literals,
  ...arithmetic,
  ...logic,
  ...conversions,
  ...times,
  ...texts,
  ...lists,
  ...optionals,
  ...objects,
  ...keys,
  ...urls,
  ...addresses,
  ...quantities,
  ...versions,
  ...formats,
  ...authorization,
  ...workloads,
  ...special,
];
