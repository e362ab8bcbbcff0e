import type { Check } from '../../checks/index.ts';
import { podCarriers, type ResourceRule, rulesFor } from '../export/index.ts';

/**
 * Kinds that only checks about many objects ask about, besides those of ValidatingAdmissionPolicies: how admission calls them, and in which
 * versions API servers 1.30 to 1.37 take them; `*`: kinds of others. Kinds of the webhook and policy configuration are not among them:
 * API servers ask no webhook about those. Nor are Secrets: their data would come here.
 */
const more: Readonly<Record<string, readonly [resource: string, version: string]>> = {
  '/Namespace': ['namespaces', 'v1'],
  '/ServiceAccount': ['serviceaccounts', 'v1'],
  'rbac.authorization.k8s.io/Role': ['roles', 'v1'],
  'rbac.authorization.k8s.io/ClusterRole': ['clusterroles', 'v1'],
  'rbac.authorization.k8s.io/RoleBinding': ['rolebindings', 'v1'],
  'rbac.authorization.k8s.io/ClusterRoleBinding': ['clusterrolebindings', 'v1'],
  'certificates.k8s.io/CertificateSigningRequest': ['certificatesigningrequests', 'v1'],
  'networking.k8s.io/NetworkPolicy': ['networkpolicies', 'v1'],
  'policy/PodDisruptionBudget': ['poddisruptionbudgets', 'v1'],
  'autoscaling/HorizontalPodAutoscaler': ['horizontalpodautoscalers', 'v2'],
  'gateway.networking.k8s.io/Gateway': ['gateways', '*'],
  'gateway.networking.k8s.io/HTTPRoute': ['httproutes', '*'],
  'gateway.networking.k8s.io/GRPCRoute': ['grpcroutes', '*'],
  'gateway.networking.k8s.io/TLSRoute': ['tlsroutes', '*'],
  'gateway.networking.k8s.io/TCPRoute': ['tcproutes', '*'],
  'gateway.networking.k8s.io/UDPRoute': ['udproutes', '*'],
  'kyverno.io/ClusterPolicy': ['clusterpolicies', '*'],
  'kyverno.io/Policy': ['policies', '*'],
  'kyverno.io/PolicyException': ['policyexceptions', '*'],
  'policies.kyverno.io/ImageValidatingPolicy': ['imagevalidatingpolicies', '*'],
  'policy.sigstore.dev/ClusterImagePolicy': ['clusterimagepolicies', '*'],
  'config.gatekeeper.sh/Config': ['configs', '*'],
};

const secretKind = '/Secret';

/** Whether the webhook is asked about objects of a kind, as `group/Kind`. */
export function isReviewed(groupKind: string): boolean {
  return groupKind !== secretKind && (Object.hasOwn(more, groupKind) || rulesFor([groupKind]).length > 0);
}

/** Kinds that the webhook asks a check about; none where it can't. */
export function reviewedKinds(check: Check): readonly string[] {
  return [...new Set(kindsOf(check))].filter(isReviewed);
}

function kindsOf(check: Check): readonly string[] {
  if (check.type === 'cel') return check.scope === 'object' ? (check.kinds ?? []) : (check.workloads ?? podCarriers);
  return check.of.flatMap((subject): readonly string[] => {
    // Objects that a function picks are parts of the cluster itself, whose namespaces are let alone.
    if (typeof subject !== 'string') return [];
    if (subject === 'workloads') return podCarriers;
    return subject === '*' ? [...podCarriers, '/Service', '/ConfigMap', ...Object.keys(more)] : [subject];
  });
}

/** `rules` of a webhook for the kinds, in a stable order. */
export function reviewRules(groupKinds: readonly string[]): readonly ResourceRule[] {
  const kinds = groupKinds.filter(isReviewed).toSorted();
  const others = new Map<string, { group: string; version: string; resources: string[] }>();
  for (const groupKind of kinds) {
    const known = Object.hasOwn(more, groupKind) ? more[groupKind] : undefined;
    if (known === undefined) continue;
    const [resource, version] = known;
    const group = groupKind.slice(0, groupKind.indexOf('/'));
    const entry = others.get(`${group} ${version}`) ?? { group, version, resources: [] };
    others.set(`${group} ${version}`, entry);
    entry.resources.push(resource);
  }
  return [
    ...rulesFor(kinds),
    ...[...others.values()].map(({ group, version, resources }) => ({
      apiGroups: [group],
      apiVersions: [version],
      operations: ['CREATE', 'UPDATE'],
      resources,
    })),
  ];
}
