import type { CheckTexts } from '../text.ts';

export const reliabilityDisruption: CheckTexts = {
  'rel-pdb': {
    title: 'Disruption budget missing or impossible',
    why: 'Without a budget a drain may take all replicas at once. A budget that can never be met stops the drain instead, and with it the upgrade of the cluster.',
    action: 'Give replicated workloads a PodDisruptionBudget that leaves room for one eviction',
    message: {
      missing: '{kind} {name} has {replicas} replicas and no PodDisruptionBudget',
      neither: 'PodDisruptionBudget {name} sets neither minAvailable nor maxUnavailable',
      both: 'PodDisruptionBudget {name} sets both minAvailable and maxUnavailable: the API server refuses it',
      blocked: 'PodDisruptionBudget {name} never allows an eviction: {field} is {value}',
      replicas: 'PodDisruptionBudget {name} wants {wanted} pods available, and {workload} has {pods}',
      scaler:
        'PodDisruptionBudget {name} wants {wanted} pods available, and {scaler} may scale {workload} down to {pods}',
      scalerMinimum:
        'PodDisruptionBudget {name} wants {wanted} pods available, as many as {scaler} keeps of {workload} when it is quiet ({pods})',
      scalerDefault:
        'PodDisruptionBudget {name} wants {wanted} pods available, and {scaler}, which sets no minimum, may scale {workload} down to {pods}',
      unhealthy:
        'PodDisruptionBudget {name} keeps broken pods from being evicted: unhealthyPodEvictionPolicy is not AlwaysAllow',
    },
  },
};
