import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Refusal, RefusalPage } from '../../../../src/server/contract/index.ts';
import type { Query } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { Name } from '../../parts/names.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { EmptyView, ErrorLine, LoadingView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { MoreRows } from './more-rows.tsx';
import classes from './policies.module.css';

const icons: Readonly<Record<Refusal['verdict'], IconName>> = {
  denied: 'close',
  warned: 'findings',
  'would-refuse': 'minus',
  error: 'blind',
};
const mostRows = 500;

/** Requests that policies refused, warned of or would have refused: who made them, why, and the way out. */
export function RefusalTable(props: {
  readonly query: Query;
  readonly limit: number;
  readonly ofOne?: boolean;
  readonly empty?: ReactNode;
}) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const [limit, setLimit] = useState(props.limit);
  const read = useRead<RefusalPage>('refusals', {
    ...props.query,
    limit,
  });
  const { data } = read;
  if (data === undefined) {
    return read.error === null ? (
      <LoadingView lines={4} />
    ) : (
      <ErrorLine what={texts.refusalsFailed} error={read.error} retry={() => void read.refetch()} />
    );
  }
  const { items, total, since } = data;
  if (since === null) {
    return (
      <EmptyView icon="blind" title={texts.nothingRecorded}>
        {texts.requestsUnknown}
      </EmptyView>
    );
  }
  if (items.length === 0) return props.empty;
  const columns = texts.refusalColumns;
  return (
    <>
      <PlainTable
        label={texts.refusals}
        rows={items}
        keyOf={({ id }) => String(id)}
        columns={[
          {
            header: columns.at,
            cell: ({ at }) => (
              <span className={classes.when}>
                <Time at={at} />
              </span>
            ),
          },
          {
            header: columns.verdict,
            cell: ({ verdict }) => (
              <span className={classes.verdict} data-verdict={verdict}>
                <Icon name={icons[verdict]} size={14} />
                {texts.verdicts[verdict]}
              </span>
            ),
          },
          {
            header: columns.user,
            cell: ({ user }) => <span className={classes.who}>{user}</span>,
          },
          {
            header: columns.object,
            cell: ({ kind, namespace, name }) => (
              <span className={classes.what}>
                <ResourceName resource={{ group: '', kind, namespace, name, container: null }} />
              </span>
            ),
          },
          { header: columns.why, cell: (row) => <Why refusal={row} /> },
          ...(props.ofOne === true
            ? []
            : [
                {
                  header: columns.policy,
                  cell: ({ policy, milliseconds }: Refusal) => (
                    <div className={classes.stack}>
                      <Link to={`/policies/${policy}`}>
                        <Name>{policy}</Name>
                      </Link>
                      <span className={classes.note}>{texts.ms(format, milliseconds)}</span>
                    </div>
                  ),
                },
              ]),
        ]}
      />
      <MoreRows shown={items.length} total={total} limit={limit} most={mostRows} onLimit={setLimit} />
    </>
  );
}

function Why({ refusal: { title, message, remedy, check, workload, verdict } }: { readonly refusal: Refusal }) {
  const { policies: texts } = useTexts();
  return (
    <div className={classes.stack}>
      <span>{check === null ? message : title}</span>
      {check !== null && verdict === 'error' && <span className={classes.note}>{message}</span>}
      {check !== null && verdict !== 'error' && (
        <span className={classes.note}>
          {texts.sentence(remedy)}
          {workload === null ? (
            <Link to={`/checks/${check}`} className={classes.inline}>
              {texts.seeCheck}
            </Link>
          ) : (
            <Link
              to={{ pathname: '/findings', search: `?${new URLSearchParams({ check, object: workload })}` }}
              className={classes.inline}
            >
              {texts.fix}
            </Link>
          )}
        </span>
      )}
    </div>
  );
}
