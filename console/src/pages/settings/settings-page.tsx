import type { Permission } from '../../../../src/server/contract/index.ts';
import { useSession } from '../../api/session.tsx';
import { Page } from '../../app/page.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import { AuditTrail } from './audit-trail.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { fields, type Tab, tabs } from './state.ts';
import { Tokens } from './tokens.tsx';
import { Users } from './users.tsx';

const needs: Readonly<Record<Tab, Permission>> = {
  general: 'settings:read',
  tokens: 'tokens:write',
  users: 'settings:read',
  audit: 'audit:read',
};

/** How is Breakwater itself set up, who may use it, and what did they do? */
export function SettingsPage() {
  const { settings: texts } = useTexts();
  const [state] = useUrlState(fields);
  const href = useHref(fields);
  const { permissions } = useSession();
  const shown = tabs.filter((tab) => permissions.includes(needs[tab]));
  const tab = shown.includes(state.tab) ? state.tab : shown[0];
  return (
    <Page
      fill={tab === 'audit'}
      title={tab === undefined ? texts.title : `${texts.tabs[tab]} · ${texts.title}`}
      heading={texts.title}
    >
      <Tabs
        label={texts.tabsLabel}
        names={shown}
        current={tab}
        to={(one) => href({ tab: one, actor: '', action: '' })}
        texts={texts.tabs}
      />
      {tab === 'general' && <GeneralSettings />}
      {tab === 'tokens' && <Tokens />}
      {tab === 'users' && <Users />}
      {tab === 'audit' && <AuditTrail />}
    </Page>
  );
}
