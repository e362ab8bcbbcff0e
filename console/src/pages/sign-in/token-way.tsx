import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './sign-in.module.css';

/** By a bearer token of the cluster, which the API server is asked about. It goes nowhere else and is not kept. */
export function TokenWay({ next }: { readonly next: string }) {
  const { signIn: texts } = useTexts();
  const api = useApi();
  const [token, setToken] = useState('');
  const signIn = useChange(async () => {
    await api.send('POST', 'sign-in/token', { token: token.trim() });
    // Loaded anew: what is in memory may be of who was signed in before.
    location.assign(next);
  });
  return (
    <section className={classes.way}>
      <h2>{texts.token}</h2>
      <p>{texts.tokenWhat}</p>
      <CommandLine command="kubectl create token NAME -n NAMESPACE" label={texts.tokenCommand} />
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== '') signIn.mutate(undefined);
        }}
      >
        <PasswordInput
          label={texts.tokenLabel}
          value={token}
          maxLength={16_384}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setToken(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': texts.showToken }}
        />
        {signIn.error !== null && <ErrorLine what={texts.refused} error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending} disabled={token.trim() === ''}>
          {texts.title}
        </Button>
      </form>
    </section>
  );
}
