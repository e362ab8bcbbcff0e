import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { ResourceName } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

/** Objects that it refers to or that refer to it; those that are not there are said to be missing. */
export function Neighbours({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  const groups = Map.groupBy(workload.neighbours, ({ relation }) => relation);
  return (
    <Section title={texts.neighbours}>
      {groups.size === 0 ? (
        <p className={classes.dim}>{texts.noNeighbours}</p>
      ) : (
        <dl className={classes.neighbours}>
          {[...groups].map(([relation, neighbours]) => (
            <div key={relation}>
              <dt>{relation}</dt>
              {neighbours.map((neighbour) => (
                <dd key={`${neighbour.group}/${neighbour.kind}/${neighbour.namespace}/${neighbour.name}`}>
                  <ResourceName
                    resource={{
                      ...neighbour,
                      namespace: neighbour.namespace === workload.namespace ? null : neighbour.namespace,
                      container: null,
                    }}
                  />
                  {neighbour.missing && <span className={classes.missing}>{texts.missing}</span>}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
