import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './finding.module.css';

/** Why it is lived with, by whom, until when. */
export function Acceptance({ finding }: { readonly finding: FindingDetail }) {
  const { finding: texts } = useTexts();
  const format = useFormat();
  const { exception } = finding;
  if (exception === null) return null;
  return (
    <div className={classes.acceptance}>
      <h2>{texts.acceptedBy(exception.by ?? exception.owner)}</h2>
      {exception.reason !== '' && <p>{exception.reason}</p>}
      <p className={classes.dim}>
        <span>{exception.expires === null ? texts.noExpiry : texts.expires(format.day(exception.expires))}</span>
        {exception.owner !== null && <span>{texts.owner(exception.owner)}</span>}
        <span>{texts.from(exception.from)}</span>
      </p>
    </div>
  );
}
