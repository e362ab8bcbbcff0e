import { groupOf, type KubernetesObject } from '../../kubernetes/index.ts';
import { constraintGroup, cutConstraint } from './gatekeeper.ts';
import { cutPolicyReport, policyReportKinds } from './policy-report.ts';
import { cutTrivyReport, trivyKinds } from './trivy.ts';

export { type ConstraintStatus, constraintGroup, readConstraint } from './gatekeeper.ts';
export { type PolicyReport, policyReportKinds, type ReportReference, readPolicyReport } from './policy-report.ts';
export { readTrivyReport, type TrivyReport, trivyKinds } from './trivy.ts';

/** Whether objects of a kind, `group/Kind`, hold what another tool found. */
export function isToolReport(groupKind: string): boolean {
  return cutOf(groupKind) !== undefined;
}

/**
 * What is kept of another tool's report: what it found, in short. Reports hold the rules' texts with every result, also of what passed,
 * and of exposed secrets the line around them. Everything else comes back as it is.
 */
export function keptOfReport(object: KubernetesObject): KubernetesObject {
  return cutOf(`${groupOf(object.apiVersion)}/${object.kind}`)?.(object) ?? object;
}

function cutOf(groupKind: string): ((object: KubernetesObject) => KubernetesObject) | undefined {
  if (policyReportKinds.includes(groupKind)) return cutPolicyReport;
  if (trivyKinds.includes(groupKind)) return cutTrivyReport;
  return groupKind.startsWith(`${constraintGroup}/`) ? cutConstraint : undefined;
}
