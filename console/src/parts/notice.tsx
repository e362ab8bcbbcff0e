import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';
import classes from './notice.module.css';

/** Something that one should know before one goes on. */
export function Notice({ icon, children }: { readonly icon?: IconName; readonly children: ReactNode }) {
  return (
    <p className={classes.notice}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </p>
  );
}
