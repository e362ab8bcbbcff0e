import { Link } from 'react-router';
import type { Overview } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { totalOf } from '../../texts/counts.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './overview.module.css';

/** Namespaces by the sum of their findings' risk, as a table with bars. */
export function Namespaces({ namespaces }: { readonly namespaces: Overview['namespaces'] }) {
  const { overview: texts, severity } = useTexts();
  const format = useFormat();
  const most = Math.max(1, ...namespaces.map(({ risk }) => risk));
  if (namespaces.length === 0) return null;
  return (
    <Section boxed title={texts.namespaces}>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <th scope="col">{texts.namespace}</th>
            <th scope="col">{severity.names.critical}</th>
            <th scope="col">{severity.names.high}</th>
            <th scope="col">{texts.allOpen}</th>
            <th scope="col" className={classes.barHead}>
              {texts.riskSum}
            </th>
          </tr>
        </thead>
        <tbody>
          {namespaces.map(({ name, open, risk }) => (
            <tr key={name}>
              <th scope="row">
                <Link to={{ pathname: '/findings', search: `?${new URLSearchParams({ namespace: name })}` }}>
                  {name}
                </Link>
              </th>
              <td>{format.number(open.critical)}</td>
              <td>{format.number(open.high)}</td>
              <td>{format.number(totalOf(open))}</td>
              <td className={classes.barCell}>
                <span className={classes.bar} style={{ width: `${(100 * risk) / most}%` }} aria-hidden="true" />
                <span>{format.number(risk)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
