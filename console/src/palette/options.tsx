import { useEffect, useRef } from 'react';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Name } from '../parts/names.tsx';
import { useFormat, useTexts } from '../texts/language.tsx';
import type { Entry } from './entry.ts';
import classes from './palette.module.css';
import type { PaletteGroup } from './use-palette-groups.ts';

const icons: Readonly<Record<Entry['type'], IconName>> = { page: 'right', object: 'workloads', check: 'findings' };

/** What was found, by kind. The focus is in the field, which names the current option. */
export function Options(props: {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  /** Of all entries, the current one. */
  readonly at: number;
  readonly onChoose: (to: string) => void;
  readonly onGo: (entry: Entry) => void;
}) {
  const { palette: texts } = useTexts();
  const { id, groups, at } = props;
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current one is kept in view, also when others come
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, groups]);
  let index = 0;
  return (
    <div ref={list} id={id} role="listbox" aria-label={texts.results} className={classes.list}>
      {groups.map(({ name, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={name} role="group" aria-label={name}>
          <div className={classes.group} aria-hidden="true">
            {name}
          </div>
          {entries.map((entry) => {
            const place = index++;
            return (
              <Option
                key={entry.to}
                id={`${id}-${place}`}
                entry={entry}
                current={place === at}
                onChoose={props.onChoose}
                onGo={props.onGo}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

function Option(props: {
  readonly id: string;
  readonly entry: Entry;
  readonly current: boolean;
  readonly onChoose: (to: string) => void;
  readonly onGo: (entry: Entry) => void;
}) {
  const { palette: texts } = useTexts();
  const format = useFormat();
  const { entry } = props;
  const { type, kind, name, open } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
    <div
      id={props.id}
      role="option"
      aria-selected={props.current}
      className={classes.option}
      // Not on enter: what moves below a resting pointer is not chosen by it.
      onPointerMove={() => !props.current && props.onChoose(entry.to)}
      onClick={() => props.onGo(entry)}
    >
      <Icon name={icons[type]} />
      {kind !== undefined && <span className={classes.kind}>{kind}</span>}
      {type === 'object' ? (
        <code className={classes.name}>
          <Name>{name}</Name>
        </code>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
      {open !== undefined && open > 0 && <span className={classes.open}>{texts.open(format, open)}</span>}
    </div>
  );
}
