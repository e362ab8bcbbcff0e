import { describe, expect, it } from 'vitest';
import { clusterOf, controller, ingress, service, web } from '../exposure/testing/objects.ts';
import { ingressControllersOf } from './detect.ts';

const also = (image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: beside, namespace: edge }
spec: { template: { metadata: { labels: { app: beside } }, spec: { containers: [{ name: a, image: "${image}" }] } } }`;

describe('who serves an Ingress', () => {
  it.each([
    ['ingress-nginx', 'k8s.io/ingress-nginx', 'mirror/ingress-nginx-controller'],
    ['ingress-nginx', 'k8s.io/ingress-nginx', 'bitnami/nginx-ingress-controller'],
    ['nginx', 'nginx.org/ingress-controller', 'mirror/nginx-plus-ingress'],
    ['traefik', 'traefik.io/ingress-controller', 'rancher/mirrored-library-traefik'],
    ['traefik', 'traefik.io/ingress-controller', 'mirror/hub-agent-traefik'],
    ['haproxy', 'haproxy.org/ingress-controller', 'mirror/kubernetes-ingress'],
    ['haproxy-ingress', 'haproxy-ingress.github.io/controller', 'mirror/haproxy-ingress'],
    ['kong', 'ingress-controllers.konghq.com/kong', 'kong/kong-gateway'],
    ['contour', 'projectcontour.io/ingress-controller', 'mirror/envoy-distroless', 'mirror/contour:v1'],
    ['emissary', 'getambassador.io/ingress-controller', 'emissaryingress/emissary'],
    ['caddy', 'caddyserver.com/ingress-controller', 'caddyserver/ingress'],
    ['apisix', 'apisix.apache.org/apisix-ingress-controller', 'apache/apisix'],
  ])('%s by %s and the image %s', (id, says, image, beside = 'other:v1') => {
    const inventory = clusterOf(web, service(), ingress(), controller(image, says), also(beside));
    const [object] = inventory.ofKind('networking.k8s.io/Ingress');
    if (object === undefined) throw new Error('no Ingress');
    const { controller: found, route } = ingressControllersOf(inventory).of(object);
    expect(found?.id).toBe(id);
    expect(route.served.map((group) => group.object.name)).toEqual(['controller']);
  });

  it('an image of Envoy alone is nobody’s', () => {
    const inventory = clusterOf(controller('envoyproxy/envoy', 'example.com/own'));
    expect([...ingressControllersOf(inventory).running.keys()]).toEqual([]);
  });
});
