import { Button, TextInput } from '@mantine/core';
import { FieldSet } from '../../parts/form.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { dayIn } from './days.ts';
import classes from './finding.module.css';

const choices = [30, 90, 180];

/** The last day on which an acceptance holds; null for no end. */
export function Expiry(props: { readonly value: string | null; readonly onChange: (value: string | null) => void }) {
  const { finding: texts } = useTexts();
  const format = useFormat();
  const { value, onChange } = props;
  return (
    <FieldSet legend={texts.until}>
      <div className={classes.choices}>
        {choices.map((days) => (
          <Button
            key={days}
            size="xs"
            variant={value === dayIn(days) ? 'light' : 'default'}
            aria-pressed={value === dayIn(days)}
            onClick={() => onChange(dayIn(days))}
          >
            {texts.inDays(format, days)}
          </Button>
        ))}
        <Button
          size="xs"
          variant={value === null ? 'light' : 'default'}
          aria-pressed={value === null}
          onClick={() => onChange(null)}
        >
          {texts.noEnd}
        </Button>
        <TextInput
          type="date"
          size="xs"
          aria-label={texts.lastDay}
          min={dayIn(0)}
          value={value ?? ''}
          onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
      </div>
      <p className={classes.dim}>{value === null ? texts.noEndWhat : texts.endWhat(format.day(value))}</p>
    </FieldSet>
  );
}
