import { Link } from 'react-router';
import type { Overview } from '../../../../src/server/contract/index.ts';
import { useSession } from '../../api/session.tsx';
import { Icon } from '../../parts/icons.tsx';
import { severities } from '../../parts/severity.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './overview.module.css';

/** Below the headline: the rest of the open findings, how fresh this is, and that something can't be seen. */
export function Summary({ overview }: { readonly overview: Overview }) {
  const { overview: texts, severity } = useTexts();
  const format = useFormat();
  const { namespaces } = useSession();
  const { open, accepted, coverage } = overview;
  const rest = severities.filter((one) => one !== 'critical' && one !== 'high' && open[one] > 0);
  return (
    <p className={classes.summary}>
      {rest.length > 0 && (
        <Link to={{ pathname: '/findings', search: `?${rest.map((one) => `severity=${one}`).join('&')}` }}>
          {texts.rest(format.all(rest.map((one) => `${format.number(open[one])} ${severity.words[one]}`)))}
        </Link>
      )}
      {accepted > 0 && <Link to="/findings?status=accepted">{texts.accepted(format, accepted)}</Link>}
      {namespaces !== null && <span>{texts.limited(format, namespaces)}</span>}
      <span>
        {coverage.assessedAt === null ? (
          texts.notAssessed
        ) : (
          <>
            {texts.assessed} <Time at={coverage.assessedAt} focusable />
          </>
        )}
      </span>
      {coverage.blindSpots.length > 0 && (
        <a href="#coverage" className={classes.blindLink}>
          <Icon name="blind" />
          {texts.unseen(format, coverage.blindSpots.length)}
        </a>
      )}
    </p>
  );
}
