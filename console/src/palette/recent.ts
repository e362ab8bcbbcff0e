import type { Entry } from './entry.ts';

const most = 8;
const longest = 1000;

/**
 * What was last gone to, in this tab only: names of a cluster's objects don't stay on the machine.
 * @param cluster its id: what is of another cluster is not offered
 */
export function recentEntries(cluster: string): readonly Entry[] {
  try {
    const held: unknown = JSON.parse(sessionStorage.getItem(keyOf(cluster)) ?? '[]');
    return Array.isArray(held) ? held.filter(isEntry).slice(0, most) : [];
  } catch {
    // Storage is forbidden, or something else wrote there.
    return [];
  }
}

export function rememberEntry(cluster: string, entry: Entry): void {
  // How many findings are open is of the past when it is shown again.
  const { open: _, ...kept } = entry;
  const others = recentEntries(cluster).filter(({ to }) => to !== entry.to);
  try {
    sessionStorage.setItem(keyOf(cluster), JSON.stringify([kept, ...others].slice(0, most)));
  } catch {
    // Storage is full or forbidden: nothing is remembered.
  }
}

function keyOf(cluster: string): string {
  return `breakwater.recent.${cluster}`;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { to, type, name, kind } = value as Readonly<Record<string, unknown>>;
  const isText = (text: unknown) => typeof text === 'string' && text.length <= longest;
  return (
    isText(to) &&
    /^\/(?![/\\])/.test(String(to)) &&
    isText(name) &&
    (type === 'page' || type === 'object' || type === 'check') &&
    (kind === undefined || isText(kind))
  );
}
