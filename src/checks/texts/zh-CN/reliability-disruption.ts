import type { CheckTexts } from '../text.ts';

export const reliabilityDisruption: CheckTexts = {
  'rel-pdb': {
    title: '干扰预算缺失或无法使用',
    why: '没有干扰预算，排空节点时可能一次驱逐所有副本。永远无法满足的预算则会卡住排空，进而卡住集群升级。',
    action: '为多副本工作负载设置 PodDisruptionBudget，并至少允许驱逐一个 Pod',
    message: {
      missing: '{kind} {name} 有 {replicas} 个副本，但没有 PodDisruptionBudget',
      neither: 'PodDisruptionBudget {name} 既没有设置 minAvailable，也没有设置 maxUnavailable',
      both: 'PodDisruptionBudget {name} 同时设置了 minAvailable 和 maxUnavailable，会被 API 服务器拒绝',
      blocked: 'PodDisruptionBudget {name} 永远不允许驱逐：{field} 为 {value}',
      replicas: 'PodDisruptionBudget {name} 要求 {wanted} 个 Pod 可用，而 {workload} 只有 {pods} 个',
      scaler:
        'PodDisruptionBudget {name} 要求 {wanted} 个 Pod 可用，而自动扩缩器 {scaler} 可能把 {workload} 缩到 {pods} 个',
      scalerMinimum:
        'PodDisruptionBudget {name} 要求 {wanted} 个 Pod 可用，等于空闲时自动扩缩器 {scaler} 为 {workload} 保留的数量（{pods}）',
      scalerDefault:
        'PodDisruptionBudget {name} 要求 {wanted} 个 Pod 可用，而自动扩缩器 {scaler} 未设置最小值，可能把 {workload} 缩到 {pods} 个',
      unhealthy: 'PodDisruptionBudget {name} 可能阻止驱逐异常的 Pod：unhealthyPodEvictionPolicy 不是 AlwaysAllow',
    },
  },
};
