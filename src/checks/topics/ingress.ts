import type { InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { ingressKinds } from '../../network/index.ts';
import { inventoryCheck, objectCheck, type Violation } from '../check.ts';
import { set } from '../fix.ts';

/** Annotations by which a cloud's controller gets its certificate, so that spec.tls isn't needed. */
const certificateAnnotations = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
  'networking.gke.io/certmap',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
];
const annotations = 'object.metadata.?annotations.orValue({})';
const elsewhere = [
  `${annotations}.exists(key, key in ${JSON.stringify(certificateAnnotations)})`,
  `${annotations}[?'alb.ingress.kubernetes.io/listen-ports'].orValue('').contains('HTTPS')`,
  `${annotations}[?'traefik.ingress.kubernetes.io/router.tls'].orValue('') == 'true'`,
].join(' || ');
const sslRedirect = 'nginx.ingress.kubernetes.io/ssl-redirect';
const hasTls = 'size(object.?spec.?tls.orValue([])) > 0';
/** A certificate for `*.example.com` is one for `a.example.com`, but not for `a.b.example.com`. */
const covered =
  "object.spec.tls.exists(entry, size(entry.?hosts.orValue([])) == 0 || entry.hosts.exists(host, host == item.host || (host.startsWith('*.') && item.host.contains('.') && item.host.substring(item.host.indexOf('.')) == host.substring(1))))";

/**
 * Without TLS passwords and sessions cross the network in the clear, and anybody on the way answers instead of the service.
 * Fields: spec.tls of Ingresses, the hosts in it, the annotations that switch redirects to HTTPS off; tls of OpenShift Routes.
 * Allowed: TLS for every host that rules name; a certificate by the annotation of a cloud's controller.
 */
export const ingTls = objectCheck({
  id: 'ing-tls',
  severity: 'medium',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  standards: { nsa: ['net'], attack: ['T1557'], owasp: ['K05'] },
  kinds: [...ingressKinds, 'route.openshift.io/Route'],
  rules: [
    {
      expression: `object.kind == 'Route' || ${hasTls} || ${elsewhere}`,
      field: 'spec.tls',
      message: 'none',
    },
    {
      each: 'spec.rules',
      expression: `object.kind == 'Route' || !(${hasTls}) || item.?host.orValue('') == '' || ${covered}`,
      field: 'host',
      message: 'host',
    },
    {
      expression: `!(${hasTls}) || ${annotations}[?'${sslRedirect}'].orValue('') != 'false' || ${annotations}[?'nginx.ingress.kubernetes.io/force-ssl-redirect'].orValue('') == 'true'`,
      field: `metadata.annotations["${sslRedirect}"]`,
      message: 'redirect',
      fix: set(`metadata.annotations["${sslRedirect}"]`, 'true'),
    },
    {
      expression: "object.kind != 'Route' || object.?spec.?tls.hasValue()",
      field: 'spec.tls',
      message: 'none',
    },
    {
      expression: "object.kind != 'Route' || object.?spec.?tls.?insecureEdgeTerminationPolicy.orValue('') != 'Allow'",
      field: 'spec.tls.insecureEdgeTerminationPolicy',
      message: 'redirect',
      fix: set('spec.tls.insecureEdgeTerminationPolicy', 'Redirect'),
    },
  ],
});

/**
 * A rule without a host, or with a wildcard, answers for names that nobody meant; a default backend answers for everything else. The same
 * host and path in two Ingresses leaves it to the controller whose backend is used: the older one wins, whoever owns the host.
 * Fields: rules[].host, defaultBackend, host and path of all Ingresses of one class.
 */
export const ingWildcardHost = inventoryCheck({
  id: 'ing-wildcard-host',
  of: ingressKinds,
  severity: 'medium',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards',
  standards: { nsa: ['net'], attack: ['T1190'], owasp: ['K06'] },
  *run({ inventory }) {
    const owners = new Map<string, InventoryObject>();
    for (const object of inventory.ofKind(...ingressKinds)) {
      const spec = recordOf(object.object.spec);
      const rules = listOf(spec.rules).map(recordOf);
      for (const [index, { host }] of rules.entries()) {
        const name = stringOf(host) ?? '';
        if (name === '') yield { object, path: ['spec', 'rules', index, 'host'], message: 'empty' };
        else if (name.startsWith('*'))
          yield { object, path: ['spec', 'rules', index, 'host'], message: 'wildcard', values: { host: name } };
      }
      const field = spec.defaultBackend === undefined ? 'backend' : 'defaultBackend';
      if (spec[field] !== undefined) yield { object, path: ['spec', field], severity: 'low', message: 'default' };
      yield* shadowed(object, rules, owners);
    }
  },
});

/** Host and path that an earlier Ingress of the same class has already. Rules without a host are told as such. */
function* shadowed(
  object: InventoryObject,
  rules: readonly Readonly<Record<string, unknown>>[],
  owners: Map<string, InventoryObject>,
): Generator<Violation> {
  const spec = recordOf(object.object.spec);
  const ingressClass =
    stringOf(spec.ingressClassName) ?? object.object.metadata?.annotations?.['kubernetes.io/ingress.class'];
  for (const [rule, { host, http }] of rules.entries()) {
    if (typeof host !== 'string' || host === '') continue;
    for (const [index, value] of listOf(recordOf(http).paths).entries()) {
      const entry = recordOf(value);
      const path = stringOf(entry.path) ?? '/';
      const key = `${ingressClass ?? ''}\n${host}\n${path}\n${entry.pathType === 'Exact'}`;
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, object);
      else if (owner.name !== object.name || owner.namespace !== object.namespace)
        yield {
          object,
          path: ['spec', 'rules', rule, 'http', 'paths', index, 'path'],
          message: 'shadowed',
          values: { host, path, other: `${owner.namespace ?? 'default'}/${owner.name}` },
        };
    }
  }
}

export const ingress = [ingTls, ingWildcardHost];
