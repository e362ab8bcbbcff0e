import type { ReactNode } from 'react';
import classes from './compact-row.module.css';

/** A row as two lines, where there is no room for columns: its name first, as a link, between what marks and what ranks it. */
export function CompactRow(props: {
  readonly mark?: ReactNode;
  readonly end: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.row}>
      {props.mark}
      <div className={classes.lines}>{props.children}</div>
      {props.end}
    </div>
  );
}
