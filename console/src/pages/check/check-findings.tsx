import { Link } from 'react-router';
import type { CheckDetail, FindingPage } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { ResourceName } from '../../parts/resource.tsx';
import { RiskScore } from '../../parts/risk-score.tsx';
import { Section } from '../../parts/section.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './check.module.css';

const shownAtMost = 12;

/** What it has found, the riskiest first. */
export function CheckFindings({ check }: { readonly check: CheckDetail }) {
  const { check: texts } = useTexts();
  const format = useFormat();
  const { id, open, accepted, asked } = check;
  const findings = useRead<FindingPage>('findings', { check: id, status: 'open', limit: shownAtMost }, { keep: false });
  const of = (status: string) => ({ pathname: '/findings', search: `?${new URLSearchParams({ status, check: id })}` });
  const items = findings.data?.items;
  return (
    <Section title={texts.findings(format, open)}>
      {findings.error !== null && items === undefined && (
        <ErrorLine what={texts.findingsFailed} error={findings.error} retry={() => void findings.refetch()} />
      )}
      {items === undefined
        ? findings.error === null && <LoadingView lines={4} />
        : items.length === 0 && <p className={classes.note}>{asked ? texts.none : texts.noneUnasked}</p>}
      {items !== undefined && items.length > 0 && (
        <ul className={classes.findings}>
          {items.map(({ fingerprint, resource, message, risk }) => (
            <li key={fingerprint}>
              <div>
                <Link to={`/findings/${fingerprint}`}>
                  <ResourceName resource={resource} />
                </Link>
                <span className={classes.note}>{message}</span>
              </div>
              <RiskScore risk={risk} />
            </li>
          ))}
        </ul>
      )}
      <p className={classes.links}>
        {open > shownAtMost && <Link to={of('open')}>{texts.allFindings(format, open)}</Link>}
        {accepted > 0 && <Link to={of('accepted')}>{texts.accepted(format, accepted)}</Link>}
      </p>
    </Section>
  );
}
