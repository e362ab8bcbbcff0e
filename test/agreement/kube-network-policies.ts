import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { isProtocol, type Outcome, placeOf, Reachability } from '../../src/network/reachability/index.ts';
import { wholeInventory } from '../../src/network/reachability/testing/inventory.ts';
import { type Agreement, corpusFolder, type Difference } from './agreement.ts';

const object = z.looseObject({ metadata: z.looseObject({}), spec: z.looseObject({}) });
type Loose = z.infer<typeof object>;

const selector = z.looseObject({}).nullish();
const row = z.object({
  test: z.string(),
  kind: z.string(),
  disputed: z.string().nullable(),
  namespaces: z.array(object).nullish(),
  pods: z.array(object).nullish(),
  nodes: z.array(object).nullish(),
  policies: z.array(object).nullish(),
  policy: object.optional(),
  pod: object.nullish(),
  src: z.string().optional(),
  dst: z.string().optional(),
  proto: z.string().optional(),
  dport: z.number().optional(),
  port: z.number().optional(),
  ports: z.array(z.unknown()).nullish(),
  protocols: z.array(z.unknown()).nullish(),
  policy_port: z.unknown().optional(),
  policy_ns: z.string().optional(),
  peer_ns_selector: selector,
  peer_pod_selector: selector,
  expect_allow: z.boolean().optional(),
  expect_match: z.boolean().optional(),
  expect_admin_allow: z.boolean().optional(),
  expect_baseline_allow: z.boolean().optional(),
});
type Row = z.infer<typeof row>;

const group = 'policy.networking.k8s.io';
const apiVersions: Readonly<Record<string, string>> = {
  NetworkPolicy: 'networking.k8s.io/v1',
  AdminNetworkPolicy: `${group}/v1alpha1`,
  BaselineAdminNetworkPolicy: `${group}/v1alpha1`,
  ClusterNetworkPolicy: `${group}/v1alpha2`,
};

function typed(kind: string, { metadata, ...rest }: Loose): KubernetesObject {
  return { apiVersion: apiVersions[kind] ?? 'v1', kind, ...rest, metadata: { name: 'policy', ...metadata } };
}

/** One question to the model: who asks whom, at which port, and what the row expects. */
interface Question {
  readonly objects: readonly KubernetesObject[];
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number;
  readonly expected: boolean;
}

/** What enforces in these cases: the program whose tests they are. Of rules about nodes it has a reading of its own. */
const itself: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { namespace: 'kube-system', name: 'kube-network-policies' },
  spec: {
    template: {
      spec: { hostNetwork: true, containers: [{ name: 'agent', image: 'kube-network-policies:v1-npa-v1alpha1' }] },
    },
  },
};

const pod = (namespace: string, name: string, ip: string, labels = {}): Loose => ({
  metadata: { namespace, name, labels },
  spec: { containers: [{ name: 'c' }] },
  status: { podIPs: [{ ip }] },
});
const namespace = (name: string, labels = {}): Loose => ({ metadata: { name, labels }, spec: {} });

function questionsOf(item: Row): readonly Question[] {
  switch (item.kind) {
    case 'NetworkPolicy':
    case 'AdminNetworkPolicy':
    case 'BaselineAdminNetworkPolicy':
      return [packet(item, item.policies ?? [], item.expect_allow)];
    case 'ClusterNetworkPolicy': {
      // One tier at a time.
      const inTier = (tier: string) => (item.policies ?? []).filter(({ spec }) => spec.tier === tier);
      return [
        packet(item, inTier('Admin'), item.expect_admin_allow),
        packet(item, inTier('Baseline'), item.expect_baseline_allow),
      ];
    }
    case 'anp_domain':
      return [{ ...betweenPods(item, item.policy), to: item.dst ?? '', expected: wanted(item.expect_allow) }];
    case 'anp_subject': {
      const { spec, ...rest } = item.policy ?? { metadata: {}, spec: {} };
      // Selected is what its one rule denies.
      return [denying(item, { ...rest, spec: { ...spec, ingress: [denyFrom({})] } })];
    }
    case 'anp_port':
      return [denying(item, { metadata: {}, spec: { ...admin, ingress: [denyFrom({ ports: item.ports ?? [] })] } })];
    case 'cnp_port': {
      const protocols = [{ tcp: { destinationPort: item.policy_port } }];
      return [denying(item, clusterPolicy({ protocols }), 'ClusterNetworkPolicy')];
    }
    case 'cnp_protocols':
      return [denying(item, clusterPolicy({ protocols: item.protocols ?? [] }), 'ClusterNetworkPolicy')];
    case 'selectors':
      return [selecting(item)];
    default:
      throw new Error(`kube-network-policies: ${item.kind} is not mapped`);
  }
}

const admin = { priority: 1, subject: { namespaces: {} } };
const denyFrom = (rest: object) => ({ action: 'Deny', from: [{ namespaces: {} }], ...rest });
const clusterPolicy = (rest: object): Loose => ({
  metadata: {},
  spec: { ...admin, tier: 'Admin', ingress: [denyFrom(rest)] },
});

/** Rows about baselines come without the pods that all tests of theirs share. */
const shared = {
  namespaces: [namespace('foo', { a: 'b' }), namespace('bar', { a: 'b' })],
  pods: [pod('foo', 'a', '192.168.1.11', { a: 'b' }), pod('bar', 'b', '192.168.2.22', { a: 'b' })],
};

