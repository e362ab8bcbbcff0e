import type { SearchResult } from '../../../src/server/contract/index.ts';
import { workloadPath } from '../pages/workload/address.ts';
import { objectKey } from '../parts/resource.tsx';

/** Something to go to. */
export interface Entry {
  /** Its address is its name: the same thing is there once. */
  readonly to: string;
  readonly type: 'page' | 'object' | 'check';
  readonly name: string;
  /** Before the name, less important: the kind. */
  readonly kind?: string;
  /** Open findings; undefined where that says nothing. */
  readonly open?: number;
}

/** Workloads have a page of their own; of other objects the findings are shown. */
export function entryOf(item: SearchResult['items'][number]): Entry {
  if (item.type === 'check') {
    return { type: 'check', to: `/checks/${encodeURIComponent(item.id)}`, name: item.title, open: item.open };
  }
  const { group, kind, namespace, name, workload, open } = item;
  const to =
    workload && namespace !== null
      ? `/workloads/${workloadPath({ group, kind, namespace, name })}`
      : `/findings?${new URLSearchParams({ object: objectKey({ group, kind, namespace, name }) })}`;
  return { type: 'object', to, kind, name: namespace === null ? name : `${namespace}/${name}`, open };
}

/** Entries whose name or kind has all words of a text. */
export function matching(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return entries.filter(({ name, kind = '', to }) => {
    const said = `${kind} ${name} ${to}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
