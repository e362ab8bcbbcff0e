import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Exception } from '../../../../src/server/contract/index.ts';
import { useMay } from '../../api/session.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { checkHref } from '../check/address.ts';
import { EndExceptionDialog } from './end-exception-dialog.tsx';
import { ExceptionStatus } from './exception-status.tsx';
import classes from './exceptions.module.css';
import { RemoveObjectDialog } from './remove-object-dialog.tsx';
import { isMadeHere } from './state.ts';

/** What is excepted, why, by whom and until when; and its end. */
export function ExceptionView({ exception, onEnded }: { readonly exception: Exception; readonly onEnded: () => void }) {
  const { exceptions: texts } = useTexts();
  const format = useFormat();
  const may = useMay('findings:accept');
  const seesObjects = useMay('cluster:read');
  const [ending, setEnding] = useState(false);
  const { check, title, status, reason, owner, expires, from, createdBy, createdAt, matches, fingerprint } = exception;
  return (
    <article className={classes.exception} aria-label={title}>
      <header className={classes.head}>
        <ExceptionStatus status={status} />
        <h2>{title}</h2>
        <Link to={checkHref(check)}>
          <code>{check}</code>
        </Link>
      </header>
      <p className={classes.reason}>{reason}</p>
      <p className={classes.note}>{texts.statusIs[status]}</p>
      <Fields>
        {owner !== null && <Field name={texts.owner}>{owner}</Field>}
        <Field name={texts.columns.until}>{expires === null ? texts.noEnd : format.day(expires)}</Field>
        {exception.object !== null && (
          <Field name={texts.objectName}>
            <code>{exception.object}</code>
          </Field>
        )}
        {exception.container !== null && (
          <Field name={texts.container}>
            <code>{exception.container}</code>
          </Field>
        )}
        {createdBy !== null && (
          <Field name={texts.madeBy(createdBy)}>{createdAt !== null && <Time at={createdAt} focusable />}</Field>
        )}
      </Fields>
      <Section title={texts.resources}>
        {exception.resources.length > 0 ? (
          <ul className={classes.globs}>
            {exception.resources.map((glob) => (
              <li key={glob}>
                <code>{glob}</code>
              </li>
            ))}
          </ul>
        ) : (
          <p className={classes.note}>
            {fingerprint !== null ? texts.oneFinding : from === 'annotation' ? texts.onObject : texts.everywhere}
          </p>
        )}
        <p>
          {texts.covers(format, matches)}{' '}
          {fingerprint !== null ? (
            <Link to={`/findings/${fingerprint}`}>{texts.showFinding}</Link>
          ) : (
            matches > 0 && (
              <Link to={{ pathname: '/findings', search: `?${new URLSearchParams({ status: 'accepted', check })}` }}>
                {texts.showAccepted}
              </Link>
            )
          )}
        </p>
      </Section>
      <p className={classes.note}>{texts.fromIs[from]}</p>
      {((may && isMadeHere(exception)) || (seesObjects && exception.object !== null)) && (
        <Button className={classes.end ?? ''} variant="default" size="xs" onClick={() => setEnding(true)}>
          {texts.end}
        </Button>
      )}
      {ending &&
        (exception.object === null ? (
          <EndExceptionDialog exception={exception} onClose={() => setEnding(false)} onEnded={onEnded} />
        ) : (
          <RemoveObjectDialog name={exception.object} onClose={() => setEnding(false)} onEnded={onEnded} />
        ))}
    </article>
  );
}
