import {
  CelError,
  type CelProgram,
  type Evaluation,
  LazyRecord,
  matchConditionsBudget,
  perCallLimit,
  policyBudget,
  Unknown,
} from '../../cel/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, type KubernetesObject } from '../../kubernetes/index.ts';
import type { CompiledPolicy } from './compile.ts';
import type { CreateRequest } from './request.ts';

/** What a policy says of a request. */
export interface Verdict {
  /** One for each validation that does not hold; also errors, where the policy fails closed. */
  readonly violations: readonly { readonly validation: number | undefined; readonly message: string }[];
  /** Why parts of it have no answer here. */
  readonly unknown: readonly string[];
  /** What the evaluation cost, in the units of Kubernetes' budgets. */
  readonly cost: number;
  /** Whether a limit of cost stopped it. */
  readonly exceeded: boolean;
}

export interface Surroundings {
  readonly params: KubernetesObject | null;
  /** The Namespace object; undefined where it isn't in the input. */
  readonly namespaceObject: InventoryObject | undefined;
  /** The version that the policy sees the object in, where it isn't the declared one. */
  readonly version: string | undefined;
}

/** Source: 64-bit limits aside, k8s.io/apiserver pkg/apis/cel/config.go, MaxEvaluatedMessageExpressionSizeBytes. */
const longestMessage = 5 * 1024;

/**
 * Asks a policy about a request as k8s.io/apiserver pkg/admission/plugin/policy/validating/validator.go does: conditions first (one
 * that is false ends it, an error counts by failurePolicy), then each validation, with one budget for all.
 */
export function evaluatePolicy(policy: CompiledPolicy, request: CreateRequest, surroundings: Surroundings): Verdict {
  const asked = new Asked(policy, request, surroundings);
  const verdict = { violations: [] as { validation: number | undefined; message: string }[], unknown: [] as string[] };
  const fail = (validation: number | undefined, message: string) => {
    if (policy.spec.failsClosed) verdict.violations.push({ validation, message });
  };
  const applies = asked.conditions();
  if (applies === false) return { ...verdict, cost: asked.cost, exceeded: asked.exceeded };
  if (applies !== true) {
    if ('unknown' in applies) verdict.unknown.push(applies.unknown);
    else fail(undefined, applies.error);
    return { ...verdict, cost: asked.cost, exceeded: asked.exceeded };
  }
  for (const [index, { program, message, messageProgram }] of policy.validations.entries()) {
    const result = asked.evaluate(program, policyBudget);
    if ('unknown' in result) verdict.unknown.push(result.unknown);
    else if ('error' in result) fail(index, `expression '${program.source.trim()}' resulted in error: ${result.error}`);
    else if (result.value !== true) {
      const own =
        messageProgram === undefined ? undefined : usableMessage(asked.evaluate(messageProgram, policyBudget));
      verdict.violations.push({ validation: index, message: own ?? message });
    }
  }
  return { ...verdict, cost: asked.cost, exceeded: asked.exceeded };
}

/** A message that may be shown: text of one line that is not too long. Otherwise the policy's fixed message is. */
function usableMessage(result: Evaluation): string | undefined {
  if (!('value' in result) || typeof result.value !== 'string') return undefined;
  const message = result.value.trim();
  return message === '' || message.includes('\n') || message.length > longestMessage ? undefined : message;
}

/** One policy being asked about one request: its variables, and what it has cost so far. */
class Asked {
  readonly #policy: CompiledPolicy;
  readonly #bindings: Readonly<Record<string, unknown>>;
  /** Altogether. */
  cost = 0;
  /** Of the present budget. */
  #spent = 0;
  exceeded = false;

