import { hash } from 'node:crypto';
import { catalogue, type Severity } from '../../checks/index.ts';
import type { FindingFacts } from '../../findings/index.ts';
import type { AssessmentBatch, ObjectFindings, WorkloadRecord } from '../records.ts';

/** A finding for tests: what `changes` doesn't say is plain. */
export function facts(changes: {
  check?: string;
  severity?: Severity;
  kind?: string;
  namespace?: string | undefined;
  name?: string;
  container?: string;
  value?: string;
  risk?: number;
  exception?: FindingFacts['exception'];
}): FindingFacts {
  const {
    check = 'pod-privileged',
    severity = 'high',
    kind = 'Deployment',
    name = 'web',
    container,
    value = 'x',
  } = changes;
  const namespace = 'namespace' in changes ? changes.namespace : 'shop';
  return {
    fingerprint: hash('sha256', JSON.stringify([check, kind, namespace, name, container])).slice(0, 32),
    check,
    severity,
    message: { values: { value } },
    resource: {
      apiVersion: kind === 'Namespace' ? 'v1' : 'apps/v1',
      kind,
      name,
      ...(namespace !== undefined && { namespace }),
      ...(container !== undefined && { container }),
    },
    path: 'spec.template.spec.containers[0].securityContext.privileged',
    location: { file: 'cluster' },
    standards: { pss: ['baseline/privileged'] },
    risk: { score: changes.risk ?? 60, factors: [{ code: 'severity', weight: 60 }] },
    fix: null,
    exception: changes.exception ?? null,
  };
}

export function objectOf(
  findings: readonly FindingFacts[],
  key: string,
  more: Partial<ObjectFindings> = {},
): ObjectFindings {
  return { key, team: undefined, workload: undefined, findings, ...more };
}

export function batch(changes: Partial<AssessmentBatch>): AssessmentBatch {
  return {
    cluster: 'c1',
    at: '2027-03-01T10:00:00.000Z',
    complete: false,
    objects: [],
    removed: [],
    workloads: [],
    ...changes,
  };
}

const severities: readonly Severity[] = [
  'critical',
  'high',
  'high',
  'medium',
  'medium',
  'medium',
  'low',
  'low',
  'info',
];
const kinds = ['Deployment', 'Deployment', 'Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'];

/** A cluster of so many workloads with twenty findings each, in fifty namespaces and twelve teams: the same each time. */
export function largeBatch(workloads: number, at: string): AssessmentBatch {
  const objects: ObjectFindings[] = [];
  const records: WorkloadRecord[] = [];
  for (let number = 0; number < workloads; number++) {
    const kind = kinds[number % kinds.length] ?? 'Deployment';
    const namespace = `team-space-${number % 50}`;
    const name = `workload-${number}`;
    const key = `apps/${kind}/${namespace}/${name}`;
    const team = number % 13 === 0 ? undefined : `team-${number % 12}`;
    const findings = Array.from({ length: 20 }, (_, index) => {
      const check = catalogue[(number * 7 + index * 3) % catalogue.length]?.id ?? 'pod-privileged';
      const severity = severities[(number + index) % severities.length] ?? 'low';
      const finding = facts({
        check,
        severity,
        kind,
        namespace,
        name,
        container: `c${index}`,
        risk: (number * 31 + index * 17) % 101,
      });
      const exception = (number + index) % 17 === 0 ? { reason: 'known', from: '.breakwater.yaml' } : null;
      return { ...finding, exception };
    });
    objects.push({ key, team, workload: undefined, findings });
    records.push({
      key,
      group: 'apps',
      kind,
      namespace,
      name,
      team,
      exposure: number % 9 === 0 ? 'internet' : 'none',
      replicas: 3,
      pods: 3,
      images: [`registry.example.com/${namespace}/${name}:1.${number % 7}`],
      serviceAccount: 'default',
    });
  }
  return batch({ at, complete: true, objects, workloads: records });
}
