import { Link } from 'react-router';
import type { TopRisk } from '../../../../src/server/contract/index.ts';
import { Icon } from '../../parts/icons.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { RiskScore } from '../../parts/risk-score.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { EmptyView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './overview.module.css';

export function TopRisks({ risks, assessed }: { readonly risks: readonly TopRisk[]; readonly assessed: boolean }) {
  const { overview: texts } = useTexts();
  return (
    <Section title={texts.topRisks}>
      {risks.length === 0 ? (
        <div className={classes.box}>
          <EmptyView icon={assessed ? 'check' : 'clock'} title={assessed ? texts.noRisks : texts.notAssessed}>
            {assessed ? texts.noRisksWhat : texts.notAssessedWhat}
          </EmptyView>
        </div>
      ) : (
        <ol className={classes.risks}>
          {risks.map((risk) => (
            <Risk key={risk.fingerprint} risk={risk} />
          ))}
        </ol>
      )}
    </Section>
  );
}

/** The consequence, where, why this one stands so high, and the way out. */
function Risk({ risk }: { readonly risk: TopRisk }) {
  const { overview: texts } = useTexts();
  const format = useFormat();
  const reasons = risk.riskFactors.slice(1).map(({ name, weight }) => `${name} ${format.signed(weight)}`);
  return (
    <li className={classes.risk}>
      <SeverityMark severity={risk.severity} />
      <div className={classes.riskBody}>
        <div className={classes.riskHead}>
          <h3>
            <Link to={`/findings/${risk.fingerprint}`}>{risk.title}</Link>
          </h3>
          <RiskScore risk={risk.risk} />
        </div>
        <ResourceName resource={risk.resource} />
        <p>{risk.why}</p>
        {reasons.length > 0 && <p className={classes.dim}>{texts.because(format.all(reasons))}</p>}
        <p className={classes.riskLinks}>
          <Link to={`/findings/${risk.fingerprint}#fix`} className={classes.fix}>
            <Icon name={risk.hasFix ? 'fix' : 'right'} size={14} />
            {risk.hasFix ? texts.fixReady(risk.action) : risk.action}
          </Link>
          {risk.alike > 0 && (
            <Link to={{ pathname: '/findings', search: `?${new URLSearchParams({ check: risk.check })}` }}>
              {texts.alike(format, risk.alike)}
            </Link>
          )}
        </p>
      </div>
    </li>
  );
}