function packet(item: Row, policies: readonly Loose[], expected: boolean | undefined): Question {
  const namespaces = item.namespaces ?? shared.namespaces;
  const names = new Set(namespaces.map(({ metadata }) => metadata.name));
  return {
    objects: [
      ...namespaces.map((one) => typed('Namespace', one)),
      // No cluster has pods in a namespace that isn't there: their addresses are those of nobody.
      ...(item.pods ?? shared.pods)
        .filter(({ metadata }) => names.has(metadata.namespace))
        .map((one) => typed('Pod', one)),
      ...(item.nodes ?? []).map((one) => typed('Node', one)),
      ...policies.map((one) => typed(item.kind, one)),
      itself,
    ],
    from: item.src ?? '',
    to: item.dst ?? '',
    protocol: item.proto ?? '',
    port: item.dport ?? 0,
    expected: wanted(expected),
  };
}

/** Two pods of namespaces as in their tests, and one policy. */
function betweenPods(item: Row, policy: Loose | undefined, kind = 'AdminNetworkPolicy'): Omit<Question, 'expected'> {
  const target = item.pod ?? pod('foo', 'a', '192.168.1.11', { a: 'b' });
  return {
    objects: [
      typed('Namespace', namespace('foo', { a: 'b' })),
      typed('Namespace', namespace('nstest')),
      typed('Namespace', namespace('other')),
      typed('Pod', { ...target, status: { podIPs: [{ ip: '192.168.1.11' }] } }),
      typed('Pod', pod('other', 'peer', '192.168.3.33')),
      ...(policy === undefined ? [] : [typed(kind, policy)]),
    ],
    from: '192.168.1.11',
    to: '192.168.3.33',
    protocol: item.proto ?? '',
    port: item.port ?? 0,
  };
}

/** A match of a rule that denies shows as a denied connection. */
function denying(item: Row, policy: Loose, kind = 'AdminNetworkPolicy'): Question {
  const base = betweenPods(item, policy, kind);
  return { ...base, from: base.to, to: base.from, expected: !wanted(item.expect_match) };
}

function selecting(item: Row): Question {
  const home = item.policy_ns ?? '';
  const [peer] = (item.pods ?? []).filter(({ metadata }) => metadata.name === item.pod?.metadata.name);
  const from = {
    ...(item.peer_ns_selector != null && { namespaceSelector: item.peer_ns_selector }),
    ...(item.peer_pod_selector != null && { podSelector: item.peer_pod_selector }),
  };
  const target = pod(home, 'target', '192.168.9.9', { target: '' });
  const policy = {
    metadata: { namespace: home },
    spec: { podSelector: { matchLabels: { target: '' } }, ingress: [{ from: [from] }] },
  };
  return {
    objects: [
      ...(item.namespaces ?? []).map((one) => typed('Namespace', one)),
      typed('Pod', { ...(peer ?? target), status: { podIPs: [{ ip: '192.168.3.33' }] } }),
      typed('Pod', target),
      typed('NetworkPolicy', policy),
    ],
    from: '192.168.3.33',
    to: '192.168.9.9',
    protocol: '',
    port: 0,
    expected: wanted(item.expect_match),
  };
}

function wanted(expected: boolean | undefined): boolean {
  if (expected === undefined) throw new Error('kube-network-policies: a row expects nothing');
  return expected;
}

function answer({ objects, from, to, protocol, port }: Question): Outcome {
  const model = new Reachability(wholeInventory(objects));
  const [source, target] = [model.classes.classOfAddress(from), model.classes.classOfAddress(to)];
  if (source === undefined || target === undefined) throw new Error(`${from} or ${to} is no address`);
  return model.verdict(source, target, placeOf(isProtocol(protocol) ? protocol : 'TCP', port)).outcome;
}

const disputed =
  'The row that the corpus itself calls disputed: it contradicts the API reference, by which an empty list of rules denies';
const remark =
  'The cases are asked of clusters in which kube-network-policies itself enforces. It takes a rule about nodes as one about the pods that run on them, too (`multiport_allow_egress_node_port`); by the API such a rule means the addresses of nodes alone, and under any other program Breakwater takes it so.';
const byName = 'Its answer hangs on what a name resolved to: ours is “unknown”';

/** kube-network-policies' own table tests. Undefined where they are not on this machine. */
export function kubeNetworkPoliciesAgreement(): Agreement | undefined {
  const folder = corpusFolder('network', 'kube_network_policies');
  if (folder === undefined) return undefined;
  const differences: Difference[] = [];
  const notAsked = new Map<string, number>();
  let asked = 0;
  for (const item of z.array(row).parse(JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8')))) {
    if (item.disputed !== null) {
      notAsked.set(disputed, (notAsked.get(disputed) ?? 0) + 1);
      continue;
    }
    const questions = questionsOf(item);
    const answers = questions.map(answer);
    if (item.kind === 'anp_domain' && answers.includes('unknown')) {
      notAsked.set(byName, (notAsked.get(byName) ?? 0) + 1);
      continue;
    }
    asked++;
    const expected = questions.map((one) => (one.expected ? 'allowed' : 'denied'));
    if (expected.join() === answers.join()) continue;
    differences.push({ row: `${item.kind} ${item.test}`, expected: expected.join(), got: answers.join() });
  }
  return { name: 'kube-network-policies', remark, asked, agreed: asked - differences.length, differences, notAsked };
}
