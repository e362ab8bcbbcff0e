import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ExposureMark } from '../../parts/exposure.tsx';
import { Icon } from '../../parts/icons.tsx';
import { RiskScore } from '../../parts/risk-score.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { workloadPath } from './address.ts';
import classes from './workload.module.css';

export function WorkloadHead({ workload, panel }: { readonly workload: WorkloadDetail; readonly panel: boolean }) {
  const { workload: texts, workloads, parts } = useTexts();
  const format = useFormat();
  const { kind, namespace, name, team, created, exposure, pods, replicas, risk } = workload;
  const path = `/workloads/${workloadPath(workload)}`;
  const heading = (
    <>
      <span className={classes.namespace}>{namespace}/</span>
      {name}
    </>
  );
  return (
    <header className={classes.head}>
      <div className={classes.tags}>
        <strong>{kind}</strong>
        <ExposureMark exposure={exposure} />
        <span className={classes.risk}>
          {parts.risk} <RiskScore risk={risk} />
        </span>
      </div>
      {panel ? <h2 className={classes.title}>{heading}</h2> : <h1 className={classes.title}>{heading}</h1>}
      <p className={classes.dim}>
        {team !== null && <span>{texts.team(team)}</span>}
        <span>{workloads.podsAre(format, pods, replicas)}</span>
        {created !== null && (
          <span>
            {texts.created} <Time at={created} focusable />
          </span>
        )}
      </p>
      <div className={classes.actions}>
        {panel && (
          <Button size="xs" variant="default" component={Link} to={path} leftSection={<Icon name="expand" size={14} />}>
            {texts.fullPage}
          </Button>
        )}
        <CopyButton text={`${location.origin}${path}`} label={texts.copyLink} />
      </div>
    </header>
  );
}
