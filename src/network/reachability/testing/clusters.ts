import fc from 'fast-check';
import type { KubernetesObject } from '../../../kubernetes/index.ts';

/** Small clusters with policies of two kinds (`every-kind.ts` has the others), in which every label and address is known. */

export const namespaces = ['shop', 'pay', 'ops'] as const;
export const label = fc.constantFrom('a', 'b', 'c');
const labels = fc.record({ app: label, tier: label }, { requiredKeys: [] });

export const selector = fc.oneof(
  { weight: 3, arbitrary: fc.record({ matchLabels: labels }, { requiredKeys: [] }) },
  fc
    .record({
      key: fc.constantFrom('app', 'tier', 'kubernetes.io/metadata.name'),
      operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: fc.subarray(['a', 'b', 'shop', 'pay'], { minLength: 1 }),
    })
    .map(({ values, ...one }) => ({
      matchExpressions: [{ ...one, ...(one.operator.endsWith('In') && { values }) }],
    })),
);

export const cidr = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.0.0/30',
  '203.0.113.0/24',
  '::/0',
  'fd00::/8',
);
const exceptions = fc.subarray(['10.1.0.0/16', '10.1.0.2/32', '203.0.113.7/32']);
const port = fc.constantFrom(80, 81, 8080, 'http', 'dns');
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');

const networkPort = fc
  .record({ protocol, port, endPort: fc.constantFrom(81, 9000) }, { requiredKeys: [] })
  .map((one) => {
    const { endPort, ...rest } = one;
    return typeof one.port === 'number' && endPort !== undefined && endPort >= one.port ? one : rest;
  });

const networkPeer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector }),
  fc.record({ namespaceSelector: selector, podSelector: selector }),
  fc.record({ cidr, except: exceptions }).map((ipBlock) => ({ ipBlock })),
);

export const networkRule = (peers: 'from' | 'to') =>
  fc.record(
    { [peers]: fc.array(networkPeer, { maxLength: 2 }), ports: fc.array(networkPort, { maxLength: 2 }) },
    { requiredKeys: [] },
  );

export const networkPolicies = fc
  .record({
    namespace: fc.constantFrom(...namespaces),
    podSelector: selector,
    policyTypes: fc.subarray(['Ingress', 'Egress'], { minLength: 1 }),
    ingress: fc.array(networkRule('from'), { maxLength: 2 }),
    egress: fc.array(networkRule('to'), { maxLength: 2 }),
  })
  .map(({ namespace, ...spec }) => (name: string): KubernetesObject => {
    return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
  });

export const subject = fc.oneof(
  fc.record({ namespaces: selector }),
  fc.record({ pods: fc.record({ namespaceSelector: selector, podSelector: selector }) }),
);
const clusterPeer = fc.oneof(subject, fc.record({ networks: fc.array(cidr, { minLength: 1, maxLength: 2 }) }));
const clusterPort = fc.oneof(
  fc.constantFrom('http', 'dns').map((destinationNamedPort) => ({ destinationNamedPort })),
  fc.record({
    tcp: fc.oneof(
      fc.constant({}),
      fc.constantFrom(80, 81).map((number) => ({ destinationPort: { number } })),
      fc.constant({ destinationPort: { range: { start: 81, end: 8080 } } }),
    ),
  }),
  fc.constant({ udp: {} }),
);
export const clusterRule = (peers: 'from' | 'to') =>
  fc.record(
    {
      action: fc.constantFrom('Accept', 'Deny', 'Pass'),
      [peers]: fc.array(clusterPeer, { minLength: 1, maxLength: 2 }),
      protocols: fc.array(clusterPort, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['action', peers] },
  );

const clusterPolicies = fc
  .record({
    tier: fc.constantFrom('Admin', 'Baseline'),
    subject,
    ingress: fc.array(clusterRule('from'), { maxLength: 2 }),
    egress: fc.array(clusterRule('to'), { maxLength: 2 }),
  })
  // No two of one priority: their order is nobody's promise.
  .map((spec) => (name: string, priority: number): KubernetesObject => {
    const apiVersion = 'policy.networking.k8s.io/v1alpha2';
    return { apiVersion, kind: 'ClusterNetworkPolicy', metadata: { name }, spec: { ...spec, priority } };
  });

const ports = fc.subarray([
  { name: 'http', containerPort: 80, protocol: 'TCP' },
  { name: 'http', containerPort: 8080, protocol: 'TCP' },
  { name: 'dns', containerPort: 81, protocol: 'UDP' },
]);

const pods = fc
  .array(fc.record({ namespace: fc.constantFrom(...namespaces), labels, ports }), { minLength: 2, maxLength: 7 })
  .map((all) =>
    all.map(({ namespace, labels: own, ports: named }, index): KubernetesObject => {
      const spec = { containers: [{ name: 'app', ports: named }] };
      const metadata = { name: `pod-${index}`, namespace, labels: own };
      return { apiVersion: 'v1', kind: 'Pod', metadata, spec, status: { podIP: `10.1.0.${index + 1}` } };
    }),
  );

/** Objects of a cluster, all that there are. */
export const clusters: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .record({
    pods,
    namespaceLabels: fc.array(labels, { minLength: namespaces.length, maxLength: namespaces.length }),
    network: fc.array(networkPolicies, { maxLength: 5 }),
    cluster: fc.array(clusterPolicies, { maxLength: 3 }),
  })
  .map(({ pods: made, namespaceLabels, network, cluster }) => [
    ...namespaces.map((name, index) => {
      return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: namespaceLabels[index] ?? {} } };
    }),
    ...made,
    ...network.map((policy, index) => policy(`network-${index}`)),
    ...cluster.map((policy, index) => policy(`cluster-${index}`, index)),
  ]);
