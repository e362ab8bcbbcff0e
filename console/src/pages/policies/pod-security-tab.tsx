import { Link } from 'react-router';
import type { PodSecurity, PodSecurityNamespace } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Hidden } from '../../parts/hidden.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Name } from '../../parts/names.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { EmptyView, ErrorView, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { useHref } from '../../url/use-url-state.ts';
import { LevelName } from './level-name.tsx';
import classes from './policies.module.css';
import { fields } from './state.ts';

/** How strict could Pod Security be in each namespace, and what is in the way? */
export function PodSecurityTab() {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const href = useHref(fields);
  const read = useRead<PodSecurity>('pod-security');
  const { data } = read;
  if (data === undefined) {
    return read.error === null ? (
      <LoadingView />
    ) : (
      <ErrorView what={texts.psaFailed} error={read.error} retry={() => void read.refetch()} />
    );
  }
  const { items, version } = data;
  if (items.length === 0) return <EmptyView icon="blind" title={texts.psaNone} />;
  const columns = texts.psaColumns;
  const raise = items.filter(({ changes }) => Object.keys(changes).length > 0).length;
  const refuses = items.filter(({ refusesToday }) => refusesToday).length;
  return (
    <>
      <p className={classes.lead}>
        {texts.psaSummary(format, raise, refuses)} <span className={classes.note}>{texts.psaWhat(version)}</span>
      </p>
      <div className={classes.card}>
        <PlainTable
          label={texts.tabs['pod-security']}
          rows={items}
          keyOf={({ name }) => name}
          columns={[
            {
              header: columns.namespace,
              head: true,
              cell: ({ name, workloads, system }) => (
                <div className={classes.stack}>
                  <Link to={href({ namespace: name })} className={classes.name}>
                    <Name>{name}</Name>
                  </Link>
                  <span className={classes.note}>{system ? texts.system : texts.workloads(format, workloads)}</span>
                </div>
              ),
            },
            {
              header: columns.now,
              cell: ({ now, labelsSeen, refusesToday }) => (
                <span className={classes.levelNow}>
                  {labelsSeen ? <LevelName level={now.enforce} none={texts.noLevel} /> : texts.notKnown}
                  {refusesToday && (
                    <span className={classes.bad} title={texts.refusesToday}>
                      <Icon name="findings" size={14} />
                      <Hidden>{texts.refusesToday}</Hidden>
                    </span>
                  )}
                </span>
              ),
            },
            { header: columns.passes, cell: ({ passes }) => <LevelName level={passes} none={texts.notKnown} /> },
            { header: columns.next, cell: (row) => <InTheWay namespace={row} /> },
            {
              header: columns.set,
              cell: ({ changes, name }) => {
                const count = Object.keys(changes).length;
                return count === 0 ? (
                  <span className={classes.note}>{texts.nothingToSet}</span>
                ) : (
                  <Link to={href({ namespace: name })}>{texts.labels(format, count)}</Link>
                );
              },
            },
          ]}
        />
      </div>
      <p className={classes.note}>{texts.psaAll}</p>
    </>
  );
}

/** The checks that keep a namespace from the next level. */
function InTheWay({ namespace: { blockers, unseen, passes, next } }: { readonly namespace: PodSecurityNamespace }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  if (unseen.length > 0) return texts.cantSee(format.all(unseen));
  if (next === null) return <span className={classes.note}>{passes === null ? '' : texts.topLevel}</span>;
  const [first, ...more] = blockers;
  if (first === undefined) return null;
  return (
    <div className={classes.stack}>
      <span>
        {first.title} <span className={classes.note}>({texts.places(format, first.total)})</span>
      </span>
      {more.length > 0 && <span className={classes.note}>{texts.andMore(format, more.length)}</span>}
    </div>
  );
}
