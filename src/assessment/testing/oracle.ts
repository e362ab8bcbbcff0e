import { type CheckTexts, loadTexts } from '../../checks/index.ts';
import { assess, type Finding, inWords, surroundingsOf } from '../../findings/index.ts';
import { type ClusterState, sightOf } from '../../inventory/cluster/index.ts';
import { Inventory, type InventoryObject } from '../../inventory/index.ts';
import type { AssessorOptions } from '../assessor.ts';
import type { AssessmentResult } from '../result.ts';
import { keyOf } from './cluster.ts';

const language = 'en';

/** What an assessment of everything says of each object, as sorted texts. */
export async function assessedAtOnce(
  state: ClusterState,
  options: AssessorOptions,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const inOrder = [...state.objects].sort(([a], [b]) => (a < b ? -1 : 1));
  const inventory = new Inventory(
    inOrder.map(([, object]) => object),
    [],
    sightOf(state),
  );
  const workloads = new Map<InventoryObject, InventoryObject>();
  for (const [pod, workload] of state.representatives) {
    const [standing, owner] = [state.objects.get(pod), state.objects.get(workload)];
    if (standing !== undefined && owner !== undefined) workloads.set(standing, owner);
  }
  const { findings } = assess({
    ...options,
    inventory,
    workloads,
    language,
    texts: await loadTexts(language),
    surroundings: surroundingsOf(inventory),
    baseline: undefined,
    today: options.today(),
  });
  const byKey = Map.groupBy(findings, ({ object }) => keyOf(object));
  return new Map([...byKey].map(([key, list]) => [key, sorted(list.map(({ finding }) => finding))]));
}

/** What results said one after the other, as one would keep it. */
export class Heard {
  readonly #texts: CheckTexts;
  readonly byKey = new Map<string, readonly string[]>();

  static async make(): Promise<Heard> {
    return new Heard(await loadTexts(language));
  }

  private constructor(texts: CheckTexts) {
    this.#texts = texts;
  }

  hear({ objects, removed }: AssessmentResult): void {
    for (const key of removed) this.byKey.delete(key);
    for (const { key, findings } of objects) {
      if (findings.length === 0) this.byKey.delete(key);
      else this.byKey.set(key, sorted(findings.map((facts) => inWords(facts, this.#texts, language))));
    }
  }
}

function sorted(findings: readonly Finding[]): string[] {
  return findings.map((finding) => JSON.stringify(finding)).sort();
}
