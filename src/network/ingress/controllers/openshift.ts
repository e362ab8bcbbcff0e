import { isIP } from 'node:net';
import type { Inventory, InventoryObject } from '../../../inventory/index.ts';
import { isRecord, recordOf, selectorMatches, stringOf } from '../../../kubernetes/index.ts';
import { parseBlock } from '../../addresses.ts';
import type { PodGroup } from '../../pods.ts';
import type { Danger, Front, RouteAnswers, TlsVersion } from '../answers.ts';
import type { Controller } from '../controller.ts';
import type { Route } from '../route.ts';
import { switchOf } from '../said.ts';

const prefix = 'haproxy.router.openshift.io/';
const operatorKind = 'operator.openshift.io/IngressController';
/** Set by the ingress operator on the pods of each IngressController; their image is one digest among all of OpenShift's. */
const ownerLabel = 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller';

/**
 * OpenShift's router: one Deployment for each IngressController object, which takes Routes by the labels of their namespaces and their own.
 * Ingresses become Routes. Sources: docs.redhat.com, OpenShift 4.20, "Route-specific annotations", "Ingress Operator in OpenShift",
 * "Creating a route through an Ingress object"; API references of Route and IngressController.
 */
export const openshift: Controller = {
  id: 'openshift',
  product: 'OpenShift router',
  ingressControllers: ['openshift.io/ingress-to-route'],
  classNames: ['openshift-default'],
  gatewayControllers: [],
  kinds: ['route.openshift.io/Route'],
  image: /(^|\/)((origin-|ose-)?haproxy-router|ocp-v4\.0-art-dev|okd-content)$/,
  receives: ({ labels, template }) =>
    labels[ownerLabel] !== undefined ||
    template.containers.some(({ container }) => /haproxy-router/.test(stringOf(container.image) ?? '')),
  serves,
  prefixes: [prefix, 'route.openshift.io/', 'router.openshift.io/'],
  answers,
};

function serves(route: InventoryObject, { labels }: PodGroup, inventory: Inventory): boolean {
  const shards = inventory.ofKind(operatorKind);
  const own = shards.find(({ name }) => name === labels[ownerLabel]);
  return own === undefined || admits(own, route, inventory);
}

/** IngressControllers that take a route. */
function shardsOf({ inventory, object }: Route): readonly InventoryObject[] {
  return inventory.ofKind(operatorKind).filter((shard) => admits(shard, object, inventory));
}

/** Where a namespace's labels aren't known, it may be. */
function admits({ object }: InventoryObject, route: InventoryObject, inventory: Inventory): boolean {
  const { namespaceSelector, routeSelector } = recordOf(object.spec);
  const home = inventory.find('/Namespace', undefined, route.namespace ?? 'default');
  const isIn = (selector: unknown, of: InventoryObject | undefined) =>
    !isRecord(selector) || of === undefined || selectorMatches(selector, recordOf(of.object.metadata?.labels));
  return isIn(namespaceSelector, home) && isIn(routeSelector, route);
}

function answers(route: Route): RouteAnswers {
  const shards = shardsOf(route);
  const known = shards.length > 0;
  const specs = shards.map(({ object }) => recordOf(object.spec));
  const { termination, insecure } = tlsOf(route);
  const isEnded = termination === 'edge' || termination === 'reencrypt';
  // A client's certificate is asked for where the router ends TLS.
  const mutual = specs.every(({ clientTLS }) => recordOf(clientTLS).clientCertificatePolicy === 'Required');
  const limits = ['concurrent-tcp', 'rate-http', 'rate-tcp'].map((one) => `${prefix}rate-limit-connections.${one}`);
  const isLimited = switchOf(route.annotation(`${prefix}rate-limit-connections`)) === true;
  const front = frontOf(route, shards);
  return {
    tls: termination === 'passthrough' ? 'passthrough' : isEnded ? 'yes' : 'no',
    // Whoever comes without TLS is turned away, unless the Route allows it.
    redirect: termination !== undefined && insecure !== 'Allow' ? 'yes' : 'no',
    oldestTls: known ? oldest(specs, route) : undefined,
    authentication:
      known && mutual && isEnded
        ? { is: 'yes', by: 'IngressController clientTLS' }
        : { is: known || !isEnded ? 'no' : 'unknown' },
    ranges: rangesOf(route),
    rateLimit: isLimited && route.annotation(...limits) !== undefined ? 'yes' : 'no',
    // HAProxy has none for bodies.
    bodyLimit: 'no',
    accessLog: known ? (specs.every(({ logging }) => isRecord(recordOf(logging).access)) ? 'yes' : 'no') : 'unknown',
    dangers: [...dangers(route, shards)],
    ...(front !== undefined && { front }),
  };
}

