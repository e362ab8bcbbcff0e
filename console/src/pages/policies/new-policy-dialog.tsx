import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { NewPolicy, PolicyDraft, PolicyPrediction } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange, useRead } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form, FormActions } from '../../parts/form.tsx';
import { linesOf } from '../../parts/lines.ts';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { BothWays } from './both-ways.tsx';
import { ControlDoubt } from './control-state.tsx';
import classes from './policies.module.css';
import { firstFew, ShortPrediction } from './prediction-view.tsx';
import { seenPrediction } from './seen.ts';
import { rungs } from './state.ts';

const profiles = ['pss-baseline', 'pss-restricted', 'security', 'reliability', 'cis', 'nsa', 'all'] as const;
const nameForm = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const rolloutDays = 7;
/** What is said of a field stands below it, so that fields beside each other stand in line. */
const inLine = ['label', 'input', 'description', 'error'] as const;

const start: NewPolicy = {
  name: '',
  profile: 'pss-baseline',
  checks: [],
  action: 'Audit',
  selector: null,
  excludeNamespaces: [],
  enforcement: 'Native',
  failurePolicy: 'Fail',
  rollout: null,
};

/** A new policy: first what it asks and where, then what it would do, and only then the cluster or the file. */
export function NewPolicyDialog({ onClose }: { readonly onClose: () => void }) {
  const { policies: texts } = useTexts();
  const [form, setForm] = useState(start);
  const [previewed, setPreviewed] = useState(false);
  return (
    <Dialog wide title={texts.newTitle} onClose={onClose}>
      {previewed ? (
        <Preview policy={form} onBack={() => setPreviewed(false)} onClose={onClose} />
      ) : (
        <PolicyForm policy={form} onChange={setForm} onNext={() => setPreviewed(true)} onClose={onClose} />
      )}
    </Dialog>
  );
}

function PolicyForm(props: {
  readonly policy: NewPolicy;
  readonly onChange: (policy: NewPolicy) => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}) {
  const { policies: texts, parts } = useTexts();
  const format = useFormat();
  const { policy } = props;
  const [asked, setAsked] = useState(false);
  const set = (patch: Partial<NewPolicy>) => props.onChange({ ...policy, ...patch });
  // Texts of several lines keep what is being typed, empty lines too.
  const [checks, setChecks] = useState(policy.checks.join('\n'));
  const [excluded, setExcluded] = useState(policy.excludeNamespaces.join('\n'));
  const nameWrong = policy.name.length > 63 || !nameForm.test(policy.name);
  const asksNothing = policy.profile === null && policy.checks.length === 0;
  const submit = () => {
    setAsked(true);
    if (!nameWrong && !asksNothing) props.onNext();
  };
  return (
    <Form onSubmit={submit}>
      <p className={classes.note}>{texts.newWhat}</p>
      <div className={classes.pair}>
        <TextInput
          inputWrapperOrder={[...inLine]}
          label={texts.name}
          description={texts.nameWhat}
          value={policy.name}
          error={asked && nameWrong ? texts.nameWrong : undefined}
          maxLength={63}
          required
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          onChange={({ currentTarget: { value } }) => set({ name: value })}
        />
        <NativeSelect
          inputWrapperOrder={[...inLine]}
          label={texts.profile}
          value={policy.profile ?? ''}
          error={asked && asksNothing ? texts.nothing : undefined}
          onChange={({ currentTarget: { value } }) => set({ profile: value === '' ? null : value })}
          data={[
            ...profiles.map((value) => ({ value, label: texts.profiles[value] ?? value })),
            { value: '', label: texts.profileNone },
          ]}
        />
      </div>
      <Textarea
        inputWrapperOrder={[...inLine]}
        label={texts.extra}
        placeholder={texts.extraExample}
        value={checks}
        rows={2}
        spellCheck={false}
        classNames={{ input: classes.code ?? '' }}
        onChange={({ currentTarget: { value } }) => {
          setChecks(value);
          set({ checks: [...linesOf(value)] });
        }}
      />
      <div className={classes.pair}>
        <TextInput
          inputWrapperOrder={[...inLine]}
          label={texts.selector}
          description={texts.selectorWhat}
          placeholder={texts.selectorExample}
          value={policy.selector ?? ''}
          maxLength={1000}
          spellCheck={false}
          classNames={{ input: classes.code ?? '' }}
          onChange={({ currentTarget: { value } }) => set({ selector: value.trim() === '' ? null : value })}
        />
        <Textarea
          inputWrapperOrder={[...inLine]}
          label={texts.exclude}
          value={excluded}
          rows={2}
          spellCheck={false}
          classNames={{ input: classes.code ?? '' }}
          onChange={({ currentTarget: { value } }) => {
            setExcluded(value);
            set({ excludeNamespaces: [...linesOf(value)] });
          }}
        />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          inputWrapperOrder={[...inLine]}
          label={texts.action}
          value={policy.action}
          onChange={({ currentTarget: { value } }) => set({ action: rungs.find((rung) => rung === value) ?? 'Audit' })}
          data={rungs.map((value) => ({ value, label: `${texts.rungs[value]}: ${texts.rungIs[value]}` }))}
        />
        <NativeSelect
          inputWrapperOrder={[...inLine]}
          label={texts.fails}
          description={texts.failsWhat[policy.failurePolicy]}
          value={policy.failurePolicy}
          onChange={({ currentTarget: { value } }) => set({ failurePolicy: value === 'Ignore' ? 'Ignore' : 'Fail' })}
          data={['Fail', 'Ignore'].map((value) => ({ value, label: texts.failurePolicies[value] ?? value }))}
        />
      </div>
      <NativeSelect
        inputWrapperOrder={[...inLine]}
        label={texts.enforcement}
        description={texts.enforcementWhat[policy.enforcement]}
        value={policy.enforcement}
        onChange={({ currentTarget: { value } }) => set({ enforcement: value === 'Webhook' ? 'Webhook' : 'Native' })}
        data={(['Native', 'Webhook'] as const).map((value) => ({ value, label: texts.enforcements[value] ?? value }))}
      />
      <Checkbox
        label={texts.climbs}
        description={texts.climbsWhat(format, rolloutDays)}
        checked={policy.rollout !== null}
        onChange={({ currentTarget: { checked } }) =>
          set({ rollout: checked ? { to: 'Deny', days: rolloutDays } : null })
        }
      />
      <FormActions>
        <Button variant="default" onClick={props.onClose}>
          {parts.cancel}
        </Button>
        <Button type="submit">{texts.next}</Button>
      </FormActions>
    </Form>
  );
}

