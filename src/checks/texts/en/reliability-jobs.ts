import type { CheckTexts } from '../text.ts';

export const reliabilityJobs: CheckTexts = {
  'rel-job-fields': {
    title: 'Job that never runs or is never cleaned up',
    why: 'An invalid schedule is refused, a run without a deadline starts no matter how late, and a finished Job that nothing owns stays, with its pods, until someone deletes it.',
    action: 'Correct the schedule and the deadline, and let finished Jobs expire',
    message: {
      schedule: 'CronJob {name} has a schedule that Kubernetes refuses: {fault}',
      timeZone: 'CronJob {name} has an unknown time zone: {value}',
      deadline: 'CronJob {name} has no startingDeadlineSeconds, so missed runs start no matter how late',
      short:
        'CronJob {name} may miss every run: startingDeadlineSeconds is {value}, but the controller checks only every 10 seconds',
      managed: 'CronJob {name} sets ttlSecondsAfterFinished on its Jobs, which conflicts with its history limits',
      standalone: 'Job {name} has no ttlSecondsAfterFinished, so it stays after it finishes',
    },
  },
};
