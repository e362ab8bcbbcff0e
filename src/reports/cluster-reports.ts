import { severities } from '../checks/index.ts';
import { type Finding, type FindingFacts, toolOfCheck } from '../findings/index.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/index.ts';

/**
 * Findings as the objects that Kubernetes' report tools read. Sources: openreports.io v1alpha1 (reports-api v0.2.1), wgpolicyk8s.io v1alpha2
 * (Policy Working Group). Both have the same results; only group and kinds differ.
 */
export const reportFamilies = {
  openreports: { apiVersion: 'openreports.io/v1alpha1', kind: 'Report', clusterKind: 'ClusterReport' },
  policyreport: { apiVersion: 'wgpolicyk8s.io/v1alpha2', kind: 'PolicyReport', clusterKind: 'ClusterPolicyReport' },
} as const;

export type ReportFamily = keyof typeof reportFamilies;

/**
 * What other tools said stands in their own reports; and what is said of a report would be said in one, which is something to say of it
 * again.
 */
export function isPublished({ check, resource }: Pick<FindingFacts, 'check' | 'resource'>): boolean {
  if (check.startsWith('tool-') || toolOfCheck(check) !== undefined) return false;
  const group = groupOf(resource.apiVersion);
  return !Object.values(reportFamilies).some(({ apiVersion }) => groupOf(apiVersion) === group);
}

/** By which those that this program wrote are known. */
export const reportLabels: Readonly<Record<string, string>> = {
  'app.kubernetes.io/managed-by': 'breakwater',
  'breakwater.dev/report': 'findings',
};

/** Says of a report how many results of its namespace had no room. */
export const leftOutAnnotation = 'breakwater.dev/left-out';

/** Bounds that keep reports far from etcd's 1.5 MiB for an object, and readers from drowning. */
export interface ReportBounds {
  readonly resultsPerReport: number;
  /** UTF-8, of the results of one report. */
  readonly bytesPerReport: number;
  /** Of one namespace. */
  readonly reports: number;
}

export const usualReportBounds: ReportBounds = { resultsPerReport: 500, bytesPerReport: 400_000, reports: 10 };

export interface ReportOptions {
  /** What could not be read, in words: it is not known whether all is well there. */
  readonly errors?: readonly string[];
  readonly bounds?: ReportBounds;
}

/** Longest message, in characters. */
const longestMessage = 1_000;

/**
 * The reports of one namespace (undefined: of what is outside of namespaces; empty: of the one that they will be applied to): none where there are no findings; several where one would
 * be too large; what has no room at all is counted in an annotation. The same findings give the same objects.
 */
export function clusterReports(
  findings: readonly Finding[],
  family: ReportFamily,
  namespace: string | undefined,
  { errors = [], bounds = usualReportBounds }: ReportOptions = {},
): readonly KubernetesObject[] {
  const { apiVersion, kind, clusterKind } = reportFamilies[family];
  const { parts, leftOut } = split([...errors.map(errorOf), ...findings.toSorted(byImportance).map(resultOf)], bounds);
  return parts.map((results, index) => {
    const count = (result: string) => results.filter((one) => one.result === result).length;
    return {
      apiVersion,
      kind: namespace === undefined ? clusterKind : kind,
      metadata: {
        name: index === 0 ? 'breakwater' : `breakwater-${index + 1}`,
        ...(namespace !== undefined && namespace !== '' && { namespace }),
        labels: reportLabels,
        ...(leftOut > 0 && { annotations: { [leftOutAnnotation]: String(leftOut) } }),
      },
      ...(family === 'openreports' && { source: 'breakwater' }),
      summary: { pass: 0, fail: count('fail'), warn: 0, error: count('error'), skip: count('skip') },
      results,
    };
  });
}

interface Result {
  readonly result: 'fail' | 'skip' | 'error';
  readonly [field: string]: unknown;
}

function resultOf({ fingerprint, check, severity, message, resource, path, exception, title }: Finding): Result {
  const { apiVersion, kind, namespace, name, container } = resource;
  return {
    source: 'breakwater',
    policy: check,
    category: title,
    severity,
    // What somebody accepted was looked at, and is no failure.
    result: exception === null ? 'fail' : 'skip',
    scored: true,
    message: shortened(message),
    resources: [{ apiVersion, kind, ...(namespace !== undefined && { namespace }), name }],
    properties: {
      fingerprint,
      ...(path !== '' && { path }),
      ...(container !== undefined && { container }),
      ...(exception !== null && exception.reason !== '' && { exception: shortened(exception.reason) }),
    },
  };
}

function errorOf(message: string): Result {
  return { source: 'breakwater', policy: 'input', result: 'error', message: shortened(message) };
}

function shortened(text: string): string {
  return text.length <= longestMessage ? text : `${text.slice(0, longestMessage - 1)}…`;
}

/** The worst first, so that what has no room is the least. */
function byImportance(a: Finding, b: Finding): number {
  return (
    Number(a.exception !== null) - Number(b.exception !== null) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(a.check, b.check) ||
    compare(a.resource.kind, b.resource.kind) ||
    compare(a.resource.name, b.resource.name) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function split(
  results: readonly Result[],
  { resultsPerReport, bytesPerReport, reports }: ReportBounds,
): { readonly parts: readonly (readonly Result[])[]; readonly leftOut: number } {
  const parts: Result[][] = [];
  let bytes = 0;
  for (const [index, result] of results.entries()) {
    const size = Buffer.byteLength(JSON.stringify(result)) + 1;
    let part = parts.at(-1);
    if (part === undefined || part.length >= resultsPerReport || bytes + size > bytesPerReport) {
      if (parts.length >= reports) return { parts, leftOut: results.length - index };
      part = [];
      parts.push(part);
      bytes = 0;
    }
    part.push(result);
    bytes += size;
  }
  return { parts, leftOut: 0 };
}
