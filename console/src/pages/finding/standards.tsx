import { Link } from 'react-router';
import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './finding.module.css';

export function Standards({ standards }: { readonly standards: FindingDetail['standards'] }) {
  const { finding: texts, frameworks } = useTexts();
  if (standards.length === 0) return null;
  return (
    <Section title={texts.standards}>
      <ul className={classes.standards}>
        {standards.map(({ framework, id, title }) => (
          <li key={`${framework}:${id}`}>
            <Link to={{ pathname: '/findings', search: `?${new URLSearchParams({ standard: `${framework}:${id}` })}` }}>
              {Object.hasOwn(frameworks, framework) ? frameworks[framework as keyof typeof frameworks] : framework} {id}
            </Link>
            <span>{title}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
