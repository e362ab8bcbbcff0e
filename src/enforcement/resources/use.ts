import { z } from 'zod';
import { type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { type Amounts, amountsOf, raise } from './amounts.ts';

/** What containers use now, by pod and container name: the most of a look. */
export type Use = ReadonlyMap<string, ReadonlyMap<string, Amounts>>;

const metrics = z.object({
  items: z
    .array(
      z.object({
        metadata: z.object({ name: z.string().max(253) }),
        containers: z
          .array(z.object({ name: z.string().max(253), usage: z.record(z.string(), z.unknown()) }))
          .max(1_000)
          .catch([]),
      }),
    )
    .max(20_000),
});

/**
 * What the metrics API (metrics.k8s.io/v1beta1) says of a namespace; undefined where the cluster has none, or it doesn't answer.
 * @throws KubernetesError where the cluster can't be reached, or refuses
 */
export async function readUse(client: KubernetesClient, namespace: string): Promise<Use | undefined> {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(namespace)}/pods`;
  let answer: unknown;
  try {
    answer = await client.get(path);
  } catch (error) {
    if (error instanceof KubernetesError && (error.status === 404 || error.status === 503)) return undefined;
    throw error;
  }
  return measuredUse(answer);
}

/** Undefined where it isn't a list of PodMetrics. */
export function measuredUse(answer: unknown): Use | undefined {
  const parsed = metrics.safeParse(answer);
  if (!parsed.success) return undefined;
  const use = new Map<string, Map<string, Amounts>>();
  for (const { metadata, containers } of parsed.data.items) {
    const pod = use.get(metadata.name) ?? new Map<string, Amounts>();
    for (const { name, usage } of containers) {
      const most = new Map(pod.get(name));
      raise(most, amountsOf(usage));
      pod.set(name, most);
    }
    use.set(metadata.name, pod);
  }
  return use;
}
