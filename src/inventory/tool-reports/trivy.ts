import { z } from 'zod';
import { isRecord, type KubernetesObject, listOf, recordOf, textOf } from '../../kubernetes/index.ts';
import { cutTo, day, type Entries, entriesOf, leftOutBefore, name, said } from './bounds.ts';

const group = 'aquasecurity.github.io';
export const trivyKinds: readonly string[] = [
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

const check = z.object({
  checkID: name,
  success: z.literal(false),
  severity: name.optional(),
  title: said.optional(),
  messages: z
    .array(z.unknown())
    .nullish()
    .transform((messages) => (messages ?? []).slice(0, 1).flatMap((one) => said.safeParse(one).data ?? [])),
});

/** `match` holds the line in which the secret stands: it is never read. */
const secret = z.object({ ruleID: name, severity: name.optional(), target: said.optional(), title: said.optional() });

const count = z.number().int().nonnegative().catch(0);
const summary = z.object({
  criticalCount: count,
  highCount: count,
  mediumCount: count,
  lowCount: count,
  unknownCount: count,
});
const artifact = z.object({ repository: name.optional(), tag: name.optional(), digest: name.optional() });
const vulnerability = z.object({ vulnerabilityID: name, severity: name });

export interface TrivyReport {
  /** The day on which it was written, as it says. */
  readonly updateTimestamp?: string;
  /** Checks that failed. */
  readonly checks: readonly z.output<typeof check>[];
  readonly secrets: readonly z.output<typeof secret>[];
  /** How many vulnerabilities there are, by severity. */
  readonly summary: z.output<typeof summary>;
  readonly artifact?: z.output<typeof artifact>;
  /** A few of the worst. */
  readonly vulnerabilities: readonly z.output<typeof vulnerability>[];
  readonly leftOut: number;
}

/** Vulnerabilities that are named. */
const mostNamed = 3;
const worstFirst = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'] as const;

/** Reads a report of the Trivy operator. Source: trivy-operator, docs/docs/crds. */
export function readTrivyReport(object: KubernetesObject): TrivyReport {
  const report = recordOf(object.report);
  const checks = entriesOf(report.checks, (item) =>
    isRecord(item) && item.success === true ? 'passed' : check.safeParse(item).data,
  );
  const secrets = entriesOf(report.secrets, (item) => secret.safeParse(item).data);
  const vulnerabilities = vulnerabilitiesOf(report.vulnerabilities);
  const counted = isRecord(report.summary) ? report.summary : countsOf(report.vulnerabilities);
  const written = day.safeParse(report.updateTimestamp).data;
  const of = artifact.safeParse(report.artifact).data;
  return {
    ...(written !== undefined && { updateTimestamp: written }),
    checks: checks.entries,
    secrets: secrets.entries,
    summary: summary.parse(counted),
    ...(of !== undefined && { artifact: of }),
    vulnerabilities: vulnerabilities.entries,
    leftOut: checks.leftOut + secrets.leftOut + vulnerabilities.leftOut + leftOutBefore(object),
  };
}

/** Of a report without a summary. */
function countsOf(list: unknown): Record<string, number> {
  const bySeverity = Object.groupBy(listOf(list), (item) => textOf(recordOf(item).severity));
  return Object.fromEntries(
    worstFirst.map((word) => [`${word.toLowerCase()}Count`, bySeverity[word]?.length ?? 0] as const),
  );
}

/** One of each id, of the worst severity that there is; all are in the summary. */
function vulnerabilitiesOf(list: unknown): Entries<z.output<typeof vulnerability>> {
  const items = listOf(list);
  const worst = worstFirst.find((severity) => items.some((item) => recordOf(item).severity === severity));
  const named = new Map<string, z.output<typeof vulnerability>>();
  for (const item of items) {
    if (named.size >= mostNamed) break;
    const { data } = recordOf(item).severity === worst ? vulnerability.safeParse(item) : {};
    if (data !== undefined) named.set(data.vulnerabilityID, data);
  }
  return { entries: [...named.values()], leftOut: 0 };
}

export function cutTrivyReport(object: KubernetesObject): KubernetesObject {
  const { leftOut, ...report } = readTrivyReport(object);
  return cutTo(object, leftOut, { report });
}
