import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { LiveState } from '../api/live.ts';
import { useApi } from '../api/provider.tsx';
import { useSession } from '../api/session.tsx';
import { Icon } from '../parts/icons.tsx';
import { Time } from '../parts/time.tsx';
import { useTexts } from '../texts/language.tsx';
import { Preferences } from './preferences.tsx';
import classes from './shell.module.css';

interface Props {
  readonly live: LiveState;
  readonly onSearch: () => void;
  readonly onKeys: () => void;
  readonly onNavigation: () => void;
}

export function Header({ live, onSearch, onKeys, onNavigation }: Props) {
  const { shell: texts } = useTexts();
  return (
    <header className={classes.header}>
      <ActionIcon
        className={classes.burger ?? ''}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={texts.openNavigation}
        onClick={onNavigation}
      >
        <Icon name="menu" size={20} />
      </ActionIcon>
      <Link to="/" className={classes.brand} aria-label="Breakwater">
        <img src="/favicon.svg" alt="" width={22} height={22} />
        <span className={classes.wide}>Breakwater</span>
      </Link>
      <ClusterName live={live} />
      <button type="button" className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" />
        <span className={classes.searchText}>{texts.search}</span>
        <kbd className={classes.wide}>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <div className={classes.preferences}>
        <Preferences />
        <Tooltip label={texts.keys}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={texts.keys} onClick={onKeys}>
            <Icon name="keyboard" size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <UserMenu />
    </header>
  );
}

/** Which cluster, from where, and whether what is shown is kept up to date. */
function ClusterName({ live }: { readonly live: LiveState }) {
  const { shell: texts } = useTexts();
  const { cluster } = useSession();
  return (
    <div className={classes.cluster}>
      <strong title={cluster.name}>{cluster.name}</strong>
      <span className={classes.source}>
        {cluster.version !== null && <span className={classes.wide}>{cluster.version}</span>}
        {cluster.source === 'recording' && (
          <span>
            {texts.recording}
            {cluster.recorded !== null && (
              <span className={classes.wide}>
                {' · '}
                <Time at={cluster.recorded} focusable />
              </span>
            )}
          </span>
        )}
        {/* A recording doesn't change; that the server is gone is worth saying. */}
        {(cluster.source === 'live' || live === 'lost') && (
          <span className={classes.state} data-state={live} role="status">
            {texts.live[live]}
          </span>
        )}
      </span>
    </div>
  );
}

function UserMenu() {
  const { shell: texts } = useTexts();
  const { user } = useSession();
  const api = useApi();
  // No `useChange`: what is shown must not ask again of a session that is over.
  const signOut = useMutation({
    mutationFn: async () => {
      await api.send('POST', 'sign-out');
      // Loaded anew, so that nothing that was shown stays in memory.
      location.assign('/sign-in');
    },
  });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={texts.user(user.name)}>
          <Icon name="user" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name}
          <br />
          {texts.via[user.via]}
        </Menu.Label>
        <Menu.Item onClick={() => signOut.mutate()} closeMenuOnClick={false} disabled={signOut.isPending}>
          {signOut.isError ? texts.signOutFailed : texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
