import type { Exception } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { EmptyView, ErrorView, LoadingView } from '../../parts/states.tsx';
import type { RowSource } from '../../table/rows.ts';
import { useTexts } from '../../texts/language.tsx';
import { ExceptionView } from './exception-view.tsx';

/** So many the server gives at once. */
const asked = 500;

/** One exception: of the list, or asked for where the list has not come to it or another filter hides it. */
export function ExceptionById(props: {
  readonly id: string;
  readonly rows: RowSource<Exception>;
  readonly onEnded: () => void;
}) {
  const { exceptions: texts } = useTexts();
  const { id, rows } = props;
  const loaded = Array.from({ length: Math.min(rows.total ?? 0, asked) }, (_, index) => rows.rowAt(index));
  const inList = loaded.find((row) => row?.id === id);
  const all = useRead<{ items: readonly Exception[] }>(
    'exceptions',
    { limit: asked },
    { enabled: inList === undefined },
  );
  const found = inList ?? all.data?.items.find((one) => one.id === id);
  if (found !== undefined) return <ExceptionView key={id} exception={found} onEnded={props.onEnded} />;
  if (all.error !== null && all.data === undefined) {
    return <ErrorView what={texts.failed} error={all.error} retry={() => void all.refetch()} />;
  }
  return all.data === undefined ? <LoadingView /> : <EmptyView icon="search" title={texts.gone} />;
}
