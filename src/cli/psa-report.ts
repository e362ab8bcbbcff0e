import type { CheckTexts, Language } from '../checks/index.ts';
import { type NamespacePlan, refusesToday, rungText } from '../enforcement/index.ts';
import { type InventoryObject, saidText } from '../inventory/index.ts';
import { formatVersion } from '../kubernetes/index.ts';
import { visible } from '../reports/index.ts';
import { psaTexts } from './psa-texts.ts';

export interface PlanWords {
  readonly language: Language;
  readonly texts: CheckTexts;
  /** Of pods that stand for those of a workload: that workload. */
  readonly workloads: ReadonlyMap<InventoryObject, InventoryObject>;
  /** Files were not read that may hold workloads of any namespace: levels are upper bounds. */
  readonly isPartial: boolean;
}

/** Places of one check that the table names; JSON has all. */
const shownPlaces = 5;

/** What a person reads: a block a namespace. */
export function* planTable(plan: readonly NamespacePlan[], words: PlanWords): Generator<string> {
  const text = psaTexts[words.language];
  for (const namespace of plan) yield `${blockOf(namespace, words).map(visible).join('\n')}\n\n`;
  if (words.isPartial) yield `${text.partial}\n`;
  yield `${text.notSeen}\n`;
}

function blockOf(plan: NamespacePlan, words: PlanWords): string[] {
  const text = psaTexts[words.language];
  const { passes, next, proposal, current } = plan;
  const verdict =
    passes === undefined ? text.unknown : (words.isPartial ? text.passesAtMost : text.passes)(rungText(passes));
  const lines = [`${plan.name}  ${verdict}  (${text.workloads(plan.workloads)})`];
  if (plan.unseen.length > 0) lines.push(`  ${text.cannotSee(plan.unseen.map((kind) => kind.replace(/^\//, '')))}`);
  for (const { said } of plan.unanswered) lines.push(`  ${saidText(said, words.language)}`);
  if (next !== undefined) {
    lines.push(`  ${text.keptFrom(rungText(next))}`);
    for (const { title, check, places } of reasonsOf(plan, words)) {
      const more = places.length > shownPlaces ? [text.more(places.length - shownPlaces)] : [];
      lines.push(`    ${title} [${check}]: ${[...places.slice(0, shownPlaces), ...more].join(', ')}`);
    }
  }
  if (refusesToday(plan)) lines.push(`  ${text.refusesToday}`);
  if (current !== undefined) lines.push(`  ${text.now}: ${labelText(current) || text.none}`);
  if (plan.isSystem) lines.push(`  ${text.system}`);
  else if (current === undefined) lines.push(`  ${text.labelsUnseen}`);
  else if (proposal !== undefined) {
    if (proposal.kept.length > 0) lines.push(`  ${text.keeps(proposal.kept)}`);
    lines.push(`  ${text.set}: ${labelText(proposal.changes) || text.nothingToSet}`);
  }
  return lines;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** Each check that keeps the namespace back, with the workloads and containers. */
function reasonsOf({ blockers }: NamespacePlan, words: PlanWords) {
  return [...Map.groupBy(blockers, ({ check }) => check.id)].map(([check, violations]) => {
    const byObject = Map.groupBy(violations, ({ object }) => object);
    const places = [...byObject].map(([object, found]) => {
      const containers = [...new Set(found.flatMap(({ container }) => container ?? []))];
      return `${nameOf(object, words)}${containers.length > 0 ? ` (${containers.join(', ')})` : ''}`;
    });
    return { check, title: words.texts[check]?.title ?? check, places };
  });
}

function nameOf(object: InventoryObject, { workloads, language }: PlanWords): string {
  const own = `${object.kind}/${object.name}`;
  const workload = workloads.get(object);
  return workload === undefined ? own : psaTexts[language].of(own, `${workload.kind}/${workload.name}`);
}

/** For programs; changes only with `version`. */
export function planJson(plan: readonly NamespacePlan[], errors: readonly string[], words: PlanWords): string {
  const namespaces = plan.map((entry) => ({
    name: entry.name,
    workloads: entry.workloads,
    system: entry.isSystem,
    status: entry.passes === undefined ? 'unknown' : words.isPartial ? 'at-most' : 'known',
    passes: rungJson(entry.passes),
    next: rungJson(entry.next),
    blockers: entry.blockers.map(({ check, object, container, path }) => {
      const workload = words.workloads.get(object);
      return {
        check: check.id,
        title: words.texts[check.id]?.title ?? check.id,
        kind: object.kind,
        name: object.name,
        workload: workload === undefined ? null : { kind: workload.kind, name: workload.name },
        container: container ?? null,
        path: path.join('.'),
      };
    }),
    unseen: entry.unseen,
    unanswered: entry.unanswered.map(({ said }) => saidText(said, words.language)),
    current: entry.current ?? null,
    labels: entry.proposal?.labels ?? null,
    changes: entry.proposal?.changes ?? null,
    kept: entry.proposal?.kept ?? [],
    refusesToday: refusesToday(entry),
  }));
  return `${JSON.stringify({ version: 1, namespaces, errors, notSeen: psaTexts[words.language].notSeen }, null, 2)}\n`;
}

function rungJson(rung: NamespacePlan['passes']) {
  return rung === undefined ? null : { level: rung.level, version: `v${formatVersion(rung.version)}` };
}
