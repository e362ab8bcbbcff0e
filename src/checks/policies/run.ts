import { counted, type Diagnostic, type Inventory, type InventoryObject, say } from '../../inventory/index.ts';
import { recordOf } from '../../kubernetes/index.ts';
import type { Check, Violation } from '../check.ts';
import type { CheckedViolation } from '../covered.ts';
import type { Severity } from '../severity.ts';
import { severities } from '../severity.ts';
import type { Language } from '../texts/index.ts';
import type { CheckText, CheckTexts } from '../texts/text.ts';
import type { CompiledPolicy } from './compile.ts';
import { evaluatePolicy, type Verdict } from './evaluate.ts';
import type { PolicySet } from './load.ts';
import { type Match, matchRequest } from './match.ts';
import { paramsOf } from './params.ts';
import { type Binding, severityOf } from './policy.ts';
import { type CreateRequest, RequestMaker } from './request.ts';

/** What users' policies say of an inventory, in the shapes of the catalogue's own checks. */
export interface PolicyResult {
  /** One check a policy, `policy/<its name>`. */
  readonly checks: readonly Check[];
  readonly violations: readonly CheckedViolation[];
  /** Of those checks; titles and messages are the policies' own words. */
  readonly texts: CheckTexts;
  /** What has no answer here, once for each policy and reason. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What users' policies say of the creation of one object. */
export interface PolicyVerdict {
  readonly object: InventoryObject;
  /** Names of the policies that are asked about it, by a binding or for want of one. */
  readonly asked: readonly string[];
  /** What does not hold, and what the API server does about it: the actions of all bindings that say so. */
  readonly refusals: readonly {
    readonly policy: string;
    readonly actions: ReadonlySet<string>;
    readonly message: string;
  }[];
  /** What has no answer here. */
  readonly unknown: readonly { readonly policy: string; readonly reason: string }[];
}

/**
 * A policy that costs more in one scan is stopped, and so is one that reaches the limit of one object three times: a second of work or
 * two. In the units of Kubernetes' budgets, of which one takes 30 to 500 ns here; what people write costs 10 to 1,000 an object.
 */
const scanBudget = (objects: number) => 4_000_000 + 2_000 * objects;
const exceededLimit = 3;

/**
 * Asks every policy about the creation of every object, and about the pods that workloads would create where it asks of pods only.
 * Policies without a binding are asked of everything, as if bound with Deny.
 */
export function evaluatePolicies(set: PolicySet, inventory: Inventory, language: Language): PolicyResult {
  const run = new Run(set, inventory);
  return { ...run.result(), ...describe(set, language) };
}

/**
 * Asks every policy about the creation of the objects, which are no part of what is around them: of `set.files` come namespaces,
 * parameters and CRDs only. An object that no API server would ask policies about has no verdict.
 */
export function policyVerdicts(set: PolicySet, objects: readonly InventoryObject[]): readonly PolicyVerdict[] {
  return new Run(set, set.files).verdicts(objects);
}

/** What is said of a policy beside its own words. */
const ownWords: Readonly<Record<Language, { readonly why: string; readonly action: string }>> = {
  en: {
    why: 'A rule of your own does not allow this: {name}.',
    action: 'Change the object so that it meets the policy {name}',
  },
  'zh-CN': { why: '您自己的规则 {name} 不允许这样做。', action: '修改对象，使其符合策略 {name}' },
};

function describe(set: PolicySet, language: Language): { checks: Check[]; texts: CheckTexts } {
  const texts: Record<string, CheckText> = {};
  for (const { spec } of set.policies) {
    const { title } = spec;
    const words = ownWords[language];
    const why = spec.why ?? words.why.replace('{name}', () => spec.name);
    const action = words.action.replace('{name}', () => spec.name);
    const variants = ['policy', ...spec.validations.map((_, index) => variantOf(index))];
    const message = Object.fromEntries(variants.map((variant) => [variant, '{message}']));
    texts[checkId(spec.name)] = { title, why, action, message };
  }
  return { checks: set.policies.map((policy) => checkOf(set, policy)), texts };
}

/** Findings of different validations are different findings: the message's name goes into the fingerprint. */
function variantOf(validation: number | undefined): string {
  return validation === undefined ? 'policy' : `validations[${validation}]`;
}

function checkId(name: string): string {
  return `policy/${name}`;
}

function checkOf(set: PolicySet, policy: CompiledPolicy): Check {
  const { spec } = policy;
  const bindings = set.bindings.get(spec.name);
  return {
    type: 'inventory',
    of: ['*'],
    id: checkId(spec.name),
    severity: severityOf(spec, bindings === undefined ? ['Deny'] : bindings.flatMap(({ actions }) => actions)),
    standards: {},
    source: spec.object.source.file,
    run: ({ inventory }) => new Run({ ...set, policies: [policy] }, inventory).result().violations,
  };
}

/** A violation of a policy; several bindings and parameters may find the same. */
interface Found {
  readonly violation: Violation;
  readonly severity: Severity;
  readonly actions: ReadonlySet<string>;
}

/** A policy and an object. */
interface Asked {
  readonly object: InventoryObject;
  readonly found: readonly Found[];
  /** Whether the policy has anything to do with the object. */
  readonly asked: boolean;
  /** Why the question was never put. */
  readonly stopped?: string;
}

type Collected = {
  -readonly [Key in keyof PolicyVerdict]: PolicyVerdict[Key] extends readonly (infer Item)[]
    ? Item[]
    : PolicyVerdict[Key];
};

class Run {
  readonly #set: PolicySet;
  readonly #inventory: Inventory;
  readonly #requests: RequestMaker;
  /** Number of objects by policy and reason. */
  readonly #unanswered = new Map<string, Map<string, InventoryObject[]>>();

