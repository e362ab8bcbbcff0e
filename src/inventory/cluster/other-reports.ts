import { isRecord, type KubernetesObject, listOf, recordOf } from '../../kubernetes/index.ts';

/** Groups whose objects are reports of other tools, of which only what failed is kept. */
const policyReportGroups = ['wgpolicyk8s.io/', 'openreports.io/'];
const trivyGroup = 'aquasecurity.github.io/';
const constraintGroup = 'constraints.gatekeeper.sh/';

/** Entries kept of one report: some tools write thousands. */
const mostEntries = 500;
/** Longest text kept, characters. */
const longestText = 400;

/**
 * What is kept of another tool's report: what it found, in short. Reports hold the rules' texts with every result, also of what passed,
 * and of exposed secrets the line around them. Everything else comes back as it is.
 */
export function keptOfReport(groupKind: string, object: KubernetesObject): KubernetesObject {
  if (policyReportGroups.some((group) => groupKind.startsWith(group))) {
    const isOwn = recordOf(object.metadata?.labels)['app.kubernetes.io/managed-by'] === 'breakwater';
    const results = isOwn ? [] : listOf(object.results).filter(isFound).slice(0, mostEntries).map(shortResult);
    return { ...whole(object), ...picked(object, ['source', 'scope']), results };
  }
  if (groupKind.startsWith(trivyGroup)) {
    const report = recordOf(object.report);
    const checks = listOf(report.checks).filter((check) => recordOf(check).success === false);
    return {
      ...whole(object),
      report: {
        ...picked(report, ['summary', 'artifact']),
        checks: checks.slice(0, mostEntries).map((check) => ({
          ...picked(recordOf(check), ['checkID', 'success', 'severity', 'title']),
          messages: listOf(recordOf(check).messages).slice(0, 1).map(short),
        })),
        secrets: listOf(report.secrets)
          .slice(0, mostEntries)
          .map((secret) => picked(recordOf(secret), ['ruleID', 'severity', 'target', 'title'])),
        vulnerabilities: listOf(report.vulnerabilities)
          .filter((one) => ['CRITICAL', 'HIGH'].includes(String(recordOf(one).severity)))
          .slice(0, mostEntries)
          .map((one) => picked(recordOf(one), ['vulnerabilityID', 'severity'])),
      },
    };
  }
  if (groupKind.startsWith(constraintGroup)) {
    const violations = listOf(recordOf(object.status).violations).slice(0, mostEntries).map(shortResult);
    return { ...object, status: { violations } };
  }
  return object;
}

/** Whether `status` of a kind is part of what it reports. */
export function keepsStatus(groupKind: string): boolean {
  return groupKind.startsWith(constraintGroup);
}

function whole({ apiVersion, kind, metadata }: KubernetesObject): KubernetesObject {
  return { apiVersion, kind, ...(metadata !== undefined && { metadata }) };
}

function isFound(result: unknown): boolean {
  return isRecord(result) && ['fail', 'warn', 'error'].includes(String(result.result));
}

const resultFields = ['source', 'policy', 'rule', 'result', 'severity', 'resources', 'message', 'description'];
const violationFields = ['enforcementAction', 'group', 'version', 'kind', 'namespace', 'name'];

function shortResult(result: unknown): Record<string, unknown> {
  const kept = picked(recordOf(result), [...resultFields, ...violationFields]);
  for (const field of ['message', 'description']) if (field in kept) kept[field] = short(kept[field]);
  return kept;
}

function short(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, longestText) : '';
}

function picked(value: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => (value[field] === undefined ? [] : [[field, value[field]]])));
}
