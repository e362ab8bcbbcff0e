import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../texts/language.tsx';
import { Icon } from './icons.tsx';
import classes from './side-panel.module.css';
import { useWidth } from './use-width.ts';

/** From this width on a list has room beside its panel. */
const besideFrom = 1000;

/** A list, and beside it one thing of it; where there is no room, the panel covers the list and takes the focus. */
export function WithPanel(props: {
  readonly children: ReactNode;
  /** Null while it is closed. */
  readonly panel: {
    /** What it shows, for screen readers. */
    readonly label: string;
    /** Another one starts at its top. */
    readonly of: string;
    readonly content: ReactNode;
    readonly onClose: () => void;
  } | null;
}) {
  const [box, width] = useWidth();
  const covers = width < besideFrom;
  const { panel } = props;
  return (
    <div ref={box} className={classes.frame}>
      <div className={classes.list} inert={covers && panel !== null}>
        {props.children}
      </div>
      {panel !== null && (
        <Panel label={panel.label} of={panel.of} covers={covers} onClose={panel.onClose}>
          {panel.content}
        </Panel>
      )}
    </div>
  );
}

function Panel(props: {
  readonly label: string;
  readonly of: string;
  readonly covers: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { parts: texts } = useTexts();
  const ref = useRef<HTMLElement>(null);
  const { of, covers } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one starts at its top
  useEffect(() => {
    ref.current?.scrollTo({ top: 0 });
    if (covers) ref.current?.focus();
  }, [of, covers]);
  return (
    <aside ref={ref} className={classes.panel} aria-label={props.label} tabIndex={-1} data-covers={covers || undefined}>
      <ActionIcon
        className={classes.close ?? ''}
        variant="subtle"
        color="gray"
        aria-label={texts.close}
        onClick={props.onClose}
      >
        <Icon name="close" />
      </ActionIcon>
      {props.children}
    </aside>
  );
}
