import type { Examples } from './example.ts';

const template = `template:
    spec:
      restartPolicy: Never
      containers: [{ name: report, image: registry.example.com/shop/report:1.4.2 }]`;

function job(metadata: string, spec: string): string {
  return `
apiVersion: batch/v1
kind: Job
metadata: { name: report, namespace: shop, ${metadata} }
spec:
  ${spec}
  ${template}
`;
}

function cronJob(schedule: string, spec = 'startingDeadlineSeconds: 600', jobSpec = ''): string {
  return `
apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: shop }
spec:
  schedule: "${schedule}"
  ${spec}
  jobTemplate:
    spec:
      ${jobSpec}
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: report, image: registry.example.com/shop/report:1.4.2 }]
`;
}

export const reliabilityJobs: Examples = {
  'rel-job-fields': {
    pass: [
      { title: 'a Job that expires', yaml: job('', 'ttlSecondsAfterFinished: 3600') },
      { title: 'a hook that Helm deletes', yaml: job('annotations: { helm.sh/hook: pre-upgrade }', '') },
      { title: 'a schedule with names, ranges and steps', yaml: cronJob('*/15 8-18 * jan-jun mon-fri') },
      {
        title: 'a macro, and a time zone',
        yaml: cronJob('@daily', 'startingDeadlineSeconds: 60\n  timeZone: Asia/Shanghai'),
      },
    ],
    fail: [
      { title: 'a Job that stays', yaml: job('', '') },
      { title: 'a schedule of six fields', yaml: cronJob('0 0 3 * * *') },
      { title: 'a minute that does not exist', yaml: cronJob('60 * * * *') },
      { title: 'a time zone in the schedule', yaml: cronJob('TZ=UTC 0 3 * * *') },
      {
        title: 'an unknown time zone',
        yaml: cronJob('0 3 * * *', 'startingDeadlineSeconds: 60\n  timeZone: Mars/Olympus'),
      },
      { title: 'no deadline', yaml: cronJob('0 3 * * *', '') },
      {
        title: 'a deadline below the interval of the controller',
        yaml: cronJob('0 3 * * *', 'startingDeadlineSeconds: 5'),
      },
      {
        title: 'a time to live beside the history limits',
        yaml: cronJob('0 3 * * *', 'startingDeadlineSeconds: 600', 'ttlSecondsAfterFinished: 60'),
      },
    ],
  },
};
