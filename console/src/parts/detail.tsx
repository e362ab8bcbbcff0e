import type { ReactNode } from 'react';
import { Link, type To } from 'react-router';
import classes from './detail.module.css';
import { Icon } from './icons.tsx';

/** The page of one thing, with the way back to all of its kind. */
export function DetailPage(props: { readonly back: To; readonly all: string; readonly children: ReactNode }) {
  return (
    <div className={classes.page}>
      <BackLink to={props.back}>{props.all}</BackLink>
      {props.children}
    </div>
  );
}

export function BackLink({ to, children }: { readonly to: To; readonly children: ReactNode }) {
  return (
    <Link to={to} className={classes.back}>
      <Icon name="left" size={14} />
      {children}
    </Link>
  );
}

/** What counts, and beside it what is known besides; one below the other where it is `single`, or there is no room. */
export function Columns(props: {
  readonly main: ReactNode;
  readonly side: ReactNode;
  readonly single?: boolean | undefined;
}) {
  return (
    <div className={classes.columns} data-single={props.single || undefined}>
      <div className={classes.column}>{props.main}</div>
      <div className={classes.column}>{props.side}</div>
    </div>
  );
}
