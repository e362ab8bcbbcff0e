import { useEffect, useMemo, useState } from 'react';
import type { SearchResult } from '../../../src/server/contract/index.ts';
import { useRead } from '../api/queries.ts';
import { useMay, useSession } from '../api/session.tsx';
import { useTexts } from '../texts/language.tsx';
import { type Entry, entryOf, matching } from './entry.ts';
import { pageEntries } from './page-entries.ts';
import { recentEntries } from './recent.ts';

export interface PaletteGroup {
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** Milliseconds after the last key. */
const pauseMs = 120;
const asked = 20;

/** What fits the text, by kind: pages at once, objects and checks when the server has answered. Without a text: what was recent. */
export function usePaletteGroups(text: string): {
  readonly groups: readonly PaletteGroup[];
  /** The answer for this text is on its way. */
  readonly busy: boolean;
  readonly error: unknown;
} {
  const all = useTexts();
  const { permissions, cluster } = useSession();
  const may = useMay('findings:read');
  const wanted = text.trim();
  const q = usePaused(wanted);
  const search = useRead<SearchResult>('search', { q, limit: asked }, { enabled: may && q !== '' && wanted !== '' });
  const { palette: texts } = all;
  const found = wanted === '' ? undefined : search.data;
  const groups = useMemo(() => {
    const pages = pageEntries(all, permissions);
    // Pages by their present name: the language may be another one now.
    const recent =
      wanted === '' ? recentEntries(cluster.id).map((entry) => pages.find(({ to }) => to === entry.to) ?? entry) : [];
    const items = found?.items.map(entryOf) ?? [];
    return [
      { name: texts.groups.recent, entries: recent },
      {
        name: texts.groups.pages,
        entries: matching(pages, wanted).filter(({ to }) => recent.every((one) => one.to !== to)),
      },
      { name: texts.groups.objects, entries: items.filter(({ type }) => type === 'object') },
      { name: texts.groups.checks, entries: items.filter(({ type }) => type === 'check') },
    ].filter(({ entries }) => entries.length > 0);
  }, [all, texts, permissions, cluster.id, wanted, found]);
  return {
    groups,
    busy: may && wanted !== '' && (q !== wanted || search.isFetching),
    error: wanted !== '' && search.data === undefined ? search.error : null,
  };
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
