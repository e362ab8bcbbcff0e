import type { InventoryObject } from '../../../inventory/index.ts';
import { type Labels, listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { Danger, RouteAnswers } from '../answers.ts';
import type { Controller } from '../controller.ts';
import { runsBeside } from '../images.ts';
import { listenerFacts } from '../listeners.ts';
import type { Route } from '../route.ts';
import { oldestTls, saidOr } from '../said.ts';

const group = 'gateway.envoyproxy.io';

/** Source: https://gateway.envoyproxy.io/docs/api/extension_types/ (1.6): policies attach to a route or to its Gateway. */
export const envoyGateway: Controller = {
  id: 'envoy-gateway',
  product: 'Envoy Gateway',
  ingressControllers: [],
  classNames: [],
  gatewayControllers: ['gateway.envoyproxy.io/gatewayclass-controller'],
  kinds: [],
  image: /(^|\/)envoy(-distroless)?$/,
  receives: ({ namespace }, inventory) => runsBeside(inventory, namespace, /(^|\/)envoyproxy\/gateway$/),
  prefixes: [],
  answers,
};

function answers(route: Route): RouteAnswers {
  const security = policiesAt(route, 'SecurityPolicy');
  const traffic = policiesAt(route, 'BackendTrafficPolicy');
  const client = policiesAt(route, 'ClientTrafficPolicy');
  // Where the cluster isn't whole, a policy may stand elsewhere.
  const known = route.inventory.isWhole && route.inventory.sees(`${group}/SecurityPolicy`, route.namespace);
  const asks = ['basicAuth', 'jwt', 'oidc', 'extAuth', 'apiKeyAuth'] as const;
  const asking = security.flatMap(({ name, object }) => {
    const field = asks.find((one) => recordOf(object.spec)[one] !== undefined);
    return field === undefined ? [] : [`SecurityPolicy ${name} (${field})`];
  });
  const version = client
    .map(({ object }) => stringOf(recordOf(recordOf(object.spec).tls).minVersion))
    .find((one) => one !== undefined);
  const [by] = asking;
  return {
    ...listenerFacts(route),
    oldestTls: version === undefined ? (known ? '1.2' : undefined) : oldestTls(`TLS${version}`),
    authentication: by === undefined ? { is: known ? 'no' : 'unknown' } : { is: 'yes', by },
    ranges: security.flatMap(({ object }) => rangesOf(recordOf(object.spec))),
    rateLimit: saidOr(
      traffic.some(({ object }) => recordOf(object.spec).rateLimit !== undefined),
      known,
    ),
    bodyLimit: saidOr(
      traffic.some(({ object }) => recordOf(object.spec).requestBuffer !== undefined),
      known,
    ),
    // Written to standard output unless an EnvoyProxy says otherwise.
    accessLog: accessLog(route, known),
    dangers: [...dangers(route, security)],
  };
}

function policiesAt(route: Route, kind: string): readonly InventoryObject[] {
  return route.inventory.ofKind(`${group}/${kind}`).filter(({ namespace, object }) => {
    const spec = recordOf(object.spec);
    const targets = [...listOf(spec.targetRefs), ...(spec.targetRef === undefined ? [] : [spec.targetRef])].map(
      recordOf,
    );
    return targets.some(
      ({ kind: targetKind, name }) =>
        (targetKind === route.object.kind && name === route.object.name && namespace === route.namespace) ||
        (targetKind === 'Gateway' && route.gateways.some((one) => one.name === name && one.namespace === namespace)),
    );
  });
}

/** Clients that alone are let in: rules that allow, where all else is denied. */
function rangesOf(spec: Labels): readonly string[] {
  const { defaultAction, rules } = recordOf(spec.authorization);
  if (defaultAction !== 'Deny') return [];
  return listOf(rules)
    .map(recordOf)
    .filter(({ action }) => action === 'Allow')
    .flatMap(({ principal }) => listOf(recordOf(principal).clientCIDRs).flatMap((range) => stringOf(range) ?? []));
}

function accessLog(route: Route, known: boolean): RouteAnswers['accessLog'] {
  const proxies = route.inventory.ofKind(`${group}/EnvoyProxy`);
  const isOff = proxies.some(({ object }) => {
    const { accessLog: log } = recordOf(recordOf(recordOf(object.spec).telemetry));
    return recordOf(log).disable === true;
  });
  return isOff ? 'unknown' : known ? 'yes' : 'unknown';
}

function* dangers(route: Route, security: readonly InventoryObject[]): Generator<Danger> {
  for (const object of policiesAt(route, 'EnvoyPatchPolicy'))
    yield { code: 'snippet', object, path: ['spec', 'jsonPatches'] };
  for (const object of policiesAt(route, 'EnvoyExtensionPolicy'))
    for (const field of ['lua', 'wasm', 'extProc'])
      if (listOf(recordOf(object.object.spec)[field]).length > 0) yield { code: 'code', object, path: ['spec', field] };
  for (const object of security) {
    const { allowOrigins, allowCredentials } = recordOf(recordOf(object.object.spec).cors);
    if (allowCredentials === true && listOf(allowOrigins).includes('*'))
      yield { code: 'cors-any-origin', object, path: ['spec', 'cors', 'allowOrigins'] };
  }
}
