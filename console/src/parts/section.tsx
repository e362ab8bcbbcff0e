import type { ReactNode } from 'react';
import classes from './section.module.css';

/** A part of a page with its own heading. */
export function Section(props: {
  readonly title: ReactNode;
  readonly id?: string;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  /** In a box, or free on the page. */
  readonly boxed?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section id={props.id} className={classes.section} data-boxed={props.boxed || undefined}>
      <div className={classes.heading}>
        <h2>{props.title}</h2>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}
