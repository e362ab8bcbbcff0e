import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { object } from './kinds.ts';

/** Kinds of others, as far as their objects need them to be kept: the real schemas are their projects'. */
const kinds: readonly (readonly [group: string, version: string, kind: string, plural: string, cluster?: 'Cluster'])[] = [
  ['argoproj.io', 'v1alpha1', 'Rollout', 'rollouts'],
  ['argoproj.io', 'v1alpha1', 'Application', 'applications'],
  ['cert-manager.io', 'v1', 'ClusterIssuer', 'clusterissuers', 'Cluster'],
  ['cert-manager.io', 'v1', 'Certificate', 'certificates'],
  ['monitoring.coreos.com', 'v1', 'ServiceMonitor', 'servicemonitors'],
  ['gateway.networking.k8s.io', 'v1', 'GatewayClass', 'gatewayclasses', 'Cluster'],
  ['gateway.networking.k8s.io', 'v1', 'Gateway', 'gateways'],
  ['gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'httproutes'],
];

export const customKinds: readonly KubernetesObject[] = kinds.map(([group, name, kind, plural, scope = 'Namespaced']) => {
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec: open, status: open } } };
  const metadata = group.endsWith('.k8s.io')
    ? { annotations: { 'api-approved.kubernetes.io': 'unapproved, a stand-in of the example' } }
    : {};
  const spec = {
    group,
    scope,
    names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
    versions: [{ name, served: true, storage: true, schema }],
  };
  return object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', undefined, `${plural}.${group}`, { spec }, metadata);
});

/**
 * Puts an audit sidecar into pods that ask for it: what runs then differs from its template, as with any mesh.
 */
export const sidecarPolicy: readonly KubernetesObject[] = [
  object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', undefined, 'audit-sidecar', {
    spec: {
      failurePolicy: 'Fail',
      reinvocationPolicy: 'Never',
      matchConstraints: {
        objectSelector: { matchLabels: { 'harbor.example/audit': 'sidecar' } },
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
      mutations: [
        {
          patchType: 'JSONPatch',
          jsonPatch: {
            expression: `[JSONPatch{op: "add", path: "/spec/containers/-", value: Object.spec.containers{
              name: "audit-proxy", image: "registry.harbor.example/platform/audit-proxy:0.7.1",
              securityContext: Object.spec.containers.securityContext{runAsUser: 0, runAsNonRoot: false}}}]`,
          },
        },
      ],
    },
  }),
  object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding', undefined, 'audit-sidecar', {
    spec: { policyName: 'audit-sidecar' },
  }),
];
