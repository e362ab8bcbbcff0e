import { type Language, languages } from '../checks/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';

/**
 * The language to speak: `--language` where given (looked up before the arguments are parsed, since help is text, too),
 * else Chinese where the locale is Chinese, else English.
 * @throws CallError where `--language` names none that there is
 */
export function languageOf(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = argv.findIndex((argument) => argument === '--language' || argument.startsWith('--language='));
  const asked = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1] ?? '');
  if (asked !== undefined) {
    const known = languages.find((language) => language.toLowerCase() === asked.toLowerCase());
    if (known !== undefined) return known;
    if (/^zh\b/i.test(asked)) return 'zh-CN';
    throw new CallError(callTexts[languageOfLocale(env)].notALanguage(asked, languages));
  }
  return languageOfLocale(env);
}

function languageOfLocale(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(locale) ? 'zh-CN' : 'en';
}
