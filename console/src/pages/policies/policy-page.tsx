import { Button } from '@mantine/core';
import { useParams } from 'react-router';
import type { PolicyDetail, PolicyPrediction, Rung } from '../../../../src/server/contract/index.ts';
import { ApiError } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { Page } from '../../app/page.tsx';
import { BackLink } from '../../parts/detail.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Section } from '../../parts/section.tsx';
import { EmptyView, ErrorView, LoadingView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import { Ladder } from './ladder.tsx';
import classes from './policies.module.css';
import { PolicyFacts } from './policy-facts.tsx';
import { PolicyRequestsView } from './policy-requests.tsx';
import { PredictionView } from './prediction-view.tsx';
import { detailFields, rungAbove, standsOn } from './state.ts';
import { StepDialog } from './step-dialog.tsx';

/** Where does this policy stand, and what would each step do? */
export function PolicyPage() {
  const { name = '' } = useParams();
  const { policies: texts } = useTexts();
  const enabled = /^[a-z0-9.-]{1,253}$/.test(name);
  const policy = useRead<PolicyDetail>(`policies/${name}`, {}, { keep: false, enabled });
  const error = enabled ? policy.error : new ApiError(404, 'no such policy');
  const above = <BackLink to="/policies">{texts.all}</BackLink>;
  if (policy.data !== undefined) return <Policy policy={policy.data} above={above} />;
  return (
    <Page title={texts.title} above={above}>
      {error === null ? (
        <LoadingView lines={10} />
      ) : error instanceof ApiError && error.status === 404 ? (
        <EmptyView icon="search" title={texts.gone} />
      ) : (
        <ErrorView what={texts.detailFailed} error={error} retry={() => void policy.refetch()} />
      )}
    </Page>
  );
}

function Policy({ policy, above }: { readonly policy: PolicyDetail; readonly above: React.ReactNode }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { name, action, rollout, mistakes, managedBy, cleanSince } = policy;
  const on = standsOn(policy);
  return (
    <Page title={name} above={above}>
      <p className={classes.lead}>
        {texts.checks(format, policy.profile, policy.checks)}
        {rollout !== null && ` · ${texts.byItself(format, texts.rungs[rollout.to], rollout.cleanFor / 86_400)}`}
        {cleanSince !== null && (
          <>
            {' '}
            {texts.cleanSince} <Time at={cleanSince} focusable />
          </>
        )}
      </p>
      {mistakes.length > 0 && (
        <div className={classes.warning}>
          <Icon name="findings" />
          <div>
            <p>{action === null ? texts.unusable : texts.mistakes}</p>
            <ul>
              {mistakes.map((mistake) => (
                <li key={mistake}>{mistake}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {managedBy !== null && <p className={classes.note}>{texts.managedBy(managedBy)}</p>}
      {action !== null && on !== null && <Steps policy={policy} on={on} asked={action} />}
      <PolicyFacts policy={policy} />
    </Page>
  );
}

function Steps({ policy, on, asked }: { readonly policy: PolicyDetail; readonly on: Rung; readonly asked: Rung }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const [state, set] = useUrlState(detailFields);
  const href = useHref(detailFields);
  const shown = state.step === '' ? (rungAbove(on) ?? on) : state.step;
  const filter = {
    q: state.q,
    namespace: state.namespace === '' ? [] : [state.namespace],
    check: state.check === '' ? [] : [state.check],
  };
  const whole = useRead<PolicyPrediction>(`policies/${policy.name}/prediction`, { limit: 1 });
  const says = (rung: Rung): string => {
    if (rung === 'Off' || whole.data === undefined) return '';
    return texts.would(format, rung, whole.data.refused);
  };
  const close = () => set({ change: 'closed' }, { replace: true });
  return (
    <>
      <Ladder
        name={policy.name}
        on={on}
        asked={asked}
        shown={shown}
        to={(rung) => href({ step: rung, change: 'closed' })}
        says={says}
      />
      <Section
        boxed
        title={shown === on ? texts.stepNow(texts.rungs[shown]) : texts.stepTitle(texts.rungs[shown])}
        actions={
          shown !== on && (
            <Button size="xs" onClick={() => set({ step: shown, change: 'open' })}>
              {texts.take(texts.rungs[shown])}
            </Button>
          )
        }
      >
        <PredictionView
          path={`policies/${policy.name}/prediction`}
          query={{}}
          rung={shown}
          filter={filter}
          onFilter={({ q, namespace, check }, options) =>
            set({ q, namespace: namespace[0] ?? '', check: check[0] ?? '' }, options)
          }
        />
      </Section>
      <PolicyRequestsView name={policy.name} rung={shown} />
      {state.change === 'open' && shown !== on && (
        <StepDialog policy={policy} from={asked} on={on} to={shown} onClose={close} />
      )}
    </>
  );
}
