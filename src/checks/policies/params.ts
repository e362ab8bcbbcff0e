import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { groupOf, type KubernetesObject, recordOf, selectorMatches } from '../../kubernetes/index.ts';
import type { Binding, PolicySpec } from './policy.ts';
import type { CreateRequest, RequestMaker } from './request.ts';

/** The parameter objects of a policy for a request; null among them is a policy asked without parameters. */
export type Params = { readonly params: readonly (KubernetesObject | null)[] } | { readonly error: string };

/**
 * What a binding's `paramRef` names, after apiserver's policy_dispatcher.go, CollectParams: by name or by selector, in the namespace
 * named or in the request's, cluster-wide for cluster-scoped kinds. Objects of the policies' own files and of the scanned input count.
 * Without a binding: every object of the kind.
 */
export function paramsOf(
  policy: PolicySpec,
  binding: Binding | undefined,
  request: CreateRequest,
  sources: readonly Inventory[],
  kinds: RequestMaker,
): Params {
  const { paramKind } = policy;
  if (paramKind === undefined) return { params: [null] };
  const { apiVersion, kind } = paramKind;
  const candidates = sources
    .flatMap((source) => source.ofKind(`${groupOf(apiVersion)}/${kind}`))
    .filter((object) => object.apiVersion === apiVersion);
  if (binding === undefined) {
    return candidates.length > 0
      ? { params: distinct(candidates) }
      : { error: `no ${apiVersion} ${kind} is in the input` };
  }
  const ref = binding.paramRef;
  if (ref === undefined) return { params: [null] };
  const isClusterScoped =
    kinds.knows(apiVersion, kind) || ref.namespace !== undefined
      ? kinds.isClusterScoped(apiVersion, kind)
      : candidates.every((object) => object.declaredNamespace === undefined);
  if (isClusterScoped && ref.namespace !== undefined) {
    return { error: 'paramRef.namespace must not be provided for a cluster-scoped `paramKind`' };
  }
  const namespace = ref.namespace ?? request.namespace;
  if (!isClusterScoped && namespace === undefined) {
    return { error: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' };
  }
  const named = candidates.filter(
    (object) =>
      (isClusterScoped || (object.declaredNamespace ?? 'default') === namespace) &&
      (ref.name !== undefined
        ? object.name === ref.name
        : selectorMatches(ref.selector, recordOf(object.object.metadata?.labels))),
  );
  if (named.length === 0 && ref.denyWhenMissing) {
    return { error: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
  }
  return { params: distinct(named) };
}

/** The policies' folder may be a part of the input: an object read twice is one. */
function distinct(objects: readonly InventoryObject[]): KubernetesObject[] {
  const byName = new Map(objects.map((object) => [`${object.declaredNamespace ?? ''}/${object.name}`, object.object]));
  return [...byName.values()];
}
