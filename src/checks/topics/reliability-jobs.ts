import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, recordOf, scheduleFault } from '../../kubernetes/index.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';
import { ask, remove, set } from '../fix.ts';

/** Annotations of tools that delete a Job themselves when it is done. */
const hookAnnotations = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/**
 * A CronJob with a wrong schedule is refused or never runs; one without a deadline starts a run however late it has become.
 * A Job that nothing owns stays, with its pods, until someone deletes it; one of a CronJob is cleaned up by the CronJob's history
 * limits, and a time to live of its own contradicts them.
 * Fields: schedule and timeZone, startingDeadlineSeconds (10 or more), jobTemplate.spec.ttlSecondsAfterFinished of CronJobs;
 * ttlSecondsAfterFinished of Jobs that are not hooks of Helm or Argo CD.
 * Source: Kubernetes documentation, "CronJob", "Automatic Cleanup for Finished Jobs"; robfig/cron's standard parser.
 */
export const relJobFields = inventoryCheck({
  id: 'rel-job-fields',
  of: ['batch/CronJob', 'batch/Job'],
  scope: 'object',
  severity: 'low',
  profiles: ['reliability'],
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  standards: {},
  *run({ inventory }: CheckContext) {
    for (const cronJob of inventory.ofKind('batch/CronJob')) yield* cronJobFaults(cronJob);
    for (const job of inventory.ofKind('batch/Job')) yield* jobFaults(job);
  },
});

function* cronJobFaults(object: InventoryObject): Generator<Violation> {
  const { spec } = object.object;
  if (!isRecord(spec)) return;
  const fault = typeof spec.schedule === 'string' ? scheduleFault(spec.schedule) : undefined;
  if (fault !== undefined)
    yield { object, path: ['spec', 'schedule'], message: 'schedule', values: { fault }, severity: 'medium' };
  if (typeof spec.timeZone === 'string' && !isTimeZone(spec.timeZone))
    yield { object, path: ['spec', 'timeZone'], message: 'timeZone', severity: 'medium' };
  const deadline = spec.startingDeadlineSeconds;
  if (typeof deadline !== 'number')
    yield {
      object,
      path: ['spec', 'startingDeadlineSeconds'],
      message: 'deadline',
      severity: 'info',
      fix: set('spec.startingDeadlineSeconds', ask('startingDeadlineSeconds')),
    };
  // The controller looks every 10 seconds: a shorter deadline can pass unseen.
  else if (deadline < 10) yield { object, path: ['spec', 'startingDeadlineSeconds'], message: 'short' };
  if (typeof recordOf(recordOf(spec.jobTemplate).spec).ttlSecondsAfterFinished === 'number')
    yield {
      object,
      path: ['spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished'],
      message: 'managed',
      fix: remove('spec.jobTemplate.spec.ttlSecondsAfterFinished'),
    };
}

function* jobFaults(object: InventoryObject): Generator<Violation> {
  const { metadata, spec } = object.object;
  const annotations = recordOf(metadata?.annotations);
  if (Array.isArray(metadata?.ownerReferences) || hookAnnotations.some((name) => Object.hasOwn(annotations, name)))
    return;
  if (isRecord(spec) && typeof spec.ttlSecondsAfterFinished !== 'number')
    yield {
      object,
      path: ['spec', 'ttlSecondsAfterFinished'],
      message: 'standalone',
      fix: set('spec.ttlSecondsAfterFinished', ask('ttlSecondsAfterFinished')),
    };
}

/** Whether the time zone database has the name. `Local` and offsets are refused by Kubernetes. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,99}$/.test(name) || name.toLowerCase() === 'local') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const reliabilityJobs = [relJobFields];
