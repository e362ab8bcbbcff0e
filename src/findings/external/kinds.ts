import type { KubernetesObject } from '../../kubernetes/index.ts';
import { groupOf } from '../../kubernetes/index.ts';
import { gatekeeperResults } from './gatekeeper.ts';
import { policyReportResults } from './policy-report.ts';
import type { ToolReport } from './tool-result.ts';
import { trivyResults } from './trivy.ts';

type Reader = (object: unknown) => ToolReport | undefined;

/** Kinds that are read, as `group/Kind`; `group/*` for a whole group. */
const readers: Readonly<Record<string, Reader>> = {
  'wgpolicyk8s.io/PolicyReport': policyReportResults,
  'wgpolicyk8s.io/ClusterPolicyReport': policyReportResults,
  'openreports.io/Report': policyReportResults,
  'openreports.io/ClusterReport': policyReportResults,
  'aquasecurity.github.io/VulnerabilityReport': trivyResults,
  'aquasecurity.github.io/ClusterVulnerabilityReport': trivyResults,
  'aquasecurity.github.io/ConfigAuditReport': trivyResults,
  'aquasecurity.github.io/ClusterConfigAuditReport': trivyResults,
  'aquasecurity.github.io/ExposedSecretReport': trivyResults,
  'aquasecurity.github.io/RbacAssessmentReport': trivyResults,
  'aquasecurity.github.io/ClusterRbacAssessmentReport': trivyResults,
  'aquasecurity.github.io/InfraAssessmentReport': trivyResults,
  'aquasecurity.github.io/ClusterInfraAssessmentReport': trivyResults,
  // Each constraint has a kind of its own.
  'constraints.gatekeeper.sh/*': gatekeeperResults,
};

/** Whether objects of a kind hold what another tool found. */
export function isToolReport(group: string, kind: string): boolean {
  return readerOf(group, kind) !== undefined;
}

/**
 * What an object of another tool says.
 * @returns undefined where it is of another kind; where it is not as its tool writes it, nothing of it and one left out
 */
export function toolReportOf(object: KubernetesObject): ToolReport | undefined {
  const read = readerOf(groupOf(object.apiVersion), object.kind);
  return read && (read(object) ?? { results: [], leftOut: 1 });
}

function readerOf(group: string, kind: string): Reader | undefined {
  for (const key of [`${group}/${kind}`, `${group}/*`]) if (Object.hasOwn(readers, key)) return readers[key];
  return undefined;
}
