import type { CheckTexts } from '../text.ts';

export const namespaceLimits: CheckTexts = {
  'ns-limit-range': {
    title: '命名空间缺少 LimitRange',
    why: '没有 LimitRange，未声明上限的容器就没有上限：漏写一个字段，它就可能占满整个节点。',
    action: '为该命名空间添加带容器默认值的 LimitRange',
    message: '输入中没有为命名空间 {name} 设置默认上限',
  },
  'ns-resource-quota': {
    title: '命名空间缺少 ResourceQuota',
    why: '没有配额，一个命名空间就能占用整个集群：失控的自动扩缩容，或有人创建 Pod 挖矿。',
    action: '为该命名空间添加 ResourceQuota',
    message: '输入中没有限制命名空间 {name} 的资源用量',
  },
};
