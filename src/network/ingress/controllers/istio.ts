import type { InventoryObject } from '../../../inventory/index.ts';
import { type Labels, labelsMatch, listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { PodGroup } from '../../pods.ts';
import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { listenerFacts } from '../listeners.ts';
import { keyOf, type Route } from '../route.ts';
import { ingressTls, oldestTls } from '../said.ts';

/**
 * Sources: https://istio.io/latest/docs/reference/config/networking/gateway/, …/config/security/, …/config/istio.mesh.v1alpha1/ (1.28):
 * TLS begins with 1.2 unless a server says otherwise; access logs are written where the mesh names a file or a Telemetry asks for them.
 */
export const istio: Controller = {
  id: 'istio',
  product: 'Istio',
  ingressControllers: ['istio.io/ingress-controller'],
  classNames: ['istio'],
  // OpenShift's Gateway API is served by Istio.
  gatewayControllers: ['istio.io/gateway-controller', 'openshift.io/gateway-controller/v1'],
  kinds: ['networking.istio.io/VirtualService'],
  image: /(^|\/)(istio-)?proxyv2$/,
  receives: isRouter,
  prefixes: [],
  answers,
};

/** A gateway's proxy is started as a router, a sidecar is not; one that is injected has a label. */
function isRouter({ template, labels }: PodGroup): boolean {
  const isStarted = template.containers.some(({ container }) => listOf(container.args).includes('router'));
  return (
    isStarted || labels.istio === 'ingressgateway' || labels['gateway.networking.k8s.io/gateway-name'] !== undefined
  );
}

function answers(route: Route): RouteAnswers {
  const isGatewayApi = route.object.group === 'gateway.networking.k8s.io';
  const servers = isGatewayApi ? [] : serversOf(route);
  const own = route.object.kind === 'VirtualService' ? serverAnswers(servers) : ofOthers(route, isGatewayApi);
  return {
    ...own,
    authentication: authentication(route, servers),
    // Both are extensions of Envoy's, in free form.
    rateLimit: 'unknown',
    bodyLimit: 'no',
    accessLog: accessLog(route),
    dangers: [...dangers(route)],
  };
}

type TlsAnswers = Pick<RouteAnswers, 'tls' | 'redirect' | 'oldestTls' | 'ranges'>;

function ofOthers(route: Route, isGatewayApi: boolean): TlsAnswers {
  const facts = isGatewayApi ? listenerFacts(route) : { tls: ingressTls(route), redirect: 'no' as const };
  return { ...facts, oldestTls: '1.2', ranges: [] };
}

function serverAnswers(servers: readonly Labels[]): TlsAnswers {
  if (servers.length === 0) return { tls: 'unknown', redirect: 'unknown', oldestTls: undefined, ranges: [] };
  const secure = servers.filter(({ tls }) => stringOf(recordOf(tls).mode) !== undefined);
  const isPassedThrough = secure.every(({ tls }) => /PASSTHROUGH$/.test(String(recordOf(tls).mode)));
  const plain = servers.filter((server) => !secure.includes(server));
  const versions = secure.map(({ tls }) => oldestTls(stringOf(recordOf(tls).minProtocolVersion) ?? '') ?? '1.2').sort();
  return {
    tls: secure.length === 0 ? 'no' : isPassedThrough ? 'passthrough' : 'yes',
    redirect: plain.every(({ tls }) => recordOf(tls).httpsRedirect === true) ? 'yes' : 'no',
    oldestTls: versions[0],
    ranges: [],
  };
}

/** Servers of its Gateways that answer for one of its hosts. */
function serversOf({ gateways, spec }: Route): readonly Labels[] {
  const hosts = listOf(spec.hosts).flatMap((host) => stringOf(host) ?? []);
  return gateways
    .flatMap(({ object }) => listOf(recordOf(object.spec).servers).map(recordOf))
    .filter((server) =>
      listOf(server.hosts)
        .map((host) => (stringOf(host) ?? '').replace(/^[^/]*\//, ''))
        .some((host) =>
          hosts.some((one) => host === '*' || one === '*' || one === host || one.endsWith(host.slice(1))),
        ),
    );
}

function authentication(route: Route, servers: readonly Labels[]): RouteAnswers['authentication'] {
  const mutual = servers.length > 0 && servers.every(({ tls }) => recordOf(tls).mode === 'MUTUAL');
  if (mutual) return { is: 'yes', by: 'tls.mode MUTUAL' };
  const policies = [...policiesAt(route, 'AuthorizationPolicy')];
  // Without a rule that wants a principal a token may be absent: RequestAuthentication alone refuses only wrong ones.
  const asks = policies.find(({ object }) => {
    const { action = 'ALLOW', rules } = recordOf(object.spec);
    const all = listOf(rules).map(recordOf);
    if (action === 'CUSTOM') return true;
    if (action === 'ALLOW') return all.length > 0 && all.every((rule) => wantsIdentity(rule, 'requestPrincipals'));
    return action === 'DENY' && all.some((rule) => wantsIdentity(rule, 'notRequestPrincipals'));
  });
  if (asks !== undefined) return { is: 'yes', by: `AuthorizationPolicy ${asks.name}` };
  return { is: route.served.length > 0 && policies.length === 0 ? 'no' : 'unknown' };
}

function wantsIdentity(rule: Labels, field: string): boolean {
  return listOf(rule.from).some((from) => listOf(recordOf(recordOf(from).source)[field]).length > 0);
}

/** Objects of the mesh's security that hold for the gateway's pods: of their namespace or the root one, by selector. */
function* policiesAt({ inventory, served }: Route, kind: string): Generator<InventoryObject> {
  for (const object of inventory.ofKind(`security.istio.io/${kind}`)) {
    const selector = recordOf(recordOf(recordOf(object.object.spec).selector).matchLabels);
    const holds = served.some(
      ({ namespace, labels }) =>
        (object.namespace === namespace || object.namespace === 'istio-system') && labelsMatch(selector, labels),
    );
    if (holds) yield object;
  }
}

function accessLog(route: Route): RouteAnswers['accessLog'] {
  const logs = route.inventory
    .ofKind('telemetry.istio.io/Telemetry')
    .filter(({ namespace }) => namespace === 'istio-system' || route.served.some((one) => one.namespace === namespace))
    .flatMap(({ object }) => listOf(recordOf(object.spec).accessLogging).map(recordOf));
  if (logs.some(({ disabled }) => disabled !== true)) return 'yes';
  const mesh = keyOf(route.inventory.find('/ConfigMap', 'istio-system', 'istio'), 'mesh')?.value;
  if (mesh === undefined) return 'unknown';
  return /^accessLogFile:\s*["']?\//m.test(mesh) ? 'yes' : 'no';
}

/** An EnvoyFilter changes the proxy's configuration as it likes. */
function* dangers({ inventory, served }: Route): Generator<Danger> {
  for (const object of inventory.ofKind('networking.istio.io/EnvoyFilter')) {
    const selector = recordOf(recordOf(recordOf(object.object.spec).workloadSelector).labels);
    if (served.some(({ namespace, labels }) => namespace === object.namespace && labelsMatch(selector, labels)))
      yield { code: 'snippet', object, path: ['spec', 'configPatches'] };
  }
}
