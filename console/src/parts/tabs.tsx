import { Link, type To } from 'react-router';
import classes from './tabs.module.css';

/** Views of one page, each with its own address. */
export function Tabs<Name extends string>(props: {
  readonly label: string;
  readonly names: readonly Name[];
  readonly current: Name | undefined;
  readonly to: (name: Name) => To;
  readonly texts: Readonly<Record<Name, string>>;
}) {
  const { label, names, current, to, texts } = props;
  return (
    <nav className={classes.tabs} aria-label={label}>
      {names.map((one) => (
        <Link key={one} to={to(one)} aria-current={one === current ? 'page' : undefined}>
          {texts[one]}
        </Link>
      ))}
    </nav>
  );
}
