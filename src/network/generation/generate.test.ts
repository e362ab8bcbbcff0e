import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { listOf, recordOf } from '../../kubernetes/index.ts';
import { placeOf } from '../reachability/index.ts';
import { wholeInventory } from '../reachability/testing/inventory.ts';
import { type GenerationOptions, generate } from './generate.ts';

/** A Deployment of shop (or `namespace/name`) with labels `app: NAME` and port 8080, with more of the container and of the pod. */
function deployment(name: string, container = '', pod = '', more = ''): string {
  const [namespace, own] = name.includes('/') ? name.split('/') : ['shop', name];
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${own}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${own} } }
  template:
    metadata: { labels: { app: ${own} } ${more} }
    spec: { ${pod} containers: [{ name: app, image: app, ports: [{ name: http, containerPort: 8080 }], ${container} }] }
---`;
}
function service(name: string, spec = ''): string {
  const [namespace, own] = name.includes('/') ? name.split('/') : ['shop', name];
  return `
apiVersion: v1
kind: Service
metadata: { name: ${own}, namespace: ${namespace} }
spec: { selector: { app: ${own} }, ports: [{ name: web, port: 80, targetPort: http }], ${spec} }
---`;
}
const node = (name: string, address: string, more = '', annotations = '') => `
apiVersion: v1
kind: Node
metadata: { name: ${name}, labels: { ${more} }, annotations: { ${annotations} } }
spec: { podCIDR: 10.244.${name.length}.0/24 }
status: { addresses: [{ type: InternalIP, address: ${address} }] }
---`;
const agent = (image: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: kube-system }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: a, image: "${image}" }] } } }
---`;
const flannel = agent('flannel/flannel:v0.27.0');
const control = '"node-role.kubernetes.io/control-plane": ""';

function made(text: string, options: GenerationOptions = {}) {
  const { objects, diagnostics } = inventoryFromText(
    text.replaceAll('---apiVersion', '---\napiVersion').replaceAll('---{', '---\n{'),
    'a.yaml',
  );
  expect(diagnostics).toEqual([]);
  const result = generate(wholeInventory(objects.map(({ object }) => object)), options);
  const policies = result.namespaces.flatMap(({ policies: all }) => all.map(({ object }) => object));
  const notes = [...result.notes, ...result.namespaces.flatMap((one) => one.notes)].map(({ code }) => code);
  const rules = (name: string, direction: 'ingress' | 'egress') => {
    const policy = policies.find(({ metadata }) => metadata?.name === `breakwater-${name}`);
    return listOf(recordOf(policy?.spec)[direction]).map((rule) => said(recordOf(rule), direction));
  };
  return { result, policies, notes, rules };
}

/** `app=web@shop,10.0.0.0/8: TCP 80`; no peer: everyone. */
function said(rule: Readonly<Record<string, unknown>>, direction: 'ingress' | 'egress'): string {
  const peers = listOf(rule[direction === 'ingress' ? 'from' : 'to']).map((value) => {
    const { ipBlock, podSelector, namespaceSelector } = recordOf(value);
    if (ipBlock !== undefined)
      return [recordOf(ipBlock).cidr, ...listOf(recordOf(ipBlock).except).map((one) => `-${one}`)].join(' ');
    const labels = (selector: unknown) =>
      Object.entries(recordOf(recordOf(selector).matchLabels))
        .map(([key, text]) => `${key.replace('kubernetes.io/metadata.name', 'ns')}=${text}`)
        .join('+');
    return `${podSelector === undefined ? '*' : labels(podSelector)}${namespaceSelector === undefined ? '' : `@${labels(namespaceSelector)}`}`;
  });
  const ports = listOf(rule.ports).map((port) =>
    [recordOf(port).protocol, recordOf(port).port].filter((one) => one !== undefined).join(' '),
  );
  return `${peers.length === 0 ? 'everyone' : peers.join(', ')}: ${ports.join(', ')}`;
}

const dns = (namespace: string, name: string, target: string) => `${deployment(
  `${namespace}/dns`,
  '',
  'dnsPolicy: Default,',
).replace('name: http, containerPort: 8080', `name: dns, containerPort: ${target}, protocol: UDP`)}
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { clusterIP: 10.0.0.10, selector: { app: dns }, ports: [{ name: dns, port: 53, targetPort: dns, protocol: UDP }] }
---`;

