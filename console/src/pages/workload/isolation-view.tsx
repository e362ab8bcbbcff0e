import { Link } from 'react-router';
import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

/** Which directions policies close, and which policies those are. */
export function IsolationView({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  const { isolation, kind, namespace, name } = workload;
  const search = new URLSearchParams({ open: namespace, from: `${kind}/${namespace}/${name}` });
  return (
    <Section title={texts.isolation}>
      <p>
        <Link to={{ pathname: '/network', search: search.toString() }}>{texts.onTheMap}</Link>
      </p>
      <dl className={classes.pairs}>
        {(['ingress', 'egress'] as const).map((direction) => (
          <div key={direction}>
            <dt>{texts[direction]}</dt>
            <dd className={classes.limit} data-limited={isolation[direction]}>
              {texts.limited[isolation[direction]]}
            </dd>
          </div>
        ))}
      </dl>
      {isolation.policies.length === 0 ? (
        isolation.ingress !== 'unknown' && <p className={classes.dim}>{texts.noPolicies}</p>
      ) : (
        <>
          <h3>{texts.policies}</h3>
          <ul className={classes.list}>
            {isolation.policies.map((policy) => (
              <li key={policy}>
                <code>{policy}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
