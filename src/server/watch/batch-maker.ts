import type { AssessmentResult } from '../../assessment/index.ts';
import type { Exposure } from '../../findings/index.ts';
import { type ClusterState, sightOf } from '../../inventory/cluster/index.ts';
import type { AssessmentBatch, ObjectFindings, Store } from '../../store/index.ts';
import { partsOfKey } from '../views/resource.ts';
import type { Work } from './pending.ts';
import { unseenBefore, withNewTeam } from './stored-findings.ts';
import { teamOf } from './team.ts';
import { TeamChanges } from './team-changes.ts';
import { workloadRecord } from './workload-record.ts';

/** Makes batches for the database of what an assessor says. Goes with its assessor: both remember what was said before. */
export class BatchMaker {
  readonly #store: Store;
  readonly #exposures = new Map<string, Exposure>();
  readonly #teams = new TeamChanges();
  #isFirst = true;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param at ISO 8601 */
  async make(
    results: readonly AssessmentResult[],
    work: Work,
    state: ClusterState,
    teamLabels: readonly string[],
    at: string,
  ): Promise<AssessmentBatch> {
    const complete = this.#isFirst;
    for (const result of results) for (const [key, exposure] of result.exposures) this.#exposures.set(key, exposure);
    const removed = new Set(results.flatMap((result) => result.removed).filter((key) => !state.objects.has(key)));
    for (const key of removed) this.#exposures.delete(key);
    // Of an object that several results speak of, the last one holds.
    const assessed = new Map(results.flatMap((result) => result.objects.map((one) => [one.key, one] as const)));
    const moved = this.#teams.among(work.all ? state.objects.keys() : work.keys, state, teamLabels);
    const unsaid = new Set([...moved].filter((key) => !assessed.has(key)));
    const touched = work.all
      ? state.objects.keys()
      : new Set([...work.keys, ...work.pods, ...moved, ...results.flatMap(({ exposures }) => [...exposures.keys()])]);
    const batch: AssessmentBatch = {
      cluster: state.facts.id,
      at,
      complete,
      objects: [
        ...[...assessed.values()].map(({ key, workload, findings }) => {
          const object = state.objects.get(key);
          return { key, workload, findings, team: object && teamOf(object, teamLabels, state) };
        }),
        ...(complete ? await unseenOf(this.#store, state) : await withNewTeam(this.#store, unsaid, state, teamLabels)),
      ],
      removed: [...removed],
      workloads: [...touched].flatMap(
        (key) => workloadRecord(key, state, this.#exposures.get(key) ?? 'none', teamLabels) ?? [],
      ),
    };
    this.#isFirst = false;
    return batch;
  }
}

/** What was known before of what can't be seen now. Where everything can be, the database isn't asked. */
async function unseenOf(store: Store, state: ClusterState): Promise<ObjectFindings[]> {
  const { blindSpots, kinds } = state;
  if (blindSpots.length === 0 && kinds.every(({ namespaces }) => namespaces === undefined)) return [];
  const sees = sightOf(state);
  return await unseenBefore(store, state, (key) => {
    const parts = partsOfKey(key);
    return parts === undefined || sees(`${parts.group}/${parts.kind}`, parts.namespace);
  });
}
