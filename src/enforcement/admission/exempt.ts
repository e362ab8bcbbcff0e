import { protectedNamespaces } from '../objects/index.ts';
import type { AdmissionRequest } from './review.ts';

/** Users as which Kubernetes itself works: but for service accounts, and for whoever has not said who they are, these have such names. */
const systemPrefix = 'system:';
const notSystem = ['system:serviceaccount:', 'system:anonymous'];
const nodesGroup = 'system:nodes';

/** Namespaces in which nothing is asked. @param own where Breakwater itself runs */
export function exemptNamespaces(own: string): readonly string[] {
  return [...new Set([...protectedNamespaces, own])].sort();
}

/** Why a request is not asked about: it must pass even when nothing else works. */
export type Exemption = 'namespace' | 'system' | 'node' | 'operation' | 'subresource' | 'kind' | 'deleting';

/** Whether a request is let through unasked, whatever the policies say; the configuration keeps most of them away in the first place. */
export function exemptionOf(
  { operation, subResource, groupKind, namespace, name, user, groups, object }: AdmissionRequest,
  own: string,
): Exemption | undefined {
  if (operation !== 'CREATE' && operation !== 'UPDATE') return 'operation';
  if (subResource !== '' && subResource !== 'ephemeralcontainers') return 'subresource';
  if (groups.includes(nodesGroup)) return 'node';
  if (user.startsWith(systemPrefix) && !notSystem.some((prefix) => user.startsWith(prefix))) return 'system';
  const where = groupKind === '/Namespace' ? name : namespace;
  if (where !== undefined && exemptNamespaces(own).includes(where)) return 'namespace';
  // What is going away must be able to lose its finalizers.
  if (object?.metadata?.deletionTimestamp !== undefined) return 'deleting';
  return undefined;
}

/** The same in CEL, for the configuration: such requests don't even come here, so that they pass where nobody answers. */
export const matchConditions: readonly { readonly name: string; readonly expression: string }[] = [
  {
    name: 'not-a-node',
    expression: `!(has(request.userInfo.groups) && '${nodesGroup}' in request.userInfo.groups)`,
  },
  {
    name: 'not-the-system',
    expression: `!(has(request.userInfo.username) && request.userInfo.username.startsWith('${systemPrefix}')) || ${notSystem
      .map((prefix) => `request.userInfo.username.startsWith('${prefix}')`)
      .join(' || ')}`,
  },
  {
    name: 'not-being-deleted',
    expression: '!has(object.metadata.deletionTimestamp)',
  },
];
