import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { Session } from '../../../src/server/contract/index.ts';
import { useLanguage } from '../texts/language.tsx';
import { type Api, ApiError, createApi } from './client.ts';

const ApiContext = createContext<Api | null>(null);

/** The session's place in the cache, whatever the language. */
export const sessionKey = ['session'] as const;

export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  const [queries] = useState(createQueries);
  const api = useMemo(
    () => createApi({ language, csrf: () => queries.getQueryData<Session | null>(sessionKey)?.csrf }),
    [language, queries],
  );
  return (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>{children}</ApiContext>
    </QueryClientProvider>
  );
}

export function useApi(): Api {
  const api = use(ApiContext);
  if (api === null) throw new Error('outside of ApiProvider');
  return api;
}

function createQueries(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // A session that ended shows the sign-in page, wherever it was noticed.
      onError(error) {
        if (error instanceof ApiError && error.status === 401) client.setQueryData(sessionKey, null);
      },
    }),
    defaultOptions: {
      queries: {
        // Live events say when something changed; this covers the time without them.
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });
  return client;
}
