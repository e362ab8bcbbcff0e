import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';

const shown = 5;

/** The most frequent values of something, in a line. */
export function Counts(props: {
  readonly title: string;
  readonly items: readonly { readonly label: string; readonly count: number }[];
  /** Of the value that is none. */
  readonly none?: string;
}) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { title, items, none = '' } = props;
  if (items.length === 0) return null;
  const said = items
    .slice(0, shown)
    .map(({ label, count }) => texts.withCount(format, label === '' ? none : label, count));
  const rest = items.length - shown;
  return (
    <p className={classes.counts}>
      <span className={classes.note}>{title}</span>{' '}
      {format.all(rest > 0 ? [...said, texts.others(format, rest)] : said)}
    </p>
  );
}
