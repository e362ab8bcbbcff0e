import type { ReactNode } from 'react';
import classes from './fields.module.css';

/** What is known of one thing, a line each. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.fields}>{children}</dl>;
}

export function Field({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
