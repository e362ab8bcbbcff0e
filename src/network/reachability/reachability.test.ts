import { describe, expect, it } from 'vitest';
import { type Inventory, inventoryFromText } from '../../inventory/index.ts';
import { networkPluginsOf, onceEnforced } from '../cni/index.ts';
import { differenceOf } from './difference.ts';
import { isProtocol, placeOf } from './ports.ts';
import { Reachability } from './reachability.ts';
import { inInventory, wholeInventory } from './testing/inventory.ts';
import { NetworkTooLargeError } from './too-large.ts';

const cluster = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: retail } }
---
apiVersion: v1
kind: Namespace
metadata: { name: pay, labels: { team: money } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      serviceAccountName: web
      containers: [{ name: app, image: web, ports: [{ name: http, containerPort: 8080 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop }
spec:
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: app, image: db, ports: [{ name: http, containerPort: 9090 }] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cash, namespace: pay }
spec:
  template:
    metadata: { labels: { app: cash } }
    spec: { containers: [{ name: app, image: cash }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { hostNetwork: true, containers: [{ name: app, image: agent }] }
`;

function whole(policies: readonly string[], base = cluster): Inventory {
  const { objects, diagnostics } = inventoryFromText([base, ...policies].join('\n---\n'));
  expect(diagnostics).toEqual([]);
  return wholeInventory(objects.map(({ object }) => object));
}

function classOf(model: Reachability, name: string): number {
  if (name === 'internet') return model.classes.internet;
  const endpoint = model.endpoints.find((one) => one.name.endsWith(name));
  return endpoint === undefined ? (model.classes.classOfAddress(name) ?? -1) : model.classes.classOf(endpoint);
}

function ask(inventory: Inventory, question: string) {
  const [from = '', to = '', port = '80', protocol = 'TCP'] = question.split(' ');
  if (!isProtocol(protocol)) throw new Error(protocol);
  const model = new Reachability(inventory);
  return model.verdict(classOf(model, from), classOf(model, to), placeOf(protocol, Number(port)));
}

function object(apiVersion: string, kind: string, spec: string, name = 'p', namespace = 'shop'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n`;
}
const network = (spec: string, name?: string) => object('networking.k8s.io/v1', 'NetworkPolicy', spec, name);
const calico = (spec: string, name?: string) => object('projectcalico.org/v3', 'NetworkPolicy', spec, name);
const global = (spec: string, name?: string) => object('crd.projectcalico.org/v1', 'GlobalNetworkPolicy', spec, name);
const cilium = (spec: string) => object('cilium.io/v2', 'CiliumNetworkPolicy', spec);
const clusterwide = (spec: string) => object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', spec);
const cluster2 = (spec: string) => object('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', spec);

const admin = (peer: string) =>
  object(
    'policy.networking.k8s.io/v1alpha1',
    'AdminNetworkPolicy',
    `{ priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [${peer}] }] }`,
  );

const db = 'endpointSelector: { matchLabels: { app: db } }';
const deny = network('{ podSelector: {} }', 'deny');

/** Policies; a question (`FROM TO PORT PROTOCOL`) and its answer, with the first reason where it is unknown. */
const cases: readonly (readonly [string, readonly string[], string, string])[] = [
  ['no policy: everything may connect', [], 'internet web 1', 'allowed'],
  ['a closed direction', [deny], 'cash web', 'denied'],
  ['a closed direction holds for its namespace alone', [deny], 'web cash', 'allowed'],
  [
    'absent rules deny, an empty rule allows all',
    [network('{ podSelector: {}, ingress: [{}] }')],
    'internet web',
    'allowed',
  ],
  [
    'egress rules without policyTypes close egress as well',
    [network('{ podSelector: {}, egress: [] }')],
    'web internet',
    'allowed',
  ],
  [
    'the type Egress alone leaves ingress open',
    [network('{ podSelector: {}, policyTypes: [Egress] }')],
    'cash web',
    'allowed',
  ],
  [
    'the type Egress alone closes egress',
    [network('{ podSelector: {}, policyTypes: [Egress] }')],
    'web cash',
    'denied',
  ],
  [
    'a named port is the destination’s own in ingress',
    [network('{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }')],
    'cash db 9090',
    'allowed',
  ],
  [
    'a named port of another pod',
    [network('{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }')],
    'cash db 8080',
    'denied',
  ],
  [
    'a named port is the destination’s own in egress',
    [network('{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: http }] }] }')],
    'web db 9090',
    'allowed',
  ],
  [
    'a named port means no port outside',
    [network('{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: http }] }] }')],
    'web internet 8080',
    'denied',
  ],
  [
    'a named port is of one protocol',
    [network('{ podSelector: {}, ingress: [{ ports: [{ port: http, protocol: UDP }] }] }')],
    'cash db 9090',
    'denied',
  ],
  [
    'endPort',
    [network('{ podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 90 }] }] }')],
    'cash db 90',
    'allowed',
  ],
  [
    'after endPort',
    [network('{ podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 90 }] }] }')],
    'cash db 91',
    'denied',
  ],
  ['SCTP', [network('{ podSelector: {}, ingress: [{ ports: [{ protocol: SCTP }] }] }')], 'cash db 7 SCTP', 'allowed'],
  [
    'without a protocol TCP',
    [network('{ podSelector: {}, ingress: [{ ports: [{ port: 53 }] }] }')],
    'cash db 53 UDP',
    'denied',
  ],
  [
    'IPv6',
    [
      network(
        '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "2001:db8::/32", except: ["2001:db8:1::/48"] } }] }] }',
      ),
    ],
    '2001:db8::1 db',
    'allowed',
  ],
  [
    'an exception of IPv6',
    [
      network(
        '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "2001:db8::/32", except: ["2001:db8:1::/48"] } }] }] }',
      ),
    ],
    '2001:db8:1::7 db',
    'denied',
  ],
  [
    'IPv6 is not IPv4',
    [network('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }] }] }')],
    'internet db',
    'denied',
  ],
  [
    'a pod without a known address and a block',
    [network('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }')],
    'cash db',
    'unknown pod-addresses',
  ],
  ['a node and an isolated pod', [deny], 'nodes db', 'unknown own-node'],
  ['a pod in the network of its node is selected by nothing', [deny], 'internet agent', 'allowed'],
  [
    'a pod in the network of its node is no peer',
    [network('{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }')],
    'agent db',
    'unknown own-node',
  ],
  [
    'an unreadable block',
    [network('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: nonsense } }] }] }')],
    'cash db',
    'unknown field',
  ],

  [
    'Admin before NetworkPolicy',
    [
      deny,
      cluster2(
        '{ tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Accept, from: [{ namespaces: {} }] }] }',
      ),
    ],
    'cash db',
    'allowed',
  ],
  [
    'Pass hands on to NetworkPolicy',
    [
      deny,
      cluster2(
        '{ tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Pass, from: [{ namespaces: {} }] }] }',
      ),
    ],
    'cash db',
    'denied',
  ],
  [
    'Baseline after NetworkPolicy',
    [
      network('{ podSelector: {}, ingress: [{}] }'),
      cluster2(
        '{ tier: Baseline, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }',
      ),
    ],
    'cash db',
    'allowed',
  ],
  [
    'Baseline where no NetworkPolicy selects',
    [
      cluster2(
        '{ tier: Baseline, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }',
      ),
    ],
    'cash db',
    'denied',
  ],
  [
    'names of domains',
    [
      cluster2(
        '{ tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Accept, to: [{ domainNames: [example.com] }] }, { action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }',
      ),
    ],
    'web internet',
    'unknown domain-name',
  ],
  [
    'a tier that is not known',
    [
      cluster2(
        '{ tier: Other, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }',
      ),
    ],
    'cash db',
    'unknown tier',
  ],

  ['AdminNetworkPolicy: namespaces', [admin('{ namespaces: { matchLabels: { team: money } } }')], 'cash db', 'denied'],
  [
    'AdminNetworkPolicy of early versions: namespaces',
    [admin('{ namespaces: { namespaceSelector: { matchLabels: { team: money } } } }')],
    'cash db',
    'denied',
  ],
  [
    'AdminNetworkPolicy of early versions: other namespaces',
    [admin('{ namespaces: { namespaceSelector: { matchLabels: { team: money } } } }')],
    'web db',
    'allowed',
  ],
  [
    'AdminNetworkPolicy of early versions: pods',
    [
      admin(
        '{ pods: { namespaces: { namespaceSelector: { matchLabels: { team: retail } } }, podSelector: { matchLabels: { app: web } } } }',
      ),
    ],
    'web db',
    'denied',
  ],
  [
    'AdminNetworkPolicy of early versions: other pods',
    [
      admin(
        '{ pods: { namespaces: { namespaceSelector: { matchLabels: { team: retail } } }, podSelector: { matchLabels: { app: web } } } }',
      ),
    ],
    'cash db',
    'allowed',
  ],
  [
    'AdminNetworkPolicy of early versions: labels of both ends',
    [admin('{ namespaces: { sameLabels: [team] } }')],
    'cash db',
    'unknown field',
  ],
  [
    'AdminNetworkPolicy of early versions: pods by labels of both ends',
    [admin('{ pods: { namespaces: { notSameLabels: [team] }, podSelector: {} } }')],
    'cash db',
    'unknown field',
  ],
  [
    'Calico: the first rule decides',
    [calico('{ ingress: [{ action: Deny, source: { selector: app == "web" } }, { action: Allow }] }')],
    'web db',
    'denied',
  ],
  [
    'Calico: the next one',
    [calico('{ ingress: [{ action: Deny, source: { selector: app == "web" } }, { action: Allow }] }')],
    'cash db',
    'allowed',
  ],
  [
    'Calico: a selector means the policy’s namespace',
    [calico('{ ingress: [{ action: Allow, source: { selector: all() } }] }')],
    'cash db',
    'denied',
  ],
  [
    'Calico: other namespaces',
    [calico('{ ingress: [{ action: Allow, source: { namespaceSelector: team == "money" } }] }')],
    'cash db',
    'allowed',
  ],
  [
    'Calico: order',
    [
      global('{ order: 20, ingress: [{ action: Allow }] }', 'a'),
      global('{ order: 10, ingress: [{ action: Deny }] }', 'b'),
    ],
    'cash db',
    'denied',
  ],
  [
    'Calico: without order last',
    [global('{ ingress: [{ action: Deny }] }', 'a'), global('{ order: 10, ingress: [{ action: Allow }] }', 'b')],
    'cash db',
    'allowed',
  ],
  [
    'Calico: NetworkPolicies are of order 1000',
    [network('{ podSelector: {}, ingress: [{}] }'), calico('{ order: 1001, ingress: [{ action: Deny }] }')],
    'cash db',
    'allowed',
  ],
  [
    'Calico: before NetworkPolicies',
    [network('{ podSelector: {}, ingress: [{}] }'), calico('{ order: 999, ingress: [{ action: Deny }] }')],
    'cash db',
    'denied',
  ],
  ['Calico: Log decides nothing', [calico('{ ingress: [{ action: Log }, { action: Allow }] }')], 'cash db', 'allowed'],
  [
    'Calico: notSelector',
    [global('{ ingress: [{ action: Allow, source: { notSelector: app == "cash" } }] }')],
    'cash db',
    'denied',
  ],
  [
    'Calico: everything else',
    [global('{ ingress: [{ action: Allow, source: { notSelector: app == "cash" } }] }')],
    'internet db',
    'allowed',
  ],
  [
    'Calico: nets and notNets',
    [
      global(
        '{ selector: app == "db", ingress: [{ action: Allow, source: { nets: [203.0.113.0/24], notNets: [203.0.113.7/32] } }] }',
      ),
    ],
    '203.0.113.7 db',
    'denied',
  ],
  [
    'Calico: ranges of ports',
    [calico('{ ingress: [{ action: Allow, protocol: TCP, destination: { ports: ["80:90", http] } }] }')],
    'cash db 9090',
    'allowed',
  ],
  [
    'Calico: notPorts',
    [calico('{ ingress: [{ action: Allow, protocol: TCP, destination: { notPorts: [22] } }] }')],
    'cash db 22',
    'denied',
  ],
  [
    'Calico: a protocol that is none of ours',
    [calico('{ ingress: [{ action: Allow, protocol: ICMP }] }')],
    'cash db',
    'denied',
  ],
  [
    'Calico: service accounts',
    [global('{ selector: app == "db", ingress: [{ action: Allow, source: { serviceAccounts: { names: [web] } } }] }')],
    'web db',
    'allowed',
  ],
  [
    'Calico: HTTP',
    [calico('{ ingress: [{ action: Allow, http: { methods: [GET] } }] }')],
    'cash db',
    'unknown application-layer',
  ],
  [
    'Calico: a tier that is not there',
    [calico('{ tier: security, ingress: [{ action: Deny }] }')],
    'cash db',
    'unknown tier',
  ],
  [
    'Calico: a tier before the others, passing on',
    [
      'apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: { name: security }\nspec: { order: 10 }',
      calico('{ tier: security, ingress: [{ action: Pass }] }'),
      deny,
    ],
    'cash db',
    'denied',
  ],
  [
    'Calico: a tier closes what its rules leave',
    [
      'apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: { name: security }\nspec: { order: 10 }',
      calico('{ tier: security, types: [Ingress] }'),
      network('{ podSelector: {}, ingress: [{}] }'),
    ],
    'cash db',
    'denied',
  ],
  [
    'Calico: a tier that passes on by default',
    [
      'apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: { name: security }\nspec: { order: 10, defaultAction: Pass }',
      calico('{ tier: security, types: [Ingress] }'),
      network('{ podSelector: {}, ingress: [{}] }'),
    ],
    'cash db',
    'allowed',
  ],
  [
    'Calico: sets of networks',
    [
      'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: { name: bad, labels: { bad: "yes" } }\nspec: { nets: [203.0.113.0/24] }',
      global('{ ingress: [{ action: Deny, source: { selector: bad == "yes" } }, { action: Allow }] }'),
    ],
    '203.0.113.9 db',
    'denied',
  ],
  [
    'Calico: an unreadable selector',
    [calico('{ selector: "((", ingress: [{ action: Deny }] }')],
    'cash db',
    'unknown selector',
  ],

  ['Cilium: rules close the direction', [cilium(`{ ${db}, ingress: [{}] }`)], 'web db', 'denied'],
  [
    'Cilium: endpoints of the own namespace',
    [cilium(`{ ${db}, ingress: [{ fromEndpoints: [{}] }] }`)],
    'web db',
    'allowed',
  ],
  ['Cilium: not those of others', [cilium(`{ ${db}, ingress: [{ fromEndpoints: [{}] }] }`)], 'cash db', 'denied'],
  [
    'Cilium: another namespace by label',
    [cilium(`{ ${db}, ingress: [{ fromEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": pay } }] }] }`)],
    'cash db',
    'allowed',
  ],
  [
    'Cilium: labels of the namespace',
    [
      cilium(
        `{ ${db}, ingress: [{ fromEndpoints: [{ matchLabels: { "io.cilium.k8s.namespace.labels.team": money } }] }] }`,
      ),
    ],
    'cash db',
    'allowed',
  ],
  [
    'Cilium: labels with a source',
    [cilium(`{ ${db}, ingress: [{ fromEndpoints: [{ matchLabels: { "any:app": web } }] }] }`)],
    'web db',
    'allowed',
  ],
  [
    'Cilium: an empty list is nobody',
    [cilium(`{ ${db}, ingress: [{ fromEndpoints: [], toPorts: [{ ports: [{ port: "80" }] }] }] }`)],
    'web db',
    'denied',
  ],
  [
    'Cilium: ports alone are for everyone',
    [cilium(`{ ${db}, ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }] }`)],
    'internet db',
    'allowed',
  ],
  [
    'Cilium: deny before allow',
    [
      cilium(
        `{ ${db}, ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: web } }] }] }`,
      ),
    ],
    'web db',
    'denied',
  ],
  [
    'Cilium: deny before NetworkPolicies',
    [
      network('{ podSelector: {}, ingress: [{}] }'),
      clusterwide('{ endpointSelector: {}, ingressDeny: [{ fromEntities: [world] }] }'),
    ],
    'internet db',
    'denied',
  ],
  [
    'Cilium: adds up with NetworkPolicies',
    [deny, cilium(`{ ${db}, ingress: [{ fromEndpoints: [{ matchLabels: { app: web } }] }] }`)],
    'web db',
    'allowed',
  ],
  [
    'Cilium: deny rules without default deny',
    [cilium(`{ ${db}, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEntities: [world] }] }`)],
    'web db',
    'allowed',
  ],
  ['Cilium: the world is no pod', [cilium(`{ ${db}, ingress: [{ fromEntities: [world] }] }`)], 'web db', 'denied'],
  ['Cilium: blocks are no pods', [cilium(`{ ${db}, ingress: [{ fromCIDR: [0.0.0.0/0] }] }`)], 'web db', 'denied'],
  [
    'Cilium: blocks with exceptions',
    [cilium(`{ ${db}, ingress: [{ fromCIDRSet: [{ cidr: 203.0.113.0/24, except: [203.0.113.7/32] }] }] }`)],
    '203.0.113.7 db',
    'denied',
  ],
  [
    'Cilium: the API server',
    [cilium('{ endpointSelector: {}, egress: [{ toEntities: [kube-apiserver] }] }')],
    'web internet 443',
    'unknown api-server',
  ],
  [
    'Cilium: HTTP',
    [cilium(`{ ${db}, ingress: [{ toPorts: [{ ports: [{ port: "80" }], rules: { http: [{ method: GET }] } }] }] }`)],
    'web db',
    'unknown application-layer',
  ],
  [
    'Cilium: another port than HTTP’s',
    [cilium(`{ ${db}, ingress: [{ toPorts: [{ ports: [{ port: "80" }], rules: { http: [{ method: GET }] } }] }] }`)],
    'web db 81',
    'denied',
  ],
  [
    'Cilium: DNS of every name',
    [
      cilium(
        '{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "*" }] } }] }] }',
      ),
    ],
    'web db 53 UDP',
    'allowed',
  ],
  [
    'Cilium: names of domains',
    [cilium('{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: example.com }] }] }')],
    'web internet 443',
    'unknown domain-name',
  ],
  [
    'Cilium: names of domains are no pods',
    [cilium('{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: example.com }] }] }')],
    'web db 443',
    'denied',
  ],
  [
    'Cilium: clusterwide selectors mean every namespace',
    [clusterwide('{ endpointSelector: { matchLabels: { app: db } }, ingress: [{ fromEndpoints: [{}] }] }')],
    'cash db',
    'allowed',
  ],
  [
    'Cilium: specs',
    [
      'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: s, namespace: shop }\nspecs: [{ endpointSelector: {}, ingress: [{}] }]',
    ],
    'cash db',
    'denied',
  ],
];

describe('a verdict', () => {
  it.each(cases)('%s', (_, policies, question, answer) => {
    const { outcome, reasons } = ask(whole(policies), question);
    expect([outcome, ...reasons.slice(0, 1)].join(' ')).toBe(answer);
  });

  it('names the rule that decides, in each direction', () => {
    const policies = [
      network('{ podSelector: { matchLabels: { app: db } }, ingress: [{ ports: [{ port: 1 }] }, {}] }', 'into-db'),
    ];
    const { egress, ingress } = ask(whole(policies), 'web db 80');
    expect(egress.decides).toBeUndefined();
    expect([ingress.decides?.object.name, ingress.decides?.path]).toEqual(['into-db', 'spec.ingress[1]']);
  });

  it('names every policy that closes a direction', () => {
    const { ingress } = ask(whole([deny, network('{ podSelector: {} }', 'deny-2')]), 'cash db');
    expect(ingress.closedBy.map(({ object: policy }) => policy.name)).toEqual(['deny', 'deny-2']);
  });

  it('is unknown where the labels of a namespace are not in the input', () => {
    const policy = network(
      '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: money } } }] }] }',
    );
    const without = cluster.slice(cluster.indexOf('---\napiVersion: apps/v1'));
    expect(ask(whole([policy], without), 'cash db')).toMatchObject({
      outcome: 'unknown',
      reasons: ['namespace-labels'],
    });
    const byName = network(
      '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: pay } } }] }] }',
    );
    expect(ask(whole([byName], without), 'cash db').outcome).toBe('allowed');
  });

  it('knows pods by their addresses, and nodes', () => {
    const node =
      'apiVersion: v1\nkind: Node\nmetadata: { name: n1, labels: { zone: a } }\nstatus: { addresses: [{ type: InternalIP, address: 192.0.2.1 }] }';
    const policy = cluster2(
      '{ tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Accept, to: [{ nodes: { matchLabels: { zone: a } } }] }, { action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }',
    );
    const inventory = whole([node, policy]);
    expect(ask(inventory, 'web 192.0.2.1').outcome).toBe('allowed');
    expect(ask(inventory, 'web 192.0.2.2').outcome).toBe('denied');
    const [cash] = inventory.objects.filter(({ name }) => name === 'cash');
    if (cash === undefined) throw new Error('no such workload');
    const model = new Reachability(inventory, { addresses: new Map([[cash, ['10.0.0.7']]]) });
    expect(model.classes.classOfAddress('10.0.0.7')).toBe(classOf(model, 'cash'));
  });
});

describe('rules about nodes', () => {
  const rule = (nodes: string) =>
    cluster2(
      `{ tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Accept, to: [{ nodes: ${nodes} }] }, { action: Deny, to: [{ namespaces: {} }] }] }`,
    );
  const enforcing = (image: string) =>
    `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent, namespace: kube-system }\nspec: { template: { spec: { hostNetwork: true, containers: [{ name: a, image: "${image}" }] } } }`;

  it('mean nodes, not the pods on them', () => {
    expect(ask(whole([rule('{}')]), 'web cash').outcome).toBe('denied');
    expect(ask(whole([rule('{}'), enforcing('calico/node:v3.32.0')]), 'web cash').outcome).toBe('denied');
  });

  it('mean the pods on them, too, where kube-network-policies enforces', () => {
    const agent = enforcing('kube-network-policies:v1.0.0-npa-v1alpha2');
    expect(ask(whole([rule('{}'), agent]), 'web cash').outcome).toBe('allowed');
    expect(ask(whole([rule('{ matchLabels: { zone: a } }'), agent]), 'web cash')).toMatchObject({
      outcome: 'unknown',
      reasons: ['node'],
    });
  });
});

describe('hostile policies', () => {
  it('with thousands of ranges of ports are unknown, not slow', () => {
    const ports = Array.from({ length: 5000 }, (_, index) => ({ port: index * 2 + 1 }));
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p', namespace: 'shop' },
      spec: { podSelector: {}, ingress: [{ ports }] },
    };
    const inventory = wholeInventory([...whole([]).objects, inInventory(policy)].map(({ object: body }) => body));
    expect(ask(inventory, 'cash db 80')).toMatchObject({ outcome: 'unknown', reasons: ['too-much'] });
  });

  it('tell apart no more pods than memory holds', () => {
    const pods = Array.from({ length: 20_001 }, (_, index) => {
      const metadata = { name: `p${index}`, namespace: 'shop', labels: { app: `a${index}` } };
      return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [] } };
    });
    const asks = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p', namespace: 'shop' },
      spec: { podSelector: { matchLabels: { app: 'a1' } } },
    };
    expect(new Reachability(wholeInventory(pods)).classes.size).toBeLessThan(10);
    expect(() => new Reachability(wholeInventory([...pods, asks]))).toThrow(NetworkTooLargeError);
  });

  it('of wrong types are read without a fault', () => {
    const values = ['null', '7', '[]', '{}', '"x"', '[null, 7, "x", {}, []]'];
    const kinds = [network, calico, global, cilium, clusterwide, cluster2];
    for (const kind of kinds)
      for (const value of values) {
        const fields = [
          'podSelector',
          'endpointSelector',
          'selector',
          'subject',
          'ingress',
          'egress',
          'ingressDeny',
          'policyTypes',
          'types',
          'tier',
          'order',
          'priority',
        ];
        const spec = `{ ${fields.map((field) => `${field}: ${value}`).join(', ')} }`;
        expect(() => new Reachability(whole([kind(spec)])).rows()).not.toThrow();
        const rule = [
          'from',
          'to',
          'ports',
          'protocols',
          'fromEndpoints',
          'fromCIDRSet',
          'toPorts',
          'toEntities',
          'source',
          'destination',
          'action',
          'protocol',
        ];
        const nested = `{ podSelector: {}, endpointSelector: {}, subject: { namespaces: {} }, ingress: [{ ${rule.map((field) => `${field}: ${value}`).join(', ')} }] }`;
        expect(() => new Reachability(whole([kind(nested)])).rows()).not.toThrow();
      }
  });
});

