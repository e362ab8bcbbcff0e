import type { Permission } from '../../../src/server/contract/index.ts';
import { pages } from '../app/pages.ts';
import type { Texts } from '../texts/catalogues.ts';
import type { Entry } from './entry.ts';

/** The pages that a user may open, and the parts of some that have an address of their own. */
export function pageEntries(
  { shell, compliance, frameworks, settings }: Texts,
  permissions: readonly Permission[],
): readonly Entry[] {
  const may = (permission: Permission) => permissions.includes(permission);
  return [
    ...pages.flatMap(({ path, navigation, needs }): Entry[] =>
      navigation === undefined || (needs !== undefined && !may(needs))
        ? []
        : [{ type: 'page', to: path, name: shell.navigation[navigation.name] }],
    ),
    ...(may('findings:read')
      ? Object.entries(frameworks).map(
          ([id, name]): Entry => ({ type: 'page', to: `/compliance/${id}`, kind: compliance.title, name }),
        )
      : []),
    ...(
      [
        ['tokens', 'tokens:write'],
        ['users', 'settings:read'],
        ['audit', 'audit:read'],
      ] as const
    ).flatMap(([tab, permission]): Entry[] =>
      may('settings:read') && may(permission)
        ? [{ type: 'page', to: `/settings?tab=${tab}`, kind: settings.title, name: settings.tabs[tab] }]
        : [],
    ),
  ];
}
