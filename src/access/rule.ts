import { listOf, recordOf } from '../kubernetes/index.ts';

/** One rule of a Role or ClusterRole; a field that is absent or of the wrong type is the empty list and grants nothing. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

export function readRule(value: unknown): PolicyRule {
  const rule = recordOf(value);
  return {
    verbs: textsOf(rule.verbs),
    apiGroups: textsOf(rule.apiGroups),
    resources: textsOf(rule.resources),
    resourceNames: textsOf(rule.resourceNames),
    nonResourceURLs: textsOf(rule.nonResourceURLs),
  };
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

/** What a rule says of one verb on one resource: of all its objects, of those in `resourceNames` only, or nothing. */
export type Reach = 'all' | 'named' | 'none';

/**
 * Whether a rule grants a verb on a resource (`pods`, `pods/exec`) of an API group ('' is the core group).
 * As the API server decides it (pkg/apis/rbac/v1/evaluation_helpers.go): `*` stands alone for all verbs, all groups, or all
 * resources with their subresources; `*` before `/scale` for that subresource of any resource. `*` after a slash is no pattern: it
 * matches nothing. A resource doesn't imply its subresources. Requests to create an object or to delete a collection carry no
 * name, so a rule with `resourceNames` never allows them.
 */
export function reachOf(rule: PolicyRule, verb: string, group: string, resource: string): Reach {
  if (!includesOrAll(rule.verbs, verb) || !includesOrAll(rule.apiGroups, group)) return 'none';
  if (!matchesResource(rule.resources, resource)) return 'none';
  if (rule.resourceNames.length === 0) return 'all';
  const nameless = verb === 'deletecollection' || (verb === 'create' && !resource.includes('/'));
  return nameless ? 'none' : 'named';
}

function includesOrAll(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

function matchesResource(resources: readonly string[], resource: string): boolean {
  if (includesOrAll(resources, resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && resources.includes(`*${resource.slice(slash)}`);
}
