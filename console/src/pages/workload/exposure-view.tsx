import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { ResourceName } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

/** Each way by which it is reached from outside, and what opens it. */
export function ExposureView({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  const { exposures } = workload;
  return (
    <Section title={texts.exposures}>
      {exposures.length === 0 ? (
        <p className={classes.dim}>{texts.noExposures}</p>
      ) : (
        <ul className={classes.list}>
          {exposures.map(({ by, via, internal, hosts }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two ways may be named alike where names are hidden
            <li key={`${index} ${by} ${via.name}`}>
              {(texts.ways[by] !== via.kind || internal) && (
                <span>
                  {texts.ways[by] ?? by}
                  {internal && <span className={classes.note}> ({texts.internal})</span>}
                </span>
              )}
              <ResourceName resource={via} />
              {hosts.length > 0 && <code className={classes.hosts}>{hosts.join(', ')}</code>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
