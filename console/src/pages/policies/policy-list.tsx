import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ForeignPolicy, Policies, PolicyRow } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Name } from '../../parts/names.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { EmptyView, ErrorView, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { ControlState } from './control-state.tsx';
import { SmallLadder } from './ladder.tsx';
import classes from './policies.module.css';
import { requestDays, standsOn } from './state.ts';

/** Every policy with the rung it stands on and what the next one would do; then those of others. */
export function PolicyList({ make }: { readonly make: ReactNode }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const list = useRead<Policies>('policies');
  const { data } = list;
  if (data === undefined) {
    return list.error === null ? (
      <LoadingView />
    ) : (
      <ErrorView what={texts.failed} error={list.error} retry={() => void list.refetch()} />
    );
  }
  const { items, foreign, foreignSeen, seen } = data;
  const counts = { Off: 0, Audit: 0, Warn: 0, Deny: 0 };
  for (const policy of items) {
    const rung = standsOn(policy);
    if (rung !== null) counts[rung]++;
  }
  return (
    <>
      {items.length === 0 ? (
        <>
          <ControlState />
          <EmptyView icon="policies" title={texts.none} action={make}>
            {seen ? texts.noneWhat : texts.notSeen}
          </EmptyView>
        </>
      ) : (
        <>
          <p className={classes.lead}>{texts.summary(format, counts)}</p>
          <ControlState />
          <div className={classes.card}>
            <PlainTable
              label={texts.title}
              rows={items}
              keyOf={({ name }) => name}
              columns={[
                { header: texts.columns.name, head: true, cell: (row) => <PolicyName policy={row} /> },
                { header: texts.columns.ladder, cell: (row) => <Standing policy={row} /> },
                { header: texts.columns.scope, cell: (row) => <Scope policy={row} /> },
                { header: texts.columns.next, cell: (row) => <Next policy={row} /> },
              ]}
            />
          </div>
        </>
      )}
      <Section title={texts.native}>
        <p className={classes.note}>{texts.nativeWhat}</p>
        {foreign.length > 0 ? (
          <div className={classes.card}>
            <ForeignTable policies={foreign} />
          </div>
        ) : (
          <p>{foreignSeen ? texts.nativeNone : texts.nativeHidden}</p>
        )}
      </Section>
    </>
  );
}

function PolicyName({ policy }: { readonly policy: PolicyRow }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  return (
    <div className={classes.stack}>
      <Link to={`/policies/${policy.name}`} className={classes.name}>
        <Name>{policy.name}</Name>
      </Link>
      <span className={classes.note}>{texts.checks(format, policy.profile, policy.checks)}</span>
    </div>
  );
}

function Standing({ policy }: { readonly policy: PolicyRow }) {
  const rung = standsOn(policy);
  return rung === null ? null : <SmallLadder on={rung} />;
}

export function Scope({ policy }: { readonly policy: PolicyRow }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { selector, excluded, namespaces } = policy.scope;
  if (policy.action === null) return null;
  return (
    <div className={classes.stack}>
      <span>{texts.namespaces(format, namespaces)}</span>
      <span className={classes.note}>
        {selector !== null && texts.where(selector)}
        {selector !== null && excluded.length > 0 && ', '}
        {excluded.length > 0 ? texts.allBut(format.all(excluded)) : selector === null && texts.everywhere}
      </span>
    </div>
  );
}

function Next({ policy }: { readonly policy: PolicyRow }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { next, mistakes, name } = policy;
  if (mistakes.length > 0) {
    return (
      <span className={classes.bad}>
        {policy.action === null ? texts.unusable : texts.mistakes} {mistakes.join(' ')}
      </span>
    );
  }
  if (next === null) return <span className={classes.note}>{texts.top}</span>;
  return (
    <div className={classes.stack}>
      <span>
        <Link to={`/policies/${name}?step=${next.rung}`} className={classes.rungName}>
          {texts.nextStep(texts.rungs[next.rung])}
        </Link>{' '}
        <span data-quiet={next.objects === 0 || undefined} className={classes.would}>
          {texts.would(format, next.rung, next.objects)}
        </span>
      </span>
      <span className={classes.note}>
        {next.requests === null
          ? texts.noRequests
          : texts.wouldRequests(format, requestDays, next.requests.asked, next.requests.failed)}
        {next.doubtful && ` ${texts.atLeast}`}
      </span>
    </div>
  );
}

function ForeignTable({ policies }: { readonly policies: readonly ForeignPolicy[] }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const columns = texts.nativeColumns;
  return (
    <PlainTable
      label={texts.native}
      rows={policies}
      keyOf={({ name }) => name}
      columns={[
        {
          header: columns.name,
          head: true,
          cell: ({ name, check }) => (
            <div className={classes.stack}>
              <code>
                <Name>{name}</Name>
              </code>
              {check !== null && <Link to={`/checks/${check}`}>{check}</Link>}
            </div>
          ),
        },
        { header: columns.action, cell: ({ action }) => <SmallLadder on={action} /> },
        { header: columns.bindings, end: true, cell: ({ bindings }) => format.number(bindings) },
        { header: columns.fail, cell: ({ failurePolicy }) => texts.failurePolicies[failurePolicy] ?? failurePolicy },
        { header: columns.by, cell: ({ managedBy }) => managedBy },
      ]}
    />
  );
}
