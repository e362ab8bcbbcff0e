import { useEffect } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import type { SignInMethods } from '../../../../src/server/contract/index.ts';
import { useRead, useSessionQuery } from '../../api/queries.ts';
import { usePageTitle } from '../../app/page.tsx';
import { Preferences } from '../../app/preferences.tsx';
import { keepReturnAddress, returnAddress } from '../../app/return-address.ts';
import { ErrorLine, ErrorView, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './sign-in.module.css';
import { TokenWay } from './token-way.tsx';
import { LinkWay, OidcWay } from './ways.tsx';

/** The ways in that this server offers. */
export function SignInPage() {
  const { signIn: texts } = useTexts();
  const [search] = useSearchParams();
  const session = useSessionQuery();
  const methods = useRead<SignInMethods>('sign-in/methods');
  const next = returnAddress(search.get('next'));
  usePageTitle(texts.title);
  // The one-time link and the provider lead to the overview; what was asked for first is gone to from there.
  useEffect(() => {
    if (next !== '/') keepReturnAddress(next);
  }, [next]);
  const { data } = methods;
  const failed = search.get('error');
  if (session.data != null) return <Navigate to={next} replace />;
  const none = data !== undefined && !data.link && data.oidc === null && !data.kubernetesToken;
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <header className={classes.head}>
          <img src="/favicon.svg" alt="" width={36} height={36} />
          <h1>{texts.heading}</h1>
          <p>{texts.what}</p>
        </header>
        {failed !== null && (
          <p className={classes.error} role="alert">
            {Object.hasOwn(texts.errors, failed)
              ? texts.errors[failed as keyof typeof texts.errors]
              : texts.unknownError}
          </p>
        )}
        {session.error !== null && (
          <ErrorLine what={texts.sessionFailed} error={session.error} retry={() => void session.refetch()} />
        )}
        {data === undefined ? (
          methods.error === null ? (
            <LoadingView lines={5} />
          ) : (
            <ErrorView what={texts.methodsFailed} error={methods.error} retry={() => void methods.refetch()} />
          )
        ) : (
          <>
            {data.oidc !== null && <OidcWay issuer={data.oidc.issuer} />}
            {data.kubernetesToken && <TokenWay next={next} />}
            {data.link && <LinkWay />}
            {none && <p>{texts.none}</p>}
          </>
        )}
      </main>
      <Preferences />
    </div>
  );
}
