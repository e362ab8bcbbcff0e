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

/** A question of a check in the terms of an admission policy, whose `variables` stand for where the check looks. */
export interface PolicyQuestion {
  /** True where all is well. */
  readonly expression: string;
  /** A CEL text that names the containers concerned; absent where the question is about no container. */
  readonly containers?: string;
}

/** Where a check looks, as variables of the policy; `variables.pod` is the Pod, or the template that makes it. */
export const podVariables: readonly { readonly name: string; readonly expression: string }[] = [
  {
    name: 'pod',
    expression: [
      "object.kind == 'Pod' ? dyn(object)",
      "object.kind == 'PodTemplate' ? dyn(object).?template.orValue({})",
      "object.kind == 'CronJob' ? dyn(object).?spec.?jobTemplate.?spec.?template.orValue({})",
      'dyn(object).?spec.?template.orValue({})',
    ].join(' : '),
  },
  { name: 'podSpec', expression: 'variables.pod.?spec.orValue({})' },
  { name: 'podMetadata', expression: 'variables.pod.?metadata.orValue({})' },
];

/** The field and the name of each type of container. */
const containerLists: Readonly<Record<ContainerType, string>> = {
  init: 'variables.podSpec.?initContainers.orValue([])',
  regular: 'variables.podSpec.?containers.orValue([])',
  ephemeral: 'variables.podSpec.?ephemeralContainers.orValue([])',
};

const names = {
  podSpec: 'variables.podSpec',
  podMetadata: 'variables.podMetadata',
  params: 'variables.params',
  // Of several kinds, so of no type: the policy is type-checked against each of them.
  object: 'dyn(object)',
};

/**
 * The questions of a check at one version of the Pod Security Standards.
 * @param skipped expressions over `container` that are true of containers which an exception covers
 */
export function questionsOf(check: CelCheck, version: MinorVersion, skipped: readonly string[]): PolicyQuestion[] {
  return check.rules
    .filter((rule) => appliesTo(rule, version))
    .map((rule) => questionOf(check, rule, skipped))
    .map((question) => ({ ...question, expression: asBool(question.expression) }));
}

const untyped = environment({ variables: { variables: types.dyn, object: types.dyn, request: types.dyn } });

/** A validation must be a bool for certain, which a field of an object without a type is not. */
function asBool(expression: string): string {
  const compiled = compile(expression, untyped);
  if (compiled.errors !== undefined)
    throw new Error(`${expression}: ${compiled.errors.map(({ message }) => message).join('; ')}`);
  return compiled.type.kind === 'dyn' ? `(${expression}) == true` : expression;
}

function questionOf(check: CelCheck, rule: Rule, skipped: readonly string[]): PolicyQuestion {
  const own = replaceNames(rule.expression, names);
  switch (rule.scope ?? check.scope) {
    case 'container':
      return containerQuestion(check, rule, own, skipped);
    case 'pod':
      return { expression: ofEach(rule, 'variables.podSpec', own) };
    case 'podMetadata':
      return { expression: ofEach(rule, 'variables.podMetadata', own) };
    case 'object':
      return { expression: ofEach(rule, 'dyn(object)', own) };
  }
}

/** The containers of every type that the check asks, together unless the expression tells them apart. */
function containerQuestion(check: CelCheck, rule: Rule, own: string, skipped: readonly string[]): PolicyQuestion {
  const types = check.containerTypes ?? (['init', 'regular', 'ephemeral'] as const);
  const excepted = skipped.length === 0 ? '' : `${skipped.join(' || ')} || `;
  const groups = mentions(own, 'containerType')
    ? types.map((type) => [containerLists[type], replaceNames(own, { containerType: celString(type) })] as const)
    : [[types.map((type) => containerLists[type]).join(' + '), own] as const];
  const holds = (expression: string) => `${excepted}(${ofEach(rule, 'container', expression)})`;
  return {
    expression: groups.map(([list, expression]) => `(${list}).all(container, ${holds(expression)})`).join(' && '),
    containers: `(${groups
      .map(([list, expression]) => `(${list}).filter(container, !(${holds(expression)}))`)
      .join(' + ')}).map(container, container.?name.orValue('?')).join(', ')`,
  };
}

/** Asked of every item of the rule's list, where it has one. */
function ofEach(rule: Rule, root: string, expression: string): string {
  if (rule.each === undefined) return expression;
  const list = parsePath(rule.each).reduce<string>((path, step) => {
    if (typeof step === 'number') throw new Error(`${rule.each} names one item of a list`);
    return /^[A-Za-z_]\w*$/.test(step) ? `${path}.?${step}` : `${path}[?${celString(step)}]`;
  }, root);
  return `${list}.orValue([]).all(item, ${expression})`;
}

function appliesTo(rule: Rule, version: MinorVersion): boolean {
  const since = rule.since === undefined ? undefined : parseVersion(rule.since);
  const until = rule.until === undefined ? undefined : parseVersion(rule.until);
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
}
