import type { Examples } from './example.ts';

function service(spec: string, annotations = ''): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, annotations: { ${annotations} } }
spec:
  ${spec}
`;
}

function ingressOf(spec: string, annotations = '', metadata = 'name: web, namespace: shop'): string {
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { ${metadata}, annotations: { ${annotations} } }
spec:
  ${spec}
`;
}

const paths = (path = '/') =>
  `http: { paths: [{ path: '${path}', pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }`;
const rules = (host: string, path?: string) => `rules: [{ host: "${host}", ${paths(path)} }]`;
const tls = 'tls: [{ hosts: ["shop.example.com"], secretName: shop }]';

function deployment(image: string, podMetadata = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }${podMetadata} }
    spec:
      containers:
        - { name: app, image: "${image}" }
`;
}

const webService = service('{ selector: { app: web }, ports: [{ port: 80 }] }');

function route(parent: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [${parent}]
  rules: [{ backendRefs: [{ name: web, port: 80 }] }, { backendRefs: [{ name: web, port: 80 }] }]
`;
}

const route443 = (tlsField: string) => `
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: web, namespace: shop }
spec: { host: shop.example.com, to: { kind: Service, name: web }${tlsField} }
`;

const nginx = 'nginx.ingress.kubernetes.io';

export const services: Examples = {
  'svc-nodeport': {
    pass: [{ title: 'the default type', yaml: webService }],
    fail: [{ title: 'NodePort', yaml: service('{ type: NodePort, ports: [{ port: 80 }] }') }],
  },
  'svc-loadbalancer': {
    pass: [
      { title: 'the default type', yaml: webService },
      {
        title: 'limits its sources',
        yaml: service('{ type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24], ports: [{ port: 80 }] }'),
      },
      {
        title: 'internal at Google',
        yaml: service(
          '{ type: LoadBalancer, ports: [{ port: 80 }] }',
          'networking.gke.io/load-balancer-type: Internal',
        ),
      },
      {
        title: 'internal at Azure',
        yaml: service(
          '{ type: LoadBalancer, ports: [{ port: 80 }] }',
          'service.beta.kubernetes.io/azure-load-balancer-internal: "true"',
        ),
      },
      {
        title: 'by its class',
        yaml: service('{ type: LoadBalancer, loadBalancerClass: tailscale, ports: [{ port: 80 }] }'),
      },
    ],
    fail: [
      { title: 'nothing limits it', yaml: service('{ type: LoadBalancer, ports: [{ port: 80 }] }') },
      {
        title: 'the range is the world',
        yaml: service('{ type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0], ports: [{ port: 80 }] }'),
      },
      {
        title: 'an annotation that says public',
        yaml: service(
          '{ type: LoadBalancer, ports: [{ port: 80 }] }',
          'service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing',
        ),
      },
    ],
  },
  'svc-external-ips': {
    pass: [{ title: 'none', yaml: webService }],
    fail: [{ title: 'one', yaml: service('{ externalIPs: [192.0.2.1], ports: [{ port: 80 }] }') }],
  },
  'svc-externalname-local': {
    pass: [
      { title: 'a name elsewhere', yaml: service('{ type: ExternalName, externalName: db.example.com }') },
      {
        title: 'a name that only looks so',
        yaml: service('{ type: ExternalName, externalName: localhost.example.com }'),
      },
    ],
    fail: [
      { title: 'localhost', yaml: service('{ type: ExternalName, externalName: localhost }') },
      { title: 'metadata', yaml: service('{ type: ExternalName, externalName: metadata.google.internal }') },
      {
        title: 'an address by a public name',
        yaml: service('{ type: ExternalName, externalName: 169.254.169.254.nip.io }'),
      },
    ],
  },
};

