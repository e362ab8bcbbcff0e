import type { Around } from '../../assessment/index.ts';
import type { Check, CheckedViolation, CheckTexts, Language } from '../../checks/index.ts';
import { admittedObject } from '../../inventory/cluster/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import {
  type KubernetesObject,
  type Labels,
  type MinorVersion,
  recordOf,
  selectorMatches,
} from '../../kubernetes/index.ts';
import { ask } from './ask.ts';
import type { Decision, DecisionPart } from './decision.ts';
import { worst } from './decision.ts';
import type { AdmissionExceptions } from './exceptions.ts';
import { exemptionOf } from './exempt.ts';
import { KnownBefore } from './known-before.ts';
import { type FailMode, isEnforcedHere, type ReviewedPolicy } from './policy.ts';
import type { AdmissionAnswer, AdmissionRequest } from './review.ts';
import { admissionTexts } from './texts.ts';

/** What requests are judged by. */
export interface AdmissionRules {
  readonly policies: readonly ReviewedPolicy[];
  readonly exceptions: AdmissionExceptions;
  /** The cluster as it is. */
  readonly around: Around;
  readonly texts: Readonly<Record<Language, CheckTexts>>;
  readonly kubernetesVersion: MinorVersion;
  /** The namespace of Breakwater itself. */
  readonly ownNamespace: string;
}

export interface Moment {
  /** At which of the two addresses the request came. */
  readonly mode: FailMode;
  /** ISO 8601 in UTC with milliseconds: exceptions end by it. */
  readonly now: string;
  /** When the answer is due, of `performance.now()`, and how much time that is in all, in milliseconds. */
  readonly deadline: number;
  readonly budget: number;
  /** Labels of the request's namespace, where the cluster was asked for them since the watch does not know it yet. */
  readonly namespaceLabels?: Labels | undefined;
}

/** The policies that are asked about a request at one address. */
function asked(
  { policies }: AdmissionRules,
  { groupKind }: AdmissionRequest,
  mode: FailMode,
): readonly ReviewedPolicy[] {
  return policies.filter(({ byKind, closed }) => byKind.has(groupKind) && closed.has(groupKind) === (mode === 'Fail'));
}

/** The namespace whose labels have to be known to judge a request, where they are not; undefined otherwise. */
export function unknownNamespace(rules: AdmissionRules, request: AdmissionRequest, mode: FailMode): string | undefined {
  const { namespace } = request;
  if (namespace === undefined || exemptionOf(request, rules.ownNamespace) !== undefined) return undefined;
  const selects = asked(rules, request, mode).some(({ policy }) => policy.scope.namespaceSelector !== undefined);
  return selects && rules.around.find('/Namespace', undefined, namespace) === undefined ? namespace : undefined;
}

/**
 * Decides about a request: each policy in scope is asked about the object as it would be. Exceptions hold by the moment; an UPDATE is not
 * refused for what was so before; what has no answer is refused or let in as the policy says. Has no effects.
 */
export function decide(rules: AdmissionRules, request: AdmissionRequest, moment: Moment): Decision {
  const exempt = exemptionOf(request, rules.ownNamespace);
  if (exempt !== undefined) return { answer: answerOf([]), exempt, parts: [] };
  const policies = asked(rules, request, moment.mode);
  if (policies.length === 0) return { answer: answerOf([]), exempt: 'kind', parts: [] };
  const object = objectOf(request.object, request);
  const outcomes = policies.flatMap((policy) => {
    const placed = inScope(policy, rules, request, moment);
    if (placed === false) return [];
    const text = admissionTexts[policy.policy.language];
    if (placed === undefined) return [unanswered(policy, moment.mode, text.unplaced(request.namespace ?? ''))];
    return [
      object === undefined
        ? unanswered(policy, moment.mode, text.unusable)
        : askPolicy(policy, object, rules, request, moment),
    ];
  });
  return { answer: answerOf(outcomes), exempt: undefined, parts: outcomes.flatMap(({ parts }) => parts) };
}

/** Why nothing could be asked: the time was over, a fault of our own. */
export type Failure = 'late' | 'fault';