/** Of an Ingress by its annotation, else as an edge where it has TLS; what comes without TLS is then redirected. */
function tlsOf(route: Route): { readonly termination: string | undefined; readonly insecure: string | undefined } {
  if (route.object.group === 'route.openshift.io') {
    const { termination, insecureEdgeTerminationPolicy } = recordOf(route.spec.tls);
    return { termination: stringOf(termination), insecure: stringOf(insecureEdgeTerminationPolicy) };
  }
  const said = route.annotation('route.openshift.io/termination')?.value;
  const isKnown = said === 'edge' || said === 'reencrypt' || said === 'passthrough';
  return { termination: isKnown ? said : route.hasTls ? 'edge' : undefined, insecure: 'Redirect' };
}

/** A list that isn't addresses with single spaces between them counts for nothing. Source: "Route-specific annotations". */
function rangesOf(route: Route): readonly string[] {
  const text = route.annotation(`${prefix}ip_allowlist`, `${prefix}ip_whitelist`)?.value.trim() ?? '';
  const ranges = text.split(/ +/);
  return ranges.every((range) => isIP(range) !== 0 || parseBlock(range) !== undefined) ? ranges : [];
}

const profiles: Readonly<Record<string, TlsVersion>> = { Old: '1.1', Intermediate: '1.2', Modern: '1.3' };

/** By the profile of the IngressController, else of the API server. The operator makes TLS 1.1 of 1.0. Source: "Ingress controller TLS security profiles". */
function oldest(specs: readonly Readonly<Record<string, unknown>>[], route: Route): TlsVersion | undefined {
  const cluster = route.named('config.openshift.io/APIServer', 'cluster');
  const fallback = recordOf(cluster?.object.spec).tlsSecurityProfile;
  const versions = specs.map(({ tlsSecurityProfile }) => {
    const { type = 'Intermediate', custom } = recordOf(tlsSecurityProfile ?? fallback);
    const own = /^VersionTLS1([0-3])$/.exec(stringOf(recordOf(custom).minTLSVersion) ?? '')?.[1];
    return type === 'Custom'
      ? own === undefined
        ? undefined
        : (`1.${Math.max(1, Number(own))}` as TlsVersion)
      : profiles[String(type)];
  });
  return versions.includes(undefined) ? undefined : versions.sort()[0];
}

/** Where the load balancers stand that the operator makes; what else leads to the router is seen by itself. */
function frontOf({ served }: Route, shards: readonly InventoryObject[]): Front | undefined {
  const strategies = shards.map(({ object }) =>
    recordOf(recordOf(object.spec).endpointPublishingStrategy ?? recordOf(object.status).endpointPublishingStrategy),
  );
  if (shards.length === 0 || strategies.some(({ type }) => type !== 'LoadBalancerService')) return undefined;
  const scopes = strategies.map(({ loadBalancer }) => recordOf(loadBalancer).scope);
  if (scopes.every((scope) => scope === 'Internal')) return { zone: 'company', by: 'said' };
  return served.length === 0 ? { zone: 'internet', by: scopes.includes('External') ? 'said' : 'default' } : undefined;
}

/** Policies under which a client's own word about its address gets through as it is. */
const believed = /^(?:never|if-?none)$/i;

function* dangers(route: Route, shards: readonly InventoryObject[]): Generator<Danger> {
  const own = route.annotation(`${prefix}set-forwarded-headers`);
  if (own !== undefined && believed.test(own.value))
    yield { code: 'forwarded-headers', object: own.object, path: own.path };
  for (const object of shards) {
    const { httpHeaders, routeAdmission } = recordOf(object.object.spec);
    const { forwardedHeaderPolicy } = recordOf(httpHeaders);
    if (own === undefined && believed.test(stringOf(forwardedHeaderPolicy) ?? ''))
      yield { code: 'forwarded-headers', object, path: ['spec', 'httpHeaders', 'forwardedHeaderPolicy'] };
    if (recordOf(routeAdmission).namespaceOwnership === 'InterNamespaceAllowed')
      yield { code: 'cross-namespace', object, path: ['spec', 'routeAdmission', 'namespaceOwnership'] };
  }
}
