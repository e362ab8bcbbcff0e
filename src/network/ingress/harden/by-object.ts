import type { KubernetesObject } from '../../../kubernetes/index.ts';
import { listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { ControllerId } from '../controller.ts';
import type { NoteCode } from '../notes.ts';
import type { Route } from '../route.ts';
import { annotated, type BreakCode, type Change, type HardeningEdit, type Proposal } from './proposal.ts';

type Maker = (route: Route, why: NoteCode) => Omit<Proposal, 'why'> | undefined;

const bodyBytes = 8 * 1024 * 1024;

/** Where a controller keeps limits in objects of its own, or a route has fields for them. Sources: those of the controllers' facts. */
export const byObject: Readonly<Partial<Record<ControllerId, Maker>>> = {
  traefik: (route, why) => {
    const limits = {
      'no-rate-limit': {
        name: 'rate-limit',
        spec: { rateLimit: { average: 20, burst: 40 } },
        breaks: ['shared-addresses'],
      },
      'no-body-limit': {
        name: 'body-limit',
        spec: { buffering: { maxRequestBodyBytes: bodyBytes } },
        breaks: ['large-bodies', 'streams'],
      },
    } as const;
    const limit = why === 'no-rate-limit' || why === 'no-body-limit' ? limits[why] : undefined;
    if (limit === undefined) return undefined;
    const name = `${route.object.name}-${limit.name}`;
    const object = {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: { name, namespace: route.namespace },
      spec: limit.spec,
    };
    return { changes: [throughMiddleware(route, name)], objects: [object], breaks: limit.breaks };
  },
  kong: (route, why) => {
    const limits = {
      'no-rate-limit': { plugin: 'rate-limiting', config: { second: 20, policy: 'local' }, breaks: 'shared-addresses' },
      'no-body-limit': { plugin: 'request-size-limiting', config: { allowed_payload_size: 8 }, breaks: 'large-bodies' },
    } as const;
    const limit = why === 'no-rate-limit' || why === 'no-body-limit' ? limits[why] : undefined;
    if (limit === undefined || route.gateways.length > 0) return undefined;
    const name = `${route.object.name}-${limit.plugin}`;
    const object = {
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      metadata: { name, namespace: route.namespace },
      plugin: limit.plugin,
      config: limit.config,
    };
    const key = 'konghq.com/plugins';
    return {
      changes: [annotated(route.object, { [key]: joined(route, key, name) })],
      objects: [object],
      breaks: [limit.breaks],
    };
  },
  'envoy-gateway': (route, why) => {
    const limits = {
      'no-rate-limit': {
        spec: { rateLimit: { type: 'Local', local: { rules: [{ limit: { requests: 200, unit: 'Second' } }] } } },
        breaks: ['all-clients'],
      },
      'no-body-limit': { spec: { requestBuffer: { limit: '8Mi' } }, breaks: ['large-bodies', 'streams'] },
    } as const;
    const limit = why === 'no-rate-limit' || why === 'no-body-limit' ? limits[why] : undefined;
    if (limit === undefined) return undefined;
    const { kind, name } = route.object;
    const object = {
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'BackendTrafficPolicy',
      // Of several policies for one route only the first is read.
      metadata: { name: `${name}-limits`, namespace: route.namespace },
      spec: {
        targetRefs: [{ group: 'gateway.networking.k8s.io', kind, name }],
        mergeType: 'StrategicMerge',
        ...limit.spec,
      },
    };
    return { changes: [], objects: [object], breaks: limit.breaks };
  },
  gcp: (route, why) => {
    if (why !== 'redirect-off' || route.gateways.length > 0) return undefined;
    const key = 'networking.gke.io/v1beta1.FrontendConfig';
    if (route.annotation(key) !== undefined) return undefined;
    const name = `${route.object.name}-https`;
    const object = {
      apiVersion: 'networking.gke.io/v1beta1',
      kind: 'FrontendConfig',
      metadata: { name, namespace: route.namespace },
      spec: { redirectToHttps: { enabled: true, responseCodeName: 'PERMANENT_REDIRECT' } },
    };
    return { changes: [annotated(route.object, { [key]: name })], objects: [object], breaks: ['plain-clients'] };
  },
  openshift: (route, why) => {
    const router = 'haproxy.router.openshift.io/rate-limit-connections';
    // Counted over ten seconds.
    if (why === 'no-rate-limit')
      return {
        changes: [annotated(route.object, { [router]: 'true', [`${router}.rate-http`]: '200' })],
        objects: [],
        breaks: ['shared-addresses'],
      };
    if (route.object.kind !== 'Route') return undefined;
    if (why === 'redirect-off')
      return editsOf(route, [set('spec.tls.insecureEdgeTerminationPolicy', 'Redirect')], 'plain-clients');
    if (why !== 'tls-missing') return undefined;
    const edit: HardeningEdit = {
      op: 'set',
      path: ['spec', 'tls'],
      value: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
    };
    return editsOf(route, [edit], 'plain-clients');
  },
  contour: (route, why) => {
    if (route.object.kind !== 'HTTPProxy') return undefined;
    if (why === 'redirect-off') {
      const insecure = listOf(route.spec.routes).flatMap((rule, index) =>
        recordOf(rule).permitInsecure === true ? [index] : [],
      );
      const edits = insecure.map((index): HardeningEdit => {
        return { op: 'remove', path: ['spec', 'routes', index, 'permitInsecure'] };
      });
      return editsOf(route, edits, 'plain-clients');
    }
    if (why === 'old-tls')
      return editsOf(route, [set('spec.virtualhost.tls.minimumProtocolVersion', '1.2')], 'old-clients');
    if (why === 'no-rate-limit' && route.spec.virtualhost !== undefined)
      return editsOf(
        route,
        [set('spec.virtualhost.rateLimitPolicy', { local: { requests: 200, unit: 'second', burst: 50 } })],
        'all-clients',
      );
    return undefined;
  },
  istio: (route, why) => {
    if (why !== 'redirect-off' && why !== 'old-tls') return undefined;
    const changes = route.gateways.flatMap((object): Change[] => {
      const servers = listOf(recordOf(object.object.spec).servers).map(recordOf);
      const edits = servers.flatMap(({ tls, port }, index): HardeningEdit[] => {
        const isPlain = recordOf(port).protocol === 'HTTP' || recordOf(port).protocol === 'HTTP2';
        if (why === 'redirect-off')
          return isPlain
            ? [{ op: 'set', path: ['spec', 'servers', index, 'tls'], value: { httpsRedirect: true } }]
            : [];
        const version = stringOf(recordOf(tls).minProtocolVersion) ?? '';
        if (!/^TLSV1_[01]$/.test(version)) return [];
        return [{ op: 'set', path: ['spec', 'servers', index, 'tls', 'minProtocolVersion'], value: 'TLSV1_2' }];
      });
      return edits.length === 0 ? [] : [{ object, edits }];
    });
    if (changes.length === 0) return undefined;
    return { changes, objects: [], breaks: [why === 'redirect-off' ? 'plain-clients' : 'old-clients'] };
  },
  alibaba: (route, why) => {
    const { kind, name } = recordOf(recordOf(route.classObject?.object.spec).parameters);
    const config = route.named('alibabacloud.com/AlbConfig', name);
    if (why !== 'old-tls' || kind !== 'AlbConfig' || config === undefined) return undefined;
    const edits = listOf(recordOf(config.object.spec).listeners).flatMap((listener, index): HardeningEdit[] =>
      recordOf(listener).protocol === 'HTTPS'
        ? [{ op: 'set', path: ['spec', 'listeners', index, 'securityPolicyId'], value: 'tls_cipher_policy_1_2_strict' }]
        : [],
    );
    return edits.length === 0
      ? undefined
      : { changes: [{ object: config, edits }], objects: [], breaks: ['old-clients'] };
  },
};

function editsOf(route: Route, edits: readonly HardeningEdit[], breaks: BreakCode): Omit<Proposal, 'why'> | undefined {
  return edits.length === 0 ? undefined : { changes: [{ object: route.object, edits }], objects: [], breaks: [breaks] };
}

function set(path: string, value: Extract<HardeningEdit, { op: 'set' }>['value']): HardeningEdit {
  return { op: 'set', path: path.split('.'), value };
}

/** The names in an annotation, and one more. */
function joined(route: Route, key: string, name: string): string {
  const names = (route.annotation(key)?.value ?? '').split(',').map((one) => one.trim());
  return [...names.filter((one) => one !== ''), name].join(',');
}

function throughMiddleware(route: Route, name: string): Change {
  const key = 'traefik.ingress.kubernetes.io/router.middlewares';
  if (!route.object.kind.startsWith('IngressRoute'))
    return annotated(route.object, { [key]: joined(route, key, `${route.namespace}-${name}@kubernetescrd`) });
  const edits = listOf(route.spec.routes).map((rule, index): HardeningEdit => {
    const own = listOf(recordOf(rule).middlewares) as Extract<HardeningEdit, { op: 'set' }>['value'][];
    return { op: 'set', path: ['spec', 'routes', index, 'middlewares'], value: [...own, { name }] };
  });
  return { object: route.object, edits };
}

/**
 * For routes of the Gateway API that a listener without TLS answers for: they go to the listeners with TLS, and another route sends
 * whoever comes without there. Source: Gateway API guide "HTTP redirects and rewrites".
 */
export function gatewayRedirect(route: Route): Omit<Proposal, 'why'> | undefined {
  if (route.object.groupKind !== 'gateway.networking.k8s.io/HTTPRoute' || route.gateways.length !== 1) return undefined;
  const [gateway] = route.gateways;
  const listeners = listOf(recordOf(gateway?.object.spec).listeners).map(recordOf);
  const secure = listeners.filter(({ protocol }) => protocol === 'HTTPS');
  const plain = listeners.filter(({ protocol }) => protocol === 'HTTP');
  const parents = listOf(route.spec.parentRefs).map(recordOf);
  const [parent] = parents;
  const [target] = secure;
  if (parent === undefined || parents.length !== 1 || secure.length !== 1 || target === undefined) return undefined;
  const reference = {
    name: gateway?.name ?? '',
    ...(stringOf(parent.namespace) !== undefined && { namespace: stringOf(parent.namespace) ?? '' }),
  };
  const hosts = listOf(route.spec.hostnames).flatMap((host) => stringOf(host) ?? []);
  const object: KubernetesObject = {
    apiVersion: route.object.apiVersion,
    kind: 'HTTPRoute',
    metadata: { name: `${route.object.name}-https`, namespace: route.namespace },
    spec: {
      parentRefs: plain.map(({ name }) => ({ ...reference, sectionName: stringOf(name) ?? '' })),
      ...(hosts.length > 0 && { hostnames: hosts }),
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    },
  };
  const name = stringOf(target.name) ?? '';
  return {
    changes: [
      { object: route.object, edits: [{ op: 'set', path: ['spec', 'parentRefs', 0, 'sectionName'], value: name }] },
    ],
    objects: [object],
    breaks: ['plain-clients'],
  };
}
