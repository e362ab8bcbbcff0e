import { Link } from 'react-router';
import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { useMay } from '../../api/session.tsx';
import { objectKey } from '../../parts/resource.tsx';
import { RiskScore } from '../../parts/risk-score.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityCounts, SeverityMark } from '../../parts/severity.tsx';
import { totalOf } from '../../texts/counts.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

const shownAtMost = 8;

/** What is wrong with it, the riskiest first; the list of findings has all. */
export function WorkloadFindings({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts, parts } = useTexts();
  const format = useFormat();
  const may = useMay('findings:read');
  const count = totalOf(workload.open);
  const open = workload.findings.filter(({ status }) => status === 'open').slice(0, shownAtMost);
  const accepted = workload.findings.filter(({ status }) => status === 'accepted').length;
  const of = (status: string) => ({
    pathname: '/findings',
    search: `?${new URLSearchParams({ ...(status === 'open' ? {} : { status }), object: objectKey(workload) })}`,
  });
  return (
    <Section title={texts.findings(format, count)} actions={count > 0 && <SeverityCounts counts={workload.open} />}>
      {open.length > 0 ? (
        <ul className={classes.findings}>
          {open.map(({ fingerprint, title, severity, resource, risk }) => (
            <li key={fingerprint}>
              <SeverityMark severity={severity} />
              <Link to={`/findings/${fingerprint}`}>{title}</Link>
              {resource.container !== null && workload.containers.length > 1 && (
                <span className={classes.note}>{parts.container(resource.container)}</span>
              )}
              <RiskScore risk={risk} />
            </li>
          ))}
        </ul>
      ) : (
        may && <p className={classes.dim}>{texts.noFindings}</p>
      )}
      <p className={classes.more}>
        {count > open.length && may && <Link to={of('open')}>{texts.allFindings(format, count)}</Link>}
        {accepted > 0 && <Link to={of('accepted')}>{texts.acceptedFindings(format, accepted)}</Link>}
      </p>
    </Section>
  );
}
