import { expect, it } from 'vitest';
import { nativePattern } from './native-pattern.ts';
import { regexTest } from './regex.ts';

const patterns = [
  '(^|[/;&|(`[:space:]])(sshd|ps)($|[;&|)`[:space:]])',
  '^(.*/)?(sh|bash)$',
  ':[^/:@]+(@.*)?$',
  '^(index[.])?docker[.]io/[^/]+$',
  '^([^/]*[.:A-Z][^/]*|localhost)/',
  '[;{}\\r\\n#"]|[$][(]',
  '^(localhost|127[.][0-9.]+|\\[?::1\\]?|.+[.]svc)$',
  '^(([^.]+[.])*localhost([.]localdomain)?|127[.][0-9.]+)[.]?$',
  'a.b',
];

const texts = [
  ...[
    '',
    'a',
    'sshd',
    '/usr/bin/sshd',
    'x; sshd -D',
    'x\tps\u00a0',
    'x\vps',
    'ps\n',
    'ps\r\n',
    '/bin/sh',
    'a\n/bin/sh',
  ],
  ...['nginx:1', 'nginx:1@sha256:00', 'nginx:1@\n', 'docker.io/a', 'index.docker.io/a/b', 'r.io:5000/a', 'localhost/a'],
  ...['a"b', '$(x)', 'a\rb', 'a\nb', 'a\u2028b', 'a\u{1f600}b', '[::1]', '::1', 'x.svc', '.svc', 'x\u2028.svc'],
  ...['my.localhost', 'localhost.localdomain.', '127.0.0.1', '127.1\n', `${'a.'.repeat(600)}localhost`],
];

it.each(patterns)('%s means to JavaScript what it means to RE2', (pattern) => {
  const test = nativePattern(pattern);
  for (const text of texts) expect([text, test(text)]).toEqual([text, regexTest(pattern, text)]);
});

it('leaves long texts to the engine that is linear', () => {
  expect(nativePattern('^(a+)+$')(`${'a'.repeat(5000)}b`)).toBe(false);
});
