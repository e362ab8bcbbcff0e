import type { PolicyDetail, PolicyDraft, PolicyPrediction, Rung } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange, useRead } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { BothWays } from './both-ways.tsx';
import classes from './policies.module.css';
import { ShortPrediction } from './prediction-view.tsx';
import { rungs } from './state.ts';

/** Says what the step does before it is taken: in the cluster, or as a file. */
export function StepDialog(props: {
  readonly policy: PolicyDetail;
  /** What the policy asks for now. */
  readonly from: Rung;
  /** What is in force. */
  readonly on: Rung;
  readonly to: Rung;
  readonly prediction: PolicyPrediction | undefined;
  readonly onClose: () => void;
}) {
  const { policies: texts } = useTexts();
  const api = useApi();
  const announce = useAnnounce();
  const { policy, from, on, to, prediction } = props;
  const { name, managedBy } = policy;
  const draft = useRead<PolicyDraft>(`policies/${name}/change`, { action: to });
  const step = useChange(async () => {
    await api.send('PUT', `policies/${name}/action`, { from, to });
    announce(texts.stepped(name, texts.rungs[to]));
    props.onClose();
  });
  const goesDown = rungs.indexOf(to) < rungs.indexOf(on);
  return (
    <Dialog wide title={texts.changeTitle(name, texts.rungs[to])} onClose={props.onClose}>
      {goesDown ? (
        <p>{texts.down}</p>
      ) : (
        prediction !== undefined && <ShortPrediction prediction={prediction} rung={to} />
      )}
      {managedBy !== null && <p className={classes.doubt}>{texts.managedBy(managedBy)}</p>}
      {draft.data === undefined ? (
        draft.error === null ? (
          <LoadingView lines={4} />
        ) : (
          <ErrorLine what={texts.draftFailed} error={draft.error} retry={() => void draft.refetch()} />
        )
      ) : (
        <BothWays
          manifest={draft.data.manifest}
          writing={draft.data.writing}
          does={texts.step(texts.rungs[to])}
          failed={texts.stepFailed}
          change={step}
          onWrite={() => step.mutate(undefined)}
        />
      )}
    </Dialog>
  );
}
