import type { CheckTexts, Language } from '../../../checks/index.ts';
import { type NamespacePlan, refusesToday } from '../../../enforcement/index.ts';
import type { InventoryObject } from '../../../inventory/index.ts';
import { saidText } from '../../../inventory/index.ts';
import { formatVersion } from '../../../kubernetes/index.ts';
import { shellWord, yamlOf } from '../../../reports/index.ts';
import type { PodSecurityNamespace } from '../../contract/index.ts';
import { resourceOfObject } from '../resource.ts';

type Level = NonNullable<PodSecurityNamespace['passes']>;

/** Places of one check that are shown. */
const mostPlaces = 20;

/** A namespace's plan. @param workloads of pods that stand for those of a workload: that workload */
export function podSecurityNamespace(
  plan: NamespacePlan,
  workloads: ReadonlyMap<InventoryObject, InventoryObject>,
  texts: CheckTexts,
  language: Language,
): PodSecurityNamespace {
  const { name, isSystem, passes, next, current, proposal, unseen, unanswered } = plan;
  const changes = proposal?.changes ?? {};
  const hasChanges = Object.keys(changes).length > 0;
  return {
    name,
    system: isSystem,
    workloads: plan.workloads,
    now: { enforce: labelled(current, 'enforce'), audit: labelled(current, 'audit'), warn: labelled(current, 'warn') },
    labelsSeen: current !== undefined,
    passes: levelOf(passes),
    next: levelOf(next),
    blockers: blockersOf(plan, workloads, texts),
    unseen: unseen.map((kind) => kind.replace(/^\//, '')),
    unanswered: unanswered.map(({ said }) => saidText(said, language)),
    changes,
    kept: [...(proposal?.kept ?? [])],
    refusesToday: refusesToday(plan),
    command: hasChanges
      ? [
          'kubectl label namespace',
          shellWord(name),
          ...Object.entries(changes).map(([key, value]) => shellWord(`${key}=${value}`)),
          '--overwrite',
        ].join(' ')
      : null,
    yaml: hasChanges ? yamlOf([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: changes } }]) : null,
  };
}

function levelOf(rung: NamespacePlan['passes']): Level | null {
  if (rung === undefined) return null;
  return { level: rung.level, version: rung.level === 'privileged' ? null : `v${formatVersion(rung.version)}` };
}

/** What a label says; one that is no level asks for restricted, as the API server reads it. */
function labelled(labels: NamespacePlan['current'], mode: string): Level | null {
  const written = labels?.[`pod-security.kubernetes.io/${mode}`];
  if (written === undefined) return null;
  const level = (['privileged', 'baseline', 'restricted'] as const).find((one) => one === written) ?? 'restricted';
  const version = labels?.[`pod-security.kubernetes.io/${mode}-version`];
  return { level, version: level === 'privileged' ? null : (version?.slice(0, 20) ?? null) };
}

function blockersOf(
  { blockers }: NamespacePlan,
  workloads: ReadonlyMap<InventoryObject, InventoryObject>,
  texts: CheckTexts,
): PodSecurityNamespace['blockers'] {
  return [...Map.groupBy(blockers, ({ check }) => check.id)].map(([check, violations]) => {
    const byObject = [...Map.groupBy(violations, ({ object }) => workloads.get(object) ?? object)];
    return {
      check,
      title: texts[check]?.title ?? check,
      places: byObject.slice(0, mostPlaces).map(([object, found]) => {
        const { container: _, ...resource } = resourceOfObject(object);
        return { resource, containers: [...new Set(found.flatMap(({ container }) => container ?? []))] };
      }),
      total: byObject.length,
    };
  });
}
