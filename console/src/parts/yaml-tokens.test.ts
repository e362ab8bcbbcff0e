import { describe, expect, it } from 'vitest';
import { yamlTokens } from './yaml-tokens.ts';

const shown = (line: string) =>
  yamlTokens(line)
    .filter(({ type }) => type !== 'plain')
    .map(({ type, text }) => `${type} ${text.trim()}`);

describe('yamlTokens', () => {
  it.each([
    ['    privileged: true', ['key privileged', 'number true']],
    ['- name: web', ['key name', 'text web']],
    ['  - - a: 1', ['key a', 'number 1']],
    ['image: registry:5000/web@sha256:abc', ['key image', 'text registry:5000/web@sha256:abc']],
    ['app.kubernetes.io/name: web', ['key app.kubernetes.io/name', 'text web']],
    ['# a comment: with a colon', ['comment # a comment: with a colon']],
    ['replicas: 3 # of them', ['key replicas', 'number 3', 'comment # of them']],
    ['value: "a # b"', ['key value', 'text "a # b"']],
    ['spec:', ['key spec']],
    ['- 8080', ['number 8080']],
    ['"quoted: key": x', ['key "quoted: key"', 'text x']],
    ['script: |', ['key script']],
    ['url: http://a/#b', ['key url', 'text http://a/#b']],
  ])('%s', (line, tokens) => {
    expect(shown(line)).toEqual(tokens);
  });

  it('never loses or adds a character', () => {
    const lines = [
      '',
      '   ',
      '-',
      '- -',
      ': :',
      'a: b: c',
      '"',
      "it's # not",
      '\t- x',
      '{a: 1}',
      `k: ${'v'.repeat(5000)}`,
    ];
    for (const line of lines)
      expect(
        yamlTokens(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
  });

  it('takes a hostile line without delay', () => {
    const line = `${'- '.repeat(900)}${'a '.repeat(90)}`;
    expect(
      yamlTokens(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  });
});
