import { ActionIcon } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Icon } from '../../parts/icons.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { FindingView } from '../finding/finding-view.tsx';
import classes from './findings.module.css';

/** A finding beside the list. Where it covers the list, it takes the focus. */
export function FindingPanel(props: {
  readonly fingerprint: string;
  readonly covers: boolean;
  readonly to: (fingerprint: string) => string;
  readonly onClose: () => void;
}) {
  const { finding: texts, parts } = useTexts();
  const finding = useRead<FindingDetail>(`findings/${encodeURIComponent(props.fingerprint)}`, {}, { keep: false });
  const ref = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another finding starts at its top
  useEffect(() => {
    ref.current?.scrollTo({ top: 0 });
    if (props.covers) ref.current?.focus();
  }, [props.fingerprint, props.covers]);
  return (
    <aside
      ref={ref}
      className={classes.panel}
      aria-label={texts.title}
      tabIndex={-1}
      data-covers={props.covers || undefined}
    >
      <ActionIcon
        className={classes.close ?? ''}
        variant="subtle"
        color="gray"
        aria-label={parts.close}
        onClick={props.onClose}
      >
        <Icon name="close" />
      </ActionIcon>
      {finding.data !== undefined ? (
        <FindingView key={finding.data.fingerprint} finding={finding.data} panel to={props.to} />
      ) : finding.error === null ? (
        <LoadingView lines={10} />
      ) : (
        <ErrorView what={texts.failed} error={finding.error} retry={() => void finding.refetch()} />
      )}
    </aside>
  );
}
