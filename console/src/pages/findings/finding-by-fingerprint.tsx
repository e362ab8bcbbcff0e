import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { FindingView } from '../finding/finding-view.tsx';

/** A finding in the panel beside the list: the answer, or what is there instead of it. */
export function FindingByFingerprint(props: {
  readonly fingerprint: string;
  readonly to: (fingerprint: string) => string;
}) {
  const { finding: texts } = useTexts();
  const finding = useRead<FindingDetail>(`findings/${encodeURIComponent(props.fingerprint)}`, {}, { keep: false });
  if (finding.data !== undefined) {
    return <FindingView key={finding.data.fingerprint} finding={finding.data} panel to={props.to} />;
  }
  return finding.error === null ? (
    <LoadingView lines={10} />
  ) : (
    <ErrorView what={texts.failed} error={finding.error} retry={() => void finding.refetch()} />
  );
}
