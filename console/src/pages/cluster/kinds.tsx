import type { Cluster } from '../../../../src/server/contract/index.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './cluster.module.css';

type Kind = Cluster['kinds'][number];

const icons: Readonly<Record<Kind['state'], IconName>> = {
  syncing: 'clock',
  live: 'check',
  retrying: 'retry',
  forbidden: 'blind',
  recorded: 'check',
};
/** What needs a look first. */
const rank: Readonly<Record<Kind['state'], number>> = { forbidden: 0, retrying: 1, syncing: 2, live: 3, recorded: 3 };

/** Each kind, how many objects of it there are, and whether they are kept up to date. */
export function Kinds({ cluster }: { readonly cluster: Cluster }) {
  const { cluster: texts } = useTexts();
  const format = useFormat();
  const { kinds, source } = cluster;
  const title = source === 'live' ? texts.kinds : texts.kindsRecorded;
  if (kinds.length === 0) {
    return (
      <Section boxed title={title}>
        <p className={classes.note}>{texts.kindsEmpty}</p>
      </Section>
    );
  }
  const sorted = kinds.toSorted(
    (one, other) => rank[one.state] - rank[other.state] || nameOf(one).localeCompare(nameOf(other), 'en'),
  );
  const isTroubled = ({ state, error }: Kind) => rank[state] < 3 || error !== null;
  const shown = sorted.filter((kind) => kind.objects > 0 || isTroubled(kind));
  const without = sorted.filter((kind) => !shown.includes(kind));
  return (
    <Section boxed title={title}>
      <p className={classes.note}>
        {texts.kindsWhat(
          format,
          kinds.length,
          kinds.reduce((sum, { objects }) => sum + objects, 0),
        )}
      </p>
      <KindsTable label={title} kinds={shown} />
      {without.length > 0 && (
        <details className={classes.details}>
          <summary>{texts.kindsWithout(format, without.length)}</summary>
          <KindsTable label={texts.kindsWithout(format, without.length)} kinds={without} />
        </details>
      )}
    </Section>
  );
}

function KindsTable({ label, kinds }: { readonly label: string; readonly kinds: readonly Kind[] }) {
  const { cluster: texts } = useTexts();
  const format = useFormat();
  const { kindColumns: columns } = texts;
  return (
    <PlainTable
      label={label}
      rows={kinds}
      keyOf={({ kind }) => kind}
      narrow
      columns={[
        {
          header: columns.kind,
          head: true,
          cell: (kind) => (
            <>
              {nameOf(kind)} <span className={classes.note}>{kind.kind.slice(0, kind.kind.lastIndexOf('/'))}</span>
            </>
          ),
        },
        { header: columns.objects, end: true, cell: ({ objects }) => format.number(objects) },
        {
          header: columns.state,
          cell: ({ state, error }) => (
            <>
              <span className={classes.kindState} data-state={state}>
                <Icon name={icons[state]} size={14} />
                {texts.kindStates[state]}
              </span>
              {error !== null && <span className={classes.error}>{error}</span>}
            </>
          ),
        },
        { header: columns.changed, wide: true, cell: ({ changed }) => changed !== null && <Time at={changed} /> },
      ]}
    />
  );
}

function nameOf({ kind }: Kind): string {
  return kind.slice(kind.lastIndexOf('/') + 1);
}
