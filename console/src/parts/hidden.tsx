import type { ReactNode } from 'react';
import classes from './hidden.module.css';

/** For screen readers alone: what others see by its shape, colour or place. */
export function Hidden({ role, children }: { readonly role?: 'status'; readonly children: ReactNode }) {
  return (
    <span className={classes.hidden} role={role}>
      {children}
    </span>
  );
}
