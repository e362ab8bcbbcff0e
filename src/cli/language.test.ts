import { expect, it } from 'vitest';
import { languageOf } from './language.ts';

it.each([
  [['scan', '.'], {}, 'en'],
  [['scan', '.'], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [['scan', '.'], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [['scan', '--language', 'zh-CN'], {}, 'zh-CN'],
  [['scan', '--language=en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
  [['scan', '--language', 'zh'], {}, 'zh-CN'],
] as const)('%j with %j: %s', (argv, env, language) => {
  expect(languageOf(argv, env)).toBe(language);
});

it('refuses a language that there is not', () => {
  expect(() => languageOf(['--language', 'fr'], {})).toThrow('not one of en, zh-CN');
});