function Preview(props: { readonly policy: NewPolicy; readonly onBack: () => void; readonly onClose: () => void }) {
  const { policies: texts } = useTexts();
  const api = useApi();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { policy } = props;
  const { rollout, ...rest } = policy;
  const query = { ...rest, rollout: rollout === null ? null : `${rollout.to},${rollout.days}` };
  const draft = useRead<PolicyDraft>('policy-draft', query);
  const prediction = useRead<PolicyPrediction>('policy-draft/prediction', { ...query, limit: firstFew });
  const make = useChange(async () => {
    const seen = prediction.data === undefined ? null : seenPrediction(prediction.data, undefined);
    await api.send('POST', 'policies', { ...policy, seen });
    announce(texts.made(policy.name));
    props.onClose();
    navigate(`/policies/${policy.name}`);
  });
  return (
    <div className={classes.form}>
      {draft.data === undefined ? (
        draft.error === null ? (
          <LoadingView lines={6} />
        ) : (
          <ErrorLine what={texts.draftFailed} error={draft.error} />
        )
      ) : (
        <>
          <h3>{texts.preview}</h3>
          {prediction.data === undefined ? (
            prediction.error === null ? (
              <LoadingView lines={4} />
            ) : (
              <ErrorLine
                what={texts.predictionFailed}
                error={prediction.error}
                retry={() => void prediction.refetch()}
              />
            )
          ) : (
            <>
              <ShortPrediction prediction={prediction.data} rung={policy.action === 'Off' ? 'Audit' : policy.action} />
              <p className={classes.note}>{texts.requestsLater}</p>
            </>
          )}
          <ControlDoubt />
          <BothWays
            manifest={draft.data.manifest}
            writing={draft.data.writing}
            does={texts.makeNow}
            waits={prediction.data === undefined}
            failed={texts.makeFailed}
            change={make}
            onWrite={() => make.mutate(undefined)}
          />
        </>
      )}
      <FormActions>
        <Button variant="default" onClick={props.onBack}>
          {texts.back}
        </Button>
      </FormActions>
    </div>
  );
}
