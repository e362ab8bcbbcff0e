import { Button } from '@mantine/core';
import type { Exception } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FormActions } from '../../parts/form.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';

/** Says what will be open again before it ends the exception. */
export function EndExceptionDialog(props: {
  readonly exception: Exception;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}) {
  const { exceptions: texts, parts } = useTexts();
  const format = useFormat();
  const api = useApi();
  const announce = useAnnounce();
  const { id, matches } = props.exception;
  const end = useChange(async () => {
    await api.send('DELETE', `exceptions/${encodeURIComponent(id)}`);
    // Before the list is asked again: without the exception in it, this dialog is gone.
    announce(texts.ended);
    props.onClose();
    props.onEnded();
  });
  return (
    <Dialog title={texts.endTitle} onClose={props.onClose}>
      <p>{texts.endWhat(format, matches)}</p>
      {end.error !== null && <ErrorLine what={texts.endFailed} error={end.error} />}
      <FormActions>
        <Button variant="default" onClick={props.onClose}>
          {parts.cancel}
        </Button>
        <Button loading={end.isPending} onClick={() => end.mutate(undefined)}>
          {texts.endNow}
        </Button>
      </FormActions>
    </Dialog>
  );
}
