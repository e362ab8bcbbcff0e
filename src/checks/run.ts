import { type CelProgram, compile, type Evaluation, environment, types } from '../cel/index.ts';
import { type Diagnostic, type Inventory, type InventoryObject, say } from '../inventory/index.ts';
import {
  compareVersions,
  type FieldPath,
  formatPath,
  type Json,
  type MinorVersion,
  parsePath,
  parseVersion,
  valueAt,
} from '../kubernetes/index.ts';
import { restsOnUnseen } from './absence.ts';
import { catalogue } from './catalogue.ts';
import {
  type CelCheck,
  type Check,
  type CheckContext,
  type InventoryCheck,
  ParameterError,
  type Rule,
} from './check.ts';
import { type CheckedViolation, withoutCovered } from './covered.ts';
import type { Edit, Fix } from './fix.ts';
import { type Place, Places } from './places.ts';
import { checksOf } from './selection.ts';

export interface RunOptions {
  readonly checks: readonly Check[];
  readonly inventory: Inventory;
  /** Parameters that users set, by check id; defaults are filled in. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly kubernetesVersion: MinorVersion;
  readonly pssVersion: MinorVersion;
}

export interface RunResult {
  /** In the order of the checks; the caller's to empty. */
  readonly violations: CheckedViolation[];
  /** Questions that had no answer: an expression that failed on an object. */
  readonly diagnostics: readonly Diagnostic[];
  /** Ids of the checks that were asked. */
  readonly asked: readonly string[];
  /** Ids of the checks that need parameters which nobody set. */
  readonly notConfigured: readonly string[];
}

/** Asks every check of the inventory. Throws only where a check of our own is broken (an expression that doesn't compile). */
export function runChecks(options: RunOptions): RunResult {
  const run = new CheckRun(options);
  const asked: string[] = [];
  const notConfigured: string[] = [];
  for (const check of options.checks) {
    if (!isConfigured(check, options.parameters)) {
      notConfigured.push(check.id);
      continue;
    }
    asked.push(check.id);
    run.ask(check);
  }
  return {
    violations: withoutCovered(run.violations),
    diagnostics: [...run.faults.values(), ...[...run.unanswered().values()].flat()],
    asked,
    notConfigured,
  };
}

/** Whether a check has the parameters without which there is nothing to ask. */
export function isConfigured(check: Check, parameters: RunOptions['parameters']): boolean {
  const given = parametersOf(check, parameters[check.id]);
  return !(check.needs ?? []).some((name) => isEmpty(given[name]));
}

/** Asks checks of an inventory, one by one, and keeps what they find. */
export class CheckRun {
  /** As they were found: `withoutCovered` is for when all checks of an object were asked. */
  readonly violations: CheckedViolation[] = [];
  /** Checks that failed, by their id. */
  readonly faults = new Map<string, Diagnostic>();
  readonly #options: RunOptions;
  readonly #ids: ReadonlySet<string>;
  readonly #places: Places;
  readonly #failsBaseline: CheckContext['failsBaseline'];
  readonly #unanswered = new Map<InventoryObject, Unanswered>();

  constructor(options: RunOptions, failsBaseline = failingBaseline(options)) {
    this.#options = options;
    this.#ids = new Set(options.checks.map(({ id }) => id));
    this.#places = new Places(options.inventory);
    this.#failsBaseline = failsBaseline;
  }

