import type { Frameworks } from '../../../../src/server/contract/index.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './compliance.module.css';

const parts = [
  ['fail', 'fail'],
  ['pass', 'pass'],
  ['notChecked', 'not-checked'],
] as const;

/** How many controls fail, pass and were not checked, as a bar with the numbers below. */
export function ShareBar({ tally }: { readonly tally: Frameworks[number]['tally'] }) {
  const { compliance: texts } = useTexts();
  const format = useFormat();
  return (
    <span className={classes.share}>
      <span className={classes.bar} aria-hidden="true">
        {parts.map(([key, status]) =>
          tally[key] === 0 ? null : <span key={key} data-status={status} style={{ flexGrow: tally[key] }} />,
        )}
      </span>
      <span className={classes.legend}>
        {parts.map(([key, status]) => (
          <span key={key} data-status={status}>
            {texts.status[status]} <b>{format.number(tally[key])}</b>
          </span>
        ))}
      </span>
    </span>
  );
}
