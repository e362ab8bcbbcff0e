import type { CheckTexts } from '../text.ts';

export const reliabilityReplicas: CheckTexts = {
  'rel-replicas': {
    title: 'Too few replicas',
    why: 'A single replica is down whenever its node is drained or its process dies. Where an autoscaler sets the number, a number in the manifest overrides it at every deployment.',
    action: 'Run at least two replicas, or remove replicas where an autoscaler sets the number',
    message: {
      few: '{kind} {name} has fewer than {minimum} replicas: {replicas}',
      scaled: '{kind} {name} sets replicas, although autoscaler {scaler} scales it',
    },
  },
  'rel-hpa': {
    title: 'Autoscaler that cannot work',
    why: 'An autoscaler without a target scales nothing, two with the same target undo each other, and one that can go down to a single pod gives up availability whenever load is low.',
    action: 'Correct scaleTargetRef, minReplicas and maxReplicas',
    message: {
      target: 'HorizontalPodAutoscaler {name} scales {target}, which is not in the input',
      reversed: 'HorizontalPodAutoscaler {name} has a maximum ({maximum}) below its minimum ({minimum})',
      fixed: 'HorizontalPodAutoscaler {name} never scales: its minimum and maximum are both {minimum}',
      few: 'HorizontalPodAutoscaler {name} has minReplicas {minimum}, fewer than {least}',
      unsaid: 'HorizontalPodAutoscaler {name} sets no minReplicas, so it can scale down to {minimum}',
      duplicate: 'HorizontalPodAutoscaler {name} scales {target}, which autoscaler {other} already scales',
    },
  },
  'rel-rolling-update': {
    title: 'Update interrupts the service',
    why: 'With Recreate, every update stops all pods before the first new one starts; with OnDelete, pods stay outdated until someone deletes them.',
    action: 'Use the RollingUpdate strategy',
    message: '{kind} {name} uses the update strategy {value}',
  },
};
