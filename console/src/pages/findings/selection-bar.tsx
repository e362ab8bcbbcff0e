import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FindingPage } from '../../../../src/server/contract/index.ts';
import type { Query } from '../../api/client.ts';
import { useReading } from '../../api/queries.ts';
import { useReason } from '../../parts/states.tsx';
import type { Selection } from '../../table/selection.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { AcceptDialog } from '../finding/accept-dialog.tsx';
import { WithdrawDialog } from '../finding/withdraw-dialog.tsx';
import classes from './findings.module.css';
import type { ListRow } from './rows.ts';

/** So many the server takes at once. */
export const selectableAtMost = 1000;
const asked = 500;

/** What can be done with the selected findings; above the list's end, so that nothing moves. */
export function SelectionBar(props: {
  readonly selection: Selection<ListRow>;
  readonly accepted: boolean;
  /** Of the list, and how many it has. */
  readonly query: Query;
  readonly total: number | undefined;
}) {
  const { findings: texts, finding } = useTexts();
  const format = useFormat();
  const queries = useQueryClient();
  const reading = useReading();
  const [dialog, setDialog] = useState(false);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const reason = useReason(error);
  const { selection, total = 0 } = props;
  const fingerprints = [...selection.keys];
  const all = Math.min(total, selectableAtMost);

  const selectAll = async () => {
    setLoading(true);
    setError(null);
    try {
      const keys: string[] = [];
      for (let offset = 0; offset < all; offset += asked) {
        const page = await queries.fetchQuery(
          reading<FindingPage>('findings', { ...props.query, offset, limit: Math.min(asked, all - offset) }),
        );
        keys.push(...page.items.map(({ fingerprint }) => fingerprint));
      }
      selection.set(keys);
    } catch (failure) {
      setError(failure);
    } finally {
      setLoading(false);
    }
  };
  if (fingerprints.length === 0) return null;
  const close = () => setDialog(false);
  return (
    <div className={classes.selection} role="toolbar" aria-label={texts.selectionLabel}>
      <strong>{texts.selected(format, fingerprints.length)}</strong>
      {fingerprints.length < all && (
        <Button variant="subtle" size="compact-sm" loading={loading} onClick={selectAll}>
          {all < total ? texts.selectFirst(format, all) : texts.selectAll(format, all)}
        </Button>
      )}
      {error !== null && <span className={classes.selectionError}>{reason}</span>}
      <Button size="compact-sm" onClick={() => setDialog(true)}>
        {props.accepted ? finding.withdraw : finding.accept}
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={selection.clear}>
        {texts.clearSelection}
      </Button>
      {dialog &&
        (props.accepted ? (
          <WithdrawDialog fingerprints={fingerprints} onClose={close} onDone={selection.clear} />
        ) : (
          <AcceptDialog fingerprints={fingerprints} onClose={close} onDone={selection.clear} />
        ))}
    </div>
  );
}
