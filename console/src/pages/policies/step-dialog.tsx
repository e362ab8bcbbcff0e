import type {
  PolicyDetail,
  PolicyDraft,
  PolicyPrediction,
  PolicyRequests,
  Rung,
} from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange, useRead } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { BothWays } from './both-ways.tsx';
import { ControlDoubt } from './control-state.tsx';
import classes from './policies.module.css';
import { firstFew, ShortPrediction } from './prediction-view.tsx';
import { Requested } from './requested.tsx';
import { seenPrediction } from './seen.ts';
import { rungs } from './state.ts';

/** Says what the step does before it is taken: to what runs, and to whom of those who asked lately; then in the cluster, or as a file. */
export function StepDialog(props: {
  readonly policy: PolicyDetail;
  /** What the policy asks for now. */
  readonly from: Rung;
  /** What is in force. */
  readonly on: Rung;
  readonly to: Rung;
  readonly onClose: () => void;
}) {
  const { policies: texts } = useTexts();
  const api = useApi();
  const announce = useAnnounce();
  const { policy, from, on, to } = props;
  const { name, managedBy, generation, enforcement } = policy;
  const goesDown = rungs.indexOf(to) < rungs.indexOf(on);
  const prediction = useRead<PolicyPrediction>(`policies/${name}/prediction`, { limit: firstFew });
  const requests = useRead<PolicyRequests>(`policies/${name}/requests`);
  const draft = useRead<PolicyDraft>(`policies/${name}/change`, { action: to });
  const isShown = prediction.data !== undefined && requests.data !== undefined;
  const step = useChange(async () => {
    const seen = isShown && !goesDown ? seenPrediction(prediction.data, requests.data) : null;
    await api.send('PUT', `policies/${name}/action`, {
      ...{ from, to, seen },
      ...(generation !== null && { generation }),
    });
    announce(texts.stepped(name, texts.rungs[to]));
    props.onClose();
  });
  return (
    <Dialog wide title={texts.changeTitle(name, texts.rungs[to])} onClose={props.onClose}>
      {goesDown ? (
        <p>{texts.down}</p>
      ) : (
        <>
          <section className={classes.way}>
            <h3>{texts.whatRuns}</h3>
            <Answer read={prediction} failed={texts.predictionFailed}>
              {(data) => <ShortPrediction prediction={data} rung={to} />}
            </Answer>
          </section>
          <section className={classes.way}>
            <h3>{texts.requests}</h3>
            <Answer read={requests} failed={texts.requestsFailed}>
              {(data) => (
                <Requested requests={{ ...data, unrecorded: to === 'Deny' && enforcement === 'Native' }} rung={to} />
              )}
            </Answer>
          </section>
        </>
      )}
      {managedBy !== null && <Notice>{texts.managedBy(managedBy)}</Notice>}
      <ControlDoubt />
      <Answer read={draft} failed={texts.draftFailed}>
        {({ manifest, writing }) => (
          <BothWays
            manifest={manifest}
            writing={writing}
            does={texts.step(texts.rungs[to])}
            // Nothing is enforced that was not shown first.
            waits={!goesDown && !isShown}
            failed={texts.stepFailed}
            change={step}
            onWrite={() => step.mutate(undefined)}
          />
        )}
      </Answer>
    </Dialog>
  );
}

function Answer<T>(props: {
  readonly read: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  readonly failed: string;
  readonly children: (data: T) => React.ReactNode;
}) {
  const { read, failed } = props;
  if (read.data !== undefined) return props.children(read.data);
  if (read.error === null) return <LoadingView lines={3} />;
  return <ErrorLine what={failed} error={read.error} retry={() => void read.refetch()} />;
}
