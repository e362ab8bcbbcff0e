import type { CheckTexts } from '../text.ts';

export const reliabilityDisruption: CheckTexts = {
  'rel-pdb': {
    title: 'Disruption budget missing or unusable',
    why: 'Without a budget, a drain can take down all replicas at once. A budget that can never be met blocks the drain instead, and with it the upgrade of the cluster.',
    action: 'Give replicated workloads a PodDisruptionBudget that leaves room for one eviction',
    message: {
      missing: '{kind} {name} has {replicas} replicas and no PodDisruptionBudget',
      neither: 'PodDisruptionBudget {name} sets neither minAvailable nor maxUnavailable',
      both: 'PodDisruptionBudget {name} sets both minAvailable and maxUnavailable, which the API server refuses',
      blocked: 'PodDisruptionBudget {name} never allows an eviction: {field} is {value}',
      replicas: 'PodDisruptionBudget {name} requires {wanted} available pods, but {workload} has {pods}',
      scaler:
        'PodDisruptionBudget {name} requires {wanted} available pods, but autoscaler {scaler} can scale {workload} down to {pods}',
      scalerMinimum:
        'PodDisruptionBudget {name} requires {wanted} available pods, as many as autoscaler {scaler} keeps of {workload} when idle ({pods})',
      scalerDefault:
        'PodDisruptionBudget {name} requires {wanted} available pods, but autoscaler {scaler} sets no minimum and can scale {workload} down to {pods}',
      unhealthy:
        'PodDisruptionBudget {name} can block the eviction of broken pods: unhealthyPodEvictionPolicy is not AlwaysAllow',
    },
  },
};
