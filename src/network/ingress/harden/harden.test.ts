import { describe, expect, it } from 'vitest';
import { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { formatPath, type KubernetesObject } from '../../../kubernetes/index.ts';
import { exposuresOf } from '../../exposure/index.ts';
import { clusterOf, controller, ingress, nginx, service, web } from '../../exposure/testing/objects.ts';
import { ingressControllersOf } from '../detect.ts';
import { combined } from './combine.ts';
import { proposalsFor } from './harden.ts';

function proposed(inventory: Inventory) {
  const controllers = ingressControllersOf(inventory);
  return exposuresOf(inventory).routes.flatMap(({ object, notes }) => proposalsFor(controllers.of(object), notes));
}

const n = 'nginx.ingress.kubernetes.io/';
const gatewayRoute = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: eg }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: eg, listeners: [{ name: https, port: 443, protocol: HTTPS }, { name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: edge }], hostnames: [shop.example], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }`;
const proxy = `
apiVersion: projectcontour.io/v1
kind: HTTPProxy
metadata: { name: web, namespace: shop }
spec: { virtualhost: { fqdn: shop.example, tls: { secretName: a, minimumProtocolVersion: "1.1" } }, routes: [{ permitInsecure: true, services: [{ name: web, port: 80 }] }] }`;
const classOf = (says: string, parameters = '') =>
  `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: nginx }\nspec: { controller: ${says}${parameters} }`;
const albConfig =
  'apiVersion: alibabacloud.com/v1\nkind: AlbConfig\nmetadata: { name: p }\nspec: { config: { addressType: Internet }, listeners: [{ port: 443, protocol: HTTPS }] }';
const map = `
apiVersion: v1
kind: ConfigMap
metadata: { name: ingress-nginx-controller, namespace: edge }
data: { allow-snippet-annotations: "true", use-forwarded-headers: "true" }`;
const istio = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { servers: [{ port: { protocol: HTTPS }, hosts: ["*"], tls: { mode: SIMPLE, minProtocolVersion: TLSV1_0 } }, { port: { protocol: HTTP }, hosts: ["*"] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec: { hosts: [shop.example], gateways: [edge], http: [{ route: [{ destination: { host: web } }] }] }`;

/** Each with what closes the note: with the edits and objects it is said no more. */
const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'ingress-nginx',
    [
      ingress(
        `{ ${n}ssl-redirect: "false", ${n}configuration-snippet: a, ${n}proxy-body-size: "0", ${n}enable-access-log: "false" }`,
      ),
      nginx,
      map,
    ],
    ['redirect-off', 'snippet', 'no-body-limit', 'no-rate-limit', 'access-log-off', 'forwarded-headers'],
  ],
  ['an Ingress without TLS', [ingress('{}', 'ingressClassName: nginx'), nginx], ['tls-missing']],
  [
    'a host without a certificate',
    [ingress('{}', 'ingressClassName: nginx, tls: [{ hosts: [a.example], secretName: a }]'), nginx],
    ['host-not-in-tls'],
  ],
  ['Traefik', [ingress(), controller('traefik', 'traefik.io/ingress-controller')], ['no-rate-limit', 'no-body-limit']],
  [
    'Kong',
    [ingress(), controller('kong', 'ingress-controllers.konghq.com/kong')],
    ['redirect-off', 'no-rate-limit', 'no-body-limit'],
  ],
  [
    'HAProxy',
    [
      ingress('{ haproxy.org/ssl-redirect: "false" }'),
      controller('haproxytech/kubernetes-ingress', 'haproxy.org/ingress-controller'),
    ],
    ['redirect-off', 'no-rate-limit'],
  ],
  [
    'HAProxy Ingress',
    [
      ingress('{ haproxy-ingress.github.io/ssl-redirect: "false" }'),
      controller('jcmoraisjr/haproxy-ingress', 'haproxy-ingress.github.io/controller'),
    ],
    ['redirect-off', 'no-rate-limit', 'no-body-limit'],
  ],
  [
    'Contour',
    [
      ingress('{ projectcontour.io/tls-minimum-protocol-version: "1.0" }'),
      classOf('projectcontour.io/ingress-controller'),
    ],
    ['redirect-off', 'old-tls'],
  ],
  ['an HTTPProxy', [proxy], ['redirect-off', 'old-tls', 'no-rate-limit']],
  ['Istio', [istio], ['redirect-off', 'old-tls']],
  ['Envoy Gateway', [gatewayRoute], ['redirect-off', 'no-rate-limit', 'no-body-limit']],
  [
    'AWS',
    [
      ingress(
        '{ alb.ingress.kubernetes.io/certificate-arn: a, alb.ingress.kubernetes.io/listen-ports: \'[{"HTTP": 80}, {"HTTPS": 443}]\' }',
      ),
      classOf('ingress.k8s.aws/alb'),
    ],
    ['redirect-off', 'old-tls'],
  ],
  ['Google', [ingress('{ kubernetes.io/ingress.class: gce }', 'tls: [{ secretName: a }]')], ['redirect-off']],
  ['Azure', [ingress('{}', 'ingressClassName: azure-application-gateway, tls: [{ secretName: a }]')], ['redirect-off']],
  [
    'Alibaba',
    [
      ingress(),
      classOf('ingress.k8s.alibabacloud/alb', ', parameters: { apiGroup: alibabacloud.com, kind: AlbConfig, name: p }'),
      albConfig,
    ],
    ['redirect-off', 'old-tls', 'no-rate-limit'],
  ],
];

