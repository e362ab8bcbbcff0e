import { NavLink } from 'react-router';
import { useSession } from '../api/session.tsx';
import { Icon } from '../parts/icons.tsx';
import { useTexts } from '../texts/language.tsx';
import { pages } from './pages.ts';
import classes from './shell.module.css';

export function Navigation() {
  const { shell: texts } = useTexts();
  const { permissions, version } = useSession();
  return (
    <nav className={classes.navigation} aria-label={texts.navigationLabel}>
      <ul>
        {pages.map(({ path, navigation, needs }) =>
          navigation === undefined || (needs !== undefined && !permissions.includes(needs)) ? null : (
            <li key={path}>
              <NavLink to={path} end={path === '/'} className={classes.link ?? ''}>
                <Icon name={navigation.icon} size={18} />
                {texts.navigation[navigation.name]}
              </NavLink>
            </li>
          ),
        )}
      </ul>
      <p className={classes.version}>Breakwater {version}</p>
    </nav>
  );
}
