import type { CheckTexts, Language } from '../checks/index.ts';
import { type PredictedRefusal, type Prediction, RefusalWords, type Rung } from '../enforcement/index.ts';
import { type Finding, managedBy, teamOf } from '../findings/index.ts';
import { type Inventory, type InventoryObject, saidText } from '../inventory/index.ts';
import { visible } from '../reports/index.ts';
import { usualTeamLabels } from '../store/index.ts';
import { predictTexts } from './policies-predict-texts.ts';

/** What a policy's step would do. */
export interface Predicted {
  readonly name: string | undefined;
  readonly from: Rung | undefined;
  readonly to: Rung;
  readonly failsClosed: boolean;
  readonly prediction: Prediction;
}

export interface PredictWords {
  readonly language: Language;
  readonly texts: CheckTexts;
  readonly inventory: Inventory;
}

/** Objects of a namespace that the table names; JSON has all. */
const shownObjects = 20;

/** What a person reads: a block a policy. */
export function* predictionTable(predicted: readonly Predicted[], words: PredictWords): Generator<string> {
  for (const one of predicted) yield `${blockOf(one, words).map(visible).join('\n')}\n\n`;
  yield `${predictTexts[words.language].notSeen}\n`;
}

function blockOf({ name, from, to, failsClosed, prediction }: Predicted, words: PredictWords): string[] {
  const text = predictTexts[words.language];
  const { refused, asked, excepted, unanswered, faults, unseen, unplaced, notNative } = prediction;
  const said = name ?? text.unnamed;
  const byNamespace = [...Map.groupBy(refused, ({ object }) => object.namespace ?? '')];
  const lines = [
    from === undefined || from === to ? text.stays(said, to) : text.step(said, from, to),
    `  ${text.summary(to, refused.length, asked.length, byNamespace.length)}`,
  ];
  if (excepted.length > 0) lines.push(`  ${text.excepted(excepted.length)}`);
  const inWords = new RefusalWords(words.texts, words.language);
  const checks = new Map<string, Finding[]>();
  for (const [namespace, refusals] of byNamespace) {
    lines.push('', `  ${namespace || text.clusterScoped}`);
    for (const [index, refusal] of refusals.entries()) {
      const findings = inWords.of(refusal);
      for (const finding of findings) checks.set(finding.check, [...(checks.get(finding.check) ?? []), finding]);
      if (index < shownObjects) lines.push(...linesOf(refusal, findings, words).map((line) => `    ${line}`));
    }
    if (refusals.length > shownObjects) lines.push(`    ${text.more(refusals.length - shownObjects)}`);
  }
  if (checks.size > 0) lines.push('', `  ${text.toDo}`);
  for (const [check, findings] of checks) {
    const edits = findings.some(({ fix }) => (fix?.edits.length ?? 0) > 0);
    lines.push(`    [${check}] ${words.texts[check]?.action ?? ''}${edits ? text.automatic : ''}`);
  }
  const doubts = [
    ...(unanswered.size > 0 ? [text.unanswered(unanswered.size, failsClosed && to === 'Deny')] : []),
    ...[...[...unanswered.values()].flat(), ...faults].map(({ said: what }) => saidText(what, words.language)),
    ...(unseen.length > 0 ? [text.unseen(unseen.map(kindText))] : []),
    ...(unplaced.length > 0 ? [text.unplaced(unplaced)] : []),
    ...[...notNative].map(([reason, ids]) => text.notNative[reason](ids)),
  ];
  if (doubts.length > 0) lines.push('', ...doubts.map((line) => `  ${line}`));
  return lines;
}

function linesOf(refusal: PredictedRefusal, findings: readonly Finding[], words: PredictWords): string[] {
  const text = predictTexts[words.language];
  const { team, managedBy: manager } = makersOf(refusal, words);
  const whose = [...(team === undefined ? [] : [text.team(team)]), ...(manager === undefined ? [] : [manager])];
  const byCheck = Map.groupBy(findings, ({ check }) => check);
  return [
    `${nameOf(refusal, words)}${whose.length > 0 ? `  (${whose.join(', ')})` : ''}`,
    ...[...byCheck].map(([check, found]) => {
      const containers = [...new Set(found.flatMap(({ resource }) => resource.container ?? []))];
      return `  ${found[0]?.title ?? check} [${check}]${containers.length > 0 ? `: ${containers.join(', ')}` : ''}`;
    }),
  ];
}

/** Who answers for an object, as far as it says so: of a pod, its workload. */
function makersOf({ object, workload }: PredictedRefusal, { language, inventory }: PredictWords) {
  const asked = workload ?? object;
  const namespaceOf = (name: string): InventoryObject | undefined => inventory.find('/Namespace', undefined, name);
  return { team: teamOf(asked, usualTeamLabels, namespaceOf), managedBy: managedBy(asked, language) };
}

function nameOf({ object, workload }: PredictedRefusal, { language }: PredictWords): string {
  const own = `${object.kind}/${object.name}`;
  return workload === undefined ? own : predictTexts[language].of(own, `${workload.kind}/${workload.name}`);
}

/** `/Pod` → `Pod`. */
function kindText(groupKind: string): string {
  return groupKind.replace(/^\//, '');
}

/** For programs; changes only with `version`. */
export function predictionJson(
  predicted: readonly Predicted[],
  errors: readonly string[],
  words: PredictWords,
): string {
  const predictions = predicted.map(({ name, from, to, failsClosed, prediction }) => {
    const inWords = new RefusalWords(words.texts, words.language);
    return {
      policy: name ?? null,
      from: from ?? null,
      to,
      failsClosed,
      asked: prediction.asked.length,
      refused: prediction.refused.map((refusal) => {
        const { team, managedBy: manager } = makersOf(refusal, words);
        return {
          ...identityOf(refusal.object),
          workload: refusal.workload === undefined ? null : identityOf(refusal.workload),
          team: team ?? null,
          managedBy: manager ?? null,
          reasons: inWords.of(refusal).map(({ check, title, severity, message, path, resource, fix }) => ({
            check,
            title,
            severity,
            message,
            container: resource.container ?? null,
            path,
            fix,
            action: words.texts[check]?.action ?? null,
          })),
        };
      }),
      excepted: prediction.excepted.map(({ object, violations }) => ({
        ...identityOf(object),
        checks: [...new Set(violations.map(({ check }) => check.id))],
      })),
      unanswered: [...prediction.unanswered].map(([object, diagnostics]) => ({
        ...identityOf(object),
        reasons: diagnostics.map(({ said }) => saidText(said, words.language)),
      })),
      faults: prediction.faults.map(({ said }) => saidText(said, words.language)),
      unseen: prediction.unseen.map(kindText),
      unplaced: prediction.unplaced,
      notNative: Object.fromEntries(prediction.notNative),
    };
  });
  const { notSeen } = predictTexts[words.language];
  return `${JSON.stringify({ version: 1, predictions, errors, notSeen }, null, 2)}\n`;
}

function identityOf({ apiVersion, kind, namespace, name }: InventoryObject) {
  return { apiVersion, kind, namespace: namespace ?? null, name };
}
