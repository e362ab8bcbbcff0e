import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

export function Labels({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  const labels = Object.entries(workload.labels);
  return (
    <Section title={texts.labels}>
      {labels.length === 0 ? (
        <p className={classes.dim}>{texts.noLabels}</p>
      ) : (
        <ul className={classes.labels}>
          {labels.map(([name, value]) => (
            <li key={name}>
              <code>
                {name}={value}
              </code>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