describe('proposals', () => {
  it.each(cases)('for %s put right what notes say', (_, texts, codes) => {
    const before = clusterOf(web, service(), ...texts);
    const proposals = proposed(before);
    expect(proposals.map(({ why }) => why)).toEqual(expect.arrayContaining([...codes]));
    expect(proposals.every(({ breaks }) => breaks.length > 0)).toBe(true);
    const after = exposuresOf(changed(before, combined(proposals)));
    const said = after.routes.flatMap(({ notes }) => notes.map(({ code }) => code));
    expect(said.filter((code) => codes.includes(code))).toEqual([]);
  });

  it('join names in one annotation, and policies for one route', () => {
    const traefik = combined(proposed(clusterOf(web, service(), ...(cases[3]?.[1] ?? []))));
    expect(traefik.changes.flatMap(({ edits }) => edits.map((edit) => 'value' in edit && edit.value))).toEqual([
      'shop-web-rate-limit@kubernetescrd,shop-web-body-limit@kubernetescrd',
    ]);
    const envoy = combined(proposed(clusterOf(web, service(), gatewayRoute)));
    expect(envoy.objects.filter(({ kind }) => kind === 'BackendTrafficPolicy')).toMatchObject([
      { metadata: { name: 'web-limits' }, spec: { rateLimit: {}, requestBuffer: {} } },
    ]);
  });
});

/** The inventory with all changes made. */
function changed(inventory: Inventory, { changes, objects }: ReturnType<typeof combined>): Inventory {
  const edited = inventory.objects.map((object) => {
    const body = structuredClone(object.object) as Record<string, unknown>;
    for (const { edits } of changes.filter((change) => change.object === object))
      for (const edit of edits) write(body, edit.path, edit.op === 'set' ? edit.value : undefined);
    return inInventory(body as unknown as KubernetesObject);
  });
  return new Inventory([...edited, ...objects.map(inInventory)], [], () => true);
}

function inInventory(body: KubernetesObject): InventoryObject {
  const { apiVersion, kind, metadata } = body;
  const nowhere = { file: '', locate: () => undefined, text: () => undefined };
  return new InventoryObject(
    { apiVersion, kind, name: metadata?.name ?? '', namespace: metadata?.namespace },
    nowhere,
    body,
  );
}

function write(root: Record<string, unknown>, path: readonly (string | number)[], value: unknown): void {
  let at: Record<string | number, unknown> = root;
  for (const step of path.slice(0, -1)) {
    at[step] ??= {};
    at = at[step] as Record<string | number, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined) throw new Error(`no path ${formatPath(path)}`);
  if (value === undefined) delete at[last];
  else at[last] = value;
}
