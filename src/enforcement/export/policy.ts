import type { CelCheck, Check, CheckText, Language } from '../../checks/index.ts';
import type { ExceptionRule } from '../../findings/index.ts';
import { type Json, type KubernetesObject, listOf, type MinorVersion } from '../../kubernetes/index.ts';
import { policyExceptions } from './exceptions.ts';
import { parametersConfigMap, parametersNamespace, policyParameters } from './parameters.ts';
import { questionOf } from './questions.ts';
import { podCarriers, rulesFor } from './resources.ts';
import { celString } from './rewrite.ts';

export type Action = 'Deny' | 'Warn' | 'Audit';

export interface PolicyOptions {
  readonly action: Action;
  /** A label selector of namespaces; absent: every namespace but those of Kubernetes itself. */
  readonly namespaceSelector: Readonly<Record<string, unknown>> | undefined;
  readonly exceptions: readonly ExceptionRule[];
  /** Parameters that users set, by check id. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly pssVersion: MinorVersion;
  readonly language: Language;
  readonly text: CheckText;
  /** ISO 8601 in UTC, or only the day: exceptions that ended before are left out. */
  readonly today: string;
  /** The SecurityPolicy that they are made for. Absent: they stand for the check alone. */
  readonly owner?: PolicyOwner | undefined;
}

/** What a SecurityPolicy adds to the policies of its checks. */
export interface PolicyOwner {
  readonly name: string;
  /** Namespaces that are left alone whatever the selector says. */
  readonly excludeNamespaces: readonly string[];
  /** Of a policy that denies. */
  readonly failurePolicy: 'Fail' | 'Ignore';
}

/** Says of a native object which SecurityPolicy it was made for. */
export const policyLabel = 'breakwater.dev/policy';

/**
 * Why a check has no policy: its question is about many objects, its kinds pass no admission policy, the Pod Security Standards of that
 * version ask nothing of it, nobody set its parameters, or more is excepted from it than a policy can carry.
 */
export type NotExported = 'many-objects' | 'no-admission' | 'other-version' | 'not-configured' | 'too-many-exceptions';

/** Namespaces that hold the cluster's own parts: a policy that refuses these can end the cluster. */
const ownNamespaces = ['kube-system', 'kube-public', 'kube-node-lease', parametersNamespace];

/** The objects that make an API server ask a check: a policy, its binding, and a ConfigMap where it has parameters. */
export function policyObjects(check: Check, options: PolicyOptions): readonly KubernetesObject[] | NotExported {
  if (check.type === 'inventory') return 'many-objects';
  const rules = rulesFor(kindsOf(check));
  if (rules.length === 0) return 'no-admission';
  const parameters: Record<string, Json> = {};
  for (const [name, { default: usual }] of Object.entries(check.parameters ?? {}))
    parameters[name] = options.parameters[check.id]?.[name] ?? usual;
  if (check.needs?.some((name) => isEmpty(parameters[name]))) return 'not-configured';
  const params = policyParameters(parameters);
  const hasConfigMap = Object.keys(params.data).length > 0;
  const exceptions = policyExceptions(check.id, options.exceptions, options.today);
  if (exceptions === undefined) return 'too-many-exceptions';
  const expression = Object.keys(parameters).length === 0 ? undefined : params.expression;
  const question = questionOf(check, options.pssVersion, exceptions.container, expression);
  if (question === undefined) return 'other-version';
  const { owner } = options;
  // With dots, which no id of a check has: names of different policies never meet.
  const name = owner === undefined ? `breakwater-${check.id}` : `breakwater.${owner.name}.${check.id}`;
  const labels = {
    'app.kubernetes.io/managed-by': 'breakwater',
    'breakwater.dev/check': check.id,
    ...(owner !== undefined && { [policyLabel]: owner.name }),
  };
  const policy: KubernetesObject = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: {
      name,
      labels,
      annotations: {
        'breakwater.dev/severity': check.severity,
        'breakwater.dev/title': options.text.title,
        'breakwater.dev/source': check.source,
      },
    },
    spec: {
      // What has no answer is not let in by a policy that denies; one that only says something must not stand in the way.
      failurePolicy: options.action === 'Deny' ? (owner?.failurePolicy ?? 'Fail') : 'Ignore',
      ...(hasConfigMap && { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }),
      matchConstraints: { resourceRules: rules },
      matchConditions: [
        // An object that is going away must be able to lose its finalizers.
        { name: 'not-being-deleted', expression: '!has(object.metadata.deletionTimestamp)' },
        ...exceptions.conditions,
        { name: 'fails', expression: question.fails },
      ],
      validations: [refusal(check, options, question.containers)],
    },
  };
  const binding: KubernetesObject = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name, labels },
    spec: {
      policyName: name,
      validationActions: [options.action],
      ...(hasConfigMap && {
        paramRef: { name, namespace: parametersNamespace, parameterNotFoundAction: 'Deny' },
      }),
      matchResources: {
        namespaceSelector: namespacesOf(options.namespaceSelector, owner?.excludeNamespaces),
      },
    },
  };
  return hasConfigMap ? [parametersConfigMap(name, params.data, labels), policy, binding] : [policy, binding];
}

/** The selector, or every namespace; but for those excluded: where none are named and there is no selector, those of the cluster itself. */
export function namespacesOf(
  selector: PolicyOptions['namespaceSelector'],
  excluded: readonly string[] | undefined = selector === undefined ? ownNamespaces : [],
): Readonly<Record<string, unknown>> {
  if (excluded.length === 0) return selector ?? {};
  const byName = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: excluded };
  return { ...selector, matchExpressions: [...listOf(selector?.matchExpressions), byName] };
}

/** Kinds that the check asks, as `group/Kind`. */
function kindsOf(check: CelCheck): readonly string[] {
  return check.scope === 'object' ? (check.kinds ?? []) : (check.workloads ?? podCarriers);
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Refuses whatever got so far, and names the containers where there are some: without a name, `message` counts. */
function refusal(check: CelCheck, { text, language }: PolicyOptions, containers: string | undefined) {
  const { colon, stop } = marks[language];
  const end = `${text.action.replace(/[.。]$/, '')}${stop}[${check.id}]`;
  const named = `${celString(`${text.title}${colon}`)} + names + ${celString(`${stop}${end}`)}`;
  return {
    expression: 'false',
    message: `${text.title}${stop}${end}`,
    ...(containers !== undefined && {
      messageExpression: `[${containers}].map(names, names == '' ? '' : ${named})[0]`,
    }),
    reason: 'Forbidden',
  };
}

const marks: Readonly<Record<Language, { readonly colon: string; readonly stop: string }>> = {
  en: { colon: ': ', stop: '. ' },
  'zh-CN': { colon: '：', stop: '。' },
};
