import type { CheckTexts } from '../text.ts';

export const reliabilitySpread: CheckTexts = {
  'rel-anti-affinity': {
    title: '副本可能落在同一节点',
    why: '同一节点上的副本会一起故障。只有选中这些 Pod 自身的反亲和或拓扑分布规则才能把它们分开。',
    action: '添加选中 Pod 自身标签的 topologySpreadConstraints 或 podAntiAffinity',
    message: {
      missing: '没有规则把 {kind} {name} 的 {replicas} 个副本分散到不同节点',
      others: '{kind} {name} 的一条拓扑分布约束没有选中自身的 Pod，因此不起作用',
      invalid: '{kind} {name} 的一条拓扑分布约束的取值会被 API 服务器拒绝',
    },
  },
};
