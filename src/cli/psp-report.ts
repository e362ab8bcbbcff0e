import type { CheckTexts, Language } from '../checks/index.ts';
import {
  type PspGrant,
  type PspMigration,
  type PspNamespace,
  type PspPrediction,
  type PspRefusal,
  reachesPods,
} from '../enforcement/index.ts';
import { visible } from '../reports/index.ts';
import { pspTexts } from './psp-texts.ts';

export interface PspWords {
  readonly language: Language;
  readonly texts: CheckTexts;
}

/** Refused workloads that text shows; JSON has all. */
const mostRefused = 40;

/** What a person reads. */
export function pspText(migration: PspMigration, prediction: PspPrediction, words: PspWords): string {
  const text = pspTexts[words.language];
  const lines: string[] = [];
  for (const { name, level, keptBy, changes, isGranted } of migration.policies) {
    lines.push(`${name}  ${text.nearest(level)}`);
    if (keptBy.length > 0) lines.push(`  ${text.keptBy(keptBy)}`);
    for (const { code, value } of changes) lines.push(`  - ${text.changes[code](value)}`);
    if (!isGranted) lines.push(`  ${text.notInUse}`);
    lines.push('');
  }
  const places = [...migration.namespaces, ...(migration.elsewhere === undefined ? [] : [migration.elsewhere])];
  if (places.length > 0) lines.push(text.namespaces);
  for (const place of places) lines.push(...placeLines(place, words).map((line) => `  ${line}`));
  if (places.length > 0) lines.push('');
  lines.push(...predictionLines(migration, prediction, words), '');
  const { left, missing, unseenRoles } = migration;
  if (left.length > 0) lines.push(text.left(left.join(', ')));
  if (missing.length > 0) lines.push(text.missing(missing.join(', ')));
  if (unseenRoles.length > 0) lines.push(text.unseenRoles(unseenRoles.join(', ')));
  lines.push(...text.general);
  return `${lines.map(visible).join('\n')}\n`;
}

function placeLines({ name, grants, level, policy }: PspNamespace, { language }: PspWords): readonly string[] {
  const text = pspTexts[language];
  const isElsewhere = name === '*';
  const lines = [isElsewhere ? text.elsewhere : name];
  if (level === undefined) return [...lines, `  ${text.noGrant}`];
  lines.push(`  ${isElsewhere ? text.unlabelled(level) : level === 'privileged' ? text.noLevel : text.level(level)}`);
  lines.push(`  ${policy === undefined ? text.noPolicy : text.policy(policy)}`);
  for (const grant of grants) lines.push(`  - ${grantText(grant, language)}`);
  const ofPeople = grants.filter((grant) => !reachesPods(grant)).map((grant) => grant.policy);
  if (ofPeople.length > 0 && ofPeople.length < grants.length && level !== 'privileged' && !isElsewhere)
    lines.push(`  ${text.onlyPeople(ofPeople.join(', '))}`);
  const ofPods = grants.filter(reachesPods).map((grant) => grant.policy);
  if (ofPods.length > 1) lines.push(`  ${text.order(ofPods.join(', '))}`);
  return lines;
}

function grantText({ policy, everybody, accounts, users, groups }: PspGrant, language: Language): string {
  const text = pspTexts[language];
  if (everybody) return text.everybody(policy);
  const holders = [
    ...(accounts.length > 0 ? [text.accounts(accounts.join(', '))] : []),
    ...(users.length > 0 ? [text.users(users.join(', '))] : []),
    ...(groups.length > 0 ? [text.groups(groups.join(', '))] : []),
  ];
  return text.granted(policy, holders.join('; '));
}

function predictionLines(
  { namespaces }: PspMigration,
  { asked, refused }: PspPrediction,
  words: PspWords,
): readonly string[] {
  const text = pspTexts[words.language];
  if (asked === 0) return [text.noWorkloads];
  const levels = new Map(namespaces.map(({ name, level }) => [name, level]));
  const lines = [text.prediction(refused.length, asked)];
  for (const one of refused.slice(0, mostRefused)) {
    const { object, byPolicy } = one;
    lines.push(`  ${object.kind}/${object.namespace ?? ''}/${object.name}`);
    const titles = checksOf(one).map((id) => `${words.texts[id]?.title ?? id} [${id}]`);
    if (titles.length > 0)
      lines.push(`    ${text.byLevel(levels.get(object.namespace ?? '') ?? '', titles.join(', '))}`);
    lines.push(...byPolicy.map((message) => `    ${message}`));
  }
  if (refused.length > mostRefused) lines.push(`  ${text.more(refused.length - mostRefused)}`);
  return lines;
}

function checksOf({ byLevel }: PspRefusal): readonly string[] {
  return [...new Set(byLevel.map(({ check }) => check.id))];
}

/** For programs; changes only with `version`. */
export function pspJson(
  migration: PspMigration,
  prediction: PspPrediction,
  errors: readonly string[],
  { language }: PspWords,
): string {
  const text = pspTexts[language];
  const place = ({ name, grants, level, policy }: PspNamespace) => ({
    name,
    level: level ?? null,
    policy: policy ?? null,
    grants,
  });
  const value = {
    version: 1,
    policies: migration.policies.map(({ name, object, level, keptBy, changes, isGranted }) => ({
      name,
      file: object.source.file,
      level,
      keptBy,
      granted: isGranted,
      changes: changes.map(({ code, value: what }) => ({ code, value: what, text: text.changes[code](what) })),
    })),
    namespaces: migration.namespaces.map(place),
    elsewhere: migration.elsewhere === undefined ? null : place(migration.elsewhere),
    left: migration.left,
    missing: migration.missing,
    unseenRoles: migration.unseenRoles,
    files: Object.fromEntries(migration.files),
    workloads: prediction.asked,
    refused: prediction.refused.map((one) => ({
      kind: one.object.kind,
      namespace: one.object.namespace ?? null,
      name: one.object.name,
      checks: checksOf(one),
      messages: one.byPolicy,
    })),
    notes: text.general,
    errors,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