describe('needs from references', () => {
  const target = deployment('pay/api') + service('pay/api');

  it.each([
    ['a variable', 'env: [{ name: API_URL, value: "http://api.pay:80/x" }]'],
    [
      'a variable that names another',
      'env: [{ name: HOST, value: api.pay.svc }, { name: API_URL, value: "http://$(HOST)" }]',
    ],
    ['host and port apart', 'env: [{ name: API_HOST, value: api.pay }, { name: API_PORT, value: "80" }]'],
    ['an argument', 'args: ["--upstream=api.pay.svc.cluster.local:80"]'],
    ['an argument in two', 'args: ["--upstream", "api.pay"]'],
  ])('%s: the pod’s port, not the Service’s', (_, container) => {
    const { rules } = made(target + deployment('web', container));
    expect(rules('deployment-web', 'egress')).toEqual(['app=api@ns=pay: TCP 8080']);
    expect(rules('deployment-api', 'ingress')).toEqual(['app=web@ns=shop: TCP 8080']);
  });

  it.each([
    ['env', 'env: [{ name: API_URL, valueFrom: { configMapKeyRef: { name: settings, key: api } } }]', ''],
    ['envFrom', 'envFrom: [{ configMapRef: { name: settings } }]', ''],
    ['a volume', '', 'volumes: [{ name: v, configMap: { name: settings } }],'],
    ['a projected volume', '', 'volumes: [{ name: v, projected: { sources: [{ configMap: { name: settings } }] } }],'],
  ])('a ConfigMap by %s', (_, container, pod) => {
    const map =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata: { api: "http://api.pay" }\n---';
    const { rules, notes } = made(target + map + deployment('web', container, pod));
    expect(rules('deployment-web', 'egress')).toEqual(['app=api@ns=pay: TCP 8080']);
    expect(notes).not.toContain('config-unseen');
    expect(made(target + deployment('web', container, pod)).notes).toContain('config-unseen');
  });

  it('a Secret: never its value; its name where a Service has it', () => {
    const secret = (name: string) =>
      `env: [{ name: DB_URL, valueFrom: { secretKeyRef: { name: ${name}, key: url } } }]`;
    const db = deployment('db') + service('db');
    expect(made(db + deployment('web', secret('db'))).rules('deployment-web', 'egress')).toEqual(['app=db: TCP 8080']);
    const other = made(db + deployment('web', secret('other')));
    expect(other.rules('deployment-web', 'egress')).toEqual([]);
    expect(other.notes).toContain('secret-value');
    for (const value of ['scheme://name:abcdef@host', 'scheme://host'])
      expect(made(db + deployment('web', `env: [{ name: DB_URL, value: "${value}" }]`)).notes).toContain(
        'masked-value',
      );
    const kept = made(db + deployment('web', 'env: [{ name: DB_URL, value: "postgres://name:abcdef@db:80" }]'));
    expect(kept.rules('deployment-web', 'egress')).toEqual(['app=db: TCP 8080']);
  });

  it('the outside: all addresses but pods’ and those that give out a node’s credentials', () => {
    const { rules, notes } = made(
      node('n', '192.168.0.1') + deployment('web', 'env: [{ name: A_URL, value: "https://api.example.dev" }]'),
    );
    expect(rules('deployment-web', 'egress')).toEqual([
      '0.0.0.0/0 -10.244.1.0/24 -100.100.100.200/32 -169.254.169.254/32: TCP 443',
    ]);
    expect(notes).toContain('outside-name');
    const address = made(deployment('web', 'env: [{ name: A, value: "tcp://203.0.113.9:9000" }]'));
    expect(address.rules('deployment-web', 'egress')).toEqual(['203.0.113.9/32: TCP 9000']);
    expect(made(deployment('web', 'env: [{ name: DB_HOST, value: db.example.dev }]')).notes).toContain(
      'outside-any-port',
    );
  });

  it('not its own public name, nor words that name nothing', () => {
    const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { rules: [{ host: shop.example.dev, http: { paths: [{ path: /, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
---`;
    const env =
      'env: [{ name: ROOT_URL, value: "https://shop.example.dev" }, { name: MODE, value: api }, { name: LOG_SERVICE, value: shop-log }]';
    expect(made(ingress + service('web') + deployment('web', env)).rules('deployment-web', 'egress')).toEqual([]);
  });
});

describe('names', () => {
  it('are asked for at the port of the pods, whatever the Service’s', () => {
    const { rules } = made(dns('openshift-dns', 'dns-default', '5353') + deployment('web'));
    expect(rules('all-pods', 'egress')).toContain('app=dns@ns=openshift-dns: UDP 5353');
  });

  it('are asked of caches on nodes, too', () => {
    const cache = agent('registry.k8s.io/dns/k8s-dns-node-cache:1.26').replace(
      'image:',
      'args: ["-localip", "169.254.20.10,10.0.0.10"], image:',
    );
    const { rules } = made(dns('kube-system', 'kube-dns', '53') + cache + deployment('web'));
    expect(rules('all-pods', 'egress')).toEqual([
      '10.0.0.10/32, 169.254.20.10/32: TCP 53, UDP 53',
      'app=dns@ns=kube-system: UDP 53',
    ]);
  });

  it('are asked at the usual places where the servers are not in the input: said', () => {
    const { rules, notes } = made(deployment('web'));
    expect(notes).toContain('dns-assumed');
    expect(rules('all-pods', 'egress').join()).toContain('k8s-app=kube-dns@ns=kube-system');
  });

  it('are asked elsewhere by pods with a resolver of their own', () => {
    const own = deployment('web', '', 'dnsPolicy: None, dnsConfig: { nameservers: [192.0.2.53] },');
    expect(made(own).rules('deployment-web', 'egress')).toEqual(['192.0.2.53/32: TCP 53, UDP 53']);
    expect(made(deployment('web', '', 'dnsPolicy: Default,')).rules('deployment-web', 'egress')).toEqual([
      'everyone: TCP 53, UDP 53',
    ]);
  });

  it('are answered to every pod, and to nodes', () => {
    const text = dns('kube-system', 'kube-dns', '53') + flannel + node('n', '192.168.0.1');
    const { rules } = made(text, { namespaces: ['kube-system'] });
    expect(rules('deployment-dns', 'ingress')).toEqual(['10.244.1.0/31, 192.168.0.1/32, *@: UDP 53']);
  });
});

describe('the API server', () => {
  const rights = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: reads }
roleRef: { kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: reader, namespace: shop }]
---`;
  const kubernetes =
    'apiVersion: v1\nkind: Service\nmetadata: { name: kubernetes, namespace: default }\nspec: { ports: [{ port: 443, targetPort: 6443 }] }\n---';
  const reader = deployment('web', '', 'serviceAccountName: reader,');
  const nodes = node('cp', '192.168.0.1', control) + node('w', '192.168.0.2');

  it('is reached by accounts with rights, at its own addresses and port', () => {
    expect(made(rights + kubernetes + nodes + flannel + reader).rules('deployment-web', 'egress')).toEqual([
      '192.168.0.1/32: TCP 6443',
    ]);
    expect(made(kubernetes + nodes + flannel + reader).rules('deployment-web', 'egress')).toEqual([]);
    const without = deployment('web', '', 'serviceAccountName: reader, automountServiceAccountToken: false,');
    expect(made(rights + kubernetes + nodes + flannel + without).rules('deployment-web', 'egress')).toEqual([]);
  });

  it('is where its EndpointSlice says, else at all addresses: said', () => {
    const slice = `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: kubernetes, namespace: default, labels: { kubernetes.io/service-name: kubernetes } }
endpoints: [{ addresses: [198.51.100.7] }]
---`;
    expect(made(rights + kubernetes + slice + reader).rules('deployment-web', 'egress')).toEqual([
      '198.51.100.7/32: TCP 6443',
    ]);
    const old = `
apiVersion: v1
kind: Endpoints
metadata: { name: kubernetes, namespace: default }
subsets: [{ addresses: [{ ip: 198.51.100.8 }], ports: [{ port: 7443 }] }]
---`;
    expect(made(rights + old + reader).rules('deployment-web', 'egress')).toEqual(['198.51.100.8/32: TCP 7443']);
    const unknown = made(rights + reader);
    expect(unknown.rules('deployment-web', 'egress')).toEqual(['everyone: TCP 443, TCP 6443']);
    expect(unknown.notes).toContain('api-server-unknown');
  });

  it('is where the cluster says, not where its nodes are; and asked for there when it is replayed', () => {
    const apiServer = { addresses: ['10.9.0.4', 'fd00::4'], ports: [8443] };
    const { result, rules } = made(rights + kubernetes + nodes + flannel + reader, { apiServer });
    expect(rules('deployment-web', 'egress')).toEqual(['10.9.0.4/32, fd00::4/128: TCP 8443']);
    const replayed = result.namespaces
      .flatMap((one) => one.replayed)
      .filter(({ need }) => need.to.kind === 'api-server');
    expect(replayed.map(({ before, after }) => [before, after])).toEqual([['allowed', 'allowed']]);
  });

  it('cannot be named by address under Cilium: said', () => {
    const { rules, notes } = made(rights + kubernetes + nodes + agent('quay.io/cilium/cilium:v1.18.0') + reader);
    expect(rules('deployment-web', 'egress')).toEqual(['everyone: TCP 6443']);
    expect(notes).toContain('nodes-unnameable');
  });

  const hook = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: hook }
webhooks: [{ name: a.b.c, clientConfig: { service: { namespace: shop, name: web, port: 80 } } }]
---`;

  it('calls webhooks from its nodes, or the addresses of their tunnels', () => {
    const calico = agent('quay.io/calico/node:v3.31.0');
    const tunnelled = node('cp', '192.168.0.1', control, 'projectcalico.org/IPv4IPIPTunnelAddr: 10.244.9.7');
    const rule = (text: string, options?: GenerationOptions) =>
      made(text + hook + service('web') + deployment('web'), options).rules('deployment-web', 'ingress');
    expect(rule(nodes + flannel)).toEqual(['10.244.2.0/31, 192.168.0.1/32: TCP 8080']);
    expect(rule(tunnelled + calico)).toEqual(['10.244.2.0/31, 10.244.9.7/32, 192.168.0.1/32: TCP 8080']);
    expect(rule(nodes + flannel, { nodeNetworks: ['192.168.0.0/24'] })).toEqual([
      '10.244.2.0/31, 192.168.0.0/24: TCP 8080',
    ]);
    // A managed control plane, or a network program that isn't known: from anywhere.
    expect(rule(node('w', '192.168.0.2') + flannel)).toEqual(['everyone: TCP 8080']);
    expect(rule(nodes)).toEqual(['everyone: TCP 8080']);
  });

  it('calls conversion webhooks and the API servers behind it', () => {
    const others = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: as.b.c }
spec: { conversion: { strategy: Webhook, webhook: { clientConfig: { service: { namespace: shop, name: web, port: 80 } } } } }
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1.b.c }
spec: { service: { namespace: shop, name: api, port: 80 } }
---`;
    const { rules } = made(
      others + service('web') + deployment('web') + service('api') + deployment('api') + nodes + flannel,
    );
    expect(rules('deployment-web', 'ingress')).toEqual(['10.244.2.0/31, 192.168.0.1/32: TCP 8080']);
    expect(rules('deployment-api', 'ingress')).toEqual(['10.244.2.0/31, 192.168.0.1/32: TCP 8080']);
  });

  it('lets kubelets be read by those who may', () => {
    const role =
      rights.replace('name: view', 'name: metrics') +
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: metrics }\nrules: [{ apiGroups: [""], resources: [nodes/metrics], verbs: [get] }]\n---';
    expect(made(role + kubernetes + nodes + flannel + reader).rules('deployment-web', 'egress')).toContain(
      '10.244.1.0/31, 10.244.2.0/31, 192.168.0.1/32, 192.168.0.2/32: TCP 10250',
    );
  });
});

describe('a network program that enforces nothing', () => {
  it('is said, and what is generated is replayed as if it were enforced', () => {
    const { result, notes } = made(flannel + deployment('web'));
    expect(notes).toContain('not-enforced');
    const { after } = result;
    const web = after.endpoints.find(({ name }) => name === 'Deployment/shop/web');
    if (web === undefined) throw new Error('no web');
    const { outcome } = after.verdict(after.classes.internet, after.classes.classOf(web), placeOf('TCP', 80));
    expect(outcome).toBe('denied');
  });
});

describe('ways in', () => {
  const ingress = (className: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { ingressClassName: ${className}, rules: [{ http: { paths: [{ path: /, backend: { service: { name: web, port: { name: web } } } }] } }] }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
spec: { controller: k8s.io/ingress-nginx }
---`;
  const controller = deployment('edge/proxy').replace(
    'image: app',
    'image: registry.k8s.io/ingress-nginx/controller:v1.12.0',
  );

  it('an Ingress: from its controller’s pods alone', () => {
    const { rules } = made(ingress('nginx') + controller + service('web') + deployment('web'));
    expect(rules('deployment-web', 'ingress')).toEqual(['app=proxy@ns=edge: TCP 8080']);
    expect(rules('deployment-proxy', 'egress')).toEqual(['app=web@ns=shop: TCP 8080']);
  });

  it('an Ingress whose controller is not known: from everyone, said', () => {
    const { rules, notes } = made(ingress('alb') + controller + service('web') + deployment('web'));
    expect(rules('deployment-web', 'ingress')).toEqual(['everyone: TCP 8080']);
    expect(notes).toContain('controller-unknown');
  });

  it('a Gateway: from the proxies that were made for it', () => {
    const text = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: front, namespace: edge }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
---${deployment('edge/proxy').replace('labels: { app: proxy }', 'labels: { app: proxy, gateway.networking.k8s.io/gateway-name: front }')}`;
    expect(made(text + service('web') + deployment('web')).rules('deployment-web', 'ingress')).toEqual([
      'app=proxy@ns=edge: TCP 8080',
    ]);
  });

  it('a route to another namespace: only with a grant there', () => {
    const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: front }
spec: { parentRefs: [{ name: front }], rules: [{ backendRefs: [{ name: web, namespace: shop, port: 80 }] }] }
---`;
    const grant = `
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { name: front, namespace: shop }
spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: front }], to: [{ group: "", kind: Service }] }
---`;
    const rules = (text: string) => made(text + service('web') + deployment('web')).rules('deployment-web', 'ingress');
    expect(rules(route)).toEqual([': TCP 8080']);
    expect(rules(route + grant)).toEqual(['everyone: TCP 8080']);
  });

  it('a route of a controller’s own kind: from its pods; of several with the same image, from those beside its controller', () => {
    const proxy = `
apiVersion: projectcontour.io/v1
kind: HTTPProxy
metadata: { name: web, namespace: shop }
spec: { routes: [{ services: [{ name: web, port: 80 }] }] }
---`;
    const envoy = (name: string) => deployment(name).replace('image: app', 'image: registry.example/envoy:v1');
    const contour = deployment('edge/contour').replace('image: app', 'image: registry.example/contour:v1');
    const text = proxy + envoy('edge/proxy') + envoy('other/mesh') + contour + service('web') + deployment('web');
    expect(made(text).rules('deployment-web', 'ingress')).toEqual(['app=proxy@ns=edge: TCP 8080']);
  });

  it('a VirtualService whose Gateway is of another input: from all of Istio’s gateways', () => {
    const text = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec: { gateways: [edge/front], hosts: [a.example], http: [{ route: [{ destination: { host: web, port: { number: 80 } } }] }] }
---${deployment('edge/proxy').replace('image: app', 'image: istio/proxyv2:1, args: [proxy, router]')}`;
    expect(made(text + service('web') + deployment('web')).rules('deployment-web', 'ingress')).toEqual([
      'app=proxy@ns=edge: TCP 8080',
    ]);
  });

  it.each([
    ['type: LoadBalancer', 'everyone: TCP 8080'],
    ['type: NodePort', 'everyone: TCP 8080'],
    [
      'type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerSourceRanges: [203.0.113.0/24]',
      '203.0.113.0/24: TCP 8080',
    ],
    ['type: LoadBalancer, externalTrafficPolicy: Local', '0.0.0.0/0 -100.100.100.200/32 -169.254.169.254/32: TCP 8080'],
  ])('a Service with %s', (spec, rule) => {
    expect(made(service('web', spec) + deployment('web')).rules('deployment-web', 'ingress')).toEqual([rule]);
  });

  it('a port of the node', () => {
    const text = deployment('web').replace('containerPort: 8080', 'containerPort: 8080, hostPort: 80');
    expect(made(text).rules('deployment-web', 'ingress')).toEqual(['everyone: TCP 8080']);
  });
});