export const ingress: Examples = {
  'ing-tls': {
    pass: [
      { title: 'the host is covered', yaml: ingressOf(`{ ${tls}, ${rules('shop.example.com')} }`) },
      {
        title: 'by a wildcard',
        yaml: ingressOf(`{ tls: [{ hosts: ["*.example.com"] }], ${rules('shop.example.com')} }`),
      },
      { title: 'rules without a host', yaml: ingressOf(`{ ${tls}, rules: [{ ${paths()} }] }`) },
      {
        title: 'a certificate of the cloud',
        yaml: ingressOf(
          `{ ${rules('shop.example.com')} }`,
          'alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:eu-west-1:123456789012:certificate/a"',
        ),
      },
      { title: 'a Route that ends TLS at the edge', yaml: route443(', tls: { termination: edge }') },
    ],
    fail: [
      { title: 'none', yaml: ingressOf(`{ ${rules('shop.example.com')} }`) },
      { title: 'for another host', yaml: ingressOf(`{ ${tls}, ${rules('api.example.com')} }`) },
      {
        title: 'a wildcard is one level',
        yaml: ingressOf(`{ tls: [{ hosts: ["*.example.com"] }], ${rules('a.b.example.com')} }`),
      },
      {
        title: 'HTTP beside it',
        yaml: ingressOf(`{ ${tls}, ${rules('shop.example.com')} }`, `${nginx}/ssl-redirect: "false"`),
      },
      { title: 'a Route without TLS', yaml: route443('') },
      {
        title: 'a Route that allows HTTP',
        yaml: route443(', tls: { termination: edge, insecureEdgeTerminationPolicy: Allow }'),
      },
    ],
  },
  'ing-wildcard-host': {
    pass: [
      { title: 'a host', yaml: ingressOf(`{ ${rules('shop.example.com')} }`) },
      {
        title: 'two paths of a host',
        yaml: `${ingressOf(`{ ${rules('shop.example.com')} }`)}---${ingressOf(`{ ${rules('shop.example.com', '/api')} }`, '', 'name: api, namespace: shop')}`,
      },
    ],
    fail: [
      { title: 'no host', yaml: ingressOf(`{ rules: [{ ${paths()} }] }`) },
      { title: 'a wildcard', yaml: ingressOf(`{ ${rules('*.example.com')} }`) },
      {
        title: 'a default backend',
        yaml: ingressOf('{ defaultBackend: { service: { name: web, port: { number: 80 } } } }'),
      },
      {
        title: 'the host and path of another',
        yaml: `${ingressOf(`{ ${rules('shop.example.com')} }`)}---${ingressOf(`{ ${rules('shop.example.com')} }`, '', 'name: web, namespace: other')}`,
      },
    ],
  },
  'ing-nginx-snippets': {
    pass: [
      { title: 'no annotation', yaml: ingressOf(`{ ${rules('shop.example.com')} }`) },
      {
        title: 'harmless values',
        yaml: ingressOf(
          `{ ${rules('shop.example.com', '/api(/|$)(.*)')} }`,
          `${nginx}/rewrite-target: /$2, ${nginx}/auth-url: "https://auth.example.com/?rd=$escaped_request_uri"`,
        ),
      },
      {
        title: 'another ConfigMap',
        yaml: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { mode: production }\n',
      },
    ],
    fail: [
      {
        title: 'a snippet',
        yaml: ingressOf(
          `{ ${rules('shop.example.com')} }`,
          `${nginx}/configuration-snippet: "more_set_headers 'a: b';"`,
        ),
      },
      {
        title: "one of NGINX's own controller",
        yaml: ingressOf(`{ ${rules('shop.example.com')} }`, 'nginx.org/server-snippets: "location /x { }"'),
      },
      {
        title: 'ends one directive and begins another',
        yaml: ingressOf(
          `{ ${rules('shop.example.com')} }`,
          `${nginx}/auth-url: "http://example.com/#;load_module test;"`,
        ),
      },
      {
        title: 'a path with directives',
        yaml: ingressOf(`{ ${rules('shop.example.com', '/x { } location /y { alias /etc; ')} }`),
      },
      {
        title: 'snippets are allowed',
        yaml: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ingress-nginx-controller }\ndata: { allow-snippet-annotations: "true" }\n',
      },
    ],
  },
  'ing-nginx-eol': {
    pass: [
      { title: "NGINX's own controller", yaml: deployment('nginx/nginx-ingress:5.1.0') },
      {
        title: 'another project with such a name',
        yaml: deployment('registry.example.com/ingress-nginx/controller-docs:1'),
      },
    ],
    fail: [
      {
        title: 'the retired one',
        yaml: deployment(
          'registry.k8s.io/ingress-nginx/controller:v1.12.1@sha256:d2fbc4ec70d8aa2050dd91a91506e998765e86c96f32cffb56c503c9c34eed5b',
        ),
      },
      {
        title: 'its old registry',
        yaml: deployment('quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.30.0'),
      },
    ],
  },
};

export const exposure: Examples = {
  'gw-exposure': {
    pass: [
      {
        title: 'a route of the mesh',
        yaml: `${deployment('nginx:1')}---${webService}---${route('{ kind: Service, group: "", name: web }')}`,
      },
      {
        title: 'an internal gateway',
        yaml: `${deployment('nginx:1')}---${webService}---${route('{ name: inner }')}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: inner, namespace: shop }
spec: { gatewayClassName: gke-l7-rilb, listeners: [{ name: http, port: 80, protocol: HTTP }] }
`,
      },
    ],
    fail: [
      {
        title: 'a route with two rules is one finding',
        yaml: `${deployment('nginx:1')}---${webService}---${route('{ name: public }')}`,
      },
    ],
  },
  'net-exposed-dashboard': {
    pass: [
      { title: 'inside', yaml: `${deployment('docker.io/kubernetesui/dashboard:v2.7.0')}---${webService}` },
      {
        title: 'another program',
        yaml: `${deployment('registry.example.com/web:1')}---${service('{ type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }')}`,
      },
    ],
    fail: [
      {
        title: 'by a node port',
        yaml: `${deployment('docker.io/kubernetesui/dashboard:v2.7.0')}---${service('{ type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }')}`,
      },
      {
        title: 'by an Ingress',
        yaml: `${deployment('rayproject/ray:2.9.0')}---${webService}---${ingressOf(`{ ${rules('shop.example.com')} }`)}`,
      },
    ],
  },
  'mesh-mtls': {
    pass: [
      {
        title: 'STRICT',
        yaml: 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: shop }\nspec: { mtls: { mode: STRICT } }\n',
      },
      { title: 'injection on', yaml: deployment('nginx:1', ', annotations: { linkerd.io/inject: enabled }') },
    ],
    fail: [
      {
        title: 'PERMISSIVE, and off for one port',
        count: 2,
        yaml: 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: shop }\nspec: { mtls: { mode: PERMISSIVE }, portLevelMtls: { 8080: { mode: DISABLE } } }\n',
      },
      { title: 'out of the mesh', yaml: deployment('nginx:1', ', annotations: { sidecar.istio.io/inject: "false" }') },
    ],
  },
};
