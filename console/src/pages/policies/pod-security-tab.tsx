import { Link } from 'react-router';
import type { PodSecurity, PodSecurityNamespace } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Name } from '../../parts/names.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { EmptyView, ErrorView, LoadingView } from '../../parts/states.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import classes from './policies.module.css';
import { fields } from './state.ts';

type Level = NonNullable<PodSecurityNamespace['passes']>;

/** How strict could Pod Security be in each namespace, and what is in the way? */
export function PodSecurityTab() {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const [state] = useUrlState(fields);
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
  const open = items.find(({ name }) => name === state.namespace);
  return (
    <>
      <p className={classes.lead}>
        {texts.psaSummary(format, raise, refuses)} <span className={classes.note}>{texts.psaWhat(version)}</span>
      </p>
      {open !== undefined && <Detail namespace={open} close={href({ namespace: '' })} />}
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
                      <span className={classes.hidden}>{texts.refusesToday}</span>
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

function LevelName({ level, none }: { readonly level: Level | null; readonly none: string }) {
  const { policies: texts } = useTexts();
  if (level === null) return <span className={classes.note}>{none}</span>;
  return (
    <span className={classes.level} data-level={level.level}>
      {texts.level(texts.levels[level.level] ?? level.level, level.version)}
    </span>
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

/** Everything about one namespace: what is in the way, and how to set the labels. */
function Detail({
  namespace,
  close,
}: {
  readonly namespace: PodSecurityNamespace;
  readonly close: { readonly search: string };
}) {
  const { policies: texts, parts } = useTexts();
  const format = useFormat();
  const { name, passes, next, blockers, kept, refusesToday, command, yaml, unseen, unanswered } = namespace;
  return (
    <section className={classes.detail} aria-label={texts.psaDetail(name)}>
      <header className={classes.detailHead}>
        <h2>
          <Name>{name}</Name> <LevelName level={passes} none={texts.notKnown} />
        </h2>
        <Link to={close} className={classes.closeLink}>
          {parts.close}
        </Link>
      </header>
      {refusesToday && <p className={classes.doubt}>{texts.refusesToday}</p>}
      {unseen.length > 0 && <p className={classes.doubt}>{texts.cantSee(format.all(unseen))}</p>}
      {unanswered.map((said) => (
        <p key={said} className={classes.doubt}>
          {said}
        </p>
      ))}
      {kept.length > 0 && <p className={classes.note}>{texts.kept(format.all(kept))}</p>}
      {next !== null && blockers.length > 0 && (
        <>
          <h3>{texts.toLevel(texts.level(texts.levels[next.level] ?? next.level, next.version))}</h3>
          <ul className={classes.list}>
            {blockers.map(({ check, title, places, total }) => (
              <li key={check}>
                <Link to={{ pathname: '/findings', search: `?${new URLSearchParams({ check, namespace: name })}` }}>
                  {title}
                </Link>
                <ul className={classes.places}>
                  {places.map(({ resource, containers }) => (
                    <li key={`${resource.kind}/${resource.name}`}>
                      <ResourceName
                        resource={{ ...resource, container: containers.length === 0 ? null : containers.join(', ') }}
                      />
                    </li>
                  ))}
                  {total > places.length && (
                    <li className={classes.note}>{texts.andMore(format, total - places.length)}</li>
                  )}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
      {next === null && passes !== null && <p>{texts.topLevel}</p>}
      {command !== null && yaml !== null && (
        <>
          <h3>{texts.setLabels}</h3>
          <p className={classes.note}>{texts.psaCommand}</p>
          <CommandLine command={command} label={texts.psaCommand} />
          <p className={classes.note}>{texts.labelsFile}</p>
          <YamlView yaml={yaml} label={texts.labelsFile} fileName={`namespace-${name}.yaml`} />
        </>
      )}
    </section>
  );
}