describe('metrics', () => {
  const prometheus = deployment('ops/prometheus').replace('image: app', 'image: quay.io/prometheus/prometheus:v3.7.0');

  it.each([
    ['annotations', '', ', annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9100" }', 'TCP 9100'],
    [
      'a PodMonitor',
      'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: m, namespace: shop }\nspec: { selector: { matchLabels: { app: web } }, podMetricsEndpoints: [{ port: http }] }\n---',
      '',
      'TCP 8080',
    ],
    [
      'a ServiceMonitor',
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: m, namespace: ops }\nspec: { namespaceSelector: { any: true }, selector: {}, endpoints: [{ port: web }] }\n---',
      '',
      'TCP 8080',
    ],
  ])('by %s, from Prometheus', (_, object, more, port) => {
    const text = object + service('web') + deployment('web', '', '', more);
    expect(made(prometheus + text).rules('deployment-web', 'ingress')).toContain(`app=prometheus@ns=ops: ${port}`);
    const unknown = made(text);
    expect(unknown.rules('deployment-web', 'ingress')).toContain(`*@: ${port}`);
    expect(unknown.notes).toContain('scraper-unknown');
  });
});

describe('pods', () => {
  it('of a StatefulSet find each other', () => {
    const text = deployment('db')
      .replace('kind: Deployment', 'kind: StatefulSet')
      .replace('selector:', 'replicas: 3, serviceName: db, selector:'.replaceAll(', ', '\n  '));
    expect(made(text + service('db', 'clusterIP: None')).rules('statefulset-db', 'ingress')).toContain(
      'app=db, : TCP 8080',
    );
  });

  it('in their node’s network get no policy, and it is said', () => {
    const { policies, notes } = made(deployment('web', '', 'hostNetwork: true,') + deployment('api'));
    expect(policies.map(({ metadata }) => metadata?.name)).not.toContain('breakwater-deployment-web');
    expect(notes).toContain('host-network');
  });

  it('are selected by labels that stay', () => {
    const text = deployment('web', 'env: [{ name: A_URL, value: "http://203.0.113.1" }]').replaceAll(
      '{ app: web }',
      '{ app.kubernetes.io/version: "1", app: web }',
    );
    const { policies } = made(text);
    expect(policies.find(({ metadata }) => metadata?.name === 'breakwater-deployment-web')?.spec).toMatchObject({
      podSelector: { matchLabels: { app: 'web' } },
    });
  });

  it('that labels don’t tell apart share a policy; those without labels are selected by that: said', () => {
    const url = 'env: [{ name: A_URL, value: "http://203.0.113.1" }]';
    const shared = made(deployment('web', url) + deployment('api').replaceAll('{ app: api }', '{ app: web }'));
    expect(shared.notes).toContain('shared-labels');
    const bare = made(deployment('web', url).replaceAll('{ app: web }', '{}') + deployment('api', url));
    expect(bare.notes).toContain('no-labels');
    expect(bare.policies.find(({ metadata }) => metadata?.name === 'breakwater-deployment-web')?.spec).toMatchObject({
      podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
    });
  });

  it('that nothing is known of are cut off: said. A Service without known clients stays open to its namespace', () => {
    expect(made(deployment('web')).notes).toContain('cut-off');
    const { rules, notes } = made(deployment('web') + service('web'));
    expect(notes).toContain('client-unknown');
    expect(rules('deployment-web', 'ingress')).toEqual([': TCP 8080']);
    expect(rules('all-pods', 'egress')).toContain('app=web: TCP 8080');
  });
});

