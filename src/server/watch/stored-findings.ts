import type { ClusterState } from '../../inventory/cluster/index.ts';
import type { ObjectFindings, Store } from '../../store/index.ts';
import { teamOf } from './team.ts';

/** What the database has of some objects, to be said again in a batch. */
async function stored(
  store: Store,
  cluster: string,
  namespaces: readonly string[],
  isWanted: (key: string) => boolean,
): Promise<ObjectFindings[]> {
  const found = new Map<string, ObjectFindings & { findings: ObjectFindings['findings'][number][] }>();
  const filter = { namespace: namespaces, status: ['open', 'accepted'] as const };
  const slices = store.findings.export({ cluster, visible: undefined }, filter, { sort: 'check', order: 'asc' });
  for await (const records of slices)
    for (const { object: key, facts, workload, team } of records) {
      if (!isWanted(key)) continue;
      const known = found.get(key);
      if (known !== undefined) known.findings.push(facts);
      else found.set(key, { key, workload, team, findings: [facts] });
    }
  return [...found.values()];
}

/** The findings of objects as they are stored, with the team that their object has now. */
export async function withNewTeam(
  store: Store,
  keys: ReadonlySet<string>,
  state: ClusterState,
  labels: readonly string[],
): Promise<ObjectFindings[]> {
  if (keys.size === 0) return [];
  const namespaces = new Set([...keys].map((key) => state.objects.get(key)?.namespace ?? ''));
  const found = await stored(store, state.facts.id, [...namespaces], (key) => keys.has(key));
  return found.map((one) => {
    const object = state.objects.get(one.key);
    return { ...one, team: object && teamOf(object, labels, state) };
  });
}

/**
 * What is known of objects that can't be seen now (no rights any more, an API that is down): a batch of everything that left them out
 * would call them gone, and their findings resolved.
 */
export function unseenBefore(store: Store, state: ClusterState, isSeen: (key: string) => boolean) {
  return stored(store, state.facts.id, [], (key) => !state.objects.has(key) && !isSeen(key));
}
