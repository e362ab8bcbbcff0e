import type { Counts } from '../../../src/server/contract/index.ts';
import { useFormat, useTexts } from '../texts/language.tsx';
import { Hidden } from './hidden.tsx';
import classes from './severity.module.css';

export type Severity = keyof Counts;
/** Worst first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** What the API calls a severity may be any text where a check says it. */
export function severityOf(value: string): Severity {
  return severities.find((severity) => severity === value) ?? 'info';
}

/** A letter in a coloured shape; with `word` the name stands beside it, else only screen readers hear it. */
export function SeverityMark({ severity, word = false }: { readonly severity: Severity; readonly word?: boolean }) {
  const { severity: texts } = useTexts();
  return (
    <span className={classes.severity} title={word ? undefined : texts.names[severity]}>
      <span className={classes.mark} data-severity={severity} aria-hidden="true">
        {texts.letters[severity]}
      </span>
      {word ? <span>{texts.names[severity]}</span> : <Hidden>{texts.names[severity]}</Hidden>}
    </span>
  );
}

/** Counts by severity; zeros are left out. */
export function SeverityCounts({ counts }: { readonly counts: Counts }) {
  const { severity: texts } = useTexts();
  const format = useFormat();
  const shown = severities.filter((severity) => counts[severity] > 0);
  if (shown.length === 0) return <span className={classes.none}>{texts.none}</span>;
  return (
    <span className={classes.counts}>
      {shown.map((severity) => (
        <span key={severity} className={classes.severity}>
          <span className={classes.mark} data-severity={severity} data-small aria-hidden="true">
            {texts.letters[severity]}
          </span>
          <Hidden>{texts.names[severity]} </Hidden>
          {format.number(counts[severity])}
        </span>
      ))}
    </span>
  );
}
