import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveEvent } from '../../../src/server/contract/index.ts';
import { sessionKey } from './provider.tsx';

/** What each event makes old: first parts of paths, as the queries' keys have them. */
const touched: Readonly<Record<LiveEvent['event'], readonly string[]>> = {
  findings: [
    'overview',
    'trend',
    'findings',
    'workloads',
    'compliance',
    'exceptions',
    'policies',
    'pod-security',
    'checks',
    'search',
    'network',
  ],
  cluster: ['cluster', 'overview', 'session', 'policies', 'policy-control', 'refusals', 'network'],
};

/** At most one round of questions in this time, so that a rollout doesn't make the page flicker. */
const calmMs = 3000;
const retryMs = [2000, 5000, 15_000, 30_000];

export type LiveState = 'connecting' | 'live' | 'lost';

/** Listens to /api/v1/events and asks again for what changed. */
export function useLiveUpdates(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    let source: EventSource | undefined;
    let retries = 0;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let round: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const old = new Set<string>();

    const askAgain = () => {
      round = undefined;
      last = Date.now();
      const paths = new Set(old);
      old.clear();
      void queries.invalidateQueries({ predicate: ({ queryKey }) => paths.has(topicOf(queryKey)) });
    };
    const note = (event: LiveEvent['event']) => {
      for (const path of touched[event]) old.add(path);
      round ??= setTimeout(askAgain, Math.max(300, last + calmMs - Date.now()));
    };
    const connect = () => {
      source = new EventSource('/api/v1/events');
      source.addEventListener('findings', () => note('findings'));
      source.addEventListener('cluster', () => note('cluster'));
      source.onopen = () => {
        // What happened in the meantime was not told.
        if (retries > 0) for (const event of ['findings', 'cluster'] as const) note(event);
        retries = 0;
        setState('live');
      };
      source.onerror = () => {
        source?.close();
        setState('lost');
        // The session may have ended: asking for it says so.
        void queries.invalidateQueries({ queryKey: sessionKey });
        retry = setTimeout(connect, retryMs[Math.min(retries++, retryMs.length - 1)]);
      };
    };
    connect();
    return () => {
      source?.close();
      clearTimeout(retry);
      clearTimeout(round);
    };
  }, [queries]);
  return state;
}

/** `['en', 'findings/facets', …]` → `findings`; `['session']` → `session`. */
function topicOf(key: readonly unknown[]): string {
  const path = key.length > 1 ? key[1] : key[0];
  return typeof path === 'string' ? (path.split('/')[0] ?? '') : '';
}
