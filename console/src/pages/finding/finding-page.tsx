import { useEffect } from 'react';
import { useParams } from 'react-router';
import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { usePageTitle } from '../../app/page.tsx';
import { DetailPage } from '../../parts/detail.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { FindingView } from './finding-view.tsx';

/** Why does it matter here, and what do I do? */
export function FindingPage() {
  const { fingerprint = '' } = useParams();
  const { finding: texts } = useTexts();
  const finding = useRead<FindingDetail>(`findings/${encodeURIComponent(fingerprint)}`, {}, { keep: false });
  const { data } = finding;
  usePageTitle(data?.title ?? texts.title);
  useEffect(() => {
    if (data !== undefined && location.hash === '#fix') document.getElementById('fix')?.scrollIntoView();
  }, [data]);
  return (
    <DetailPage back="/findings" all={texts.all}>
      {data !== undefined ? (
        <FindingView finding={data} panel={false} to={(other) => `/findings/${other}`} />
      ) : (
        <>
          <h1>{texts.title}</h1>
          {finding.error === null ? (
            <LoadingView />
          ) : (
            <ErrorView what={texts.failed} error={finding.error} retry={() => void finding.refetch()} />
          )}
        </>
      )}
    </DetailPage>
  );
}
