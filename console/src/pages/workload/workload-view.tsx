import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { Columns } from '../../parts/detail.tsx';
import { Section } from '../../parts/section.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useTexts } from '../../texts/language.tsx';
import { AccountView } from './account-view.tsx';
import { Containers } from './containers.tsx';
import { ExposureView } from './exposure-view.tsx';
import { Facts } from './facts.tsx';
import { IsolationView } from './isolation-view.tsx';
import { Labels } from './labels.tsx';
import { Neighbours } from './neighbours.tsx';
import { Pods } from './pods.tsx';
import classes from './workload.module.css';
import { WorkloadFindings } from './workload-findings.tsx';
import { WorkloadHead } from './workload-head.tsx';

/** A workload: who reaches it and what it may do first, then what runs, what is wrong, and what is around it. */
export function WorkloadView({ workload, panel }: { readonly workload: WorkloadDetail; readonly panel: boolean }) {
  const { workload: texts } = useTexts();
  const { kind, name } = workload;
  return (
    <article className={classes.workload} data-panel={panel || undefined} aria-label={`${kind} ${name}`}>
      <WorkloadHead workload={workload} panel={panel} />
      <Facts workload={workload} />
      <Columns
        single={panel}
        main={
          <>
            <WorkloadFindings workload={workload} />
            <Containers workload={workload} />
            <Pods workload={workload} />
          </>
        }
        side={
          <>
            <ExposureView workload={workload} />
            <IsolationView workload={workload} />
            <AccountView workload={workload} />
            <Neighbours workload={workload} />
            <Labels workload={workload} />
          </>
        }
      />
      <Section title={texts.yaml}>
        <YamlView
          yaml={workload.yaml}
          label={texts.yamlAs(kind, name)}
          fileName={`${kind}-${name}.yaml`.toLowerCase()}
          lines={panel ? 15 : 26}
        />
      </Section>
    </article>
  );
}
