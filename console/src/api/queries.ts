import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../../src/server/contract/index.ts';
import { useLanguage } from '../texts/language.tsx';
import { ApiError, type Query } from './client.ts';
import { sessionKey, useApi } from './provider.tsx';

export interface ReadOptions {
  readonly enabled?: boolean;
  /** Whether the answer to the question before stays until this one's is there: true for lists, false for one thing's page. */
  readonly keep?: boolean;
  /** Milliseconds after which it is asked again: for what no event tells of. */
  readonly every?: number;
}

/** One GET below /api/v1, cached by language, path and query: `useRead<Cluster>('cluster')`. */
export function useRead<T>(path: string, query: Query = {}, { enabled = true, keep = true, every }: ReadOptions = {}) {
  const reading = useReading();
  return useQuery<T>({
    ...reading<T>(path, query),
    enabled,
    ...(every !== undefined && { refetchInterval: every }),
    placeholderData: (before) => (keep ? before : undefined) as never,
  });
}

/** The same as options, for `useQueries` and `fetchQuery`. */
export function useReading() {
  const api = useApi();
  const { language } = useLanguage();
  return <T>(path: string, query: Query = {}) => ({
    queryKey: [language, path, query] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => api.get<T>(path, query, signal),
  });
}

/** Undefined while it is asked, null where nobody is signed in. */
export function useSessionQuery(): UseQueryResult<Session | null, Error> {
  const api = useApi();
  return useQuery<Session | null>({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      try {
        return await api.get<Session>('session', {}, signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 5 * 60_000,
  });
}

/** A change by the user; afterwards all that is shown is asked again. */
export function useChange<Input, Answer = unknown>(change: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation<Answer, Error, Input>({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey !== sessionKey }),
    onError(error) {
      if (error instanceof ApiError && error.status === 401) queries.setQueryData(sessionKey, null);
    },
  });
}