/** What is answered, by the fail mode, where nothing can be asked at all. */
export function withoutAnswer(
  rules: AdmissionRules,
  request: AdmissionRequest,
  { mode, budget }: Pick<Moment, 'mode' | 'budget'>,
  failure: Failure,
): Decision {
  const exempt = exemptionOf(request, rules.ownNamespace);
  if (exempt !== undefined) return { answer: answerOf([]), exempt, parts: [] };
  const outcomes = asked(rules, request, mode).map((reviewed) => {
    const text = admissionTexts[reviewed.policy.language];
    return unanswered(reviewed, mode, failure === 'late' ? text.late(budget) : text[failure]);
  });
  return { answer: answerOf(outcomes), exempt: undefined, parts: outcomes.flatMap(({ parts }) => parts) };
}

/** What one policy says. */
interface Outcome {
  readonly parts: readonly DecisionPart[];
  readonly refusal: string | undefined;
  readonly warnings: readonly string[];
  /** For the audit log. */
  readonly audit: readonly [policy: string, found: string] | undefined;
}

/** Reasons told of one request by one policy. */
const mostReasons = 10;

function answerOf(outcomes: readonly Outcome[]): AdmissionAnswer {
  const refusals = outcomes.flatMap(({ refusal }) => refusal ?? []);
  return {
    allowed: refusals.length === 0,
    message: refusals.join('\n'),
    warnings: outcomes.flatMap(({ warnings }) => warnings),
    auditAnnotations: Object.fromEntries(outcomes.flatMap(({ audit }) => (audit === undefined ? [] : [audit]))),
  };
}

function objectOf(object: KubernetesObject | undefined, request: AdmissionRequest): InventoryObject | undefined {
  try {
    return object && admittedObject(object, request.namespace, request.name);
  } catch {
    // Nested deeper than anything of Kubernetes: said as such, by the fail mode.
    return undefined;
  }
}

/** Undefined where it can't be told. */
function inScope(
  { policy }: ReviewedPolicy,
  { around }: AdmissionRules,
  { groupKind, namespace, name, object }: AdmissionRequest,
  { namespaceLabels }: Moment,
): boolean | undefined {
  const isNamespace = groupKind === '/Namespace';
  const where = isNamespace ? name : namespace;
  // A namespace selector lets through what is in no namespace.
  if (where === undefined) return true;
  const { excludeNamespaces, namespaceSelector } = policy.scope;
  if (excludeNamespaces.includes(where)) return false;
  if (namespaceSelector === undefined) return true;
  const known = isNamespace ? object : around.find('/Namespace', undefined, where)?.object;
  const labels = known === undefined ? namespaceLabels : recordOf(known.metadata?.labels);
  return labels && selectorMatches(namespaceSelector, { ...labels, 'kubernetes.io/metadata.name': where });
}

function askPolicy(
  reviewed: ReviewedPolicy,
  object: InventoryObject,
  rules: AdmissionRules,
  request: AdmissionRequest,
  moment: Moment,
): Outcome {
  const { policy, action, question, byKind } = reviewed;
  const context = { ...rules, deadline: moment.deadline };
  const found = ask(object, byKind.get(request.groupKind) ?? [], question, context);
  const text = admissionTexts[policy.language];
  if (found.late) return unanswered(reviewed, moment.mode, text.late(moment.budget));
  const violations = found.violations.filter(
    (violation) => rules.exceptions.for(violation, request.user, moment.now) === undefined,
  );
  const before = knownBefore(violations, request, (old, checks) => ask(old, checks, question, context).violations);
  const parts: DecisionPart[] = [];
  const refused: string[] = [];
  const warnings: string[] = [];
  const seen: string[] = [];
  for (const [check, all] of Map.groupBy(violations, (violation) => violation.check)) {
    const fresh = all.filter((violation) => !before.take(violation));
    const isOld = fresh.length === 0;
    const message = reasonOf(check, isOld ? all : fresh, policy.language, rules.texts);
    const verdict = verdictOf(reviewed, check, isOld);
    if (verdict === 'denied') refused.push(message);
    else if (verdict === 'warned')
      warnings.push(`${text.warned(policy.name)}${isOld && action === 'Deny' ? text.before : ''}${message}`);
    else if (verdict === 'would-refuse' && action === 'Audit' && isEnforcedHere(policy, check)) seen.push(message);
    if (verdict !== 'allowed') parts.push({ policy: policy.name, check: check.id, action, verdict, message });
  }
  const shown = refused.slice(0, mostReasons);
  if (refused.length > shown.length) shown.push(text.more(refused.length - shown.length));
  const { kind, namespace, name } = object;
  const what = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  const refusal = refused.length === 0 ? undefined : [text.refused(policy.name, what), ...shown].join('\n- ');
  const open = withoutAnswers(reviewed, moment.mode, found.unanswered);
  const all = [...parts, ...open.parts];
  const whole = {
    policy: policy.name,
    check: '',
    action,
    verdict: worst(all.map(({ verdict }) => verdict)),
    message: open.refusal ?? refusal ?? '',
  };
  return {
    parts: [whole, ...all.filter(({ check }) => check !== '')],
    refusal: [refusal, open.refusal].filter((one) => one !== undefined).join('\n') || undefined,
    warnings: [...warnings, ...open.warnings],
    audit: seen.length === 0 ? undefined : [policy.name, seen.join(' ')],
  };
}

