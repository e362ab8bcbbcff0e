import type { CheckTexts } from '../text.ts';

export const reliabilitySpread: CheckTexts = {
  'rel-anti-affinity': {
    title: 'Replicas may share a node',
    why: 'Replicas on one node fail together. Only an anti-affinity or spread rule that selects the pods themselves keeps them apart.',
    action: 'Add a topologySpreadConstraint, or podAntiAffinity, that selects the labels of the pods',
    message: {
      missing: 'Nothing spreads the {replicas} replicas of {kind} {name} over nodes',
      others: 'A topology spread constraint of {kind} {name} does not select the pods themselves, so it does nothing',
      invalid: 'A topology spread constraint of {kind} {name} has values that the API server refuses',
    },
  },
};
