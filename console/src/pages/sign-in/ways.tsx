import { Button } from '@mantine/core';
import { useTexts } from '../../texts/language.tsx';
import classes from './sign-in.module.css';

/** By the company's provider: a page of its own, so a link of the browser's, not of the router's. */
export function OidcWay({ issuer }: { readonly issuer: string }) {
  const { signIn: texts } = useTexts();
  return (
    <section className={classes.way}>
      <h2>{texts.oidc}</h2>
      <p>{texts.oidcWhat(hostOf(issuer))}</p>
      <Button component="a" href="/sign-in/oidc">
        {texts.oidcGo}
      </Button>
    </section>
  );
}

/** Nothing to do here: the link itself signs in. */
export function LinkWay() {
  const { signIn: texts } = useTexts();
  return (
    <section className={classes.way}>
      <h2>{texts.link}</h2>
      <p>{texts.linkWhat}</p>
    </section>
  );
}

function hostOf(issuer: string): string {
  return URL.parse(issuer)?.host ?? issuer;
}
