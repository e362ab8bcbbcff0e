import { listOf, recordOf } from '../../kubernetes/index.ts';
import type { Answer, RouteAnswers, TlsVersion } from './answers.ts';
import type { Route, Setting } from './route.ts';

/** The answer of a switch that is `true` or `false` (`on`, `off`), in whatever case; undefined where it is neither. */
export function switchOf(setting: Setting | undefined): boolean | undefined {
  const word = setting?.value.trim().toLowerCase();
  if (word === 'true' || word === 'on' || word === '1' || word === 'yes' || word === 'enabled') return true;
  if (word === 'false' || word === 'off' || word === '0' || word === 'no' || word === 'disabled') return false;
  return undefined;
}

export function answerOf(value: boolean | undefined): Answer {
  return value === undefined ? 'unknown' : value ? 'yes' : 'no';
}

/** `yes` where something says so; else `no` where it is known that nothing does. */
export function saidOr(said: boolean, known: boolean): Answer {
  return said ? 'yes' : known ? 'no' : 'unknown';
}

/** The oldest version in a list of them as programs write it: `TLSv1 TLSv1.2`, `TLSV1_2`, `VersionTLS12`. */
export function oldestTls(text: string): TlsVersion | undefined {
  const versions = [...text.slice(0, 1000).matchAll(/tls\s*v?1(?:[._]?([0-3]))?/gi)].map((match) => match[1] ?? '0');
  const [oldest] = versions.sort();
  return oldest === undefined ? undefined : (`1.${oldest}` as TlsVersion);
}

/** TLS of an Ingress by `spec.tls`. */
export function ingressTls(route: Route): 'yes' | 'no' {
  return route.hasTls ? 'yes' : 'no';
}

/** Source ranges in a list separated by commas or spaces. */
export function rangesIn(setting: Setting | undefined): readonly string[] {
  return (setting?.value ?? '').split(/[\s,]+/).filter((text) => text !== '');
}

export interface ListenerFacts {
  readonly tls: RouteAnswers['tls'];
  /** Whether the route is attached to a listener without TLS, and answers there otherwise than by sending elsewhere. */
  readonly redirect: Answer;
}

/** What the listeners of its Gateways make of a route. Source: Gateway API reference, Listener. */
export function listenerFacts(route: Route): ListenerFacts {
  if (route.gateways.length === 0) return { tls: 'unknown', redirect: 'unknown' };
  const listeners = route.gateways.flatMap(({ name, object }) => {
    const parents = listOf(route.spec.parentRefs).map(recordOf);
    const own = parents.filter((parent) => parent.name === name);
    return listOf(recordOf(object.spec).listeners)
      .map(recordOf)
      .filter((listener) =>
        own.some(
          ({ sectionName, port }) =>
            (sectionName === undefined || sectionName === listener.name) &&
            (port === undefined || port === listener.port),
        ),
      )
      .filter(({ hostname }) => typeof hostname !== 'string' || meets(hostname, listOf(route.spec.hostnames)));
  });
  const isPassthrough = ({ tls }: Readonly<Record<string, unknown>>) => recordOf(tls).mode === 'Passthrough';
  const secure = listeners.filter(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS');
  const plain = listeners.some(({ protocol }) => protocol === 'HTTP');
  const tls = secure.length === 0 ? 'no' : secure.every(isPassthrough) ? 'passthrough' : 'yes';
  return { tls: listeners.length === 0 ? 'unknown' : tls, redirect: plain && !onlyRedirects(route) ? 'no' : 'yes' };
}

/** Whether a listener's host name and some of a route's have names in common. A route without names has those of the listener. */
function meets(listener: string, hosts: readonly unknown[]): boolean {
  if (hosts.length === 0) return true;
  return hosts.some(
    (host) =>
      typeof host === 'string' &&
      (host === listener ||
        (listener.startsWith('*.') && host.endsWith(listener.slice(1))) ||
        (host.startsWith('*.') && listener.endsWith(host.slice(1)))),
  );
}

function onlyRedirects({ spec }: Route): boolean {
  const rules = listOf(spec.rules).map(recordOf);
  return rules.every(({ filters }) =>
    listOf(filters)
      .map(recordOf)
      .some(({ type, requestRedirect }) => type === 'RequestRedirect' && recordOf(requestRedirect).scheme === 'https'),
  );
}