describe('a network program that ignores policies', () => {
  const daemon = (image: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: net, namespace: kube-system }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: net, image: "${image}" }] } } }`;
  const flannel = daemon('ghcr.io/flannel-io/flannel:v0.27.0');
  const closed = network('{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }');
  const ciliums = cilium('{ endpointSelector: { matchLabels: { app: web } }, ingress: [] }');
  const outcome = (model: Reachability) =>
    model.verdict(classOf(model, 'shop/db'), classOf(model, 'Deployment/shop/web'), placeOf('TCP', 8080)).outcome;

  it.each([
    ['none in sight: taken as enforced', [closed], 'denied', 0, 1],
    ['flannel', [closed, flannel], 'allowed', 1, 0],
    ['flannel, with a controller beside it', [closed, flannel, daemon('kube-router:v2.5.0')], 'denied', 0, 0],
    ['calico, and policies of cilium’s', [ciliums, daemon('calico/node:v3.31.0')], 'allowed', 1, 0],
    ['cilium', [closed, ciliums, daemon('cilium/cilium:v1.18.0')], 'denied', 0, 0],
  ] as const)('%s', (_, objects, verdict, ignored, assumed) => {
    const model = new Reachability(whole(objects));
    expect(outcome(model)).toBe(verdict);
    expect([model.ignored.length, model.assumed.length]).toEqual([ignored, assumed]);
  });

  it('can be asked what would be if it didn’t', () => {
    const inventory = whole([closed, flannel]);
    const model = new Reachability(inventory, { network: onceEnforced(networkPluginsOf(inventory)) });
    expect(outcome(model)).toBe('denied');
    expect(model.ignored).toEqual([]);
  });

  it('is that of the other version where manifests show none', () => {
    const bare = whole([]);
    const found = differenceOf({ inventory: whole([flannel]) }, { inventory: whole([closed]) });
    expect(found.changes).toEqual([]);
    expect(found.ignored.map(({ plugins }) => plugins)).toEqual([['flannel']]);
    expect(differenceOf({ inventory: bare }, { inventory: whole([closed]) }).changes).not.toEqual([]);
  });
});
