import { isRecord, labelsMatch, listOf, recordOf, selectorMatches } from '../../kubernetes/index.ts';
import type { MatchResources, ResourceRule } from './policy.ts';
import type { CreateRequest } from './request.ts';

/**
 * Whether a policy or binding asks about a request, after k8s.io/apiserver pkg/admission/plugin/policy/matching: namespace and object
 * selectors, exclusions, then rules, first by the request's own version, then by versions that the object could be converted to.
 */
export type Match =
  | { readonly matches: false }
  /** `version`: the version that the policy sees, where it isn't the declared one. */
  | { readonly matches: true; readonly version?: string }
  /** The answer depends on something that isn't in the input. */
  | { readonly unknown: string };

const no: Match = { matches: false };

/** Labels of a namespace by its name; undefined where the namespace isn't in the input, so that only its name is known. */
export type NamespaceLabels = (name: string) => Readonly<Record<string, unknown>> | undefined;

export function matchRequest(match: MatchResources, request: CreateRequest, labelsOf: NamespaceLabels): Match {
  const excluded = ruleMatch(match.excludeResourceRules, match.equivalent, request);
  if (!('unknown' in excluded) && excluded.matches) return no;
  const ruled: Match =
    match.resourceRules.length === 0 ? { matches: true } : ruleMatch(match.resourceRules, match.equivalent, request);
  if ('matches' in ruled && !ruled.matches) return no;
  if (!isEmptySelector(match.objectSelector) && !selectorMatches(match.objectSelector, request.labels)) return no;
  const namespace = namespaceMatch(match.namespaceSelector, request, labelsOf);
  if ('unknown' in namespace || !namespace.matches) return namespace;
  return 'unknown' in excluded ? excluded : ruled;
}

function namespaceMatch(selector: unknown, request: CreateRequest, labelsOf: NamespaceLabels): Match {
  if (isEmptySelector(selector) || request.namespace === undefined) return { matches: true };
  if (request.kind === 'Namespace' && request.group === '') {
    return { matches: selectorMatches(selector, recordOf(request.value.metadata?.labels)) };
  }
  const labels = labelsOf(request.namespace);
  const name = { 'kubernetes.io/metadata.name': request.namespace };
  if (labels !== undefined) return { matches: selectorMatches(selector, { ...labels, ...name }) };
  if (asksOnlyName(selector)) return { matches: selectorMatches(selector, name) };
  // A part about the name alone may rule the namespace out.
  const { matchLabels, matchExpressions } = recordOf(selector);
  const nameLabel = recordOf(matchLabels)[nameKey];
  const byName = {
    matchLabels: nameLabel === undefined ? {} : { [nameKey]: nameLabel },
    matchExpressions: listOf(matchExpressions).filter((expression) => recordOf(expression).key === nameKey),
  };
  if (!selectorMatches(byName, name)) return no;
  return { unknown: `namespace ${request.namespace} is not in the input, so its labels are not known` };
}

const nameKey = 'kubernetes.io/metadata.name';

function asksOnlyName(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = recordOf(selector);
  return (
    Object.keys(recordOf(matchLabels)).every((key) => key === nameKey) &&
    listOf(matchExpressions).every((expression) => recordOf(expression).key === nameKey)
  );
}

function isEmptySelector(selector: unknown): boolean {
  if (!isRecord(selector)) return true;
  return labelsMatch(recordOf(selector.matchLabels), {}) && listOf(selector.matchExpressions).length === 0;
}

function ruleMatch(rules: readonly ResourceRule[], equivalent: boolean, request: CreateRequest): Match {
  const asked = rules.filter((rule) => mayMatch(rule, request));
  if (asked.length === 0) return no;
  if (asked.some((rule) => rule.apiVersions.includes('*') || rule.apiVersions.includes(request.version))) {
    return { matches: true };
  }
  if (!equivalent) return no;
  // Only versions that are served can be converted to; of built-in kinds and unknown ones we don't know the outcome.
  const { versions } = request;
  const version = asked
    .flatMap((rule) => rule.apiVersions)
    .find((name) => versions === undefined || versions.includes(name));
  if (version === undefined) return no;
  if (request.convertible) return { matches: true, version };
  return { unknown: `the API server would convert ${request.kind} ${request.name} to version ${version} first` };
}

/** Everything but the version. */
function mayMatch(rule: ResourceRule, request: CreateRequest): boolean {
  return (
    includes(rule.apiGroups, request.group) &&
    includes(rule.operations, 'CREATE') &&
    rule.resources.some((resource) => isResource(resource, request)) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(request.name)) &&
    isInScope(rule.scope, request)
  );
}

function includes(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

/** `pods`, `*` and `pods/*` are the objects themselves; `pods/exec` is another request. */
function isResource(pattern: string, request: CreateRequest): boolean {
  const slash = pattern.indexOf('/');
  const name = slash < 0 ? pattern : pattern.slice(0, slash);
  if (slash >= 0 && pattern.slice(slash + 1) !== '*') return false;
  return name === '*' || name === request.resource;
}

function isInScope(scope: string, request: CreateRequest): boolean {
  const clusterScoped = request.namespace === undefined || (request.group === '' && request.kind === 'Namespace');
  if (scope === 'Namespaced') return !clusterScoped;
  return scope !== 'Cluster' || clusterScoped;
}
