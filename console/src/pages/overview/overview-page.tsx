import type { Overview } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Page } from '../../app/page.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { Changes } from './changes.tsx';
import { Coverage } from './coverage.tsx';
import { Namespaces } from './namespaces.tsx';
import classes from './overview.module.css';
import { Summary } from './summary.tsx';
import { TopRisks } from './top-risks.tsx';
import { TrendSection } from './trend-section.tsx';

/** What should we fix first, and is it getting better? */
export function OverviewPage() {
  const { overview: texts } = useTexts();
  const format = useFormat();
  const overview = useRead<Overview>('overview');
  const { data } = overview;
  if (data === undefined) {
    return (
      <Page title={texts.title}>
        {overview.error === null ? (
          <LoadingView lines={12} />
        ) : (
          <ErrorView what={texts.failed} error={overview.error} retry={() => void overview.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Page title={texts.title} heading={texts.headline(format, data)}>
      <Summary overview={data} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <TopRisks risks={data.topRisks} assessed={data.coverage.assessedAt !== null} />
        </div>
        <div className={classes.column}>
          <TrendSection />
          <Changes changes={data.changes} first={data.yesterday === null} />
          <Namespaces namespaces={data.namespaces} />
          <Coverage coverage={data.coverage} />
        </div>
      </div>
    </Page>
  );
}