/** Enforced by whom, on which rung, and whether it was so before: what a failed check means. */
function verdictOf({ policy, action }: ReviewedPolicy, check: Check, isOld: boolean): DecisionPart['verdict'] {
  // A ValidatingAdmissionPolicy acts, and knows no before.
  if (!isEnforcedHere(policy, check)) return 'would-refuse';
  if (action === 'Warn') return 'warned';
  if (action === 'Deny') return isOld ? 'warned' : 'denied';
  return isOld ? 'allowed' : 'would-refuse';
}

function knownBefore(
  violations: readonly CheckedViolation[],
  request: AdmissionRequest,
  askOld: (object: InventoryObject, checks: readonly Check[]) => readonly CheckedViolation[],
): KnownBefore {
  if (request.operation !== 'UPDATE' || violations.length === 0) return new KnownBefore([]);
  const old = objectOf(request.oldObject, request);
  return new KnownBefore(old === undefined ? [] : askOld(old, [...new Set(violations.map(({ check }) => check))]));
}

/** `Privileged container: app, sidecar. Remove securityContext.privileged. [pod-privileged]`, as the admission policies say it, too. */
function reasonOf(
  check: Check,
  violations: readonly CheckedViolation[],
  language: Language,
  texts: AdmissionRules['texts'],
): string {
  const said = texts[language][check.id];
  const containers = [...new Set(violations.flatMap(({ container }) => container ?? []))].join(', ');
  return admissionTexts[language].reason(said?.title ?? check.id, containers, said?.action ?? '', check.id);
}

/** Of a policy that could not be asked at all: where it fails closed, and may refuse such objects, they are not let in. */
function unanswered({ policy, action }: ReviewedPolicy, mode: FailMode, why: string): Outcome {
  const text = admissionTexts[policy.language];
  const refuses = mode === 'Fail';
  const message = (refuses ? text.closed : text.open)(policy.name, why);
  return {
    parts: [{ policy: policy.name, check: '', action, verdict: 'error', message }],
    refusal: refuses ? message : undefined,
    warnings: refuses || action === 'Off' || action === 'Audit' ? [] : [message],
    audit: undefined,
  };
}

/** Of single checks that have no answer. */
function withoutAnswers(reviewed: ReviewedPolicy, mode: FailMode, ids: readonly string[]): Outcome {
  const { policy, question, action } = reviewed;
  const checks = question.checks.filter(({ id }) => ids.includes(id));
  if (checks.length === 0) return { parts: [], refusal: undefined, warnings: [], audit: undefined };
  const why = admissionTexts[policy.language].unanswered(checks.map(({ id }) => id).join(', '));
  const parts = checks.map(
    ({ id }): DecisionPart => ({ policy: policy.name, check: id, action, verdict: 'error', message: why }),
  );
  // What a ValidatingAdmissionPolicy asks is not refused here.
  const isHere = checks.some((check) => isEnforcedHere(policy, check));
  const outcome = unanswered(reviewed, isHere ? mode : 'Ignore', why);
  return { ...outcome, parts: [...outcome.parts, ...parts], warnings: isHere ? outcome.warnings : [] };
}
