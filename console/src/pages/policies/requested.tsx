import { Link } from 'react-router';
import type { PolicyRequests, RequestedCheck, Rung } from '../../../../src/server/contract/index.ts';
import { Notice } from '../../parts/notice.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { Counts } from './counts.tsx';
import classes from './policies.module.css';

/** Places that are named of a check. */
const shownPlaces = 3;

/** Recent requests that a rung would have met: in a sentence, by whom, and by check with the way out. */
export function Requested({ requests, rung }: { readonly requests: PolicyRequests; readonly rung: Rung }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { since, asked, failed, errors, byUser, byCheck, samples, unrecorded } = requests;
  const unseen = unrecorded && <Doubt>{texts.requestsUnrecorded}</Doubt>;
  if (since === null)
    return (
      <>
        <Doubt>{texts.requestsUnknown}</Doubt>
        {unseen}
      </>
    );
  return (
    <div className={classes.said}>
      <p>
        <strong>{texts.requestsWhat(format, rung, format.exact(since), asked, failed)}</strong>{' '}
        {errors > 0 && texts.requestErrors(format, errors)}
      </p>
      {unseen}
      {failed > 0 && (
        <>
          <Counts title={texts.byUser} items={byUser} />
          <ul className={classes.requested}>
            {byCheck.map((one) => (
              <Check key={one.check} check={one} />
            ))}
          </ul>
          <p className={classes.note}>
            {texts.requestsThen} {samples > 0 && samples < failed && texts.requestsSampled(format, samples)}
          </p>
        </>
      )}
    </div>
  );
}

function Doubt({ children }: { readonly children: string }) {
  return <Notice icon="blind">{children}</Notice>;
}

/** A check that failed: how often, for whom, where, and what to do. */
function Check({
  check: { check, title, severity, requests, remedy, finding, users, objects },
}: {
  readonly check: RequestedCheck;
}) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const [first] = objects;
  const search = new URLSearchParams({
    check,
    ...(first?.workload != null && objects.length === 1 && { object: first.workload }),
  });
  return (
    <li>
      {severity !== null && <SeverityMark severity={severity} />}
      <div className={classes.stack}>
        <span>
          {title} <span className={classes.note}>· {texts.requestCount(format, requests)}</span>
        </span>
        <Counts title={texts.byUser} items={users} />
        {objects.length > 0 && (
          <span className={classes.requestedPlaces}>
            {objects.slice(0, shownPlaces).map(({ kind, namespace, name }) => (
              <ResourceName
                key={`${kind}/${namespace}/${name}`}
                resource={{ group: '', kind, namespace, name, container: null }}
              />
            ))}
            {objects.length > shownPlaces && (
              <span className={classes.note}>{texts.others(format, objects.length - shownPlaces)}</span>
            )}
          </span>
        )}
        <span className={classes.note}>
          {remedy !== '' && texts.sentence(remedy)}
          {finding ? (
            <Link to={{ pathname: '/findings', search: `?${search}` }} className={classes.inline}>
              {texts.fix}
            </Link>
          ) : (
            <Link to={`/checks/${check}`} className={classes.inline}>
              {texts.seeCheck}
            </Link>
          )}
        </span>
      </div>
    </li>
  );
}
