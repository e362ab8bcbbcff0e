import { describe, expect, it } from 'vitest';
import { exposuresOf } from '../exposure/index.ts';
import { clusterOf, controller, ingress, nginx, service, web } from '../exposure/testing/objects.ts';
import { covers } from './notes.ts';

function notesOf(...texts: readonly string[]): readonly string[] {
  const { routes } = exposuresOf(clusterOf(web, service(), ...texts));
  return routes.flatMap(({ object, notes }) =>
    notes.map(({ code, severity, values }) =>
      `${object.name} ${severity} ${code} ${Object.values(values).join(' ')}`.trim(),
    ),
  );
}

const traefik = controller('traefik', 'traefik.io/ingress-controller');
const aged = (text: string, day: string) =>
  text.replace('metadata: {', `metadata: { creationTimestamp: "2026-01-${day}T00:00:00Z",`);
const route = (name: string, day: string, value = '/') =>
  aged(
    `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: shop }
spec: { parentRefs: [{ name: edge }], hostnames: [shop.example], rules: [{ matches: [{ path: { value: ${value} } }], backendRefs: [{ name: web, port: 80 }] }] }`,
    day,
  );
const proxy = (name: string) => `
apiVersion: projectcontour.io/v1
kind: HTTPProxy
metadata: { name: ${name}, namespace: shop }
spec: { virtualhost: { fqdn: shop.example, tls: {} }, routes: [{ services: [{ name: web, port: 80 }] }] }`;
const alb = (name: string, more: string) =>
  ingress(`{ alb.ingress.kubernetes.io/certificate-arn: a${more} }`, 'ingressClassName: aws', name);
const albClass =
  'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: aws }\nspec: { controller: ingress.k8s.aws/alb }';

describe('notes on routes', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'a retired controller',
      [ingress(), nginx],
      ['web high retired ingress-nginx https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/'],
    ],
    ['no TLS', [ingress('{}', 'ingressClassName: nginx'), traefik], ['web medium tls-missing']],
    [
      'a host without a certificate',
      [ingress('{}', 'ingressClassName: nginx, tls: [{ hosts: ["*.other.example"] }]'), traefik],
      ['web medium host-not-in-tls shop.example'],
    ],
    [
      'annotations of another controller',
      [ingress('{ nginx.ingress.kubernetes.io/auth-url: a }'), traefik],
      ['web medium foreign-annotations Traefik nginx.ingress.kubernetes.io/auth-url'],
    ],
    [
      'a class that is not there',
      [ingress('{}', 'ingressClassName: none, tls: [{ secretName: a }]')],
      ['web medium unserved none'],
    ],
    [
      'two Ingresses for one path',
      [aged(ingress('{}', undefined, 'new'), '02'), aged(ingress('{}', undefined, 'old'), '01'), nginx],
      ['new medium shadowed shop.example / Ingress/shop/old older'],
    ],
    [
      'a canary of another',
      [
        aged(ingress('{ nginx.ingress.kubernetes.io/canary: "true" }', undefined, 'new'), '02'),
        aged(ingress('{}', undefined, 'old'), '01'),
        nginx,
      ],
      [],
    ],
    [
      'two where nobody says who has it',
      [aged(ingress('{}', undefined, 'b'), '02'), aged(ingress('{}', undefined, 'a'), '01'), traefik],
      ['b medium shadowed shop.example / Ingress/shop/a unknown'],
    ],
    ['two load balancers', [alb('a', ''), alb('b', ''), albClass], []],
    [
      'two in a group',
      [
        alb('a', ', alb.ingress.kubernetes.io/group.name: g, alb.ingress.kubernetes.io/group.order: "5"'),
        alb('b', ', alb.ingress.kubernetes.io/group.name: g'),
        albClass,
      ],
      ['a medium shadowed shop.example / Ingress/shop/b order'],
    ],
    [
      'two routes of a Gateway',
      [route('new', '02'), route('old', '01'), route('other', '01', '/api')],
      ['new medium shadowed shop.example / HTTPRoute/shop/old older'],
    ],
    [
      'two HTTPProxies of one name',
      [proxy('a'), proxy('b')],
      ['b medium shadowed shop.example / HTTPProxy/shop/a invalid'],
    ],
  ])('say of %s', (_, texts, expected) => {
    const said = notesOf(...texts);
    expect(said).toEqual(expect.arrayContaining([...expected]));
    const shadows = (all: readonly string[]) => all.filter((note) => note.includes('shadowed')).length;
    expect(shadows(said)).toBe(shadows(expected));
  });

  it('say that several namespaces answer for one host', () => {
    const other = ingress('{}', undefined, 'other').replace('namespace: shop', 'namespace: blog');
    expect(notesOf(ingress(), other, nginx)).toContain('web low shared-host shop.example Ingress/blog/other');
  });

  it('ask for limits and access control only where the internet may come', () => {
    const inside = controller('ingress-nginx/controller', 'k8s.io/ingress-nginx', 'type: ClusterIP');
    expect(notesOf(ingress(), inside)).not.toContain('web info no-access-control');
    expect(notesOf(ingress(), nginx)).toEqual(
      expect.arrayContaining(['web info no-access-control', 'web info no-rate-limit']),
    );
  });
});

describe('covers', () => {
  it.each([
    ['a.example', 'A.example', true],
    ['*.example', 'a.example', true],
    ['*.example', 'a.b.example', false],
    ['*.example', 'example', false],
    ['*.example', '*.example', true],
    ['*.b.example', '*.a.b.example', false],
    ['a.example', 'b.example', false],
  ])('%s for %s: %s', (name, host, expected) => {
    expect(covers(name, host)).toBe(expected);
  });
});
