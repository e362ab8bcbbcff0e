import type { CheckTexts } from '../text.ts';

export const reliabilitySpread: CheckTexts = {
  'rel-anti-affinity': {
    title: 'Replicas may share a node',
    why: 'Replicas on the same node fail together. Only an anti-affinity or spread rule that selects the pods themselves keeps them apart.',
    action: 'Add topologySpreadConstraints or podAntiAffinity that select the labels of these pods',
    message: {
      missing: 'Nothing spreads the {replicas} replicas of {kind} {name} across nodes',
      others: 'A topology spread constraint of {kind} {name} does not select its own pods, so it has no effect',
      invalid: 'A topology spread constraint of {kind} {name} has a value that the API server refuses',
    },
  },
};
