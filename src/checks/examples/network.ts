import type { Examples } from './example.ts';

function deployment(labels = 'app: web', podSpec = '', ports = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec:
      ${podSpec}
      containers:
        - { name: app, image: registry.example.com/web:1.2.3${ports} }
`;
}

function policy(spec: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  ${spec}
`;
}

function service(spec: string, name = 'web'): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec:
  ${spec}
`;
}

function ingress(backend: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: ${backend} }
`;
}

const denyAll = policy('{ podSelector: {}, policyTypes: [Ingress, Egress] }');
const cilium = (spec: string) => `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec: ${spec}
`;
const calico = (spec: string) => `
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: web }
spec: ${spec}
`;

export const network: Examples = {
  'net-ns-no-policy': {
    pass: [
      { title: 'has one', yaml: `${deployment()}---${denyAll}` },
      { title: "one of Cilium's", yaml: `${deployment()}---${cilium('{ endpointSelector: {}, ingress: [{}] }')}` },
      {
        title: "one of Calico's for all namespaces",
        yaml: `${deployment()}---${calico("{ selector: \"app in {'web', 'db'}\", types: [Ingress, Egress] }")}`,
      },
      { title: "pods of the node's network are not governed", yaml: deployment('app: web', 'hostNetwork: true') },
    ],
    fail: [
      { title: 'none', yaml: deployment() },
      {
        title: 'one of another namespace, and two workloads',
        yaml: `${deployment()}---${deployment('app: db').replace('name: web,', 'name: db,')}---${denyAll.replace('namespace: shop', 'namespace: other')}`,
      },
    ],
  },
  'net-pod-unselected': {
    pass: [
      { title: 'closed in both directions', yaml: `${deployment()}---${denyAll}` },
      {
        title: 'egress rules without policyTypes close both directions',
        yaml: `${deployment()}---${policy('{ podSelector: { matchLabels: { app: web } }, egress: [{ to: [{ podSelector: {} }] }] }')}`,
      },
      {
        title: 'a selector that can not be read is no proof',
        yaml: `${deployment()}---${calico('{ selector: "app === web", types: [Ingress, Egress] }')}`,
      },
      {
        title: 'an absent podSelector selects every pod',
        yaml: `${deployment()}---${policy('policyTypes: [Ingress, Egress]')}`,
      },
    ],
    fail: [
      {
        title: 'the policy selects others',
        yaml: `${deployment()}---${policy('{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress] }')}`,
      },
      {
        title: 'without policyTypes and egress rules only ingress is closed',
        yaml: `${deployment()}---${policy('podSelector: {}')}`,
      },
      {
        title: 'rules of a direction that policyTypes leave out',
        yaml: `${deployment()}---${policy('{ podSelector: {}, policyTypes: [Egress], ingress: [{ from: [{ podSelector: {} }] }] }')}`,
      },
      { title: 'no policy at all', yaml: deployment() },
    ],
  },
  'net-policy-open-ingress': {
    pass: [
      { title: 'denies', yaml: denyAll },
      {
        title: 'names its sources',
        yaml: policy('{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }'),
      },
      {
        title: 'rules of a direction that is not isolated',
        yaml: policy('{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }'),
      },
      {
        title: 'some pods of all namespaces',
        yaml: policy(
          '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: probe } } }] }] }',
        ),
      },
    ],
    fail: [
      {
        title: 'the world',
        yaml: policy('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }'),
      },
      { title: 'anybody', yaml: policy('{ podSelector: {}, ingress: [{}] }') },
      { title: 'anybody, on one port', yaml: policy('{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }') },
      {
        title: 'every namespace',
        yaml: policy('{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }'),
      },
    ],
  },
  'net-policy-open-egress': {
    pass: [
      { title: 'denies', yaml: denyAll },
      {
        title: 'asks names anywhere',
        yaml: policy(
          '{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }] }',
        ),
      },
      {
        title: 'a network of its own',
        yaml: policy(
          '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }',
        ),
      },
    ],
    fail: [
      {
        title: 'the world',
        yaml: policy(
          '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }',
        ),
      },
      { title: 'anywhere', yaml: policy('{ podSelector: {}, policyTypes: [Egress], egress: [{}] }') },
    ],
  },
  'net-metadata-egress': {
    pass: [
      {
        title: 'excepted',
        yaml: policy(
          '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] } }] }] }',
        ),
      },
      {
        title: 'HTTPS only',
        yaml: policy(
          '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }] }',
        ),
      },
    ],
    fail: [
      {
        title: 'the world',
        yaml: policy(
          '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }] }',
        ),
      },
      {
        title: 'over IPv6',
        yaml: policy('{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: "::/0" } }] }] }'),
      },
      {
        title: 'its own block, a range of ports',
        yaml: policy(
          '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 1, endPort: 1024 }] }] }',
        ),
      },
    ],
  },
  'net-policy-dangling': {
    pass: [
      {
        title: 'selects a workload',
        yaml: `${deployment()}---${policy('{ podSelector: { matchLabels: { app: web } } }')}`,
      },
      { title: 'selects all, though there are none yet', yaml: denyAll },
      {
        title: 'a peer in a namespace that the input does not have',
        yaml: `${deployment()}---${policy('{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress } }, podSelector: { matchLabels: { app: proxy } } }] }] }')}`,
      },
    ],
    fail: [
      { title: 'selects none', yaml: `${deployment()}---${policy('{ podSelector: { matchLabels: { app: wbe } } }')}` },
      {
        title: 'a peer that does not exist',
        yaml: `${deployment()}---${policy('{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: wbe } } }] }] }')}`,
      },
      {
        title: "one of Cilium's",
        yaml: `${deployment()}---${cilium('{ endpointSelector: { matchLabels: { "k8s:app": wbe } }, ingress: [{}] }')}`,
      },
    ],
  },
  'ref-dangling-network': {
    pass: [
      {
        title: 'all is there',
        yaml: `${deployment('app: web', '', ', ports: [{ name: http, containerPort: 8080 }]')}---${service('{ selector: { app: web }, ports: [{ name: web, port: 80, targetPort: http }] }')}---${ingress('{ service: { name: web, port: { name: web } } }')}`,
      },
      {
        title: 'a number needs no containerPort',
        yaml: `${deployment()}---${service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }')}`,
      },
      { title: 'no selector: endpoints come from elsewhere', yaml: service('{ ports: [{ port: 80 }] }') },
      {
        title: 'pods that an operator makes',
        yaml: `${deployment()}---${service('{ selector: { app: db }, ports: [{ port: 5432 }] }')}---
apiVersion: example.com/v1
kind: Database
metadata: { name: db, namespace: shop, labels: { app: db, tier: data } }
`,
      },
      {
        title: 'a headless Service beside the usual one',
        yaml: `${deployment()}---${service('{ selector: { app: web }, ports: [{ port: 80 }] }')}---${service('{ clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }', 'web-headless')}`,
      },
    ],
    fail: [
      {
        title: 'a selector that matches nothing',
        yaml: `${deployment()}---${service('{ selector: { app: wbe }, ports: [{ port: 80 }] }')}`,
      },
      {
        title: 'a port name that no container has',
        yaml: `${deployment('app: web', '', ', ports: [{ name: http, containerPort: 8080 }]')}---${service('{ selector: { app: web }, ports: [{ port: 80, targetPort: htpp }] }')}`,
      },
      {
        title: 'two ports of one name',
        yaml: deployment(
          'app: web',
          '',
          ', ports: [{ name: http, containerPort: 80 }, { name: http, containerPort: 81 }]',
        ),
      },
      { title: 'a port that can not be', yaml: service('{ ports: [{ port: 80, targetPort: 123456 }] }') },
      { title: 'a backend that does not exist', yaml: ingress('{ service: { name: web, port: { number: 80 } } }') },
      {
        title: 'a port that the Service does not have',
        yaml: `${deployment()}---${service('{ selector: { app: web }, ports: [{ port: 80 }] }')}---${ingress('{ service: { name: web, port: { number: 8080 } } }')}`,
      },
      { title: 'the fields of another version', yaml: ingress('{ serviceName: web, servicePort: 80 }') },
      {
        title: 'a copy',
        yaml: `${deployment()}---${service('{ selector: { app: web }, ports: [{ port: 80 }] }')}---${service('{ selector: { app: web }, ports: [{ port: 80 }] }', 'web-copy')}`,
      },
    ],
  },
};
