import { isRecord, type KubernetesObject, type Labels, listOf, recordOf } from '../../kubernetes/index.ts';
import { celString } from '../export/index.ts';
import type { SandboxPlan } from './sandbox-plan.ts';

/** A ValidatingAdmissionPolicy and its binding that refuse pods outside of the sandboxes. `message`: what is said to whoever made them. */
export function sandboxPolicy(plan: SandboxPlan, namespace: string, message: string): readonly KubernetesObject[] {
  const name = `breakwater-sandbox-${namespace}`;
  const labels = { 'app.kubernetes.io/managed-by': 'breakwater' };
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const selected = plan.selectors?.map(labelsExpression);
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
        ...(selected !== undefined && {
          matchConditions: [{ name: 'must-be-sandboxed', expression: selected.join(' || ') || 'false' }],
        }),
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

/** A label selector as CEL over a pod's labels: each pod may match another one, which an objectSelector can't say. */
function labelsExpression(selector: Labels): string {
  const all = 'object.metadata.?labels.orValue({})';
  const terms = Object.entries(recordOf(selector.matchLabels)).map(
    ([key, value]) => `${all}[?${celString(key)}].orValue('') == ${celString(String(value))}`,
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
