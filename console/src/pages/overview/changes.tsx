import { Link } from 'react-router';
import type { Overview } from '../../../../src/server/contract/index.ts';
import { ResourceName } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './overview.module.css';

/** Of these the newest are shown; the links lead to all. */
const shownAtMost = 8;

/** On the first day all is new: that is said in a sentence instead of a list. */
export function Changes(props: { readonly changes: Overview['changes']; readonly first: boolean }) {
  const { overview: texts, history } = useTexts();
  const format = useFormat();
  const { changes, first } = props;
  const day = yesterday();
  if (first) {
    return (
      <Section boxed title={texts.changes}>
        <p className={classes.dim}>{texts.firstDay(format, changes.opened)}</p>
      </Section>
    );
  }
  return (
    <Section boxed title={texts.changes}>
      <p className={classes.dim}>
        <Link to={`/findings?since=${day}`}>{texts.newOnes(format, changes.opened)}</Link>
        {texts.separator}
        <Link to={`/findings?status=resolved&resolvedSince=${day}`}>
          {texts.resolvedOnes(format, changes.resolved)}
        </Link>
        {changes.reopened > 0 && `${texts.separator}${texts.reopenedOnes(format, changes.reopened)}`}
      </p>
      {changes.items.length > 0 && (
        <ul className={classes.changes}>
          {changes.items.slice(0, shownAtMost).map((item) => (
            <li key={`${item.at} ${item.fingerprint} ${item.type}`}>
              <SeverityMark severity={item.severity} />
              <div>
                <span className={classes.changeTitle}>
                  <span className={classes.changeType} data-type={item.type}>
                    {history[item.type]} ·
                  </span>{' '}
                  <Link to={`/findings/${item.fingerprint}`}>{item.title}</Link>
                </span>
                <span className={classes.changeWhere}>
                  <ResourceName resource={{ ...item.resource, container: null }} />
                  <Time at={item.at} />
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The day 24 hours ago, as the API counts days: in UTC. */
function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}
