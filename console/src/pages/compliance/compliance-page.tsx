import { Link } from 'react-router';
import type { Frameworks } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Page } from '../../app/page.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './compliance.module.css';
import { ShareBar } from './share-bar.tsx';

/** What can I show an auditor? */
export function CompliancePage() {
  const { compliance: texts } = useTexts();
  const frameworks = useRead<Frameworks>('compliance');
  return (
    <Page title={texts.title}>
      <p className={classes.lead}>{texts.what}</p>
      {frameworks.data !== undefined ? (
        <ul className={classes.frameworks}>
          {frameworks.data.map(({ id, title, version, tally }) => (
            <li key={id}>
              <h2>
                <Link to={`/compliance/${id}`}>{title}</Link> <span className={classes.version}>{version}</span>
              </h2>
              <ShareBar tally={tally} />
            </li>
          ))}
        </ul>
      ) : frameworks.error === null ? (
        <LoadingView />
      ) : (
        <ErrorView what={texts.failed} error={frameworks.error} retry={() => void frameworks.refetch()} />
      )}
    </Page>
  );
}
