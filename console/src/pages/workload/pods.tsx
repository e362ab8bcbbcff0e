import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { Identifier, Name } from '../../parts/names.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

const shownAtFirst = 10;

export function Pods({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { podList, pods, kind } = workload;
  const shown = all ? podList : podList.slice(0, shownAtFirst);
  const total = Math.max(pods, podList.length);
  if (podList.length === 0) {
    return (
      <Section title={texts.pods(format, total)}>
        <p className={classes.dim}>{kind === 'CronJob' || kind === 'Job' ? texts.notRunning : texts.noPods}</p>
      </Section>
    );
  }
  return (
    <Section title={texts.pods(format, total)}>
      <PlainTable
        label={texts.pods(format, total)}
        rows={shown}
        keyOf={({ name }) => name}
        columns={[
          { header: texts.columns.pod, head: true, cell: ({ name }) => <Identifier>{name}</Identifier> },
          {
            header: texts.columns.phase,
            cell: ({ phase }) => (
              <span className={classes.phase} data-phase={phase}>
                {phase}
              </span>
            ),
          },
          { header: texts.columns.node, cell: ({ node }) => node !== null && <Name>{node}</Name> },
          { header: texts.columns.address, cell: ({ ip }) => ip !== null && <code>{ip}</code> },
          { header: texts.columns.started, cell: ({ started }) => started !== null && <Time at={started} /> },
          { header: texts.columns.restarts, end: true, cell: ({ restarts }) => format.number(restarts) },
        ]}
      />
      {podList.length > shown.length && (
        <Button className={classes.showAll ?? ''} variant="default" size="xs" onClick={() => setAll(true)}>
          {texts.showAllPods(format, podList.length)}
        </Button>
      )}
      {all && total > podList.length && <p className={classes.dim}>{texts.podsCut(format, podList.length, total)}</p>}
    </Section>
  );
}
