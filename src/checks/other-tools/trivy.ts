import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import type { Severity } from '../severity.ts';
import { aboutOf, type Claim, longestText, mostClaims } from './claim.ts';

const group = 'aquasecurity.github.io';
export const trivyKinds = [
  'ConfigAuditReport',
  'ClusterConfigAuditReport',
  'RbacAssessmentReport',
  'ClusterRbacAssessmentReport',
  'InfraAssessmentReport',
  'ClusterInfraAssessmentReport',
  'ExposedSecretReport',
  'VulnerabilityReport',
  'ClusterVulnerabilityReport',
].map((kind) => `${group}/${kind}`);

/** Trivy's words for severities; UNKNOWN is said as info, with the word in the text. Source: Trivy, docs/references/configuration. */
const severities: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
  UNKNOWN: 'info',
};

/**
 * Reports of the Trivy operator. Failed checks and exposed secrets one by one (never what the secret is), vulnerabilities one finding a
 * container, as bad as the worst, with how many there are. Source: trivy-operator, docs/docs/crds.
 */
export function* trivyClaims(report: InventoryObject): Generator<Claim> {
  const labels = recordOf(report.object.metadata?.labels);
  const about = aboutOf(
    {
      kind: labels['trivy-operator.resource.kind'],
      name: labels['trivy-operator.resource.name'],
      apiVersion: apiVersions[String(labels['trivy-operator.resource.kind'])] ?? 'v1',
      namespace: labels['trivy-operator.resource.namespace'],
    },
    report.namespace,
  );
  const container = stringOf(labels['trivy-operator.container.name']);
  const common = { tool: 'Trivy', about, ...(container !== undefined && { container }) };
  const body = recordOf(report.object.report);
  for (const check of listOf(body.checks).slice(0, mostClaims)) {
    if (!isRecord(check) || check.success !== false) continue;
    const text = stringOf(listOf(check.messages)[0]) ?? stringOf(check.title) ?? '';
    yield { ...common, rule: textOf(check.checkID), text: text.slice(0, longestText), severity: severityOf(check) };
  }
  for (const secret of listOf(body.secrets).slice(0, mostClaims)) {
    if (!isRecord(secret)) continue;
    const text = [secret.title, secret.target].map(textOf).join(': ');
    const rule = `${textOf(secret.ruleID)} ${textOf(secret.target)}`;
    yield { ...common, rule, text: text.slice(0, longestText), severity: severityOf(secret) };
  }
  if (report.kind.endsWith('VulnerabilityReport')) yield* vulnerabilities(body, common);
}

const apiVersions: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
};

const counts = ['critical', 'high', 'medium', 'low'] as const;

function* vulnerabilities(
  { summary, artifact, vulnerabilities: listed }: Readonly<Record<string, unknown>>,
  common: Pick<Claim, 'tool' | 'about' | 'container'>,
): Generator<Claim> {
  const numbers = recordOf(summary);
  const count = (severity: string) => Number(numbers[`${severity}Count`]) || 0;
  const worst = counts.find((severity) => count(severity) > 0);
  if (worst === undefined) return;
  const { repository, tag } = recordOf(artifact);
  const image = [repository, tag]
    .map(textOf)
    .filter((part) => part !== '')
    .join(':');
  const named = listOf(listed)
    .map(recordOf)
    .filter(({ severity }) => severities[textOf(severity)] === worst)
    .map(({ vulnerabilityID }) => textOf(vulnerabilityID));
  const examples = [...new Set(named)].slice(0, 3).join(', ');
  const text = `${image}: ${counts.map((severity) => `${severity} ${count(severity)}`).join(', ')}${examples === '' ? '' : ` (${examples})`}`;
  yield { ...common, rule: 'vulnerabilities', text: text.slice(0, longestText), severity: worst };
}

function severityOf({ severity }: Readonly<Record<string, unknown>>): Severity {
  return severities[textOf(severity)] ?? 'info';
}

function textOf(value: unknown): string {
  return stringOf(value) ?? '';
}
