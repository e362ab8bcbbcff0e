import { z } from 'zod';
import type { Severity } from '../../checks/index.ts';
import type { ResourceReference } from '../finding.ts';
import { idPart, mostResults, oneLine, reference, type ToolReport, type ToolResult } from './tool-result.ts';

const text = z.string().max(100_000);

const header = z.object({
  metadata: z.object({ namespace: text.optional(), labels: z.record(z.string(), z.unknown()).optional() }).optional(),
  report: z.object({
    vulnerabilities: z.array(z.unknown()).max(1_000_000).optional(),
    checks: z.array(z.unknown()).max(1_000_000).optional(),
    secrets: z.array(z.unknown()).max(1_000_000).optional(),
  }),
});

const vulnerability = z.object({
  vulnerabilityID: text,
  resource: text.optional(),
  installedVersion: text.optional(),
  fixedVersion: text.optional(),
  severity: text.optional(),
  title: text.optional(),
});

const check = z.object({
  checkID: text,
  title: text.optional(),
  severity: text.optional(),
  success: z.boolean().optional(),
  description: text.optional(),
  messages: z.array(text).max(10_000).nullish(),
});

/** `match` holds the line in which the secret stands: it is never read. */
const secret = z.object({
  ruleID: text,
  title: text.optional(),
  severity: text.optional(),
  target: text.optional(),
});

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
 * What the reports of the Trivy operator say (aquasecurity.github.io/v1alpha1): vulnerabilities, secrets in images, and checks that failed
 * (ConfigAuditReport, RbacAssessmentReport, InfraAssessmentReport and those of the cluster).
 */
export function trivyResults(value: unknown): ToolReport | undefined {
  const parsed = header.safeParse(value);
  if (!parsed.success) return undefined;
  const { metadata, report } = parsed.data;
  const resource = concerned(metadata?.labels ?? {}, metadata?.namespace);
  const items = [
    ...(report.vulnerabilities ?? []).map((item) => () => vulnerabilityResult(item)),
    ...(report.secrets ?? []).map((item) => () => secretResult(item)),
    ...(report.checks ?? []).map((item) => () => checkResult(item)),
  ];
  if (resource === undefined) return { results: [], leftOut: items.length };
  const results: ToolResult[] = [];
  let leftOut = 0;
  for (const read of items) {
    const said = results.length >= mostResults ? 'left-out' : read();
    if (said === 'left-out') leftOut++;
    else if (said !== 'passed') results.push({ tool: 'trivy', resource, ...said });
  }
  return { results, leftOut };
}

type Said = Omit<ToolResult, 'tool' | 'resource'> | 'left-out' | 'passed';

function vulnerabilityResult(item: unknown): Said {
  const parsed = vulnerability.safeParse(item);
  if (!parsed.success) return 'left-out';
  const { vulnerabilityID: id, resource = '', installedVersion = '', fixedVersion = '', severity, title } = parsed.data;
  const what = [`${id}: ${[resource, installedVersion].filter((part) => part !== '').join(' ')}`];
  if (fixedVersion !== '') what.push(`→ ${fixedVersion}`);
  if (title !== undefined) what.push(`(${title})`);
  // The versions change with every update; the flaw in the package stays the same.
  const key = `${id} ${resource}`;
  return { rule: 'vulnerability', title: '', severity: severityOf(severity), message: oneLine(what.join(' ')), key };
}

function secretResult(item: unknown): Said {
  const parsed = secret.safeParse(item);
  if (!parsed.success) return 'left-out';
  const { ruleID, title = ruleID, severity, target = '' } = parsed.data;
  const message = oneLine(`${title}: ${target}`);
  return { rule: 'exposed-secret', title: '', severity: severityOf(severity), message, key: `${ruleID} ${target}` };
}

function checkResult(item: unknown): Said {
  const parsed = check.safeParse(item);
  if (!parsed.success) return 'left-out';
  const { checkID, title = checkID, severity, success, description = '', messages } = parsed.data;
  if (success === true) return 'passed';
  const message = oneLine((messages ?? []).join(' ') || description || title);
  return {
    rule: idPart(checkID) || 'check',
    title: oneLine(title, 200),
    severity: severityOf(severity),
    message,
    key: '',
  };
}

function severityOf(text = ''): Severity {
  return (Object.hasOwn(severities, text) ? severities[text] : undefined) ?? 'low';
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

function concerned(
  labels: Readonly<Record<string, unknown>>,
  namespace: string | undefined,
): ResourceReference | undefined {
  const label = (name: string): string | undefined => {
    const value = labels[`trivy-operator.${name}`];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [kind, name] = [label('resource.kind'), label('resource.name')];
  if (kind === undefined || name === undefined) return undefined;
  const own = Object.hasOwn(apiVersions, kind) ? apiVersions[kind] : 'v1';
  return reference(own, kind, label('resource.namespace') ?? namespace, name, label('container.name'));
}
