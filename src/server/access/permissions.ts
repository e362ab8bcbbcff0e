import type { TokenScope } from '../../store/index.ts';
import { type Permission, permissionSchema } from '../contract/index.ts';

/**
 * What a permission is in Kubernetes' RBAC: a verb on a resource of our API group. No such objects exist in the cluster but for policies
 * and exceptions; the API server answers for any name, so that cluster admins grant with the Roles and bindings that they have for
 * everything else.
 * `namespaced`: also granted for single namespaces, by RoleBindings. The others only for the whole cluster.
 */
export const apiGroup = 'breakwater.dev';

export interface Right {
  readonly resource: string;
  readonly verb: string;
  readonly namespaced: boolean;
}

export const rights: Readonly<Record<Permission, Right>> = {
  'findings:read': { resource: 'findings', verb: 'list', namespaced: true },
  'findings:accept': { resource: 'findings', verb: 'update', namespaced: true },
  'workloads:read': { resource: 'workloads', verb: 'list', namespaced: true },
  'cluster:read': { resource: 'clusters', verb: 'get', namespaced: false },
  'policies:write': { resource: 'securitypolicies', verb: 'update', namespaced: false },
  'exceptions:write': { resource: 'securityexceptions', verb: 'create', namespaced: false },
  'settings:read': { resource: 'settings', verb: 'get', namespaced: false },
  'settings:write': { resource: 'settings', verb: 'update', namespaced: false },
  'tokens:write': { resource: 'tokens', verb: 'create', namespaced: false },
  'audit:read': { resource: 'auditevents', verb: 'list', namespaced: false },
};

export const allPermissions: ReadonlySet<Permission> = new Set(permissionSchema.options);

/**
 * What an API token's scopes come to. None has `tokens:write`: a token that makes tokens would outlive its own end.
 */
export const scopePermissions: Readonly<Record<TokenScope, readonly Permission[]>> = {
  read: ['findings:read', 'workloads:read', 'cluster:read'],
  accept: ['findings:accept'],
  admin: ['policies:write', 'exceptions:write', 'settings:read', 'settings:write', 'audit:read'],
};