describe('policies that are there', () => {
  const policy = (spec: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: own, namespace: shop }\nspec: ${spec}\n---`;

  it('are left to decide where they close a direction', () => {
    const text = service('web') + deployment('web') + deployment('api', 'env: [{ name: A_URL, value: "http://web" }]');
    const { rules, result } = made(text + policy('{ podSelector: { matchLabels: { app: web } }, ingress: [] }'));
    expect(rules('deployment-web', 'ingress')).toEqual([]);
    const fates = result.namespaces.flatMap(({ replayed }) => replayed.filter(({ after }) => after === 'denied'));
    expect(fates.map(({ before }) => before)).toEqual(['denied']);
  });

  it('that let everyone in are named, and rules written for when they are gone', () => {
    const text = service('web', 'type: NodePort') + deployment('web') + policy('{ podSelector: {}, ingress: [{}] }');
    const { rules, notes } = made(text);
    expect(notes).toContain('kept-open');
    expect(rules('deployment-web', 'ingress')).toEqual(['everyone: TCP 8080']);
  });

  it('show by whom they allow that the other end is needed', () => {
    const allows = policy(
      '{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: http }] }] }',
    );
    expect(made(allows + deployment('web') + deployment('api')).rules('deployment-api', 'egress')).toEqual([
      'app=web: TCP 8080',
    ]);
  });

  it('of an earlier run are written anew, not added to', () => {
    const text = deployment('web', 'env: [{ name: A_URL, value: "http://203.0.113.1" }]');
    const first = made(text);
    const again = made(text + first.policies.map((one) => JSON.stringify(one)).join('\n---\n'));
    expect(again.policies).toEqual(first.policies);
  });
});
