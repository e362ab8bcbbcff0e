import { type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Labels, podSecurityLabels } from './labels.ts';

/** Who owns the labels that this program sets. */
export const fieldManager = 'breakwater-pod-security';

/** A namespace as it is now: labels are only set on this one, not on what came after it. */
export interface Standing {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels: Labels;
}

/** A pod that the API server names in a warning, and how many others fail for the same reasons. */
export interface Refused {
  readonly pod: string;
  readonly others: number;
  readonly reasons: string;
}

export interface LabelAnswer {
  /** Pods of today that would be refused. */
  readonly refused: readonly Refused[];
  /** Every other warning that speaks of Pod Security: not all pods were looked at, the namespace is exempt, a label is none. */
  readonly remarks: readonly string[];
}

/** @throws KubernetesError where it can't be read */
export async function standingOf(client: KubernetesClient, namespace: string): Promise<Standing> {
  const path = pathOf(namespace);
  const { uid, resourceVersion, labels } = recordOf(recordOf(await client.get(path)).metadata);
  if (typeof uid !== 'string' || typeof resourceVersion !== 'string')
    throw new KubernetesError('the answer is no namespace', { status: 200, reason: 'Unexpected', path });
  return { uid, resourceVersion, labels: podSecurityLabels(recordOf(labels)) };
}

/**
 * Sets labels by server-side apply, or (`dryRun`) only asks what that would do: to a namespace whose enforced level becomes stricter the API
 * server answers with the pods that violate it. Where the namespace changed since it was read, nothing is set.
 * @param force takes labels over from other field managers
 * @throws KubernetesError where the API server refuses: reason `Conflict` where somebody else owns a label, or it changed
 */
export async function setLabels(
  client: KubernetesClient,
  namespace: string,
  { uid, resourceVersion }: Standing,
  labels: Labels,
  { dryRun, force }: { readonly dryRun: boolean; readonly force: boolean },
): Promise<LabelAnswer> {
  const { warnings } = await client.request('PATCH', pathOf(namespace), {
    query: { fieldManager, ...(force && { force: true }), ...(dryRun && { dryRun: 'All' }) },
    contentType: 'application/apply-patch+yaml',
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, uid, resourceVersion, labels } },
  });
  return answerIn(warnings);
}

const heading = /^existing pods in namespace "[^"]*" violate the new PodSecurity enforce level "[^"]*"$/;
const violation = /^([a-z0-9][-a-z0-9.]{0,252})(?: \(and (\d{1,9}) other pods?\))?: (.*)$/s;

/** Reads the API server's warnings. Source: pod-security-admission, admission.go, EvaluatePodsInNamespace. */
export function answerIn(warnings: readonly string[]): LabelAnswer {
  const start = warnings.findIndex((warning) => heading.test(warning));
  const refused: Refused[] = [];
  const remarks: string[] = [];
  for (const [index, warning] of warnings.entries()) {
    if (index === start) continue;
    const found = start >= 0 && index > start ? violation.exec(warning) : null;
    if (found === null) remarks.push(warning);
    else refused.push({ pod: found[1] ?? '', others: Number(found[2] ?? 0), reasons: stringOf(found[3]) ?? '' });
  }
  return { refused, remarks };
}

function pathOf(namespace: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
}
