import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { rulesOf } from './rules.ts';

const pod = (name: string, podIP: string, namespace = 'shop', more: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app: name } },
  spec: { containers: [{ ports: [{ name: 'web', containerPort: name === 'a' ? 8080 : 9090 }] }], ...more },
  status: { phase: 'Running', podIP },
});
const namespaces = ['shop', 'other'].map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { name } },
}));
const pods = [
  pod('a', '10.0.0.1'),
  pod('b', '10.0.0.2'),
  pod('c', '10.0.0.3', 'other'),
  pod('host', '172.30.0.11', 'shop', { hostNetwork: true }),
  { ...pod('over', '10.0.0.4'), status: { phase: 'Succeeded', podIP: '10.0.0.4' } },
];
const app = (name: string) => ({ matchLabels: { app: name } });

/** The rules without what all begin with, and without the words that all have. */
function rules(spec: object): string[] {
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'shop' },
    spec,
  };
  return rulesOf({ policies: [policy], pods, namespaces })
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('add rule') && !line.includes('established'))
    .map((line) => line.replace('add rule inet breakwater_policies ', ''));
}

test.each<[string, object, string[]]>([
  [
    'denies all to every pod of its namespace that has a network of its own and has not ended',
    { podSelector: {} },
    [
      'ingress-10.0.0.1 drop',
      'ingress-10.0.0.2 drop',
      'forward ip daddr vmap { 10.0.0.1 : jump ingress-10.0.0.1, 10.0.0.2 : jump ingress-10.0.0.2 }',
    ],
  ],
  [
    'an empty rule lets everything in',
    { podSelector: app('a'), ingress: [{}] },
    [
      'ingress-10.0.0.1 meta nfproto ipv4 return',
      'ingress-10.0.0.1 drop',
      'forward ip daddr vmap { 10.0.0.1 : jump ingress-10.0.0.1 }',
    ],
  ],
  [
    'a named port is that of the pod that is reached',
    {
      podSelector: app('a'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: app('b') }], ports: [{ port: 'web' }] }],
    },
    [
      'egress-10.0.0.1 ip daddr 10.0.0.2 tcp dport 9090 return',
      'egress-10.0.0.1 drop',
      'forward ip saddr vmap { 10.0.0.1 : jump egress-10.0.0.1 }',
    ],
  ],
  [
    'another namespace, a range of ports',
    {
      podSelector: app('a'),
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { name: 'other' } } }],
          ports: [{ protocol: 'UDP', port: 53, endPort: 60 }],
        },
      ],
    },
    [
      'ingress-10.0.0.1 ip saddr 10.0.0.3 udp dport 53-60 return',
      'ingress-10.0.0.1 drop',
      'forward ip daddr vmap { 10.0.0.1 : jump ingress-10.0.0.1 }',
    ],
  ],
  [
    'a block with exceptions',
    {
      podSelector: app('a'),
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } }] }],
    },
    [
      'ingress-10.0.0.1 ip saddr 10.0.0.0/8 ip saddr != { 10.1.0.0/16, 10.2.0.0/16 } return',
      'ingress-10.0.0.1 drop',
      'forward ip daddr vmap { 10.0.0.1 : jump ingress-10.0.0.1 }',
    ],
  ],
])('%s', (_, spec, expected) => {
  expect(rules(spec).map((rule) => rule.replaceAll(/ +/g, ' '))).toEqual(expected);
});