  constructor(set: PolicySet, inventory: Inventory) {
    this.#set = set;
    this.#inventory = inventory;
    this.#requests = new RequestMaker(inventory, set.schemas);
  }

  result(): { violations: CheckedViolation[]; diagnostics: Diagnostic[] } {
    const creations = this.#inventory.objects.flatMap((object) => this.#requests.creationOf(object) ?? []);
    const violations = this.#set.policies.flatMap((policy) => {
      const check = checkOf(this.#set, policy);
      return this.#askPolicy(policy, creations).flatMap(({ found }) =>
        found.map(({ violation, severity }) => ({ ...violation, severity, check, standards: check.standards })),
      );
    });
    return { violations, diagnostics: this.#diagnostics() };
  }

  verdicts(objects: readonly InventoryObject[]): PolicyVerdict[] {
    const creations = objects.flatMap((object) => this.#requests.creationOf(object) ?? []);
    const verdicts = new Map(
      creations.map(({ object }) => [object, { object, asked: [], refusals: [], unknown: [] } as Collected] as const),
    );
    for (const policy of this.#set.policies) {
      const { name } = policy.spec;
      for (const { object, found, asked, stopped } of this.#askPolicy(policy, creations)) {
        const verdict = verdicts.get(object);
        if (asked) verdict?.asked.push(name);
        if (stopped !== undefined) verdict?.unknown.push({ policy: name, reason: stopped });
        for (const { violation, actions } of found)
          verdict?.refusals.push({ policy: name, actions, message: String(violation.values?.message ?? '') });
      }
      // A policy that was stopped notes its first object only, which has the reason already.
      for (const [reason, unanswered] of this.#unanswered.get(name) ?? [])
        for (const object of new Set(unanswered)) {
          const verdict = verdicts.get(object);
          if (verdict?.unknown.some((one) => one.policy === name && one.reason === reason) === false)
            verdict.unknown.push({ policy: name, reason });
        }
    }
    return [...verdicts.values()];
  }

  #askPolicy(policy: CompiledPolicy, creations: readonly CreateRequest[]): Asked[] {
    const { name } = policy.spec;
    const bindings: readonly (Binding | undefined)[] = this.#set.bindings.get(name) ?? [undefined];
    const meter = { cost: 0, exceeded: 0 };
    const budget = scanBudget(creations.length);
    let stopped: string | undefined;
    return creations.map((creation, index) => {
      const { object } = creation;
      if (stopped === undefined && (meter.cost > budget || meter.exceeded >= exceededLimit)) {
        stopped = `it costs too much and was stopped; not asked of ${counted(creations.length - index, 'object')}, of this one on`;
        this.#note(name, stopped, object);
      }
      if (stopped !== undefined) return { object, found: [], asked: false, stopped };
      const own = this.#askBindings(policy, bindings, creation, meter);
      const all =
        own !== undefined
          ? [own]
          : this.#requests.podsOf(object).flatMap((pod) => this.#askBindings(policy, bindings, pod, meter) ?? []);
      return { object, found: all.flatMap(({ found }) => found), asked: all.some(({ asked }) => asked) };
    });
  }

  /** Undefined where the policy doesn't ask about the request at all. */
  #askBindings(
    policy: CompiledPolicy,
    bindings: readonly (Binding | undefined)[],
    request: CreateRequest,
    meter: { cost: number; exceeded: number },
  ): { found: readonly Found[]; asked: boolean } | undefined {
    const own = this.#match(policy.spec.match, request);
    if ('unknown' in own) {
      this.#note(policy.spec.name, own.unknown, request.object);
      return { found: [], asked: false };
    }
    if (!own.matches) return undefined;
    const found = new Map<string, Found>();
    let asked = false;
    for (const binding of bindings) {
      const bound = binding?.match === undefined ? own : this.#match(binding.match, request);
      if ('unknown' in bound) this.#note(policy.spec.name, bound.unknown, request.object);
      else if (bound.matches) {
        asked = true;
        this.#askBound(policy, binding, request, own.version, meter, found);
      }
    }
    return { found: [...found.values()], asked };
  }

