import { useEffect } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { useSessionQuery } from '../api/queries.ts';
import { SessionContext } from '../api/session.tsx';
import { ErrorView, LoadingView } from '../parts/states.tsx';
import { useTexts } from '../texts/language.tsx';
import { signInAddress, takeReturnAddress } from './return-address.ts';

/** What needs a session; without one the sign-in page, which comes back to where one was. */
export function SignedIn() {
  const session = useSessionQuery();
  const location = useLocation();
  const navigate = useNavigate();
  const { shell: texts } = useTexts();
  const signedIn = session.data != null;
  const { pathname } = location;
  useEffect(() => {
    const next = signedIn ? takeReturnAddress() : null;
    if (next !== null && pathname === '/') navigate(next, { replace: true });
  }, [signedIn, pathname, navigate]);
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
