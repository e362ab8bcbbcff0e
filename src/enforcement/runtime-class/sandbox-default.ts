import type { KubernetesObject } from '../../kubernetes/index.ts';
import { celString } from '../export/index.ts';
import type { SandboxClass, SandboxPlan } from './sandbox-plan.ts';
import { sandboxedPods } from './sandbox-policy.ts';

/** The class that pods get which name none: the first that is there and has nodes, else the first that may be there; undefined where all are missing. */
export function defaultClass({ classes }: SandboxPlan): SandboxClass | undefined {
  // A pod with a class that is not there is refused by the API server itself.
  const there = classes.filter(({ state }) => state !== 'missing');
  return there.find(({ nodes }) => nodes.with > 0) ?? there.find(({ state }) => state === 'exists') ?? there[0];
}

/**
 * A MutatingAdmissionPolicy and its binding that put pods into a sandbox which name no class. What the class says of nodes, tolerations and
 * overhead the API server fills in after it: it asks its own plugins again once a policy has changed something.
 * @param apiVersion one that the API server serves
 */
export function sandboxDefault(
  plan: SandboxPlan,
  namespace: string,
  className: string,
  apiVersion: string,
): readonly KubernetesObject[] {
  const name = `breakwater-sandbox-default-${namespace}`;
  const labels = { 'app.kubernetes.io/managed-by': 'breakwater' };
  return [
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name, labels },
      spec: {
        // A default must not stand in the way; what refuses is the validating policy.
        failurePolicy: 'Ignore',
        reinvocationPolicy: 'IfNeeded',
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        matchConditions: [
          { name: 'names-no-class', expression: '!has(object.spec.runtimeClassName)' },
          // Kubelets tell of pods that run already, and that nobody else can change.
          {
            name: 'is-no-mirror',
            expression: "!('kubernetes.io/config.mirror' in object.metadata.?annotations.orValue({}))",
          },
          ...sandboxedPods(plan),
        ],
        mutations: [
          {
            patchType: 'ApplyConfiguration',
            applyConfiguration: { expression: `Object{spec: Object.spec{runtimeClassName: ${celString(className)}}}` },
          },
        ],
      },
    },
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name, labels },
      spec: {
        policyName: name,
        matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
      },
    },
  ];
}
