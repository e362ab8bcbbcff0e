import fc from 'fast-check';
import type { KubernetesObject } from '../../../kubernetes/index.ts';
import { cidr, clusterRule, clusters, label, namespaces, networkRule, selector, subject } from './clusters.ts';

/** A policy of any kind, by the name and rank that it gets, and rules of its kind that allow more. */
export interface AnyPolicy {
  readonly make: (name: string, rank: number) => KubernetesObject;
  readonly more: { readonly ingress: readonly unknown[]; readonly egress: readonly unknown[] };
}

const namespace = fc.constantFrom(...namespaces);
const twoWays = <T>(ingress: fc.Arbitrary<T>, egress: fc.Arbitrary<T>) =>
  fc.record({ ingress: fc.array(ingress, { maxLength: 2 }), egress: fc.array(egress, { maxLength: 2 }) });
const allowing = <T>(ingress: fc.Arbitrary<T>, egress: fc.Arbitrary<T>) =>
  fc.record({
    ingress: fc.array(ingress, { minLength: 1, maxLength: 2 }),
    egress: fc.array(egress, { minLength: 1, maxLength: 2 }),
  });

/** `metadata` and `spec` of an object of a kind. */
function kindOf(apiVersion: string, kind: string, home?: string) {
  return (name: string, spec: unknown): KubernetesObject => {
    return { apiVersion, kind, metadata: { name, ...(home !== undefined && { namespace: home }) }, spec };
  };
}

const network: fc.Arbitrary<AnyPolicy> = fc
  .record({
    namespace,
    podSelector: selector,
    rules: twoWays(networkRule('from'), networkRule('to')),
    more: allowing(networkRule('from'), networkRule('to')),
  })
  .map(({ namespace: home, podSelector, rules, more }) => ({
    make: (name) =>
      kindOf(
        'networking.k8s.io/v1',
        'NetworkPolicy',
        home,
      )(name, { podSelector, policyTypes: ['Ingress', 'Egress'], ...rules }),
    more,
  }));

const accepting = (peers: 'from' | 'to') => clusterRule(peers).map((rule) => ({ ...rule, action: 'Accept' }));
const cluster: fc.Arbitrary<AnyPolicy> = fc
  .record({
    tier: fc.constantFrom('Admin', 'Baseline'),
    subject,
    rules: twoWays(clusterRule('from'), clusterRule('to')),
    more: allowing(accepting('from'), accepting('to')),
  })
  .map(({ tier, subject: who, rules, more }) => ({
    make: (name, priority) =>
      kindOf('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy')(name, {
        tier,
        priority,
        subject: who,
        ...rules,
      }),
    more,
  }));

/** v1alpha1: other words for actions and ports. */
const adminPort = fc.oneof(
  fc.constantFrom('http', 'dns').map((namedPort) => ({ namedPort })),
  fc.constantFrom(80, 81).map((port) => ({ portNumber: { protocol: 'TCP', port } })),
  fc.constant({ portRange: { protocol: 'TCP', start: 81, end: 8080 } }),
);
const adminRule = (peers: 'from' | 'to', ...actions: readonly string[]) =>
  fc.record(
    {
      action: fc.constantFrom(...actions),
      [peers]: fc.array(
        peers === 'from'
          ? subject
          : fc.oneof(subject, fc.record({ networks: fc.array(cidr, { minLength: 1, maxLength: 2 }) })),
        { minLength: 1, maxLength: 2 },
      ),
      ports: fc.array(adminPort, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['action', peers] },
  );
const admin: fc.Arbitrary<AnyPolicy> = fc
  .record({
    subject,
    isBaseline: fc.boolean(),
    rules: twoWays(adminRule('from', 'Allow', 'Deny', 'Pass'), adminRule('to', 'Allow', 'Deny', 'Pass')),
    more: allowing(adminRule('from', 'Allow'), adminRule('to', 'Allow')),
  })
  .map(({ subject: who, isBaseline, rules, more }) => ({
    make: (name, priority) =>
      isBaseline
        ? kindOf('policy.networking.k8s.io/v1alpha1', 'BaselineAdminNetworkPolicy')(name, { subject: who, ...rules })
        : kindOf('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy')(name, { priority, subject: who, ...rules }),
    more,
  }));

const ciliumPorts = fc.array(
  fc.record({
    ports: fc.array(
      fc.record({ port: fc.constantFrom('80', '81', 'http'), protocol: fc.constantFrom('TCP', 'UDP', 'ANY') }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  { minLength: 1, maxLength: 2 },
);
const ciliumRule = (peers: 'from' | 'to') =>
  fc.oneof(
    fc.record(
      { [`${peers}Endpoints`]: fc.array(selector, { minLength: 1, maxLength: 2 }), toPorts: ciliumPorts },
      { requiredKeys: [`${peers}Endpoints`] },
    ),
    fc.record({ [`${peers}CIDR`]: fc.array(cidr, { minLength: 1, maxLength: 2 }) }),
    fc.record({ [`${peers}Entities`]: fc.subarray(['world', 'cluster', 'all', 'host'], { minLength: 1 }) }),
    fc.record({ toPorts: ciliumPorts }),
    // What is not evaluated.
    fc.constant({
      [`${peers}Endpoints`]: [{}],
      toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path: '/a' }] } }],
    }),
  );
