import type { CheckTexts } from '../text.ts';

export const reliabilityReplicas: CheckTexts = {
  'rel-replicas': {
    title: 'Too few replicas',
    why: 'A single replica is down whenever its node is drained, its image is updated or its process dies. Where an autoscaler decides, a number in the manifest undoes its decision at every deployment.',
    action: 'Run at least two replicas, or leave the number to the autoscaler',
    message: {
      few: '{kind} {name} asks for fewer than {minimum} replicas: {replicas}',
      scaled: '{kind} {name} sets replicas although {scaler} scales it',
    },
  },
  'rel-hpa': {
    title: 'Autoscaler that cannot do its work',
    why: 'An autoscaler without a target scales nothing, two on one target undo each other, and one that may go down to a single pod gives up availability whenever it is quiet.',
    action: 'Correct scaleTargetRef, minReplicas and maxReplicas',
    message: {
      target: 'HorizontalPodAutoscaler {name} scales {target}, which is not in the input',
      reversed: 'HorizontalPodAutoscaler {name} has a maximum of {maximum} below its minimum of {minimum}',
      fixed: 'HorizontalPodAutoscaler {name} never scales: minimum and maximum are both {minimum}',
      few: 'HorizontalPodAutoscaler {name} may go down to {minimum} replicas, fewer than {least}',
      unsaid: 'HorizontalPodAutoscaler {name} may go down to {minimum} replica, as it sets no minReplicas',
      duplicate: 'HorizontalPodAutoscaler {name} scales {target}, which {other} scales already',
    },
  },
  'rel-rolling-update': {
    title: 'Update that interrupts service',
    why: 'With Recreate every update stops all pods before the first new one starts; with OnDelete pods stay old until someone deletes them.',
    action: 'Use the RollingUpdate strategy',
    message: '{kind} {name} updates its pods by {value}',
  },
};
