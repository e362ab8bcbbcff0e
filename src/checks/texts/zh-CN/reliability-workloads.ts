import type { CheckTexts } from '../text.ts';

export const reliabilityWorkloads: CheckTexts = {
  'rel-lifecycle-fields': {
    title: '重启、终止或发布参数超出范围',
    why: '终止过慢的 Pod 会拖住排空，没有终止时间的 Pod 会丢失请求；期限过长的发布迟迟不会判定失败，没有历史版本则无法回滚。控制器不支持的重启策略会被拒绝。',
    action: '修正该字段',
    message: {
      restartPolicy: '{kind} {name} 的 restartPolicy 为 {policy}，但只能是 {allowed}',
      noGrace: '{kind} {name} 没有给 Pod 留出终止时间',
      longGrace: '{kind} {name} 给 Pod {value} 秒终止时间，排空节点时需要等待',
      preStop: '容器 {container} 终止前休眠 {value} 秒，但 {grace} 秒后就会被强制终止',
      noHistory: '{kind} {name} 不保留可供回滚的历史版本',
      shortDeadline: '{kind} {name} 会把每次发布都判定为失败：progressDeadlineSeconds 不大于 minReadySeconds',
      longDeadline: '{kind} {name} 要等 {value} 秒才会判定发布失败',
    },
  },
  'rel-priority-class': {
    title: '优先级类缺失或不被允许',
    why: '节点资源耗尽时，Kubernetes 按优先级抢占和驱逐 Pod：没有优先级类，重要的工作负载会和其他的一起被驱逐。',
    action: '把 priorityClassName 设为允许的优先级类',
    message: {
      missing: '{kind} {name} 没有指定优先级类',
      other: '{kind} {name} 使用了不被允许的优先级类 {value}',
    },
  },
  'rel-naked-pod': {
    title: '没有控制器的 Pod',
    why: '节点故障后，Pod 会随之消失：没有控制器，就没有谁会重新创建它。',
    action: '改用 Deployment、StatefulSet、DaemonSet 或 Job',
    message: 'Pod {name} 没有控制器，节点故障后不会重建',
  },
  'rel-selector-mismatch': {
    title: '选择器不匹配',
    why: '选择器与自身模板不匹配的控制器会被拒绝，或永远找不到自己的 Pod；没有选中这些 Pod 的无头 Service，StatefulSet 的 Pod 就没有 DNS 名称。',
    action: '让选择器、标签和 serviceName 保持一致',
    message: {
      selector: '{kind} {name} 的选择器与自身 Pod 的标签不匹配',
      noService: 'StatefulSet {name} 的 Service {service} 不在输入中',
      notHeadless: 'StatefulSet {name} 的 Service {service} 不是无头服务（clusterIP: None）',
      otherPods: 'StatefulSet {name} 的 Service {service} 选中的是其他 Pod',
    },
  },
  'rel-duplicate-env': {
    title: '环境变量重复设置',
    why: '同名变量只有最后一个生效，且没有任何提示：另一个要么是残留，要么是写错。',
    action: '删除其中一个',
    message: '容器 {container} 多次设置了 {variable}',
  },
};
