import { type KubernetesObject, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Amounts, amountsOf, amountText, comparable } from './amounts.ts';
import { type PodResources, podTotals, summed } from './pod-resources.ts';
import type { Refusal } from './refusal.ts';

/** A LimitRange as the API server keeps it: what it derives from max and min is filled in. */
export interface LimitRange {
  readonly name: string;
  readonly items: readonly LimitRangeItem[];
}

interface LimitRangeItem {
  readonly type: string;
  readonly min: Amounts;
  readonly max: Amounts;
  readonly default: Amounts;
  readonly defaultRequest: Amounts;
  readonly ratio: Amounts;
}

/** Source: Kubernetes 1.37, SetDefaults_LimitRangeItem. */
export function limitRangeOf(object: KubernetesObject): LimitRange {
  const items = listOf(recordOf(object.spec).limits).map((value) => {
    const item = recordOf(value);
    const type = stringOf(item.type) ?? '';
    const [min, max] = [amountsOf(item.min), amountsOf(item.max)];
    const [limit, request] = [amountsOf(item.default), amountsOf(item.defaultRequest)];
    if (type === 'Container') {
      for (const [name, amount] of max) if (!limit.has(name)) limit.set(name, amount);
      for (const [name, amount] of [...limit, ...min]) if (!request.has(name)) request.set(name, amount);
    }
    return { type, min, max, default: limit, defaultRequest: request, ratio: amountsOf(item.maxLimitRequestRatio) };
  });
  return { name: object.metadata?.name ?? '', items };
}

/**
 * What LimitRanges, and the API server's own rule about requests and limits, refuse of a pod that has its defaults already.
 * Source: Kubernetes 1.37, plugin/pkg/admission/limitranger; validation of container resources.
 */
export function limitRefusals(pod: PodResources, limitRanges: readonly LimitRange[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const { name: container, requests, limits } of pod.containers)
    for (const [resource, request] of requests) {
      const limit = limits.get(resource);
      if (limit === undefined || request <= limit) continue;
      const values = { container, has: amountText(resource, request), allowed: amountText(resource, limit) };
      refusals.push({ code: 'request-above-limit', resource, values });
    }
  refusals.push(...podLevelRefusals(pod));
  for (const { name, items } of limitRanges)
    for (const item of items) {
      if (item.type === 'Container')
        for (const container of pod.containers)
          refusals.push(...boundRefusals(item, container, { by: name, container: container.name }));
      if (item.type === 'Pod') refusals.push(...boundRefusals(item, podTotals(pod, false), { by: name }));
    }
  return refusals;
}

/** Source: Kubernetes 1.37, validatePodResourceConsistency. */
function* podLevelRefusals({ pod, containers }: PodResources): Generator<Refusal> {
  if (pod === undefined) return;
  for (const [resource, request] of summed(containers, 'requests')) {
    const allowed = pod.requests.get(resource);
    if (allowed === undefined || request <= allowed) continue;
    const values = { has: amountText(resource, request), allowed: amountText(resource, allowed) };
    yield { code: 'above-pod', resource, values };
  }
  for (const { name: container, limits, isInit } of containers)
    for (const [resource, limit] of isInit ? [] : limits) {
      const allowed = pod.limits.get(resource);
      if (allowed === undefined || limit <= allowed) continue;
      const values = { container, has: amountText(resource, limit), allowed: amountText(resource, allowed) };
      yield { code: 'above-pod', resource, values };
    }
}

function* boundRefusals(
  { min, max, ratio }: LimitRangeItem,
  { requests, limits }: { readonly requests: Amounts; readonly limits: Amounts },
  where: { readonly by: string; readonly container?: string },
): Generator<Refusal> {
  for (const [resource, bound] of min) {
    const [request, limit] = [requests.get(resource), limits.get(resource)];
    const allowed = amountText(resource, bound);
    if (request === undefined) yield { code: 'no-request', resource, values: { ...where, allowed } };
    else if (isLess(request, bound))
      yield { code: 'below-min', resource, values: { ...where, allowed, has: amountText(resource, request) } };
    else if (limit !== undefined && isLess(limit, bound))
      yield { code: 'below-min', resource, values: { ...where, allowed, has: amountText(resource, limit) } };
  }
  for (const [resource, bound] of max) {
    const [request, limit] = [requests.get(resource), limits.get(resource)];
    const allowed = amountText(resource, bound);
    if (limit === undefined) yield { code: 'no-limit', resource, values: { ...where, allowed } };
    else if (isLess(bound, limit))
      yield { code: 'above-max', resource, values: { ...where, allowed, has: amountText(resource, limit) } };
    else if (request !== undefined && isLess(bound, request))
      yield { code: 'above-max', resource, values: { ...where, allowed, has: amountText(resource, request) } };
  }
  for (const [resource, bound] of ratio) {
    const [request = 0n, limit = 0n] = comparable(requests.get(resource) ?? 0n, limits.get(resource) ?? 0n);
    const allowed = amountText('', bound);
    if (request === 0n) yield { code: 'no-request', resource, values: { ...where, allowed } };
    else if (limit === 0n) yield { code: 'no-limit', resource, values: { ...where, allowed } };
    else if (limit * 1_000_000_000n > request * bound)
      yield {
        code: 'ratio',
        resource,
        values: { ...where, allowed, has: (Number(limit) / Number(request)).toFixed(2) },
      };
  }
}

function isLess(a: bigint, b: bigint): boolean {
  const [left = 0n, right = 0n] = comparable(a, b);
  return left < right;
}
