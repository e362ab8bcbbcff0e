import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Exception } from '../../../../src/server/contract/index.ts';
import { useMay } from '../../api/session.tsx';
import { Page } from '../../app/page.tsx';
import { SearchField } from '../../filters/search-field.tsx';
import { StatusTabs } from '../../filters/status-tabs.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useKeys } from '../../parts/keys.ts';
import { WithPanel } from '../../parts/side-panel.tsx';
import { EmptyView, NoneFitView } from '../../parts/states.tsx';
import { DataTable } from '../../table/data-table.tsx';
import { usePagedRows } from '../../table/rows.ts';
import { useLanguage } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import { CompactException, exceptionColumns } from './columns.tsx';
import { useStatusCounts } from './counts.ts';
import { ExceptionById } from './exception-by-id.tsx';
import classes from './exceptions.module.css';
import { NewExceptionDialog } from './new-exception-dialog.tsx';
import { fields, statuses } from './state.ts';

/** What do we live with, why, and which of it is over? */
export function ExceptionsPage() {
  const { texts: all, format } = useLanguage();
  const { exceptions: texts } = all;
  const [state, set] = useUrlState(fields);
  const href = useHref(fields);
  const may = useMay('findings:accept');
  const query = { status: state.status === 'all' ? [] : [state.status], q: state.q };
  const rows = usePagedRows<Exception>('exceptions', query);
  const counts = useStatusCounts();
  const to = useMemo(() => (row: Exception) => href({ exception: row.id }), [href]);
  const columns = useMemo(() => exceptionColumns(all, format, to), [all, format, to]);
  const close = () => set({ exception: '' });
  useKeys(state.exception === '' ? {} : { Escape: close });
  const filtered = state.q !== '' || state.status !== 'all';
  const make = may && (
    <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => set({ form: 'new', check: '' })}>
      {texts.make}
    </Button>
  );
  return (
    <WithPanel
      panel={
        state.exception === ''
          ? null
          : {
              label: texts.detail,
              of: state.exception,
              content: <ExceptionById id={state.exception} rows={rows} onEnded={close} />,
              onClose: close,
            }
      }
    >
      <Page fill title={texts.title} actions={make}>
        <p className={classes.lead}>{texts.what}</p>
        <div className={classes.bar}>
          <SearchField value={state.q} label={texts.search} onChange={(q) => set({ q }, { replace: true })} />
          <StatusTabs
            label={texts.statusLabel}
            statuses={statuses}
            value={state.status}
            textOf={(value) =>
              texts.statusTab(format, value === 'all' ? texts.everything : texts.status[value], counts[value])
            }
            onChange={(status) => set({ status })}
          />
        </div>
        <DataTable
          label={texts.title}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          compact={(row) => <CompactException row={row} to={to} />}
          onOpen={({ id }) => set({ exception: id }, { replace: state.exception !== '' })}
          open={state.exception === '' ? undefined : state.exception}
          failed={texts.failed}
          empty={
            filtered ? (
              <NoneFitView
                title={texts.noneFit}
                what={texts.noneFitWhat}
                clear={texts.showAll}
                onClear={() => set({ q: '', status: 'all' })}
              />
            ) : (
              <EmptyView icon="exceptions" title={texts.none} action={make}>
                {texts.noneWhat}
              </EmptyView>
            )
          }
        />
      </Page>
      {may && state.form === 'new' && (
        <NewExceptionDialog check={state.check} onClose={() => set({ form: 'closed', check: '' }, { replace: true })} />
      )}
    </WithPanel>
  );
}
