import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { useKeys } from '../parts/keys.ts';
import classes from './filter-bar.module.css';

/** Milliseconds after the last key. */
const pauseMs = 200;

/** `/` comes here; Escape leaves. Says what is typed after a pause. */
export function SearchField(props: {
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
}) {
  const { value, label, onChange } = props;
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const said = useRef(value);
  useKeys({ '/': () => field.current?.select() });
  // Changed elsewhere: a chip removed, Back.
  useEffect(() => {
    if (value !== said.current) setTyped(value);
    said.current = value;
  }, [value]);
  useEffect(() => {
    if (typed === said.current) return;
    const timer = setTimeout(() => {
      said.current = typed;
      onChange(typed);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return (
    <TextInput
      ref={field}
      className={classes.search ?? ''}
      size="xs"
      type="search"
      maxLength={200}
      value={typed}
      placeholder={label}
      aria-label={label}
      leftSection={<Icon name="search" />}
      rightSection={typed === '' ? <kbd className={classes.key}>/</kbd> : null}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The browser would empty the field.
        event.preventDefault();
        field.current?.blur();
      }}
    />
  );
}
