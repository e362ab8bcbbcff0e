import type { ReactNode } from 'react';
import type { Cluster } from '../../../../src/server/contract/index.ts';
import { Field, Fields } from '../../parts/fields.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './cluster.module.css';

/** The version and how long the Kubernetes project mends it. */
export function Support({ cluster }: { readonly cluster: Cluster }) {
  const { cluster: texts } = useTexts();
  const format = useFormat();
  const { version, support, server } = cluster;
  const day = (value: string | null) => (value === null ? texts.unknown : format.day(value));
  const { supportFields: names } = texts;
  const fields: readonly (readonly [string, ReactNode])[] = [
    [names.version, version === null ? texts.unknown : <code key="version">{version}</code>],
    ...(support === null
      ? []
      : ([
          [names.released, day(support.released)],
          [names.maintenanceFrom, day(support.maintenanceFrom)],
          [names.endOfLife, day(support.endOfLife)],
          [names.latest, <code key="latest">{support.latest}</code>],
        ] as const)),
    ...(server === null ? [] : ([[names.server, <code key="server">{server}</code>]] as const)),
  ];
  return (
    <Section boxed title={texts.support}>
      <Fields>
        {fields.map(([name, value]) => (
          <Field key={name} name={name}>
            {value}
          </Field>
        ))}
      </Fields>
      {support !== null && <p className={classes.note}>{texts.upstream}</p>}
    </Section>
  );
}
