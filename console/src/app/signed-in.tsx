import { Navigate, Outlet, useLocation } from 'react-router';
import { useSessionQuery } from '../api/queries.ts';
import { SessionContext } from '../api/session.tsx';
import { ErrorView, LoadingView } from '../parts/states.tsx';
import { useTexts } from '../texts/language.tsx';
import { signInAddress } from './return-address.ts';

/** What needs a session; without one the sign-in page, which comes back to where one was. */
export function SignedIn() {
  const session = useSessionQuery();
  const location = useLocation();
  const { shell: texts } = useTexts();
  if (session.data === null) return <Navigate to={signInAddress(location)} replace />;
  if (session.data === undefined) {
    return session.error === null ? (
      <LoadingView />
    ) : (
      <main>
        <ErrorView what={texts.sessionFailed} error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  return (
    <SessionContext value={session.data}>
      <Outlet />
    </SessionContext>
  );
}
