import { type Language, loadTexts } from '../checks/index.ts';
import { type NativeWants, nativeObjects } from '../enforcement/controller/index.ts';
import { exceptionRulesIn, exceptionsIn, mistakesOf, mistakeText, policiesIn } from '../enforcement/index.ts';
import { type ExceptionRule, hasExpired } from '../findings/index.ts';
import { type InventoryObject, readInventory, saidText } from '../inventory/index.ts';
import type { KubernetesObject } from '../kubernetes/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { policiesTexts } from './policies-texts.ts';

/** What SecurityPolicies say, as files. */
export interface ExportedPolicies {
  /** By file: what a check of a policy takes. */
  readonly files: ReadonlyMap<string, readonly KubernetesObject[]>;
  readonly left: ReadonlyMap<NativeWants['notNative'][number]['reason'], readonly string[]>;
  /** Names of policies that ask nothing of an API server. */
  readonly off: readonly string[];
  readonly rules: readonly ExceptionRule[];
  /** Ids of checks that are exported. */
  readonly checks: ReadonlySet<string>;
}

/**
 * The native objects of the SecurityPolicies in a file or folder, with the SecurityExceptions beside them.
 * @throws CallError with everything that is wrong: a policy that is exported in part looks like a whole one
 */
export async function exportedPolicies(path: string, language: Language): Promise<ExportedPolicies> {
  const inventory = await readInventory({ paths: [path] });
  const policies = policiesIn(inventory);
  const problems = inventory.diagnostics.map(({ file = path, line, said }) =>
    callTexts[language].problem(line === undefined ? file : `${file}:${line}`, saidText(said, language)),
  );
  const note = ({ kind, name }: InventoryObject, mistakes: readonly Parameters<typeof mistakeText>[0][]) => {
    for (const mistake of mistakes) problems.push(`${kind}/${name} ${mistakeText(mistake, language)}`);
  };
  for (const one of [...policies, ...exceptionsIn(inventory)]) note(one.object, mistakesOf<unknown>(one));
  const now = new Date().toISOString();
  const rules = exceptionRulesIn(inventory).filter((rule) => !hasExpired(rule, now));
  const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
  const files = new Map<string, readonly KubernetesObject[]>();
  const left = new Map<NativeWants['notNative'][number]['reason'], string[]>();
  const off: string[] = [];
  const checks = new Set<string>();
  for (const { object, parsed } of policies) {
    if (!('value' in parsed)) continue;
    const policy = parsed.value;
    const wants = nativeObjects(policy, policy.action, { rules, texts, definition: undefined });
    note(object, wants.mistakes);
    if (policy.action === 'Off') off.push(policy.name);
    for (const { check, reason } of wants.notNative) left.set(reason, [...(left.get(reason) ?? []), check]);
    for (const group of wants.groups) {
      const check = String(group[0]?.metadata?.labels?.['breakwater.dev/check']);
      files.set(`${policy.name}.${check}.yaml`, group);
      checks.add(check);
    }
  }
  if (problems.length > 0) throw new CallError(callTexts[language].unusableSettings(path, problems));
  if (policies.length === 0) throw new CallError(policiesTexts[language].noSecurityPolicy(path));
  return { files, left, off, rules, checks };
}
