import { Link } from 'react-router';
import type { PodSecurity, PodSecurityNamespace } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { EmptyView, ErrorView, LoadingView } from '../../parts/states.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { LevelName } from './level-name.tsx';
import classes from './policies.module.css';

/** One namespace of the plan, beside the table. */
export function PodSecurityPanel({ name }: { readonly name: string }) {
  const { policies: texts } = useTexts();
  const read = useRead<PodSecurity>('pod-security');
  const found = read.data?.items.find((one) => one.name === name);
  if (found !== undefined) return <Detail namespace={found} />;
  if (read.data !== undefined) return <EmptyView icon="search" title={texts.psaGone} />;
  return read.error === null ? (
    <LoadingView />
  ) : (
    <ErrorView what={texts.psaFailed} error={read.error} retry={() => void read.refetch()} />
  );
}

/** Everything about one namespace: what is in the way, and how to set the labels. */
function Detail({ namespace }: { readonly namespace: PodSecurityNamespace }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { name, passes, next, blockers, kept, refusesToday, command, yaml, unseen, unanswered } = namespace;
  return (
    <article className={classes.detail} aria-label={texts.psaDetail(name)}>
      <header className={classes.detailHead}>
        <h2>{name}</h2>
        <p>
          {texts.passesLevel} <LevelName level={passes} none={texts.notKnown} />
        </p>
      </header>
      {refusesToday && <Notice>{texts.refusesToday}</Notice>}
      {unseen.length > 0 && <Notice>{texts.cantSee(format.all(unseen))}</Notice>}
      {unanswered.map((said) => (
        <Notice key={said}>{said}</Notice>
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
    </article>
  );
}
