import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './finding.module.css';

/** The score and what it is made of. */
export function RiskView({ finding }: { readonly finding: FindingDetail }) {
  const { finding: texts } = useTexts();
  const format = useFormat();
  const sum = finding.riskFactors.reduce((total, { weight }) => total + weight, 0);
  return (
    <Section title={texts.riskIs(finding.risk)}>
      <table className={classes.factors} aria-label={texts.factors}>
        <tbody>
          {finding.riskFactors.map(({ name, weight }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{format.signed(weight)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sum !== finding.risk && <p className={classes.dim}>{texts.bounded}</p>}
    </Section>
  );
}
