import { Checkbox, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useFormat, useTexts } from '../texts/language.tsx';
import type { FacetValue, Filter } from './filter.ts';
import classes from './filter-bar.module.css';

/** More than these are found by typing. */
const shownAtMost = 100;

/** The values of a filter with how many each would show; those chosen stand first, also when they show nothing. */
export function FacetPicker({ filter }: { readonly filter: Filter }) {
  const { filters: texts } = useTexts();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [chosenFirst] = useState(filter.values);
  const box = useRef<HTMLDivElement>(null);
  // The button that led here is gone, and the focus with it.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const facet = filter.facet ?? [];
  const missing = filter.values
    .filter((value) => facet.every((one) => one.value !== value))
    .map((value): FacetValue => ({ value, label: value, count: 0 }));
  const word = typed.trim().toLowerCase();
  const matching = [...missing, ...facet]
    .map((one) => ({ ...one, label: filter.labelOf?.(one.value) ?? one.label }))
    .filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(word));
  const rank = ({ value }: FacetValue) => (chosenFirst.includes(value) ? 0 : 1);
  const sorted = matching.toSorted((one, other) => rank(one) - rank(other));
  const shown = sorted.slice(0, shownAtMost);
  const toggle = (value: string) =>
    filter.onChange(
      filter.values.includes(value) ? filter.values.filter((one) => one !== value) : [...filter.values, value],
    );
  return (
    <div ref={box} className={classes.picker}>
      {facet.length > 8 && (
        <TextInput
          size="xs"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={texts.find}
          aria-label={texts.find}
        />
      )}
      <ul className={classes.values} aria-label={filter.label}>
        {shown.map(({ value, label, count }) => (
          <li key={value}>
            <Checkbox
              size="xs"
              checked={filter.values.includes(value)}
              onChange={() => toggle(value)}
              label={
                <>
                  <span className={classes.valueLabel} title={label}>
                    {label}
                  </span>
                  {count !== undefined && <span className={classes.count}>{format.number(count)}</span>}
                </>
              }
              classNames={{
                body: classes.valueBody ?? '',
                labelWrapper: classes.valueWrapper ?? '',
                label: classes.value ?? '',
              }}
            />
          </li>
        ))}
      </ul>
      {sorted.length > shown.length && (
        <p className={classes.more}>{texts.more(format, sorted.length - shown.length)}</p>
      )}
      {filter.facet !== undefined && shown.length === 0 && <p className={classes.more}>{texts.nothing}</p>}
      {filter.facet === undefined && <p className={classes.more}>{texts.loading}</p>}
    </div>
  );
}
