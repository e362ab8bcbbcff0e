import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './finding.module.css';

/** What happened to it, the newest first. */
export function History({ finding }: { readonly finding: FindingDetail }) {
  const { finding: texts, history } = useTexts();
  const format = useFormat();
  const newestFirst = finding.history.toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <Section title={texts.history}>
      <ol className={classes.history}>
        {newestFirst.map(({ at, type, actor, reason, expires }) => (
          <li key={`${at} ${type}`} data-type={type}>
            <span>
              <strong>{history[type]}</strong> {actor !== null && texts.by(actor)}
            </span>
            <span className={classes.when}>
              <Time at={at} focusable />
            </span>
            {reason !== null && reason !== '' && <p>{reason}</p>}
            {expires !== null && <p className={classes.dim}>{texts.expires(format.day(expires))}</p>}
          </li>
        ))}
      </ol>
      {finding.status === 'open' && (
        <p className={classes.dim}>
          {texts.lastSeen} <Time at={finding.lastSeen} focusable />
        </p>
      )}
    </Section>
  );
}
