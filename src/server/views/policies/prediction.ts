import type { z } from 'zod';
import type { CheckTexts, Language } from '../../../checks/index.ts';
import { type PredictedRefusal, RefusalWords, type SecurityPolicy } from '../../../enforcement/index.ts';
import { managedBy, teamOf } from '../../../findings/index.ts';
import { type InventoryObject, saidText } from '../../../inventory/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { PolicyPrediction, PredictedRow, predictionQuery } from '../../contract/index.ts';
import type { TimedPrediction } from '../../predictions.ts';
import { wordsOf } from '../filters.ts';
import { isVisible, resourceOfObject } from '../resource.ts';

export interface PredictionInput {
  readonly made: TimedPrediction;
  readonly policy: SecurityPolicy;
  readonly query: z.output<typeof predictionQuery>;
  readonly visible: Visible;
  readonly teamLabels: readonly string[];
  /** Ids of the checks that the server asks: of those there are findings. */
  readonly asked: ReadonlySet<string>;
  readonly texts: CheckTexts;
  readonly language: Language;
}

/** What a user sees of what a policy would refuse. */
export function predictionView(input: PredictionInput): PolicyPrediction {
  const { made, policy, query, visible, language } = input;
  const { prediction, at } = made;
  const seen = (object: InventoryObject): boolean => isVisible(visible, object.namespace);
  const refused = prediction.refused.filter(({ object }) => seen(object)).map((one) => withTeam(one, input));
  const found = refused.filter((one) => fits(one, input));
  const words = new RefusalWords(input.texts, language);
  return {
    at,
    asked: prediction.asked.filter(seen).length,
    refused: refused.length,
    excepted: prediction.excepted.filter(({ object }) => seen(object)).length,
    unanswered: [...prediction.unanswered.keys()].filter(seen).length,
    failsClosed: policy.failurePolicy === 'Fail',
    unseen: prediction.unseen.map((kind) => kind.replace(/^\//, '')),
    unplaced: prediction.unplaced.filter((name) => isVisible(visible, name)),
    faults: prediction.faults.map(({ said }) => saidText(said, language)),
    facets: {
      namespace: facet(refused.map(({ refusal: { object } }) => [object.namespace ?? ''])),
      check: facet(refused.map(checksIn), (id) => input.texts[id]?.title),
      team: facet(refused.map(({ team }) => [team ?? ''])),
    },
    items: found.slice(query.offset, query.offset + query.limit).map((one) => rowOf(one, words, input)),
    total: found.length,
  };
}

interface Owned {
  readonly refusal: PredictedRefusal;
  readonly team: string | undefined;
}

function withTeam(refusal: PredictedRefusal, { made, teamLabels }: PredictionInput): Owned {
  const { inventory } = made;
  const about = refusal.workload ?? refusal.object;
  return { refusal, team: teamOf(about, teamLabels, (name) => inventory.find('/Namespace', undefined, name)) };
}

function checksIn({ refusal }: Owned): readonly string[] {
  return [...new Set(refusal.violations.map(({ check }) => check.id))];
}

function fits(one: Owned, { query, texts }: PredictionInput): boolean {
  const { kind, name, namespace = '' } = one.refusal.object;
  const checks = checksIn(one);
  if (query.namespace.length > 0 && !query.namespace.includes(namespace)) return false;
  if (query.check.length > 0 && !checks.some((id) => query.check.includes(id))) return false;
  const words = wordsOf(query.q);
  if (words.length === 0) return true;
  const titles = checks.flatMap((id) => [id, texts[id]?.title ?? '']);
  const text = [kind, name, namespace, one.team ?? '', ...titles].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function rowOf(
  { refusal, team }: Owned,
  words: RefusalWords,
  { asked, texts, language }: PredictionInput,
): PredictedRow {
  const { object, workload } = refusal;
  return {
    resource: withoutContainer(object),
    workload: workload === undefined ? null : withoutContainer(workload),
    team: team ?? null,
    managedBy: managedBy(workload ?? object, language) ?? null,
    reasons: words.of(refusal).map(({ check, title, severity, message, resource, fix }) => ({
      check,
      title,
      severity,
      message,
      container: resource.container ?? null,
      action: texts[check]?.action ?? '',
      edit: (fix?.edits.length ?? 0) > 0,
      finding: asked.has(check),
    })),
  };
}

function withoutContainer(object: InventoryObject): PredictedRow['resource'] {
  const { container: _, ...resource } = resourceOfObject(object);
  return resource;
}

/** Most values of a facet. */
const mostValues = 500;

function facet(
  values: readonly (readonly string[])[],
  labelOf: (value: string) => string | undefined = () => undefined,
) {
  const counts = new Map<string, number>();
  for (const value of values.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, label: labelOf(value) ?? value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues);
}
