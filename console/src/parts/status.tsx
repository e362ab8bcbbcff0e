import type { FindingRow } from '../../../src/server/contract/index.ts';
import { useTexts } from '../texts/language.tsx';
import classes from './status.module.css';

export function StatusTag({ status }: { readonly status: FindingRow['status'] }) {
  const { status: texts } = useTexts();
  return (
    <span className={classes.tag} data-status={status}>
      {texts[status]}
    </span>
  );
}
