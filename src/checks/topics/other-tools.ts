import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import { aboutText, type Claim, placeOf, workloadKinds } from '../other-tools/claim.ts';
import { constraintGroup, gatekeeperClaims } from '../other-tools/gatekeeper.ts';
import { policyReportClaims, policyReportKinds } from '../other-tools/policy-report.ts';
import { trivyClaims, trivyKinds } from '../other-tools/trivy.ts';

/**
 * What other tools found, as findings here: at the workload that they speak of, or at their report. In no profile but `all`: who runs
 * those tools decides what counts. Severities are the tool's own, as the readers in src/checks/other-tools write down.
 */
const common = { scope: 'namespace', severity: 'medium', profiles: [], standards: {} } as const;

/** Kyverno, Kubewarden, Falco's adapter and others: PolicyReport and ClusterPolicyReport, Report and ClusterReport. */
export const toolPolicyReport = inventoryCheck({
  ...common,
  id: 'tool-policy-report',
  of: [...workloadKinds, ...policyReportKinds],
  source: 'https://openreports.io',
  run: ({ inventory }) => claimed(inventory, inventory.ofKind(...policyReportKinds), policyReportClaims),
});

/** The Trivy operator's reports on configuration, rights, exposed secrets and vulnerabilities. */
export const toolTrivy = inventoryCheck({
  ...common,
  id: 'tool-trivy',
  of: [...workloadKinds, ...trivyKinds],
  source: 'https://aquasecurity.github.io/trivy-operator/latest/docs/crds/',
  run: ({ inventory }) => claimed(inventory, inventory.ofKind(...trivyKinds), trivyClaims),
});

/** What the audit of Gatekeeper wrote into its constraints. */
export const toolGatekeeper = inventoryCheck({
  ...common,
  id: 'tool-gatekeeper',
  of: [...workloadKinds, `${constraintGroup}/*`],
  source: 'https://open-policy-agent.github.io/gatekeeper/website/docs/audit/',
  run: ({ inventory }) =>
    claimed(
      inventory,
      inventory.ofKind(...[...inventory.groupKinds].filter((kind) => kind.startsWith(`${constraintGroup}/`))),
      gatekeeperClaims,
    ),
});

function* claimed(
  inventory: Inventory,
  reports: readonly InventoryObject[],
  claimsOf: (report: InventoryObject) => Iterable<Claim>,
): Generator<Violation> {
  const said = new Map<InventoryObject, Set<string>>();
  for (const report of reports)
    for (const { tool, rule, text, severity, about, container } of claimsOf(report)) {
      const place = placeOf(inventory, about);
      if (place === 'gone') continue;
      const object = place === 'report' ? report : place;
      const values = { tool, rule, text };
      const spoken = place === 'report' && about !== undefined ? aboutText(about) : undefined;
      const key = [tool, rule, container ?? '', spoken ?? ''].join('\n');
      // A tool speaks of a Deployment, of its ReplicaSet and of each pod.
      const known = said.get(object) ?? new Set();
      if (known.has(key)) continue;
      said.set(object, known.add(key));
      yield {
        object,
        path: [],
        severity,
        key,
        ...(container !== undefined && { container }),
        ...(spoken === undefined
          ? { message: 'object', values }
          : { message: 'report', values: { ...values, about: spoken } }),
      };
    }
}

export const otherTools = [toolPolicyReport, toolTrivy, toolGatekeeper];
