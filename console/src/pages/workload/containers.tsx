import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { Identifier } from '../../parts/names.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { imageOf, isOf } from './image.ts';
import classes from './workload.module.css';

/** What is to run, and what does: the image that is asked for, and what the kubelets say of it. */
export function Containers({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  return (
    <Section title={texts.containers}>
      <ul className={classes.containers}>
        {workload.containers.map((container) => (
          <li key={`${container.type} ${container.name}`}>
            <Container container={container} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Container({ container }: { readonly container: WorkloadDetail['containers'][number] }) {
  const { workload: texts } = useTexts();
  const format = useFormat();
  const { name, type, image, ports, runs } = container;
  const wanted = imageOf(image);
  return (
    <>
      <h3 className={classes.container}>
        <code>{name}</code>
        {type !== 'regular' && <span className={classes.note}>{texts.containerTypes[type]}</span>}
      </h3>
      <dl className={classes.fields}>
        <dt>{texts.image}</dt>
        <dd>
          <Identifier copy>{image}</Identifier>
        </dd>
        <dt>{texts.runs}</dt>
        {runs.length === 0 && <dd className={classes.note}>{texts.runsNothing}</dd>}
        {runs.map((reference) => {
          const running = imageOf(reference);
          return (
            <dd key={reference}>
              <Identifier copy>{isOf(running, wanted) ? (running.digest ?? reference) : reference}</Identifier>
            </dd>
          );
        })}
        {runs.length > 1 && <dd className={classes.warning}>{texts.differing(format, runs.length)}</dd>}
        {ports.length > 0 && (
          <>
            <dt>{texts.ports}</dt>
            <dd>{format.all(ports)}</dd>
          </>
        )}
      </dl>
    </>
  );
}
