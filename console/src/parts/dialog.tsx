import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../texts/language.tsx';
import classes from './dialog.module.css';
import { Icon } from './icons.tsx';

/** The browser's own modal dialog: it holds the focus, closes on Escape and gives the focus back. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  const { parts: texts } = useTexts();
  const ref = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, the click is on what lies around it
    <dialog
      ref={ref}
      className={classes.dialog}
      data-wide={props.wide === true || undefined}
      aria-labelledby={title}
      onClose={props.onClose}
      onClick={(event) => event.target === ref.current && ref.current.close()}
    >
      <div className={classes.inside}>
        <header className={classes.header}>
          <h2 id={title}>{props.title}</h2>
          <ActionIcon variant="subtle" color="gray" aria-label={texts.close} onClick={() => ref.current?.close()}>
            <Icon name="close" />
          </ActionIcon>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