  #match(match: Parameters<typeof matchRequest>[0], request: CreateRequest): Match {
    return matchRequest(match, request, (name) => {
      const namespace = this.#inventory.find('/Namespace', undefined, name);
      return namespace && recordOf(namespace.object.metadata?.labels);
    });
  }

  #askBound(
    policy: CompiledPolicy,
    binding: Binding | undefined,
    request: CreateRequest,
    version: string | undefined,
    meter: { cost: number; exceeded: number },
    found: Map<string, Found>,
  ): void {
    const { spec } = policy;
    const severity = severityOf(spec, binding?.actions ?? ['Deny']);
    const add = (validation: number | undefined, message: string, actions = binding?.actions ?? ['Deny']) => {
      const key = `${validation}\n${message}`;
      const before = found.get(key);
      const worse = before !== undefined && severities.indexOf(before.severity) <= severities.indexOf(severity);
      found.set(key, {
        severity: worse ? before.severity : severity,
        actions: new Set([...(before?.actions ?? []), ...actions]),
        violation: { object: request.object, path: request.path, message: variantOf(validation), values: { message } },
      });
    };
    const params = paramsOf(spec, binding, request, [this.#set.files, this.#inventory], this.#requests);
    if ('error' in params) {
      if (binding === undefined) this.#note(spec.name, params.error, request.object);
      else if (spec.failsClosed) {
        // Whatever the binding's actions are. Source: apiserver, policy/validating/dispatcher.go, addConfigError.
        add(undefined, `failed to configure binding: ${params.error}`, ['Deny']);
      }
      return;
    }
    const namespaceObject =
      request.namespace === undefined ? undefined : this.#inventory.find('/Namespace', undefined, request.namespace);
    for (const param of params.params) {
      const verdict: Verdict = evaluatePolicy(policy, request, { params: param, namespaceObject, version });
      meter.cost += verdict.cost;
      if (verdict.exceeded) meter.exceeded++;
      for (const { validation, message } of verdict.violations) add(validation, message);
      for (const reason of verdict.unknown) this.#note(spec.name, reason, request.object);
    }
  }

  #note(policy: string, reason: string, object: InventoryObject): void {
    let reasons = this.#unanswered.get(policy);
    if (reasons === undefined) {
      reasons = new Map();
      this.#unanswered.set(policy, reasons);
    }
    const objects = reasons.get(reason);
    if (objects === undefined) reasons.set(reason, [object]);
    else objects.push(object);
  }

  #diagnostics(): Diagnostic[] {
    return [...this.#unanswered].flatMap(([policy, reasons]) =>
      [...reasons].map(([reason, objects]): Diagnostic => {
        const [first] = objects;
        const more = objects.length - 1;
        const values = { policy, kind: first?.kind ?? '', name: first?.name ?? '', reason };
        return {
          code: 'evaluation',
          ...(first !== undefined && { file: first.source.file, ...first.source.locate([]) }),
          said: more > 0 ? say('policy-unanswered-many', { ...values, count: more }) : say('policy-unanswered', values),
        };
      }),
    );
  }
}
