import type { CheckTexts } from '../text.ts';

export const namespaceLimits: CheckTexts = {
  'ns-limit-range': {
    title: 'Namespace without a LimitRange',
    why: 'Without a LimitRange a container that names no limits gets none: one forgotten field, and it may use its whole node.',
    action: 'Add a LimitRange with defaults for containers to the namespace',
    message: 'Nothing in the input sets default limits in namespace {name}',
  },
  'ns-resource-quota': {
    title: 'Namespace without a ResourceQuota',
    why: 'Without a quota one namespace can take all of the cluster: a runaway autoscaler, or someone who creates pods to mine.',
    action: 'Add a ResourceQuota to the namespace',
    message: 'Nothing in the input bounds what namespace {name} may use',
  },
};
