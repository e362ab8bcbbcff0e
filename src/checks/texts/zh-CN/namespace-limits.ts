import type { CheckTexts } from '../text.ts';

export const namespaceLimits: CheckTexts = {
  'ns-limit-range': {
    title: '命名空间缺少 LimitRange',
    why: '没有 LimitRange，未设置限制的容器就不受限制：漏写一个字段，它就可能占满整个节点。',
    action: '为该命名空间添加带容器默认值的 LimitRange',
    message: '输入中没有为命名空间 {name} 设置默认限制',
  },
  'ns-resource-quota': {
    title: '命名空间缺少 ResourceQuota',
    why: '没有配额，一个命名空间就能占用整个集群：自动扩缩失控，或有人创建 Pod 挖矿，都足以造成这种后果。',
    action: '为该命名空间添加 ResourceQuota',
    message: '输入中没有限制命名空间 {name} 的资源总量',
  },
};
