import { isRecord, type KubernetesObject, type Labels, listOf, recordOf } from '../../kubernetes/index.ts';
import { celString } from '../export/index.ts';
import type { SandboxPlan } from './sandbox-plan.ts';

/** A ValidatingAdmissionPolicy and its binding that refuse pods outside of the sandboxes. `message`: what is said to whoever made them. */
export function sandboxPolicy(plan: SandboxPlan, namespace: string, message: string): readonly KubernetesObject[] {
  const name = `breakwater-sandbox-${namespace}`;
  const labels = { 'app.kubernetes.io/managed-by': 'breakwater' };
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name, labels },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        ...(plan.selectors !== undefined && { matchConditions: sandboxedPods(plan) }),
        validations: [
          {
            expression: `has(object.spec.runtimeClassName) && object.spec.runtimeClassName in [${plan.rule.classes.map(celString).join(', ')}]`,
            message,
            reason: 'Forbidden',
          },
        ],
      },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name, labels },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
      },
    },
  ];
}

/** Match conditions by which a policy knows the pods that must be sandboxed; none where all must be. */
export function sandboxedPods({
  selectors,
}: SandboxPlan): readonly { readonly name: string; readonly expression: string }[] {
  if (selectors === undefined) return [];
  return [{ name: 'must-be-sandboxed', expression: selectors.map(labelsExpression).join(' || ') || 'false' }];
}

/** A label selector as CEL over a pod's labels: each pod may match another one, which an objectSelector can't say. */
function labelsExpression(selector: Labels): string {
  const all = 'object.metadata.?labels.orValue({})';
  const terms = Object.entries(recordOf(selector.matchLabels)).map(
    // A label with an empty value is not one that is absent.
    ([key, value]) => `${celString(key)} in ${all} && ${all}[${celString(key)}] == ${celString(String(value))}`,
  );
  for (const term of listOf(selector.matchExpressions)) {
    if (!isRecord(term)) continue;
    const key = celString(String(term.key));
    const values = listOf(term.values).map((value) => celString(String(value)));
    const has = `${key} in ${all}`;
    const isIn = `${has} && ${all}[${key}] in [${values.join(', ')}]`;
    const expressions: Readonly<Record<string, string>> = {
      Exists: has,
      DoesNotExist: `!(${has})`,
      In: isIn,
      NotIn: `!(${isIn})`,
    };
    const expression = expressions[String(term.operator)];
    if (expression !== undefined) terms.push(`(${expression})`);
  }
  return `(${terms.length === 0 ? 'true' : terms.join(' && ')})`;
}
