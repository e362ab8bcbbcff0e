import { constraintGroup, policyReportKinds, trivyKinds } from '../../inventory/index.ts';
import { inventoryCheck } from '../check.ts';
import { placeSubjects } from '../other-tools/place.ts';
import { resultsAt } from '../other-tools/results.ts';

/**
 * What other tools found, as findings here: at the object that they speak of, or at their report. In no profile but `all`: who runs
 * those tools decides what counts. Severities are the tool's own, as the readers in src/checks/other-tools write down.
 */
const common = { scope: 'namespace', severity: 'medium', profiles: [], standards: {} } as const;

/** Kyverno, Kubewarden, Falco's adapter and others: PolicyReport and ClusterPolicyReport, Report and ClusterReport. */
export const toolPolicyReport = inventoryCheck({
  ...common,
  id: 'tool-policy-report',
  of: [...placeSubjects, ...policyReportKinds],
  source: 'https://openreports.io',
  run: ({ inventory }) => resultsAt(inventory, inventory.ofKind(...policyReportKinds)),
});

/** The Trivy operator's reports on configuration, rights, exposed secrets and vulnerabilities. */
export const toolTrivy = inventoryCheck({
  ...common,
  id: 'tool-trivy',
  of: [...placeSubjects, ...trivyKinds],
  source: 'https://aquasecurity.github.io/trivy-operator/latest/docs/crds/',
  run: ({ inventory }) => resultsAt(inventory, inventory.ofKind(...trivyKinds)),
});

/** What the audit of Gatekeeper wrote into its constraints. */
export const toolGatekeeper = inventoryCheck({
  ...common,
  id: 'tool-gatekeeper',
  of: [...placeSubjects, `${constraintGroup}/*`],
  source: 'https://open-policy-agent.github.io/gatekeeper/website/docs/audit/',
  run: ({ inventory }) => {
    const kinds = [...inventory.groupKinds].filter((kind) => kind.startsWith(`${constraintGroup}/`));
    return resultsAt(inventory, inventory.ofKind(...kinds));
  },
});

export const otherTools = [toolPolicyReport, toolTrivy, toolGatekeeper];

/** Ids of the checks that say what other tools found. */
export const toolChecks: readonly string[] = otherTools.map(({ id }) => id);
