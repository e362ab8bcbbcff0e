import { setImmediate } from 'node:timers/promises';
import {
  type Check,
  type CheckedViolation,
  CheckRun,
  type CheckText,
  isAmong,
  isConfigured,
  type RunOptions,
} from '../../checks/index.ts';
import type { ExceptionRule } from '../../findings/index.ts';
import { type Diagnostic, Inventory, type InventoryObject } from '../../inventory/index.ts';
import { isAdmitted, type NotExported, podCarriers, policyObjects } from '../export/index.ts';
import { PolicyExceptionReader } from './exceptions.ts';
import { type Scope, ScopeReader } from './scope.ts';

export interface PredictionOptions extends Omit<RunOptions, 'inventory'> {
  /** What is in the cluster, or in files. */
  readonly inventory: Inventory;
  readonly scope: Scope;
  readonly exceptions: readonly ExceptionRule[];
  /** Of pods that stand for those of a workload: that workload. */
  readonly workloads: ReadonlyMap<InventoryObject, InventoryObject>;
  /** ISO 8601 in UTC. */
  readonly now: string;
}

/** An object that would not be let in, were it written again as it stands. */
export interface PredictedRefusal {
  readonly object: InventoryObject;
  /** Of a pod that differs from the template it was made from: the workload that it counts to. */
  readonly workload: InventoryObject | undefined;
  readonly violations: readonly CheckedViolation[];
}

export interface Prediction {
  /** By namespace, kind and name. */
  readonly refused: readonly PredictedRefusal[];
  /** Objects in scope that some check is asked of. */
  readonly asked: readonly InventoryObject[];
  /** Objects that would be refused, were it not for an exception. */
  readonly excepted: readonly PredictedRefusal[];
  /** Questions without an answer: where the policy fails closed, these objects would be refused, too. */
  readonly unanswered: ReadonlyMap<InventoryObject, readonly Diagnostic[]>;
  /** Checks that failed as a whole. */
  readonly faults: readonly Diagnostic[];
  /** Kinds that the checks are asked of and that can't be seen (everywhere, or in some namespace). */
  readonly unseen: readonly string[];
  /** Namespaces in scope, by name. */
  readonly namespaces: readonly string[];
  /** Namespaces of which it can't be told whether they are in scope: nothing of them is counted. */
  readonly unplaced: readonly string[];
  /** Checks that no ValidatingAdmissionPolicy can ask. Those about many objects are asked by the webhook, the others by nobody. */
  readonly notNative: ReadonlyMap<NotExported, readonly string[]>;
}

/**
 * What a policy would refuse of what is there: each object in scope as it stands, as if it were created or changed at this moment.
 * Equal to what the API server does with the objects of `policyObjects`; lets other work go on between two checks.
 */
export async function predict(options: PredictionOptions): Promise<Prediction> {
  const { inventory, workloads } = options;
  const scope = new ScopeReader(options.scope, inventory);
  const inScope = inventory.objects.filter((object) => !isGoing(object) && scope.holds(object) === true);
  const among = new Set(inScope);
  const { native, many, notNative } = sorted(options);
  // A check of single objects is asked of those alone; one about many needs to see them all.
  const sees = inventory.isWhole ? inventory.sees.bind(inventory) : undefined;
  const single = await asked(options, native, new Inventory(inScope, [], sees));
  const joined = await asked(options, many, inventory);
  const exceptions = new PolicyExceptionReader(options.exceptions, options.now);
  const refused = new Map<InventoryObject, CheckedViolation[]>();
  const excepted = new Map<InventoryObject, CheckedViolation[]>();
  for (const violation of [...single.violations, ...joined.violations]) {
    const { object, check } = violation;
    if (!among.has(object) || (check.type === 'cel' && !isAdmitted(object.groupKind))) continue;
    const found = exceptions.for(violation) === undefined ? refused : excepted;
    const before = found.get(object);
    if (before === undefined) found.set(object, [violation]);
    else before.push(violation);
  }
  const asking = [...native, ...many];
  return {
    refused: listed(refused, workloads),
    excepted: listed(excepted, workloads).filter(({ object }) => !refused.has(object)),
    asked: askedAmong(asking, inScope),
    unanswered: new Map([...single.unanswered()].filter(([object]) => isAdmitted(object.groupKind))),
    faults: [...joined.faults.values()],
    unseen: unseenKinds(asking, inventory),
    ...scope.namespaces(),
    notNative,
  };
}

/** A policy is not asked of what is being deleted: it must be able to lose its finalizers. */
function isGoing({ object }: InventoryObject): boolean {
  return object.metadata?.deletionTimestamp !== undefined;
}

async function asked(options: PredictionOptions, checks: readonly Check[], inventory: Inventory): Promise<CheckRun> {
  const run = new CheckRun({ ...options, checks, inventory });
  for (const check of checks) {
    run.ask(check);
    await setImmediate();
  }
  return run;
}

/** The checks by who can ask them at admission. */
function sorted({ checks, parameters, pssVersion, exceptions, now }: PredictionOptions) {
  const native: Check[] = [];
  const many: Check[] = [];
  const notNative = new Map<NotExported, string[]>();
  for (const check of checks) {
    const objects = policyObjects(check, {
      action: 'Deny',
      namespaceSelector: {},
      exceptions,
      parameters,
      pssVersion,
      language: 'en',
      text: noText,
      today: now.slice(0, 10),
    });
    if (typeof objects !== 'string') {
      native.push(check);
      continue;
    }
    if (objects === 'many-objects' && isConfigured(check, parameters)) many.push(check);
    notNative.set(objects, [...(notNative.get(objects) ?? []), check.id]);
  }
  return { native, many, notNative };
}

/** Nobody reads these policies. */
const noText: CheckText = { title: '', why: '', action: '', message: '' };

/** Kinds that a check asks about single objects, as `group/Kind`. */
function kindsOf(check: Check): readonly string[] {
  if (check.type === 'inventory') return [];
  const kinds = check.scope === 'object' ? (check.kinds ?? []) : (check.workloads ?? podCarriers);
  return kinds.filter(isAdmitted);
}

/** Those of some objects that at least one check is asked of. */
function askedAmong(checks: readonly Check[], objects: readonly InventoryObject[]): readonly InventoryObject[] {
  const kinds = new Set(checks.flatMap(kindsOf));
  const subjects = [...new Set(checks.flatMap((check) => (check.type === 'inventory' ? check.of : [])))];
  return objects.filter((object) => kinds.has(object.groupKind) || isAmong(subjects, object));
}

function unseenKinds(checks: readonly Check[], inventory: Inventory): readonly string[] {
  const kinds = checks.flatMap((check): readonly string[] => {
    if (check.type === 'cel') return kindsOf(check);
    return [...check.of, ...(check.reads ?? [])].filter((subject) => typeof subject === 'string');
  });
  return [...new Set(kinds)].filter((kind) => kind.includes('/') && !inventory.sees(kind, undefined)).sort();
}

function listed(
  found: ReadonlyMap<InventoryObject, readonly CheckedViolation[]>,
  workloads: ReadonlyMap<InventoryObject, InventoryObject>,
): PredictedRefusal[] {
  const refusals = [...found].map(([object, violations]) => ({ object, workload: workloads.get(object), violations }));
  return refusals.sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function keyOf({ object: { namespace = '', kind, name } }: PredictedRefusal): string {
  return [namespace, kind, name].join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
