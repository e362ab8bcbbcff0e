import type { CheckTexts } from '../text.ts';

export const reliabilityReplicas: CheckTexts = {
  'rel-replicas': {
    title: '副本数不足',
    why: '只有一个副本时，排空节点或进程崩溃都会造成中断。副本数由自动扩缩器决定时，清单里写死的数字会在每次部署时覆盖它。',
    action: '至少运行两个副本；副本数由自动扩缩器决定时，删除 replicas',
    message: {
      few: '{kind} {name} 的副本数为 {replicas}，少于 {minimum}',
      scaled: '{kind} {name} 设置了副本数，但它由自动扩缩器 {scaler} 扩缩',
    },
  },
  'rel-hpa': {
    title: '自动扩缩器无法正常工作',
    why: '没有目标的自动扩缩器什么也不做；两个作用于同一目标会互相抵消；允许缩到一个 Pod，则负载低时就失去可用性。',
    action: '修正 scaleTargetRef、minReplicas 和 maxReplicas',
    message: {
      target: 'HorizontalPodAutoscaler {name} 的目标 {target} 不在输入中',
      reversed: 'HorizontalPodAutoscaler {name} 的最大值 {maximum} 小于最小值 {minimum}',
      fixed: 'HorizontalPodAutoscaler {name} 永远不会扩缩：最小值和最大值都是 {minimum}',
      few: 'HorizontalPodAutoscaler {name} 的 minReplicas 为 {minimum}，少于 {least}',
      unsaid: 'HorizontalPodAutoscaler {name} 未设置 minReplicas，可能缩到 {minimum} 个副本',
      duplicate: 'HorizontalPodAutoscaler {name} 的目标 {target} 已由自动扩缩器 {other} 扩缩',
    },
  },
  'rel-rolling-update': {
    title: '更新会中断服务',
    why: '使用 Recreate 时，每次更新都会先停掉所有 Pod 再启动新的；使用 OnDelete 时，旧 Pod 会一直保留到有人删除。',
    action: '使用 RollingUpdate 策略',
    message: '{kind} {name} 以 {value} 方式更新 Pod',
  },
};
