import { z } from 'zod';
import { isRecord, type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { cutTo, daySince1970, entriesOf, leftOutBefore, mostEntries, name, said } from './bounds.ts';

/** Reports of the Policy Working Group and of OpenReports: the same shape under two groups. */
export const policyReportKinds: readonly string[] = [
  'wgpolicyk8s.io/PolicyReport',
  'wgpolicyk8s.io/ClusterPolicyReport',
  'openreports.io/Report',
  'openreports.io/ClusterReport',
];

const reference = z.object({ apiVersion: name.optional(), kind: name, namespace: name.optional(), name });

const failed = z.object({
  source: name.optional(),
  policy: name.optional(),
  rule: name.optional(),
  result: z.enum(['fail', 'warn', 'error']),
  severity: name.optional(),
  message: said.optional(),
  description: said.optional(),
  timestamp: z.object({ seconds: daySince1970 }).optional().catch(undefined),
  resources: z.array(z.unknown()).nullish(),
});

export type ReportReference = z.output<typeof reference>;
type Result = Omit<z.output<typeof failed>, 'resources'> & { readonly resources: readonly ReportReference[] };

/** What failed, warned or could not be asked. */
export interface PolicyReport {
  readonly source?: string;
  /** What the results are about that name nothing themselves. */
  readonly scope?: ReportReference;
  readonly results: readonly Result[];
  readonly leftOut: number;
}

/**
 * Reads a report; what passed or was skipped is not looked at, and of reports that this program wrote nothing is.
 * Sources: wg-policy-prototypes, PolicyReport v1alpha2; OpenReports, Report v1alpha1.
 */
export function readPolicyReport(object: KubernetesObject): PolicyReport {
  const isOwn = recordOf(object.metadata?.labels)['app.kubernetes.io/managed-by'] === 'breakwater';
  const [source, scope] = [name.safeParse(object.source).data, reference.safeParse(object.scope).data];
  let resources = 0;
  const { entries, leftOut } = entriesOf(isOwn ? [] : object.results, (item): Result | 'passed' | undefined => {
    if (isRecord(item) && (item.result === 'pass' || item.result === 'skip')) return 'passed';
    const { data } = failed.safeParse(item);
    if (data === undefined || resources >= mostEntries) return undefined;
    const about = entriesOf(data.resources, (one) => reference.safeParse(one).data);
    resources += about.entries.length;
    return { ...data, resources: about.entries };
  });
  return {
    ...(source !== undefined && { source }),
    ...(scope !== undefined && { scope }),
    results: entries,
    leftOut: isOwn ? 0 : leftOut + leftOutBefore(object),
  };
}

export function cutPolicyReport(object: KubernetesObject): KubernetesObject {
  const { leftOut, ...report } = readPolicyReport(object);
  return cutTo(object, leftOut, report);
}
