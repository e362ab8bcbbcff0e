import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { catalogues, type Texts } from './catalogues.ts';
import { createFormat, type Format, type Language, languages } from './format.ts';

interface LanguageState {
  readonly language: Language;
  readonly texts: Texts;
  readonly format: Format;
  readonly setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageState | null>(null);
const key = 'breakwater.language';

/** `?lang=` of a link wins for this visit, then the choice made here, then what the browser asks for. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState<Language>(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo(
    () => ({
      language,
      texts: catalogues[language],
      format: createFormat(language),
      setLanguage(next: Language) {
        try {
          localStorage.setItem(key, next);
        } catch {
          // Storage is forbidden: the choice lasts until the page is left.
        }
        document.documentElement.lang = next;
        choose(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageState {
  const state = use(LanguageContext);
  if (state === null) throw new Error('outside of LanguageProvider');
  return state;
}

export function useTexts(): Texts {
  return useLanguage().texts;
}

export function useFormat(): Format {
  return useLanguage().format;
}

function initialLanguage(): Language {
  const linked = languageOf(new URLSearchParams(location.search).get('lang'));
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(key);
  } catch {
    // Storage is forbidden: the browser's languages decide.
  }
  const asked = navigator.languages.map(languageOf).find((language) => language !== undefined);
  const language = linked ?? languageOf(stored) ?? asked ?? 'en';
  document.documentElement.lang = language;
  return language;
}

/** `zh`, `zh-Hans`, `zh-TW` → `zh-CN`, `en-GB` → `en`; anything else is none of ours. */
function languageOf(tag: string | null): Language | undefined {
  if (tag === null) return undefined;
  return languages.find((language) => tag.toLowerCase().split('-')[0] === language.split('-')[0]);
}
