import { Button } from '@mantine/core';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FormActions } from '../../parts/form.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';

/** Ends acceptances: the findings are open again. */
export function WithdrawDialog(props: {
  readonly fingerprints: readonly string[];
  readonly onClose: () => void;
  readonly onDone?: () => void;
}) {
  const { finding: texts, parts } = useTexts();
  const format = useFormat();
  const api = useApi();
  const announce = useAnnounce();
  const withdraw = useChange(() =>
    api.send<{ changed: number }>('POST', 'findings/withdraw', { fingerprints: props.fingerprints }),
  );
  const submit = () =>
    withdraw.mutate(undefined, {
      onSuccess({ changed }) {
        announce(texts.withdrawn(format, changed));
        props.onDone?.();
        props.onClose();
      },
    });
  return (
    <Dialog title={texts.withdrawTitle(format, props.fingerprints.length)} onClose={props.onClose}>
      <p>{texts.withdrawWhat}</p>
      {withdraw.error !== null && <ErrorLine what={texts.withdrawFailed} error={withdraw.error} />}
      <FormActions>
        <Button variant="default" onClick={props.onClose}>
          {parts.cancel}
        </Button>
        <Button loading={withdraw.isPending} onClick={submit}>
          {texts.withdraw}
        </Button>
      </FormActions>
    </Dialog>
  );
}
