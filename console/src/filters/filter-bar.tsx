import { ActionIcon, Button, Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { useTexts } from '../texts/language.tsx';
import { FacetPicker } from './facet-picker.tsx';
import { type Filter, labelsOf } from './filter.ts';
import classes from './filter-bar.module.css';
import { SearchField } from './search-field.tsx';

interface Props {
  /** What is listed, the sentence's start: `Open findings`. */
  readonly subject: ReactNode;
  readonly filters: readonly Filter[];
  /** Absent where nothing can be searched. */
  readonly search?: { readonly value: string; readonly label: string; readonly onChange: (value: string) => void };
  readonly onClear: () => void;
  /** What stands at the end: grouping, export. */
  readonly children?: ReactNode;
}

/** Search, and the filters in force as chips that read on from the subject as a sentence. */
export function FilterBar({ subject, filters, search, onClear, children }: Props) {
  const word = search?.value ?? '';
  const { filters: texts } = useTexts();
  const active = filters.filter(({ values }) => values.length > 0);
  return (
    <div className={classes.bar}>
      {search !== undefined && (
        <div className={classes.controls}>
          <SearchField {...search} />
          {children}
        </div>
      )}
      <div className={classes.sentence}>
        <span className={classes.subject}>
          {subject}
          {active.length > 0 || word !== '' ? texts.afterSubject : ''}
        </span>
        {active.map((filter) => (
          <Chip key={filter.name} filter={filter} />
        ))}
        {search !== undefined && word !== '' && (
          <span className={classes.chip}>
            <span className={classes.phrase}>{texts.containing(word)}</span>
            <RemoveButton label={texts.remove(texts.containing(word))} onClick={() => search.onChange('')} />
          </span>
        )}
        <AddFilter filters={filters.filter(({ facet }) => facet === undefined || facet.length > 0)} />
        {active.length + (word === '' ? 0 : 1) > 1 && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
            {texts.clear}
          </Button>
        )}
      </div>
    </div>
  );
}

function Chip({ filter }: { readonly filter: Filter }) {
  const { filters: texts } = useTexts();
  const [open, setOpen] = useState(false);
  const phrase = filter.phrase(labelsOf(filter));
  const fixed = filter.facet !== undefined && filter.facet.length === 0;
  return (
    <span className={classes.chip}>
      {fixed ? (
        <span className={classes.phrase}>{phrase}</span>
      ) : (
        <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus shadow="md" width={300}>
          <Popover.Target>
            <button type="button" className={classes.phrase} onClick={() => setOpen(!open)}>
              {phrase}
            </button>
          </Popover.Target>
          <Popover.Dropdown p={8}>
            <FacetPicker filter={filter} />
          </Popover.Dropdown>
        </Popover>
      )}
      <RemoveButton label={texts.remove(phrase)} onClick={() => filter.onChange([])} />
    </span>
  );
}

function RemoveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size="xs" aria-label={label} onClick={onClick}>
      <Icon name="close" size={12} />
    </ActionIcon>
  );
}

function AddFilter({ filters }: { readonly filters: readonly Filter[] }) {
  const { filters: texts } = useTexts();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState<string>();
  const chosen = filters.find((filter) => filter.name === name);
  const toggle = (next: boolean) => {
    setOpen(next);
    setName(undefined);
  };
  return (
    <Popover opened={open} onChange={toggle} position="bottom-start" trapFocus returnFocus shadow="md" width={300}>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          aria-expanded={open}
          onClick={() => toggle(!open)}
        >
          {texts.add}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        {chosen === undefined ? (
          <ul className={classes.menu} aria-label={texts.add}>
            {filters.map((filter) => (
              <li key={filter.name}>
                <button type="button" onClick={() => setName(filter.name)}>
                  {filter.label}
                  <Icon name="right" size={14} />
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<Icon name="left" size={14} />}
              onClick={() => setName(undefined)}
            >
              {chosen.label}
            </Button>
            <FacetPicker filter={chosen} />
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
