import { Button, Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { useTexts } from '../texts/language.tsx';
import { Hidden } from './hidden.tsx';
import { Icon, type IconName } from './icons.tsx';
import classes from './states.module.css';

/** Nothing is there: says why that is so and what to do next. Without an icon of its own, that is good news. */
export function EmptyView(props: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={classes.state}>
      <span className={classes.icon} data-good={props.icon === undefined || undefined}>
        <Icon name={props.icon ?? 'check'} size={28} />
      </span>
      <h2>{props.title}</h2>
      {props.children !== undefined && <div className={classes.text}>{props.children}</div>}
      {props.action}
    </div>
  );
}

/** Nothing passes the filters: how to see more. */
export function NoneFitView(props: {
  readonly title: string;
  readonly what: string;
  /** What the button says that takes the filters away. */
  readonly clear: string;
  readonly onClear: () => void;
}) {
  return (
    <EmptyView
      icon="filter"
      title={props.title}
      action={
        <Button variant="default" onClick={props.onClear}>
          {props.clear}
        </Button>
      }
    >
      {props.what}
    </EmptyView>
  );
}

/** Something could not be had: what, why, and a way to try again. */
export function ErrorView({
  what,
  error,
  retry,
}: {
  readonly what: string;
  readonly error: unknown;
  readonly retry: () => void;
}) {
  const { states: texts } = useTexts();
  return (
    <div className={classes.state} role="alert">
      <span className={classes.icon} data-bad>
        <Icon name="findings" size={28} />
      </span>
      <h2>{what}</h2>
      <p className={classes.text}>{useReason(error)}</p>
      <Button variant="default" leftSection={<Icon name="retry" />} onClick={retry}>
        {texts.retry}
      </Button>
    </div>
  );
}

/** One line, for a part of a page that failed. */
export function ErrorLine({
  what,
  error,
  retry,
}: {
  readonly what: string;
  readonly error: unknown;
  readonly retry?: () => void;
}) {
  const { states: texts } = useTexts();
  return (
    <div className={classes.line} role="alert">
      <Icon name="findings" />
      <span>
        {what} {useReason(error)}
      </span>
      {retry !== undefined && (
        <Button variant="subtle" size="compact-sm" onClick={retry}>
          {texts.retry}
        </Button>
      )}
    </div>
  );
}

/** What went wrong, in a sentence for people. */
export function useReason(error: unknown): string {
  const { states: texts } = useTexts();
  if (!(error instanceof ApiError)) return texts.broken;
  if (error.status === 0) return texts.unreachable;
  if (error.status === 403) return texts.forbidden;
  if (error.status === 404) return texts.notFound;
  if (error.status === 429) return texts.tooMany;
  const said = error.problem?.errors?.map(({ message }) => message).join(' ') ?? error.problem?.detail;
  return said === undefined || said === '' ? texts.failed(error.status) : said;
}

/** Lines in place of a page's text; nothing at first, since most answers are there before one could see them. */
export function LoadingView({ lines = 8 }: { readonly lines?: number }) {
  const { states: texts } = useTexts();
  const late = useLate();
  return (
    <div className={classes.loading} aria-busy="true">
      <Hidden>{texts.loading}</Hidden>
      {late &&
        widths.slice(0, lines).map((width) => <Skeleton key={width} height={14} width={width} animate={false} />)}
    </div>
  );
}
const widths = ['38%', '72%', '64%', '81%', '55%', '69%', '47%', '76%', '60%', '52%', '66%', '43%'];

function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 120);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
