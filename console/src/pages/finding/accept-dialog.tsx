import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form, FormActions } from '../../parts/form.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { dayIn } from './days.ts';
import { Expiry } from './expiry.tsx';
import classes from './finding.module.css';

const reasonLength = { min: 3, max: 1000 };

/** Accepts findings with a reason and an end; an acceptance without an end has to be asked for. */
export function AcceptDialog(props: {
  readonly fingerprints: readonly string[];
  readonly onClose: () => void;
  readonly onDone?: () => void;
}) {
  const { finding: texts, parts } = useTexts();
  const format = useFormat();
  const api = useApi();
  const announce = useAnnounce();
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState<string | null>(() => dayIn(90));
  const [asked, setAsked] = useState(false);
  const accept = useChange(() =>
    api.send<{ changed: number }>('POST', 'findings/accept', {
      fingerprints: props.fingerprints,
      reason: reason.trim(),
      expires,
    }),
  );
  const short = reason.trim().length < reasonLength.min;
  const submit = () => {
    setAsked(true);
    if (short || accept.isPending) return;
    accept.mutate(undefined, {
      onSuccess({ changed }) {
        announce(texts.accepted(format, changed));
        props.onDone?.();
        props.onClose();
      },
    });
  };
  return (
    <Dialog title={texts.acceptTitle(format, props.fingerprints.length)} onClose={props.onClose}>
      <Form onSubmit={submit}>
        <p className={classes.dim}>{texts.acceptWhat}</p>
        <Textarea
          label={texts.reason}
          placeholder={texts.reasonExample}
          value={reason}
          maxLength={reasonLength.max}
          rows={3}
          data-autofocus
          required
          error={asked && short ? texts.reasonShort : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Expiry value={expires} onChange={setExpires} />
        {accept.error !== null && <ErrorLine what={texts.acceptFailed} error={accept.error} />}
        <FormActions>
          <Button variant="default" onClick={props.onClose}>
            {parts.cancel}
          </Button>
          <Button type="submit" loading={accept.isPending}>
            {texts.acceptNow(format, props.fingerprints.length)}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
