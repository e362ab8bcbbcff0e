import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useSession } from '../api/session.tsx';
import { Hidden } from '../parts/hidden.tsx';
import { Icon } from '../parts/icons.tsx';
import { ErrorLine } from '../parts/states.tsx';
import { useFormat, useTexts } from '../texts/language.tsx';
import type { Entry } from './entry.ts';
import { Options } from './options.tsx';
import classes from './palette.module.css';
import { rememberEntry } from './recent.ts';
import { usePaletteGroups } from './use-palette-groups.ts';

interface Props {
  readonly onClose: () => void;
  readonly onGo: (to: string) => void;
}

/** Rows that Page up and Page down move by. */
const leap = 8;

/**
 * Finds any object, check or page. The focus stays in the field; arrows move through what was found.
 * Source of the semantics: WAI-ARIA Authoring Practices, combobox with a listbox popup.
 */
export function CommandPalette({ onClose, onGo }: Props) {
  const { palette: texts } = useTexts();
  const format = useFormat();
  const { cluster } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [typed, setTyped] = useState('');
  const { groups, busy, error } = usePaletteGroups(typed);
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  // By address: what is chosen stays chosen while more is found.
  const [chosen, setChosen] = useState<string>();
  const at = Math.max(
    0,
    entries.findIndex(({ to }) => to === chosen),
  );
  const current = entries[at];

  useEffect(() => {
    if (dialog.current !== null && !dialog.current.open) dialog.current.showModal();
  }, []);

  const go = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    rememberEntry(cluster.id, entry);
    // Gives the focus back before the page changes.
    dialog.current?.close();
    onGo(entry.to);
  };
  const move = (step: number) => {
    if (entries.length === 0) return;
    const single = Math.abs(step) === 1;
    const next = single
      ? (at + step + entries.length) % entries.length
      : Math.max(0, Math.min(entries.length - 1, at + step));
    setChosen(entries[next]?.to);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(leap),
    PageUp: () => move(-leap),
    Enter: () => go(current),
  };
  const nothing = entries.length === 0 && !busy && error === null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, the click is on what lies around it
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-label={texts.label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={classes.field}>
        <Icon name="search" size={18} />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-label={texts.label}
          aria-expanded={entries.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : `${list}-${at}`}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={texts.placeholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(undefined);
          }}
          onKeyDown={(event) => {
            // Enter that ends a word of an input method is not ours.
            if (event.nativeEvent.isComposing) return;
            if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
              event.preventDefault();
              dialog.current?.close();
              return;
            }
            const does = keys[event.key];
            if (does === undefined) return;
            event.preventDefault();
            does();
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <Options id={list} groups={groups} at={at} onChoose={setChosen} onGo={go} />
      {error !== null && <ErrorLine what={texts.failed} error={error} />}
      {nothing && <p className={classes.nothing}>{texts.nothing}</p>}
      <p className={classes.hints} aria-hidden="true">
        <kbd>↑</kbd>
        <kbd>↓</kbd> {texts.hints.choose} <kbd>↵</kbd> {texts.hints.open}
      </p>
      <Hidden role="status">{busy ? texts.searching : texts.found(format, entries.length)}</Hidden>
    </dialog>
  );
}