  ask(check: Check): void {
    const parameters = parametersOf(check, this.#options.parameters[check.id]);
    if (check.type === 'inventory') {
      const fault = runInventoryCheck(
        check,
        parameters,
        this.#options,
        this.#ids,
        this.#failsBaseline,
        this.violations,
      );
      if (fault !== undefined) this.faults.set(check.id, fault);
    } else {
      runCelCheck(check, parameters, this.#options, this.#places, this.violations, this.#unanswered);
    }
  }

  /** Ids of the checks that had no answer about an object, those that failed as a whole not among them. */
  withoutAnswer(object: InventoryObject): readonly string[] {
    const reasons = this.#unanswered.get(object);
    return reasons === undefined ? [] : [...new Set(reasons.values().flatMap((ids) => ids.values()))];
  }

  /** Questions that had no answer, by object. */
  unanswered(): ReadonlyMap<InventoryObject, readonly Diagnostic[]> {
    return new Map([...this.#unanswered].map((entry) => [entry[0], diagnosticsOf(entry)]));
  }
}

/** The check's parameters: what users set over the defaults. */
function parametersOf(check: Check, given: Readonly<Record<string, Json>> | undefined): Record<string, Json> {
  const parameters: Record<string, Json> = {};
  for (const [name, parameter] of Object.entries(check.parameters ?? {}))
    parameters[name] = given?.[name] ?? parameter.default;
  return parameters;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** What enforcing baseline would refuse: asked before it is offered as a fix. */
function failingBaseline({ inventory, kubernetesVersion, pssVersion }: RunOptions): CheckContext['failsBaseline'] {
  let failing: ReadonlySet<InventoryObject> | undefined;
  return (workload) => {
    failing ??= new Set(
      runChecks({
        checks: checksOf('pss-baseline', catalogue),
        inventory,
        parameters: {},
        kubernetesVersion,
        pssVersion,
      }).violations.map(({ object }) => object),
    );
    return failing.has(workload);
  };
}

/** A check that fails on input that nobody thought of must not take the others with it; that it has no answer is said. */
function runInventoryCheck(
  check: InventoryCheck,
  parameters: Record<string, Json>,
  { inventory, kubernetesVersion }: RunOptions,
  asked: ReadonlySet<string>,
  failsBaseline: CheckContext['failsBaseline'],
  violations: CheckedViolation[],
): Diagnostic | undefined {
  try {
    for (const violation of check.run({ inventory, parameters, kubernetesVersion, asked, failsBaseline }))
      if (!restsOnUnseen(inventory, check, violation))
        violations.push({ ...violation, check, standards: check.standards });
    return undefined;
  } catch (error) {
    if (error instanceof ParameterError) throw error;
    return { code: 'evaluation', said: say('check-failed', { check: check.id, reason: (error as Error).message }) };
  }
}

function runCelCheck(
  check: CelCheck,
  params: Record<string, Json>,
  options: RunOptions,
  places: Places,
  violations: CheckedViolation[],
  unanswered: Map<InventoryObject, Unanswered>,
): void {
  const rules = check.rules.filter((rule) => appliesTo(rule, options.pssVersion));
  for (const scope of new Set(rules.map((rule) => rule.scope ?? check.scope))) {
    const asked = rules.filter((rule) => (rule.scope ?? check.scope) === scope).map(compiledRule);
    const meter = new Meter();
    for (const place of places.of(check, scope)) {
      if (meter.isOver(place.object)) continue;
      place.bindings.params = params;
      for (const rule of asked) {
        const items = rule.each === undefined ? one : itemsOf(valueAt(place.root, rule.each));
        for (let index = 0; index < items.length && !meter.isOver(place.object); index++) {
          place.bindings.item = items[index];
          const result = rule.program.evaluate(place.bindings);
          if (meter.add(place.object, result.cost)) noteUnanswered(unanswered, place.object, check.id, tooLarge);
          const verdict = verdictOf(result);
          if (verdict === true) continue;
          if (verdict === false) violations.push(violationAt(check, rule, place, index));
          else noteUnanswered(unanswered, place.object, check.id, verdict);
        }
      }
    }
  }
}

/**
 * What one check may cost on one object, in the units of Kubernetes' budgets: what is usual costs tens to thousands, but a rule that
 * looks at the neighbours of every item takes the square of a list that somebody made long. Each question adds what an expression
 * without such a look costs at most.
 */
const objectBudget = 1_000_000;
const questionBudget = 200;

/** Adds up what one check costs on the object it is at; the places of an object follow each other. */
class Meter {
  #object: InventoryObject | undefined;
  #cost = 0;

  /** @returns whether it is this that goes over the budget */
  add(object: InventoryObject, cost: number): boolean {
    if (object !== this.#object) {
      this.#object = object;
      this.#cost = 0;
    }
    const before = this.#cost;
    this.#cost += cost - questionBudget;
    return before <= objectBudget && this.#cost > objectBudget;
  }

  isOver(object: InventoryObject): boolean {
    return object === this.#object && this.#cost > objectBudget;
  }
}

/** What a rule without `each` is asked of: the place itself, which is no item. */
const one: readonly unknown[] = [undefined];

/** The answer, or why there is none. */
function verdictOf(result: Evaluation): boolean | string {
  if ('value' in result) return typeof result.value === 'boolean' ? result.value : 'no verdict';
  return 'error' in result ? result.error : 'no verdict';
}

function appliesTo(rule: Rule, version: MinorVersion): boolean {
  const since = rule.since === undefined ? undefined : parseVersion(rule.since);
  const until = rule.until === undefined ? undefined : parseVersion(rule.until);
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

/** `index`: of the item, for a rule with `each`. */
function violationAt(check: CelCheck, rule: CompiledRule, place: Place, index: number): CheckedViolation {
  const base = rule.each === undefined ? place.path : [...place.path, ...rule.each, index];
  return {
    check,
    standards: check.standards,
    object: place.object,
    path: [...base, ...rule.field],
    ...(place.container !== undefined && { container: place.container.name }),
    ...(rule.message !== undefined && { message: rule.message }),
    ...(rule.fix !== undefined && { fix: fixFrom(rule.fix, base, place.object.object) }),
  };
}

/** The same fix with paths from the object's root; `[*]` becomes an edit for every item that is there, a removal of nothing none. */
function fixFrom(fix: Fix, base: FieldPath, object: unknown): Fix {
  const edits = fix.edits.flatMap((edit) =>
    placesOfEdit(partsOf(edit.path), base, object)
      .filter((path) => edit.op !== 'remove' || valueAt(object, path) !== undefined)
      .map((path): Edit => ({ ...edit, path: formatPath(path) })),
  );
  return { ...fix, edits };
}

const parts = new Map<string, readonly FieldPath[]>();

/** The path of an edit of our own checks, split at its lists; there are some hundred of them, asked for once a finding. */
function partsOf(path: string): readonly FieldPath[] {
  let known = parts.get(path);
  if (known === undefined) {
    known = path.split('[*]').map(parsePath);
    parts.set(path, known);
  }
  return known;
}

function placesOfEdit([head = [], ...rest]: readonly FieldPath[], base: FieldPath, object: unknown): FieldPath[] {
  const path = [...base, ...head];
  if (rest.length === 0) return [path];
  const list = valueAt(object, path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((_, index) => placesOfEdit(rest, [...path, index], object));
}

/** A rule whose expression is compiled when it is first asked: most inputs have nothing to ask many of the rules about. */
class CompiledRule {
  readonly each: FieldPath | undefined;
  readonly field: FieldPath;
  readonly message: string | undefined;
  readonly fix: Fix | undefined;
  readonly #expression: string;
  #program: CelProgram | undefined;

  constructor(rule: Rule) {
    this.each = rule.each === undefined ? undefined : parsePath(rule.each);
    this.field = parsePath(rule.field);
    this.message = rule.message;
    this.fix = rule.fix;
    this.#expression = rule.expression;
  }

  get program(): CelProgram {
    this.#program ??= compileOwn(this.#expression);
    return this.#program;
  }
}

/** Untyped on purpose: the expressions of our own are type-checked by a test, and start-up is what users wait for. */
const untyped = environment({
  variables: {
    object: types.dyn,
    podSpec: types.dyn,
    podMetadata: types.dyn,
    container: types.dyn,
    containerType: types.dyn,
    params: types.dyn,
    item: types.dyn,
  },
  check: false,
  own: true,
});

function compileOwn(expression: string): CelProgram {
  const result = compile(expression, untyped);
  if (result.program !== undefined) return result.program;
  const issues = result.errors.map((issue) => `${issue.line}:${issue.column} ${issue.message}`).join('; ');
  throw new Error(`broken expression ${JSON.stringify(expression)}: ${issues}`);
}

const compiled = new WeakMap<Rule, CompiledRule>();

function compiledRule(rule: Rule): CompiledRule {
  let known = compiled.get(rule);
  if (known === undefined) {
    known = new CompiledRule(rule);
    compiled.set(rule, known);
  }
  return known;
}

/** What could not be asked of one object, by reason: the checks concerned. Of the reasons but size the first is enough. */
type Unanswered = Map<string, Set<string>>;

const tooLarge = 'too large';

function noteUnanswered(
  unanswered: Map<InventoryObject, Unanswered>,
  object: InventoryObject,
  check: string,
  reason: string,
): void {
  let reasons = unanswered.get(object);
  if (reasons === undefined) {
    reasons = new Map();
    unanswered.set(object, reasons);
  }
  const first = reason === tooLarge ? reason : ([...reasons.keys()].find((other) => other !== tooLarge) ?? reason);
  const checks = reasons.get(first);
  if (checks === undefined) reasons.set(first, new Set([check]));
  else checks.add(check);
}

function diagnosticsOf([object, reasons]: [InventoryObject, Unanswered]): Diagnostic[] {
  const { source, kind, name } = object;
  return [...reasons].map(([reason, ids]): Diagnostic => {
    const checks = [...ids].join(', ');
    const said =
      reason === tooLarge
        ? say('object-too-large', { kind, name, checks })
        : say('unexpected-shape', { kind, name, checks, reason });
    return { code: 'evaluation', file: source.file, ...source.locate([]), said };
  });
}
