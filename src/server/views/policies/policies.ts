import { type CheckTexts, type Language, ParameterError } from '../../../checks/index.ts';
import {
  checksOf,
  exceptionsIn,
  hasEnded,
  mistakeText,
  type Prediction,
  protectedNamespaces,
  type ReadObject,
  type Rung,
  rungAbove,
  rungs,
  type SecurityPolicy,
} from '../../../enforcement/index.ts';
import { managedBy } from '../../../findings/index.ts';
import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { Visible } from '../../../store/index.ts';
import { type PolicyDetail, type PolicyRow, rungSchema } from '../../contract/index.ts';
import { concerns } from '../exceptions.ts';
import { maskedText, objectText } from '../object-text.ts';
import { isVisible } from '../resource.ts';
import { nativesOf } from './foreign.ts';
import { selectorText } from './scope-text.ts';
import { conditionsOf } from './status.ts';

/** Where a policy's prediction comes from. @throws ParameterError */
export type Predict = (policy: SecurityPolicy) => Promise<Prediction>;
/** How many recorded requests a policy was asked about and would have refused; undefined where none are recorded. */
export type CountRequests = (policy: string) => { readonly asked: number; readonly failed: number } | undefined;

export interface PolicyContext {
  readonly predict: Predict;
  readonly requests: CountRequests;
  readonly visible: Visible;
  /** Whether the user sees what is in no namespace: else names in it are not shown. */
  readonly seesCluster: boolean;
  readonly language: Language;
}

/** A policy as the list shows it. */
export async function policyRow(
  { object, parsed }: ReadObject<SecurityPolicy>,
  { predict, requests, visible, language }: PolicyContext,
): Promise<PolicyRow> {
  const status = recordOf(object.object.status);
  const inForce = rungSchema.safeParse(status.action).data ?? null;
  const said = { name: object.name, inForce, managedBy: managedBy(object, language) ?? null };
  if (!('value' in parsed))
    return {
      ...said,
      action: null,
      profile: null,
      checks: 0,
      enforcement: null,
      failurePolicy: null,
      scope: { selector: null, excluded: [], namespaces: 0 },
      rollout: null,
      next: null,
      mistakes: parsed.mistakes.map((mistake) => mistakeText(mistake, language)),
    };
  const policy = parsed.value;
  const { checks, mistakes } = checksOf(policy);
  const { prediction, fault } = await tried(predict, policy);
  const rung = rungAbove(standsOn(policy, inForce));
  const { namespaceSelector, excludeNamespaces } = policy.scope;
  return {
    ...said,
    action: policy.action,
    profile: policy.profile ?? null,
    checks: checks.length,
    enforcement: policy.enforcement,
    failurePolicy: policy.failurePolicy,
    scope: {
      selector: namespaceSelector === undefined ? null : selectorText(namespaceSelector),
      excluded: excludeNamespaces.filter((name) => !protectedNamespaces.includes(name) && isVisible(visible, name)),
      namespaces: prediction?.namespaces.filter((name) => isVisible(visible, name)).length ?? 0,
    },
    rollout: policy.rollout === undefined ? null : { to: policy.rollout.to, cleanFor: policy.rollout.cleanFor / 1000 },
    next:
      rung === undefined || prediction === undefined
        ? null
        : {
            rung,
            objects: prediction.refused.filter(({ object: { namespace } }) => isVisible(visible, namespace)).length,
            requests: requests(policy.name) ?? null,
            doubtful: isDoubtful(prediction),
          },
    mistakes: [...mistakes.map((mistake) => mistakeText(mistake, language)), ...(fault === undefined ? [] : [fault])],
  };
}

/** The rung that is in force: a policy with a rollout may have climbed above the one that it asks for. */
export function standsOn({ action, rollout }: SecurityPolicy, inForce: Rung | null): Rung {
  return rollout !== undefined && inForce !== null && rungs.indexOf(inForce) > rungs.indexOf(action) ? inForce : action;
}

/** A prediction, or what is wrong with a parameter of the policy. */
async function tried(
  predict: Predict,
  policy: SecurityPolicy,
): Promise<{ readonly prediction?: Prediction; readonly fault?: string }> {
  try {
    return { prediction: await predict(policy) };
  } catch (error) {
    if (error instanceof ParameterError) return { fault: error.message };
    throw error;
  }
}

/** Whether what is counted may be less than what there is. */
export function isDoubtful({ unanswered, faults, unseen, unplaced }: Prediction): boolean {
  return unanswered.size > 0 || faults.length > 0 || unseen.length > 0 || unplaced.length > 0;
}

function generationOf({ object }: InventoryObject): number | null {
  const { generation } = recordOf(object.metadata);
  return Number.isSafeInteger(generation) ? Number(generation) : null;
}

/** Everything of one policy but its prediction. */
export async function policyDetail(
  read: ReadObject<SecurityPolicy>,
  inventory: Inventory,
  texts: CheckTexts,
  context: PolicyContext,
): Promise<Omit<PolicyDetail, 'writing'>> {
  const { object, parsed } = read;
  const row = await policyRow(read, context);
  const status = recordOf(object.object.status);
  const policy = 'value' in parsed ? parsed.value : undefined;
  const asked = policy === undefined ? [] : checksOf(policy).checks;
  const { prediction } = policy === undefined ? {} : await tried(context.predict, policy);
  const notNative = new Map(
    [...(prediction?.notNative ?? [])].flatMap(([reason, ids]) => ids.map((id) => [id, reason] as const)),
  );
  const by = (id: string): PolicyDetail['checkList'][number]['by'] => {
    const reason = notNative.get(id);
    if (reason === 'many-objects') return 'webhook';
    return reason ?? (policy?.enforcement === 'Webhook' ? 'webhook' : 'native');
  };
  const ids = new Set(asked.map(({ id }) => id));
  const now = new Date().toISOString();
  return {
    ...row,
    language: policy?.language ?? null,
    created: stringOf(object.object.metadata?.creationTimestamp) ?? null,
    generation: generationOf(object),
    checkList: asked.map(({ id, severity }) => ({ id, title: texts[id]?.title ?? id, severity, by: by(id) })),
    conditions: conditionsOf(status).map((one) => (context.seesCluster ? one : { ...one, message: '' })),
    cleanSince: stringOf(status.cleanSince) ?? null,
    natives: nativesOf(object.name, inventory),
    exceptions: exceptionsIn(inventory)
      .flatMap(({ parsed: one }) => ('value' in one ? [one.value] : []))
      .filter(({ checks, resources }) => checks.some((id) => ids.has(id)) && concerns(resources, context.visible))
      .map((exception) => ({
        name: exception.name,
        reason: exception.reason,
        expires: exception.expiresAt ?? null,
        ended: hasEnded(exception, now),
      })),
    yaml: context.seesCluster ? maskedText(objectText(object)) : null,
  };
}
