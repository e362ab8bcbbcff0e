import type { ClusterState } from '../../inventory/cluster/index.ts';
import { teamOf } from './team.ts';

/**
 * Knows the team of each object, so that findings go with their object to another team: a label that changes neither what an object is
 * nor what is wrong with it changes no finding, and assessment says nothing of it.
 */
export class TeamChanges {
  readonly #teams = new Map<string, string>();

  /** Objects among these, and those of namespaces among these, that are of another team than before. */
  among(keys: Iterable<string>, state: ClusterState, labels: readonly string[]): ReadonlySet<string> {
    const changed = new Set<string>();
    const namespaces = new Set<string>();
    const look = (key: string): void => {
      const object = state.objects.get(key);
      const team = object && teamOf(object, labels, state);
      if (this.#teams.get(key) === team) return;
      if (team === undefined) this.#teams.delete(key);
      else this.#teams.set(key, team);
      if (object === undefined) return;
      changed.add(key);
      if (object.groupKind === '/Namespace') namespaces.add(object.name);
    };
    for (const key of keys) look(key);
    if (namespaces.size > 0)
      for (const [key, { namespace }] of state.objects) if (namespace && namespaces.has(namespace)) look(key);
    return changed;
  }
}
