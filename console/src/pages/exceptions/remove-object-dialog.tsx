import { Button } from '@mantine/core';
import type { ExceptionRemoval } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange, useRead } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FormActions } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './exceptions.module.css';

/** Ends an exception that is an object of the cluster: all that ends with it, then in the cluster or by a command. */
export function RemoveObjectDialog(props: {
  /** Name of the SecurityException. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}) {
  const { exceptions: texts, policies, parts } = useTexts();
  const format = useFormat();
  const api = useApi();
  const announce = useAnnounce();
  const path = `exception-objects/${encodeURIComponent(props.name)}`;
  const remove = useChange(async () => {
    await api.send('DELETE', path);
    // Before the list is asked again: without the exception in it, this dialog is gone.
    announce(texts.ended);
    props.onClose();
    props.onEnded();
  });
  // Once it is gone, there is nothing more to ask.
  const enabled = !remove.isPending && !remove.isSuccess;
  const removal = useRead<ExceptionRemoval>(`${path}/removal`, {}, { enabled });
  const { data } = removal;
  return (
    <Dialog title={texts.endTitle} onClose={props.onClose}>
      {data === undefined ? (
        removal.error === null ? (
          <LoadingView lines={3} />
        ) : (
          <ErrorLine what={texts.endFailed} error={removal.error} retry={() => void removal.refetch()} />
        )
      ) : (
        <>
          <p>{texts.removeWhat(format, props.name, data.checks)}</p>
          {data.managedBy !== null && <Notice>{policies.managedBy(data.managedBy)}</Notice>}
          {!data.writing.possible && <Notice>{texts.writing[data.writing.reason ?? 'unanswered']}</Notice>}
          <p className={classes.note}>{policies.command}</p>
          <CommandLine command={data.command} label={policies.command} />
          {remove.error !== null && <ErrorLine what={texts.endFailed} error={remove.error} />}
        </>
      )}
      <FormActions>
        <Button variant="default" onClick={props.onClose}>
          {parts.cancel}
        </Button>
        {data?.writing.possible === true && (
          <Button loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {texts.endNow}
          </Button>
        )}
      </FormActions>
    </Dialog>
  );
}
