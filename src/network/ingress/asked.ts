import { listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import type { Backend } from '../routes.ts';

/** By what a backend is asked for: names of hosts (none: any), and paths as they are written. */
export interface AskedBy {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

/** Longer texts of rules are not read. */
const longestRule = 4096;

/** Hosts and paths that lead to one backend of an Ingress or route. */
export function askedBy({ object, path }: Backend): AskedBy {
  const spec = recordOf(object.object.spec);
  const [, list = '', index] = path;
  const rule = typeof index === 'number' ? recordOf(listOf(spec[list])[index]) : {};
  switch (object.groupKind) {
    case 'route.openshift.io/Route':
      return { hosts: texts([spec.host]), paths: texts([spec.path]) };
    case 'projectcontour.io/HTTPProxy':
      return {
        hosts: texts([recordOf(spec.virtualhost).fqdn]),
        paths: listOf(rule.conditions)
          .map(recordOf)
          .flatMap(({ prefix, exact, regex }) => texts([prefix ?? exact ?? regex])),
      };
    case 'networking.istio.io/VirtualService':
      return {
        hosts: texts(listOf(spec.hosts)).filter((host) => host !== '*'),
        paths: listOf(rule.match)
          .map((match) => recordOf(recordOf(match).uri))
          .flatMap(({ prefix, exact, regex }) => texts([prefix ?? exact ?? regex])),
      };
    default:
      if (object.group.startsWith('traefik.')) return traefikRule(stringOf(rule.match) ?? '');
      if (object.group === 'gateway.networking.k8s.io')
        return {
          hosts: texts(listOf(spec.hostnames)),
          paths: listOf(rule.matches).flatMap((match) => texts([recordOf(recordOf(match).path).value])),
        };
      return ingressRule(rule, path);
  }
}

/** `spec.rules[2].http.paths[0].backend.…`; a default backend is asked for by whatever nothing else is. */
function ingressRule(rule: Readonly<Record<string, unknown>>, path: Backend['path']): AskedBy {
  const [, list, , , , index] = path;
  if (list !== 'rules' || typeof index !== 'number') return { hosts: [], paths: [] };
  const entry = recordOf(listOf(recordOf(rule.http).paths)[index]);
  return { hosts: texts([rule.host]), paths: [textOf(entry.path) === '' ? '/' : textOf(entry.path)] };
}

/** Names and paths in a rule of Traefik's: ``Host(`a.example`, `b.example`) && PathPrefix(`/api`)``. */
function traefikRule(rule: string): AskedBy {
  const text = rule.slice(0, longestRule);
  const quoted = (names: RegExp) =>
    [...text.matchAll(names)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/[`"]([^`"]*)[`"]/g)].map((one) => one[1] ?? ''),
    );
  return {
    hosts: quoted(/\bHost(?:SNI)?\(([^)]*)\)/g).filter((host) => host !== '*'),
    paths: quoted(/\bPath(?:Prefix)?\(([^)]*)\)/g),
  };
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}
