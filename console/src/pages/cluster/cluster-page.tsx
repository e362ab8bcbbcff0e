import type { Cluster } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Page } from '../../app/page.tsx';
import { BlindSpots } from '../../parts/blind-spots.tsx';
import { Section } from '../../parts/section.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './cluster.module.css';
import { Components } from './components.tsx';
import { Kinds } from './kinds.tsx';
import { Nodes } from './nodes.tsx';
import { Support } from './support.tsx';

/** What cluster is this, is it still supported, and what of it can't be seen? */
export function ClusterPage() {
  const { cluster: texts } = useTexts();
  const cluster = useRead<Cluster>('cluster');
  const { data } = cluster;
  if (data === undefined) {
    return (
      <Page title={texts.title}>
        {cluster.error === null ? (
          <LoadingView lines={12} />
        ) : (
          <ErrorView what={texts.failed} error={cluster.error} retry={() => void cluster.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Page title={texts.title} heading={data.name}>
      <Summary cluster={data} />
      <Section boxed title={texts.blindSpots}>
        <BlindSpots spots={data.blindSpots} />
      </Section>
      <div className={classes.columns}>
        <Support cluster={data} />
        <Components components={data.components} />
      </div>
      <Nodes cluster={data} />
      <Kinds cluster={data} />
    </Page>
  );
}

/** The answer in one line. */
function Summary({ cluster }: { readonly cluster: Cluster }) {
  const { cluster: texts } = useTexts();
  const format = useFormat();
  const { version, support, nodes, source, recorded, assessedAt } = cluster;
  const end = support?.endOfLife ?? null;
  const state = support?.state ?? 'unknown';
  return (
    <p className={classes.summary}>
      <strong>{version === null ? texts.versionUnknown : texts.version(version)}</strong>
      <span className={classes.state} data-state={state}>
        {texts.supportIs[state](end === null ? null : format.day(end))}
      </span>
      <span data-warn={nodes.ready < nodes.total || undefined}>
        {nodes.total === 0 ? texts.noNodes : texts.nodesReady(format, nodes.ready, nodes.total)}
      </span>
      {source === 'live' ? (
        <span>{texts.live}</span>
      ) : (
        recorded !== null && (
          <span>
            {texts.recordedAt} <Time at={recorded} focusable />
          </span>
        )
      )}
      <span>
        {assessedAt === null ? (
          texts.notAssessed
        ) : (
          <>
            {texts.assessed} <Time at={assessedAt} focusable />
          </>
        )}
      </span>
    </p>
  );
}
