import { compile, environment, types } from '../../cel/index.ts';
import type { CelCheck, Rule } from '../../checks/index.ts';
import {
  type ContainerType,
  compareVersions,
  type MinorVersion,
  parsePath,
  parseVersion,
} from '../../kubernetes/index.ts';
import { celString, mentions, replaceNames } from './rewrite.ts';

/** What a check asks, in the terms of an admission policy. */
export interface PolicyQuestion {
  /** True where something is wrong. */
  readonly fails: string;
  /** A CEL text that names the containers concerned; absent where the question is about no container. */
  readonly containers?: string;
}

/** The Pod, or the template that makes it. The object is of several kinds, so of no type: the message is type-checked against each of them. */
const pod = [
  "object.kind == 'Pod' ? dyn(object)",
  "object.kind == 'PodTemplate' ? dyn(object).?template.orValue({})",
  "object.kind == 'CronJob' ? dyn(object).?spec.?jobTemplate.?spec.?template.orValue({})",
  'dyn(object).?spec.?template.orValue({})',
].join(' : ');

/** The field and the name of each type of container. */
const containerLists: Readonly<Record<ContainerType, string>> = {
  init: 'podSpec.?initContainers.orValue([])',
  regular: 'podSpec.?containers.orValue([])',
  ephemeral: 'podSpec.?ephemeralContainers.orValue([])',
};

/**
 * What a check asks at one version of the Pod Security Standards, as one question; undefined where it asks nothing.
 * @param excepted an expression over `container` that is true of those which an exception covers
 * @param params the check's parameters as CEL; undefined where it has none
 */
export function questionOf(
  check: CelCheck,
  version: MinorVersion,
  excepted: string | undefined,
  params: string | undefined,
): PolicyQuestion | undefined {
  const rules = check.rules.filter((rule) => appliesTo(rule, version));
  if (rules.length === 0) return undefined;
  const ofScope = (scope: CelCheck['scope'] | 'podMetadata', root: string) =>
    holding(
      rules.filter((rule) => (rule.scope ?? check.scope) === scope),
      root,
    );
  const own = [
    ...ofScope('object', 'dyn(object)'),
    ...ofScope('pod', 'podSpec'),
    ...ofScope('podMetadata', 'podMetadata'),
  ];
  const groups = containerGroups(check, ofScope('container', 'container')).map(([list, wrong]) => ({
    list,
    // The exceptions come last: only of containers that fail anybody needs to know.
    wrong: excepted === undefined ? wrong : `${wrong} && !${excepted}`,
  }));
  const terms = [
    ...(own.length === 0 ? [] : [notAll(own)]),
    ...groups.map(({ list, wrong }) => `(${list}).exists(container, ${wrong})`),
  ];
  const places = { ...(params !== undefined && { params }), ...bound };
  const fails = Object.entries(places).reduce((inner, place) => within(place, inner, 'exists'), terms.join(' || '));
  if (groups.length === 0) return { fails };
  const failing = groups.map(({ list, wrong }) => `(${list}).filter(container, ${wrong})`).join(' + ');
  const names = `(${failing}).map(container, container.?name.orValue('?')).join(', ')`;
  return { fails, containers: Object.entries(places).reduce((inner, place) => within(place, inner, 'map'), names) };
}

/** Names that expressions use for places in the object. */
const bound: Readonly<Record<string, string>> = {
  podSpec: `(${pod}).?spec.orValue({})`,
  podMetadata: `(${pod}).?metadata.orValue({})`,
};

/**
 * An expression in which a name stands for a value. Match conditions know no variables, and macros over a list of one item are the
 * only other way to work something out once.
 */
function within([name, value]: readonly [string, string], expression: string, macro: 'exists' | 'map'): string {
  if (!mentions(expression, name)) return expression;
  return macro === 'exists' ? `[${value}].exists(${name}, ${expression})` : `[${value}].map(${name}, ${expression})[0]`;
}

/** The containers of every type that the check asks, with what is wrong: together unless the expressions tell the types apart. */
function containerGroups(
  check: CelCheck,
  holds: readonly string[],
): readonly (readonly [list: string, wrong: string])[] {
  if (holds.length === 0) return [];
  const asked = check.containerTypes ?? (['init', 'regular', 'ephemeral'] as const);
  if (!holds.some((one) => mentions(one, 'containerType')))
    return [[asked.map((type) => containerLists[type]).join(' + '), notAll(holds)]];
  return asked.map((type) => {
    const own = holds.map((one) => replaceNames(one, { containerType: celString(type) }));
    return [containerLists[type], notAll(own)];
  });
}

/** True where one of them is false. */
function notAll(expressions: readonly string[]): string {
  return `!(${joined(expressions)})`;
}

function joined(expressions: readonly string[]): string {
  return expressions.length === 1 ? expressions.join('') : expressions.map((one) => `(${one})`).join(' && ');
}

/** Expressions that are true where the rules hold; rules about the items of one list are asked of each item together. */
function holding(rules: readonly Rule[], root: string): readonly string[] {
  return [...Map.groupBy(rules, ({ each }) => each)].flatMap(([each, together]) => {
    const own = together.map(({ expression }) => replaceNames(expression, { object: 'dyn(object)' }));
    return each === undefined ? own.map(asBool) : [`${listAt(root, each)}.all(item, ${joined(own)})`];
  });
}

function listAt(root: string, each: string): string {
  const list = parsePath(each).reduce<string>((path, step) => {
    if (typeof step === 'number') throw new Error(`${each} names one item of a list`);
    return /^[A-Za-z_]\w*$/.test(step) ? `${path}.?${step}` : `${path}[?${celString(step)}]`;
  }, root);
  return `${list}.orValue([])`;
}

const untyped = environment({
  variables: Object.fromEntries(
    ['object', 'podSpec', 'podMetadata', 'params', 'container', 'containerType'].map((name) => [name, types.dyn]),
  ),
});

/** A condition must be a bool for certain, which a field of an object without a type is not. */
function asBool(expression: string): string {
  const compiled = compile(expression, untyped);
  if (compiled.errors !== undefined)
    throw new Error(`${expression}: ${compiled.errors.map(({ message }) => message).join('; ')}`);
  return compiled.type.kind === 'dyn' ? `(${expression}) == true` : expression;
}

function appliesTo(rule: Rule, version: MinorVersion): boolean {
  const since = rule.since === undefined ? undefined : parseVersion(rule.since);
  const until = rule.until === undefined ? undefined : parseVersion(rule.until);
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
}
