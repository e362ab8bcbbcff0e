import { Button } from '@mantine/core';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';

/** Below a table that shows the first rows of many: how many, and more of them as far as the server gives them at once. */
export function MoreRows(props: {
  readonly shown: number;
  readonly total: number;
  readonly limit: number;
  readonly most: number;
  readonly onLimit: (limit: number) => void;
}) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { shown, total, limit, most, onLimit } = props;
  if (total <= shown) return null;
  return (
    <div className={classes.bar}>
      <span className={classes.note}>{texts.more(format, shown, total)}</span>
      {limit < most && (
        <Button size="xs" variant="default" onClick={() => onLimit(Math.min(most, limit * 3))}>
          {texts.showMore}
        </Button>
      )}
    </div>
  );
}
