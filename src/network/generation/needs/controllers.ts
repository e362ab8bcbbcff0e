import type { InventoryObject } from '../../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import { gatewayKind } from '../../exposure.ts';
import type { Endpoint } from '../../reachability/index.ts';
import { imageNames, type NeedContext } from '../context.ts';

/**
 * What an IngressClass' or GatewayClass' controller says of itself, and the image of the proxy that carries the traffic. Images by their
 * last names, which mirrors keep. Source: each project's documentation of its class and its published images.
 */
const proxies: readonly { readonly controller: RegExp; readonly image: RegExp }[] = [
  {
    controller: /^k8s\.io\/(?:internal-)?ingress-nginx/,
    image: /(?:^|\/)(?:ingress-nginx\/controller|nginx-ingress-controller|ingress-nginx-controller)$/,
  },
  { controller: /^nginx\.org\//, image: /(?:^|\/)(?:nginx|nginx-plus)-ingress$/ },
  { controller: /^gateway\.nginx\.org\//, image: /(?:^|\/)nginx-gateway-fabric\/nginx(?:-plus)?$/ },
  { controller: /^traefik\.io\//, image: /(?:^|\/)(?:traefik|traefikee|hub-agent-traefik)$/ },
  {
    controller: /^haproxy(?:-ingress\.github)?\.(?:org|io)\//,
    image: /(?:^|\/)(?:kubernetes-ingress|haproxy-ingress|haproxy-ingress-controller)$/,
  },
  { controller: /^projectcontour\.io\//, image: /(?:^|\/)envoy(?:-distroless)?$/ },
  { controller: /^(?:ingress-controllers\.)?konghq\.com\//, image: /(?:^|\/)(?:kong|kong-gateway)$/ },
  { controller: /^istio\.io\//, image: /(?:^|\/)(?:proxyv2|istio-proxyv2|pilot-agent)$/ },
  { controller: /^gateway\.envoyproxy\.io\//, image: /(?:^|\/)envoy$/ },
  { controller: /^openshift\.io\//, image: /(?:^|\/)(?:haproxy-router|origin-haproxy-router|ose-haproxy-router)$/ },
  { controller: /^(?:getambassador\.io|emissary-ingress\.dev)\//, image: /(?:^|\/)(?:emissary|aes|ambassador)$/ },
  { controller: /^caddyserver\.com\//, image: /(?:^|\/)(?:caddy|ingress)$/ },
  { controller: /^apisix\.apache\.org\//, image: /(?:^|\/)apisix$/ },
];

/** Which class of controllers a kind without a class belongs to. */
const controllerOfGroup: Readonly<Record<string, string>> = {
  'traefik.io': 'traefik.io/ingress-controller',
  'traefik.containo.us': 'traefik.io/ingress-controller',
  'projectcontour.io': 'projectcontour.io/projectcontour/contour',
  'networking.istio.io': 'istio.io/gateway-controller',
  'route.openshift.io': 'openshift.io/ingress-to-route',
};

/** Names of classes that were in use before IngressClass objects, by annotation. */
const controllerOfName: Readonly<Record<string, string>> = {
  nginx: 'k8s.io/ingress-nginx',
  traefik: 'traefik.io/ingress-controller',
  haproxy: 'haproxy.org/ingress-controller',
  contour: 'projectcontour.io/ingress-controller',
  kong: 'konghq.com/ingress-controller',
  istio: 'istio.io/ingress-controller',
};

/** Pods that carry the traffic of an Ingress or route; none where they aren't known, or are no pods (a cloud's load balancer). */
export function controllersOf(context: NeedContext, route: InventoryObject): readonly Endpoint[] {
  const spec = recordOf(route.object.spec);
  const parents = listOf(spec.parentRefs).map(recordOf);
  if (parents.length > 0)
    return parents.flatMap(({ name, namespace }) =>
      ofGateway(context, stringOf(namespace) ?? route.namespace ?? 'default', stringOf(name) ?? ''),
    );
  const controller = controllerOfGroup[route.group] ?? classController(context, route, spec);
  return controller === undefined ? [] : running(context, controller, undefined);
}

function classController(
  { inventory }: NeedContext,
  route: InventoryObject,
  spec: Readonly<Record<string, unknown>>,
): string | undefined {
  const named =
    stringOf(spec.ingressClassName) ??
    stringOf(recordOf(route.object.metadata?.annotations)['kubernetes.io/ingress.class']);
  const classes = inventory.ofKind('networking.k8s.io/IngressClass');
  const found =
    named === undefined
      ? classes.find(
          ({ object }) =>
            recordOf(object.metadata?.annotations)['ingressclass.kubernetes.io/is-default-class'] === 'true',
        )
      : classes.find(({ name }) => name === named);
  return (
    stringOf(recordOf(found?.object.spec).controller) ?? (named === undefined ? undefined : controllerOfName[named])
  );
}

/** Proxies that were made for one Gateway carry its name in a label; others stand in its namespace, or serve all of their class. */
function ofGateway(context: NeedContext, namespace: string, name: string): readonly Endpoint[] {
  const gateway = context.inventory.find(gatewayKind, namespace, name);
  const made = context.endpoints.filter(({ labels = {} }) =>
    ['gateway.networking.k8s.io/gateway-name', 'gateway.envoyproxy.io/owning-gateway-name'].some(
      (label) => labels[label] === name,
    ),
  );
  if (made.length > 0) return made;
  const className = stringOf(recordOf(gateway?.object.spec).gatewayClassName) ?? '';
  const found = context.inventory.find('gateway.networking.k8s.io/GatewayClass', undefined, className);
  const controller = stringOf(recordOf(found?.object.spec).controllerName) ?? controllerOfName[className];
  return controller === undefined ? [] : running(context, controller, namespace);
}

function running({ endpoints }: NeedContext, controller: string, preferred: string | undefined): readonly Endpoint[] {
  const proxy = proxies.find((one) => one.controller.test(controller));
  if (proxy === undefined) return [];
  const all = endpoints.filter((endpoint) => imageNames(endpoint).some((image) => proxy.image.test(image)));
  const near = all.filter(({ namespace }) => namespace === preferred);
  return near.length > 0 ? near : all;
}