  constructor(policy: CompiledPolicy, request: CreateRequest, { params, namespaceObject, version }: Surroundings) {
    this.#policy = policy;
    const variables = new LazyRecord(
      new Map(policy.variables.map(({ name, program }) => [name, () => this.#variable(name, program)])),
    );
    this.#bindings = {
      object: () =>
        version === undefined ? request.value : { ...request.value, apiVersion: apiVersionOf(request.group, version) },
      oldObject: null,
      request: requestVariable(request, version),
      namespaceObject: () => namespaceVariable(request, namespaceObject),
      params,
      variables,
      authorizer: null,
      'authorizer.requestResource': null,
    };
  }

  evaluate(program: CelProgram, budget: number): Evaluation {
    const costLimit = Math.min(perCallLimit, budget - this.#spent);
    if (costLimit <= 0) {
      this.exceeded = true;
      return { error: 'running out of cost budget, no further validation rules will be run', cost: 0 };
    }
    const result = program.evaluate(this.#bindings, { costLimit });
    this.cost += result.cost;
    this.#spent += result.cost;
    if (result.cost >= costLimit) this.exceeded = true;
    return result;
  }

  /** Whether all conditions hold; false wins over errors, errors over what isn't known. */
  conditions(): boolean | { error: string } | { unknown: string } {
    let failure: { error: string } | { unknown: string } | undefined;
    for (const { name, program } of this.#policy.matchConditions) {
      const result = this.evaluate(program, matchConditionsBudget);
      if ('value' in result) {
        if (result.value === false) return false;
      } else if ('error' in result) failure = { error: `matchCondition ${name} resulted in error: ${result.error}` };
      else failure ??= { unknown: result.unknown };
    }
    // Conditions have a budget of their own.
    this.#spent = 0;
    return failure ?? true;
  }

  #variable(name: string, program: CelProgram): unknown {
    const result = this.evaluate(program, policyBudget);
    if ('value' in result) return result.value;
    if ('unknown' in result) throw new Unknown(result.unknown);
    throw new CelError(`composited variable "${name}" fails to evaluate: ${result.error}`);
  }
}

function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

function requestVariable(request: CreateRequest, version: string | undefined): LazyRecord {
  const { group, kind } = request;
  const kindOf = (seen: string) => ({ group, version: seen, kind });
  const resourceOf = (seen: string) => ({ group, version: seen, resource: request.resource });
  return new LazyRecord(
    new Map<string, () => unknown>([
      ['kind', () => kindOf(version ?? request.version)],
      ['resource', () => resourceOf(version ?? request.version)],
      ['subResource', () => ''],
      ['requestKind', () => kindOf(request.version)],
      ['requestResource', () => resourceOf(request.version)],
      ['requestSubResource', () => ''],
      ['name', () => request.name],
      ['namespace', () => request.namespace ?? ''],
      ['operation', () => 'CREATE'],
      [
        'userInfo',
        () => {
          throw new Unknown('request.userInfo: who makes the request is not known here');
        },
      ],
      ['dryRun', () => false],
      ['options', () => ({ apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions' })],
    ]),
  );
}

/** The Namespace as policies see it; what isn't known of one that isn't in the input stays unknown. */
function namespaceVariable(request: CreateRequest, namespace: InventoryObject | undefined): unknown {
  if (request.namespace === undefined || (request.kind === 'Namespace' && request.group === '')) return null;
  const name = request.namespace;
  if (namespace !== undefined) {
    const { metadata, spec, status } = namespace.object;
    const labels = { ...metadata?.labels, 'kubernetes.io/metadata.name': name };
    return {
      metadata: { ...metadata, name, labels },
      spec: isRecord(spec) ? spec : {},
      status: status ?? { phase: 'Active' },
    };
  }
  const missing = () => {
    throw new Unknown(`namespace ${name} is not in the input, so its labels are not known`);
  };
  const metadata = new LazyRecord(
    new Map<string, () => unknown>([
      ['name', () => name],
      ['labels', missing],
      ['annotations', missing],
    ]),
  );
  return new LazyRecord(
    new Map<string, () => unknown>([
      ['metadata', () => metadata],
      ['spec', () => ({})],
      ['status', () => ({ phase: 'Active' })],
    ]),
  );
}
