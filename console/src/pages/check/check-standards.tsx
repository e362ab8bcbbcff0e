import { Link } from 'react-router';
import type { CheckDetail } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './check.module.css';

/** The controls that it answers; each leads to the framework, where it stands open. */
export function CheckStandards({ standards }: { readonly standards: CheckDetail['standards'] }) {
  const { check: texts, frameworks } = useTexts();
  return (
    <Section title={texts.standards}>
      {standards.length === 0 ? (
        <p className={classes.note}>{texts.noStandards}</p>
      ) : (
        <ul className={classes.standards}>
          {standards.map(({ framework, id, title }) => (
            <li key={`${framework}:${id}`}>
              <Link
                to={{
                  pathname: `/compliance/${framework}`,
                  search: `?${new URLSearchParams({ q: id, expanded: id })}`,
                }}
              >
                {Object.hasOwn(frameworks, framework) ? frameworks[framework as keyof typeof frameworks] : framework}{' '}
                {id}
              </Link>
              <span className={classes.note}>{title}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
