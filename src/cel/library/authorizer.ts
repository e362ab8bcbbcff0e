import { noSuchOverload, Unknown } from '../values.ts';
import type { Library } from './library.ts';

/**
 * `authorizer` asks the API server what the requesting user may do. Without a cluster's RBAC there is no answer, so that whatever
 * depends on one is unknown: never allowed, never denied.
 */
export function noAuthorizer(): Unknown {
  return new Unknown('authorizer: what the requesting user may do is not known here');
}

/** Only the authorizer itself (null where it is bound at all) is ever a target: its first method has no answer. */
function ask(target: unknown): never {
  throw target === null ? noAuthorizer() : noSuchOverload();
}

const check = 'kubernetes.authorization.ResourceCheck';
const decision = 'kubernetes.authorization.Decision';

export const authorizer: Library = {
  signatures: [
    'kubernetes.authorization.Authorizer.path(string) -> kubernetes.authorization.PathCheck',
    'kubernetes.authorization.Authorizer.group(string) -> kubernetes.authorization.GroupCheck',
    'kubernetes.authorization.Authorizer.serviceAccount(string, string) -> kubernetes.authorization.Authorizer',
    `kubernetes.authorization.GroupCheck.resource(string) -> ${check}`,
    ...['subresource', 'namespace', 'name', 'fieldSelector', 'labelSelector'].map(
      (name) => `${check}.${name}(string) -> ${check}`,
    ),
    `kubernetes.authorization.PathCheck.check(string) -> ${decision}`,
    `${check}.check(string) -> ${decision}`,
    `${decision}.errored() -> bool`,
    `${decision}.error() -> string`,
    `${decision}.allowed() -> bool`,
    `${decision}.reason() -> string`,
  ],
  functions: Object.fromEntries(
    'path group serviceAccount resource subresource namespace name fieldSelector labelSelector check errored error allowed reason'
      .split(' ')
      .map((name) => [name, (_frame: unknown, target: unknown, _first: unknown, _second: unknown) => ask(target)]),
  ),
};
