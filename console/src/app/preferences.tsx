import { ActionIcon, Button, Menu } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { Icon } from '../parts/icons.tsx';
import type { Language } from '../texts/format.ts';
import { useLanguage } from '../texts/language.tsx';
import { useColorSchemeChoice } from '../theme/color-scheme.ts';
import classes from './shell.module.css';

const schemes = ['auto', 'light', 'dark'] as const;
/** Each in itself: who can't read the other must find it. */
const otherLanguage: Readonly<Record<Language, { language: Language; name: string }>> = {
  en: { language: 'zh-CN', name: '中文' },
  'zh-CN': { language: 'en', name: 'English' },
};

/** Language and theme. */
export function Preferences() {
  const {
    language,
    setLanguage,
    texts: { shell: texts },
  } = useLanguage();
  const [scheme, setScheme] = useColorSchemeChoice();
  const [search, setSearch] = useSearchParams();
  const other = otherLanguage[language];
  return (
    <div className={classes.choices}>
      <Button
        variant="subtle"
        color="gray"
        size="compact-md"
        lang={other.language}
        leftSection={<Icon name="language" size={18} />}
        onClick={() => {
          setLanguage(other.language);
          // The choice made here counts from now on, not the link's.
          if (search.has('lang')) {
            setSearch(
              (before) => {
                before.delete('lang');
                return before;
              },
              { replace: true },
            );
          }
        }}
      >
        {other.name}
      </Button>
      <Menu position="bottom-end" shadow="md" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={texts.theme(texts.themes[scheme])}>
            <Icon name={scheme} size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={scheme}
            onChange={(value) => setScheme(schemes.find((one) => one === value) ?? 'auto')}
          >
            {schemes.map((one) => (
              <Menu.RadioItem key={one} value={one}>
                {texts.themes[one]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
