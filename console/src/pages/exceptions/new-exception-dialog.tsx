import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { Checks, Exception, ExceptionDraft } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange, useRead } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form, FormActions } from '../../parts/form.tsx';
import { linesOf } from '../../parts/lines.ts';
import { Notice } from '../../parts/notice.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { dayIn } from '../finding/days.ts';
import { Expiry } from '../finding/expiry.tsx';
import { ExceptionFiles } from './exception-files.tsx';
import classes from './exceptions.module.css';
import { type Way, ways, wrongGlob } from './state.ts';

const shortestReason = 3;

/** An exception for a check on resources. */
export function NewExceptionDialog(props: { readonly check: string; readonly onClose: () => void }) {
  const { exceptions: texts, finding, parts } = useTexts();
  const format = useFormat();
  const api = useApi();
  const announce = useAnnounce();
  const checks = useRead<Checks>('checks');
  const list = useId();
  const [check, setCheck] = useState(props.check);
  const [lines, setLines] = useState('');
  const [container, setContainer] = useState('');
  const [reason, setReason] = useState('');
  const [owner, setOwner] = useState('');
  const [expires, setExpires] = useState<string | null>(() => dayIn(90));
  const [asked, setAsked] = useState(false);
  const [way, setWay] = useState<Way>('user');
  const [shown, setShown] = useState(false);

  const globs = linesOf(lines);
  const wrong = wrongGlob(globs);
  const chosen = checks.data?.items.find(({ id }) => id === check.trim());
  const short = reason.trim().length < shortestReason;
  // Of other tools' rules there is no list.
  const listed = checks.data !== undefined && !check.includes('/');
  const unknown = listed ? chosen === undefined : check.trim() === '';
  const isWhole = !short && !unknown && wrong === undefined;
  const said = {
    check: check.trim(),
    resources: globs,
    container: container.trim() || null,
    reason: reason.trim(),
    owner: owner.trim() || null,
    expires,
  };
  const draft = useRead<ExceptionDraft>('exception-draft', said, { enabled: way !== 'user' && isWhole });
  const writing = draft.data?.writing;
  const make = useChange(async () => {
    if (way === 'object') {
      const { name } = await api.send<{ readonly name: string }>('POST', 'exception-objects', said);
      announce(texts.written(name));
    } else {
      const { matches } = await api.send<Exception>('POST', 'exceptions', said);
      announce(texts.made(format, matches));
    }
    props.onClose();
  });
  const submit = () => {
    setAsked(true);
    if (!isWhole || make.isPending) return;
    if (way === 'file') setShown(true);
    else if (way === 'user' || writing?.possible === true) make.mutate(undefined);
  };
  return (
    <Dialog title={texts.makeTitle} onClose={props.onClose}>
      <Form onSubmit={submit}>
        <p className={classes.note}>{texts.makeWhat}</p>
        <TextInput
          label={texts.check}
          list={list}
          value={check}
          placeholder={texts.checkExample}
          description={chosen?.title ?? texts.checkWhat}
          error={asked && unknown ? texts.checkUnknown : undefined}
          maxLength={253}
          required
          autoComplete="off"
          spellCheck={false}
          {...(props.check === '' ? { 'data-autofocus': true } : {})}
          onChange={(event) => setCheck(event.currentTarget.value)}
        />
        <datalist id={list}>
          {checks.data?.items.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </datalist>
        <Textarea
          label={texts.globs}
          value={lines}
          placeholder={texts.globsExample}
          description={globs.length === 0 ? `${texts.globsWhat} ${texts.globsEverywhere}` : texts.globsWhat}
          error={(asked || lines.endsWith('\n')) && wrong !== undefined ? texts.globWrong(wrong) : undefined}
          rows={3}
          maxLength={20_000}
          spellCheck={false}
          classNames={{ input: classes.code ?? '' }}
          {...(props.check === '' ? {} : { 'data-autofocus': true })}
          onChange={(event) => setLines(event.currentTarget.value)}
        />
        <Textarea
          label={texts.reason}
          value={reason}
          placeholder={finding.reasonExample}
          error={asked && short ? finding.reasonShort : undefined}
          rows={2}
          maxLength={1000}
          required
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes.pair}>
          <TextInput
            label={texts.owner}
            value={owner}
            description={texts.ownerWhat}
            maxLength={253}
            onChange={(event) => setOwner(event.currentTarget.value)}
          />
          <TextInput
            label={texts.container}
            value={container}
            description={texts.containerWhat}
            maxLength={253}
            spellCheck={false}
            onChange={(event) => setContainer(event.currentTarget.value)}
          />
        </div>
        <Expiry value={expires} onChange={setExpires} />
        <fieldset className={classes.ways}>
          <legend>{texts.wayLabel}</legend>
          <SegmentedControl
            size="xs"
            aria-label={texts.wayLabel}
            value={way}
            onChange={(value) => {
              setWay(ways.find((one) => one === value) ?? 'user');
              setShown(false);
            }}
            data={ways.map((value) => ({ value, label: texts.ways[value] }))}
          />
          <p className={classes.note}>{texts.wayIs[way]}</p>
          {way === 'object' && writing?.possible === false && (
            <Notice>{texts.writing[writing.reason ?? 'unanswered']}</Notice>
          )}
        </fieldset>
        {way !== 'user' && isWhole && draft.error !== null && (
          <ErrorLine what={texts.draftFailed} error={draft.error} />
        )}
        {way === 'file' && shown && isWhole && draft.data !== undefined && <ExceptionFiles draft={draft.data} />}
        {make.error !== null && <ErrorLine what={texts.makeFailed} error={make.error} />}
        <FormActions>
          <Button variant="default" onClick={props.onClose}>
            {parts.cancel}
          </Button>
          <Button type="submit" loading={make.isPending} disabled={way === 'object' && writing?.possible === false}>
            {way === 'user' ? texts.makeNow : way === 'object' ? texts.writeNow : texts.showFile}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
