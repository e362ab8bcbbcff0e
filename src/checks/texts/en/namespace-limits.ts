import type { CheckTexts } from '../text.ts';

export const namespaceLimits: CheckTexts = {
  'ns-limit-range': {
    title: 'Namespace without a LimitRange',
    why: 'Without a LimitRange, a container that sets no limits gets none: one forgotten field, and it can use up its whole node.',
    action: 'Add a LimitRange with container defaults to the namespace',
    message: 'Nothing in the input sets default limits in namespace {name}',
  },
  'ns-resource-quota': {
    title: 'Namespace without a ResourceQuota',
    why: 'Without a quota, one namespace can use up the whole cluster: a runaway autoscaler is enough, or someone who creates pods to mine.',
    action: 'Add a ResourceQuota to the namespace',
    message: 'Nothing in the input limits the total resources of namespace {name}',
  },
};
