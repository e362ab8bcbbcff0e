import { type ReportReference, readTrivyReport, type TrivyReport } from '../../inventory/index.ts';
import { type KubernetesObject, recordOf, stringOf } from '../../kubernetes/index.ts';
import type { Severity } from '../severity.ts';
import { dayOf, idPart, type ToolReport, type ToolResult } from './tool-result.ts';

/** Trivy's severities; UNKNOWN (no rating yet) is low, not nothing. Source: aquasecurity/trivy-db, types.Severity. */
const severities: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
  UNKNOWN: 'low',
  NONE: 'info',
};

/**
 * Reports of the Trivy operator. Failed checks and exposed secrets one by one (never what the secret is), vulnerabilities one finding a
 * container, as bad as the worst, with how many there are.
 */
export function trivyResults(object: KubernetesObject): ToolReport {
  const report = readTrivyReport(object);
  const { about, container } = concerned(object);
  const common = {
    tool: 'trivy',
    about,
    ...(container !== undefined && { container }),
    day: dayOf(report.updateTimestamp),
  };
  const results: ToolResult[] = [];
  for (const { checkID, title = checkID, severity, messages } of report.checks)
    results.push({
      ...common,
      ...graded(severity),
      rule: ruleOf(checkID),
      title,
      message: messages[0] || title,
      key: '',
    });
  for (const { ruleID, title = ruleID, severity, target = '' } of report.secrets)
    results.push({
      ...common,
      ...graded(severity),
      rule: `exposed-secret/${idPart(ruleID) || 'unnamed'}`,
      title: '',
      message: `${title}: ${target}`,
      key: target,
    });
  const flaws = vulnerabilities(report);
  if (flaws !== undefined) results.push({ ...common, ...flaws, rule: 'vulnerabilities', title: '', key: '' });
  return { results, leftOut: report.leftOut };
}

/** `AVD-KSV-0001`, `KSV-0001` and `KSV001` are the same check at different times. Source: trivy-checks, ids and their aliases. */
export function ruleOf(checkID: string): string {
  const [, family, number] = /^(?:AVD-)?(KSV|KCV|KUBE)-?(\d{3,5})$/.exec(checkID) ?? [];
  if (family === undefined || number === undefined) return idPart(checkID) || 'unnamed';
  return `${family}-${number.length === 3 ? `0${number}` : number}`;
}

const counts = [
  ['critical', 'criticalCount', 'CRITICAL'],
  ['high', 'highCount', 'HIGH'],
  ['medium', 'mediumCount', 'MEDIUM'],
  ['low', 'lowCount', 'LOW'],
  ['unknown', 'unknownCount', 'UNKNOWN'],
] as const;

function vulnerabilities({ summary, artifact, vulnerabilities: named }: TrivyReport) {
  const found = counts.filter(([, field]) => summary[field] > 0);
  const worst = found[0]?.[2];
  if (worst === undefined) return undefined;
  const { repository = '', tag = '', digest = '' } = artifact ?? {};
  const image = `${[repository, tag].filter((part) => part !== '').join(':')}${tag === '' && digest !== '' ? `@${digest}` : ''}`;
  const numbers = found.map(([word, field]) => `${word} ${summary[field]}`).join(', ');
  const examples = named.map(({ vulnerabilityID }) => vulnerabilityID).join(', ');
  return {
    ...graded(worst),
    message: `${image === '' ? '' : `${image}: `}${numbers}${examples === '' ? '' : ` (${examples})`}`,
  };
}

function graded(word = 'UNKNOWN'): Pick<ToolResult, 'severity' | 'graded'> {
  const severity = Object.hasOwn(severities, word) ? severities[word] : undefined;
  return { severity: severity ?? 'low', graded: `severity: ${word}` };
}

/** Groups of the kinds that the operator looks at; it says the kind only. */
const apiVersions: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
};

/** What a report is about, by its labels. Source: trivy-operator, pkg/trivyoperator/constants. */
function concerned({ metadata }: KubernetesObject): {
  readonly about: ReportReference | undefined;
  readonly container: string | undefined;
} {
  const labels = recordOf(metadata?.labels);
  const label = (name: string): string | undefined => {
    const value = labels[`trivy-operator.${name}`];
    return typeof value === 'string' && value !== '' ? value.slice(0, 253) : undefined;
  };
  const [kind, namespace] = [label('resource.kind'), label('resource.namespace')];
  // What can be no label's value stands in an annotation.
  const name = label('resource.name') ?? stringOf(recordOf(metadata?.annotations)['trivy-operator.resource.name']);
  if (kind === undefined || name === undefined) return { about: undefined, container: undefined };
  const apiVersion = (Object.hasOwn(apiVersions, kind) ? apiVersions[kind] : undefined) ?? 'v1';
  const about = { apiVersion, kind, name: name.slice(0, 253), ...(namespace !== undefined && { namespace }) };
  return { about, container: label('container.name') };
}
