import type { CheckTexts } from '../text.ts';

export const reliabilityJobs: CheckTexts = {
  'rel-job-fields': {
    title: 'Job 不会运行或不会清理',
    why: '无效的调度表达式会被拒绝；没有期限的任务无论晚多久都会启动；没有属主的 Job 完成后会连同 Pod 一直保留，直到有人删除。',
    action: '修正调度表达式和期限，并让完成的 Job 自动过期',
    message: {
      schedule: 'CronJob {name} 的调度表达式会被 Kubernetes 拒绝：{fault}',
      timeZone: 'CronJob {name} 使用了未知的时区：{value}',
      deadline: 'CronJob {name} 没有设置 startingDeadlineSeconds，错过的任务无论多晚都会启动',
      short: 'CronJob {name} 可能错过每次运行：startingDeadlineSeconds 为 {value}，而控制器每 10 秒才检查一次',
      managed: 'CronJob {name} 为其 Job 设置了 ttlSecondsAfterFinished，与历史记录数量限制冲突',
      standalone: 'Job {name} 没有设置 ttlSecondsAfterFinished，完成后会一直保留',
    },
  },
};
