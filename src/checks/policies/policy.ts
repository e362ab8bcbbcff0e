import type { InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, isRecord, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Severity, severities } from '../severity.ts';

/*
 * ValidatingAdmissionPolicies and their bindings as they are written, all versions alike (v1alpha1 to v1 have the same fields).
 * Source: k8s.io/api/admissionregistration/v1 types.go.
 */

export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly scope: string;
}

export interface MatchResources {
  /** A label selector; undefined matches all. */
  readonly namespaceSelector: unknown;
  readonly objectSelector: unknown;
  readonly resourceRules: readonly ResourceRule[];
  readonly excludeResourceRules: readonly ResourceRule[];
  readonly equivalent: boolean;
}

/** An expression and where it stands in its object. */
export interface Expression {
  readonly text: string;
  readonly path: FieldPath;
}

interface Validation {
  readonly expression: Expression;
  readonly message: string;
  readonly messageExpression: Expression | undefined;
}

export interface PolicySpec {
  readonly object: InventoryObject;
  readonly name: string;
  /** Whether an expression that fails counts as a violation (failurePolicy Fail, the default) or as none. */
  readonly failsClosed: boolean;
  readonly paramKind: { readonly apiVersion: string; readonly kind: string } | undefined;
  readonly match: MatchResources;
  readonly matchConditions: readonly { readonly name: string; readonly expression: Expression }[];
  readonly variables: readonly { readonly name: string; readonly expression: Expression }[];
  readonly validations: readonly Validation[];
  /** From the annotation `breakwater.dev/severity`; else the binding's actions decide. */
  readonly severity: Severity | undefined;
  /** From the annotation `breakwater.dev/title`; the policy's name where absent. */
  readonly title: string;
  /** From the annotation `breakwater.dev/why` or `kubernetes.io/description`. */
  readonly why: string | undefined;
}

export interface Binding {
  readonly object: InventoryObject;
  readonly name: string;
  readonly policyName: string;
  readonly match: MatchResources | undefined;
  readonly paramRef: ParamRef | undefined;
  readonly actions: readonly string[];
}

interface ParamRef {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly selector: unknown;
  readonly denyWhenMissing: boolean;
}

export function readPolicy(object: InventoryObject): PolicySpec {
  const spec = recordOf(object.object.spec);
  const annotations = recordOf(object.object.metadata?.annotations);
  const paramKind = isRecord(spec.paramKind) ? spec.paramKind : undefined;
  return {
    object,
    name: object.name,
    failsClosed: spec.failurePolicy !== 'Ignore',
    paramKind: paramKind && {
      apiVersion: stringOf(paramKind.apiVersion) ?? '',
      kind: stringOf(paramKind.kind) ?? '',
    },
    match: readMatch(recordOf(spec.matchConstraints)),
    matchConditions: named(spec.matchConditions, 'matchConditions'),
    variables: named(spec.variables, 'variables'),
    validations: listOf(spec.validations).map((item, index) => {
      const validation = recordOf(item);
      const path = ['spec', 'validations', index];
      const messageExpression = stringOf(validation.messageExpression);
      return {
        expression: { text: stringOf(validation.expression) ?? '', path: [...path, 'expression'] },
        message: (stringOf(validation.message) ?? '').trim(),
        messageExpression:
          messageExpression === undefined
            ? undefined
            : { text: messageExpression, path: [...path, 'messageExpression'] },
      };
    }),
    severity: severities.find((severity) => severity === annotations['breakwater.dev/severity']),
    title: stringOf(annotations['breakwater.dev/title']) ?? object.name,
    why: stringOf(annotations['breakwater.dev/why']) ?? stringOf(annotations['kubernetes.io/description']),
  };
}

function named(list: unknown, field: string) {
  return listOf(list).map((item, index) => ({
    name: stringOf(recordOf(item).name) ?? '',
    expression: { text: stringOf(recordOf(item).expression) ?? '', path: ['spec', field, index, 'expression'] },
  }));
}

export function readBinding(object: InventoryObject): Binding {
  const spec = recordOf(object.object.spec);
  const paramRef = isRecord(spec.paramRef) ? spec.paramRef : undefined;
  return {
    object,
    name: object.name,
    policyName: stringOf(spec.policyName) ?? '',
    match: isRecord(spec.matchResources) ? readMatch(spec.matchResources) : undefined,
    paramRef: paramRef && {
      name: stringOf(paramRef.name),
      namespace: stringOf(paramRef.namespace),
      selector: paramRef.selector,
      denyWhenMissing: paramRef.parameterNotFoundAction === 'Deny',
    },
    actions: texts(spec.validationActions),
  };
}

function readMatch(match: Readonly<Record<string, unknown>>): MatchResources {
  return {
    namespaceSelector: match.namespaceSelector,
    objectSelector: match.objectSelector,
    resourceRules: listOf(match.resourceRules).map(readRule),
    excludeResourceRules: listOf(match.excludeResourceRules).map(readRule),
    equivalent: match.matchPolicy !== 'Exact',
  };
}

function readRule(item: unknown): ResourceRule {
  const rule = recordOf(item);
  return {
    apiGroups: texts(rule.apiGroups),
    apiVersions: texts(rule.apiVersions),
    operations: texts(rule.operations),
    resources: texts(rule.resources),
    resourceNames: texts(rule.resourceNames),
    scope: stringOf(rule.scope) ?? '*',
  };
}

function texts(value: unknown): readonly string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string');
}

/** From the actions of a binding: what denies is high, what warns medium, what only audits low. */
export function severityOf(policy: PolicySpec, actions: readonly string[]): Severity {
  if (policy.severity !== undefined) return policy.severity;
  if (actions.includes('Deny')) return 'high';
  return actions.includes('Warn') ? 'medium' : 'low';
}
