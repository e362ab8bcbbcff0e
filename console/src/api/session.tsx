import { createContext, use } from 'react';
import type { Permission, Session } from '../../../src/server/contract/index.ts';

/** The session of whoever is signed in; set by the shell, so that pages need not ask whether there is one. */
export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('outside of the signed-in part');
  return session;
}

/** Whether to offer something; the server asks again. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
