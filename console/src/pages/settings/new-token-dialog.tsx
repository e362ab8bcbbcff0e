import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CreatedToken, Token } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { useSession } from '../../api/session.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FieldSet, Form, FormActions } from '../../parts/form.tsx';
import { linesOf } from '../../parts/lines.ts';
import { ErrorLine } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './settings.module.css';

type Scope = Token['scopes'][number];

const scopes: readonly Scope[] = ['read', 'accept', 'admin'];
const choices = [7, 30, 90, 365];

/** A token as narrow as its purpose allows: what it may do, where, and for how long. */
export function NewTokenDialog(props: {
  readonly onClose: () => void;
  readonly onMade: (token: CreatedToken) => void;
}) {
  const { settings: texts, parts } = useTexts();
  const format = useFormat();
  const api = useApi();
  const { namespaces: seen } = useSession();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read']);
  const [lines, setLines] = useState('');
  const [days, setDays] = useState(90);
  const [asked, setAsked] = useState(false);
  const namespaces = linesOf(lines);
  const make = useChange(() =>
    api.send<CreatedToken>('POST', 'tokens', {
      name: name.trim(),
      scopes: chosen,
      namespaces: namespaces.length === 0 ? null : namespaces,
      days,
    }),
  );
  const submit = () => {
    setAsked(true);
    if (name.trim() === '' || chosen.length === 0 || make.isPending) return;
    make.mutate(undefined, { onSuccess: props.onMade });
  };
  return (
    <Dialog title={texts.newToken} onClose={props.onClose}>
      <Form onSubmit={submit}>
        <TextInput
          label={texts.tokenName}
          description={texts.tokenNameWhat}
          value={name}
          maxLength={100}
          required
          data-autofocus
          error={asked && name.trim() === '' ? texts.tokenNameMissing : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={texts.tokenScopes}
          value={[...chosen]}
          error={asked && chosen.length === 0 ? texts.tokenScopesMissing : undefined}
          onChange={(values) => setChosen(scopes.filter((scope) => values.includes(scope)))}
        >
          <div className={classes.scopes}>
            {scopes.map((scope) => (
              <Checkbox key={scope} size="xs" value={scope} label={texts.scopesWhat[scope]} />
            ))}
          </div>
        </Checkbox.Group>
        <Textarea
          label={texts.tokenNamespaces}
          description={texts.tokenNamespacesWhat}
          placeholder={seen?.slice(0, 2).join('\n')}
          value={lines}
          rows={2}
          maxLength={26_000}
          spellCheck={false}
          classNames={{ input: classes.code ?? '' }}
          onChange={(event) => setLines(event.currentTarget.value)}
        />
        <FieldSet legend={texts.tokenDays}>
          <div className={classes.choices}>
            {choices.map((choice) => (
              <Button
                key={choice}
                size="xs"
                variant={choice === days ? 'light' : 'default'}
                aria-pressed={choice === days}
                onClick={() => setDays(choice)}
              >
                {texts.inDays(format, choice)}
              </Button>
            ))}
          </div>
        </FieldSet>
        {make.error !== null && <ErrorLine what={texts.makeTokenFailed} error={make.error} />}
        <FormActions>
          <Button variant="default" onClick={props.onClose}>
            {parts.cancel}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {texts.makeToken}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