const cilium: fc.Arbitrary<AnyPolicy> = fc
  .record({
    namespace: fc.option(namespace),
    endpointSelector: selector,
    rules: twoWays(ciliumRule('from'), ciliumRule('to')),
    denied: fc.option(twoWays(ciliumRule('from'), ciliumRule('to'))),
    isOpen: fc.boolean(),
    more: allowing(ciliumRule('from'), ciliumRule('to')),
  })
  .map(({ namespace: home, endpointSelector, rules, denied, isOpen, more }) => ({
    make: (name) =>
      (home === null
        ? kindOf('cilium.io/v2', 'CiliumClusterwideNetworkPolicy')
        : kindOf('cilium.io/v2', 'CiliumNetworkPolicy', home))(name, {
        endpointSelector,
        ...rules,
        ...(denied !== null && { ingressDeny: denied.ingress, egressDeny: denied.egress }),
        ...(isOpen && { enableDefaultDeny: { ingress: false, egress: false } }),
      }),
    more,
  }));

const calicoSelector = fc.oneof(
  label.map((value) => `app == '${value}'`),
  label.map((value) => `has(tier) && app != '${value}'`),
  fc.constant('all()'),
);
const calicoEnd = fc.record(
  {
    selector: calicoSelector,
    namespaceSelector: fc.constantFrom("projectcalico.org/name == 'shop'", 'all()', "app == 'a'"),
    nets: fc.array(cidr, { minLength: 1, maxLength: 2 }),
    notPorts: fc.constant([81]),
  },
  { requiredKeys: [] },
);
const calicoPorts = fc.record({
  ports: fc.array(fc.constantFrom<string | number>(80, '81:8080', 'http'), { minLength: 1, maxLength: 2 }),
});
const calicoRule = (...actions: readonly string[]) =>
  fc
    .record({
      action: fc.constantFrom(...actions),
      protocol: fc.constantFrom('TCP', 'UDP'),
      source: calicoEnd,
      destination: calicoEnd,
      limit: fc.option(calicoPorts),
    })
    .map(({ limit, source: { notPorts: _, ...source }, destination, ...rule }) => ({
      ...rule,
      source,
      destination: { ...destination, ...(limit ?? {}) },
    }));
const calico: fc.Arbitrary<AnyPolicy> = fc
  .record({
    namespace: fc.option(namespace),
    group: fc.constantFrom('projectcalico.org/v3', 'crd.projectcalico.org/v1'),
    selector: calicoSelector,
    isFirst: fc.boolean(),
    rules: twoWays(calicoRule('Allow', 'Deny', 'Pass'), calicoRule('Allow', 'Deny', 'Pass')),
    more: allowing(calicoRule('Allow'), calicoRule('Allow')),
  })
  .map(({ namespace: home, group, selector: of, isFirst, rules, more }) => ({
    // Before NetworkPolicies, which are of order 1000, or after them.
    make: (name, rank) =>
      (home === null ? kindOf(group, 'GlobalNetworkPolicy') : kindOf(group, 'NetworkPolicy', home))(name, {
        selector: of,
        order: isFirst ? rank : 2000 + rank,
        types: ['Ingress', 'Egress'],
        ...rules,
      }),
    more,
  }));

export const anyPolicy: fc.Arbitrary<AnyPolicy> = fc.oneof(network, cluster, admin, cilium, calico);

/** A cluster, and policies of every kind that are applied to it. */
export const everyKind = fc.record({
  objects: clusters,
  policies: fc.array(anyPolicy, { minLength: 1, maxLength: 6 }),
});

/** The same with more allowed by its own rules, in directions that it decides about already. */
export function wider(policy: KubernetesObject, { more }: AnyPolicy): KubernetesObject {
  const spec = policy.spec as { readonly ingress: readonly unknown[]; readonly egress: readonly unknown[] };
  return {
    ...policy,
    spec: { ...spec, ingress: [...spec.ingress, ...more.ingress], egress: [...spec.egress, ...more.egress] },
  };
}
