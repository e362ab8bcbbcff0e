import { Link } from 'react-router';
import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { objectKey } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { StatusTag } from '../../parts/status.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './finding.module.css';

const shownAtMost = 10;

/** Other findings on the same object. */
export function Siblings(props: { readonly finding: FindingDetail; readonly to: (fingerprint: string) => string }) {
  const { finding: texts } = useTexts();
  const format = useFormat();
  const { siblings, resource } = props.finding;
  if (siblings.length === 0) return null;
  return (
    <Section title={texts.siblings}>
      <ul className={classes.siblings}>
        {siblings.slice(0, shownAtMost).map(({ fingerprint, title, severity, status }) => (
          <li key={fingerprint}>
            <SeverityMark severity={severity} />
            <Link to={props.to(fingerprint)}>{title}</Link>
            {status !== 'open' && <StatusTag status={status} />}
          </li>
        ))}
      </ul>
      <Link to={{ pathname: '/findings', search: `?${new URLSearchParams({ object: objectKey(resource) })}` }}>
        {texts.allOfObject(format, siblings.length)}
      </Link>
    </Section>
  );
}
