import { Button, NativeSelect } from '@mantine/core';
import type { AuditPage } from '../../../../src/server/contract/index.ts';
import { SearchField } from '../../filters/search-field.tsx';
import { Name } from '../../parts/names.tsx';
import { EmptyView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { DataTable } from '../../table/data-table.tsx';
import { usePagedRows } from '../../table/rows.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { useUrlState } from '../../url/use-url-state.ts';
import classes from './settings.module.css';
import { actions, fields } from './state.ts';
import { detailText } from './step-record.ts';

type Entry = AuditPage['items'][number];

/** What users did, the latest first. */
export function AuditTrail() {
  const all = useTexts();
  const format = useFormat();
  const { settings: texts } = all;
  const [state, set] = useUrlState(fields);
  const rows = usePagedRows<Entry>('audit', { actor: state.actor, action: state.action });
  const { auditColumns: columns } = texts;
  const actionName = (action: string) =>
    Object.hasOwn(texts.actions, action) ? texts.actions[action as keyof typeof texts.actions] : action;
  return (
    <>
      <p className={classes.note}>{texts.auditWhat}</p>
      <div className={classes.bar}>
        <SearchField
          value={state.actor}
          label={texts.actorLabel}
          onChange={(actor) => set({ actor }, { replace: true })}
        />
        <NativeSelect
          size="xs"
          aria-label={texts.actionLabel}
          value={state.action}
          onChange={({ currentTarget }) => set({ action: actions.find((one) => one === currentTarget.value) ?? '' })}
          data={[
            { value: '', label: texts.anyAction },
            ...actions.map((value) => ({ value, label: texts.actions[value] })),
          ]}
        />
      </div>
      <DataTable
        label={texts.tabs.audit}
        rows={rows}
        keyOf={({ id }) => String(id)}
        columns={[
          { id: 'at', header: columns.at, width: '130px', cell: ({ at }) => <Time at={at} /> },
          { id: 'actor', header: columns.actor, width: '130px', cell: ({ actor }) => <Name>{actor}</Name> },
          { id: 'action', header: columns.action, width: '180px', cell: ({ action }) => actionName(action) },
          {
            id: 'target',
            header: columns.target,
            width: '19%',
            cell: ({ target }) => <span title={target ?? ''}>{target}</span>,
          },
          {
            id: 'detail',
            header: columns.detail,
            from: 860,
            cell: ({ action, detail }) => {
              const { text, exact } = detailText(action, detail, all, format);
              return <span title={exact}>{text}</span>;
            },
          },
          {
            id: 'address',
            header: columns.address,
            width: '130px',
            from: 1040,
            cell: ({ address }) => address !== null && <code>{address}</code>,
          },
        ]}
        compact={({ at, actor, action, target, detail }) => (
          <div className={classes.entry}>
            <span>
              <strong>{actionName(action)}</strong> {target}
            </span>
            {action.startsWith('policies.') && <span>{detailText(action, detail, all, format).text}</span>}
            <span className={classes.note}>
              {actor} · <Time at={at} />
            </span>
          </div>
        )}
        failed={texts.auditFailed}
        empty={
          <EmptyView
            icon="filter"
            title={texts.noAudit}
            action={
              <Button variant="default" onClick={() => set({ actor: '', action: '' })}>
                {texts.showAll}
              </Button>
            }
          >
            {texts.noAuditWhat}
          </EmptyView>
        }
      />
    </>
  );
}
