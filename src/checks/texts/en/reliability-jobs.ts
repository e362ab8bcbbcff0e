import type { CheckTexts } from '../text.ts';

export const reliabilityJobs: CheckTexts = {
  'rel-job-fields': {
    title: 'Job that never runs or never goes',
    why: 'A wrong schedule is refused, a run without a deadline starts however late it is, and a finished Job that nobody owns stays with its pods until someone deletes it.',
    action: 'Correct schedule and deadline, and let finished Jobs expire',
    message: {
      schedule: 'CronJob {name} has a schedule that Kubernetes refuses: {fault}',
      timeZone: 'CronJob {name} names an unknown time zone: {value}',
      deadline: 'CronJob {name} has no startingDeadlineSeconds: missed runs start however late',
      short:
        'CronJob {name} may miss every run: startingDeadlineSeconds is {value}, and the controller looks every 10 seconds',
      managed: 'CronJob {name} gives its Jobs a time to live, which contradicts its history limits',
      standalone: 'Job {name} stays for ever when it is done: it has no ttlSecondsAfterFinished',
    },
  },
};
