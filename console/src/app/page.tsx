import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';

interface Props {
  /** In the browser's tab, and the heading unless `heading` is given. */
  readonly title: string;
  readonly heading?: ReactNode;
  /** Above the heading: where one came from. */
  readonly above?: ReactNode;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  /** The page is as high as the window and its table scrolls; else the page does. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** A page's frame: one h1, its title in the tab. */
export function Page({ title, heading, above, actions, fill = false, children }: Props) {
  usePageTitle(title);
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.header}>
        <div className={classes.heading}>
          {above}
          <h1>{heading ?? title}</h1>
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** In the browser's tab, for pages with a frame of their own. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Breakwater`;
  }, [title]);
}
