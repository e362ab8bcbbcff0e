import type { CheckTexts } from '../text.ts';

export const reliabilityWorkloads: CheckTexts = {
  'rel-lifecycle-fields': {
    title: 'Restart, shutdown or rollout out of bounds',
    why: 'Pods that take too long to stop hold up drains, and pods that get no time lose requests. A rollout with too long a deadline hides that it failed, and one without history cannot be undone. A restart policy that the controller does not support is refused.',
    action: 'Correct the field',
    message: {
      restartPolicy: '{kind} {name} has restartPolicy {policy}, but only {allowed} is allowed',
      noGrace: '{kind} {name} gives its pods no time to shut down',
      longGrace: '{kind} {name} gives its pods {value} seconds to shut down, and drains wait that long',
      preStop: 'Container {container} sleeps {value} seconds before it stops, but is killed after {grace}',
      noHistory: '{kind} {name} keeps no old revision to roll back to',
      shortDeadline:
        '{kind} {name} reports every rollout as failed: progressDeadlineSeconds is not greater than minReadySeconds',
      longDeadline: '{kind} {name} waits {value} seconds before it reports a rollout as failed',
    },
  },
  'rel-priority-class': {
    title: 'Priority class missing or not allowed',
    why: 'When nodes are full, Kubernetes preempts and evicts pods by priority: without a class, important pods go with the rest.',
    action: 'Set priorityClassName to an allowed priority class',
    message: {
      missing: '{kind} {name} has no priority class',
      other: '{kind} {name} uses the priority class {value}, which is not allowed',
    },
  },
  'rel-naked-pod': {
    title: 'Pod without a controller',
    why: 'When its node fails, the pod is gone: without a controller, nothing creates another one.',
    action: 'Use a Deployment, StatefulSet, DaemonSet or Job',
    message: 'Pod {name} has no controller to replace it when its node fails',
  },
  'rel-selector-mismatch': {
    title: 'Selector that does not match',
    why: 'A controller whose selector does not match its own template is refused or never finds its pods; without a headless Service that selects them, the pods of a StatefulSet have no DNS names.',
    action: 'Make selector, labels and serviceName match',
    message: {
      selector: 'The selector of {kind} {name} does not match the labels of its own pods',
      noService: 'Service {service} of StatefulSet {name} is not in the input',
      notHeadless: 'Service {service} of StatefulSet {name} is not headless (clusterIP: None)',
      otherPods: 'Service {service} of StatefulSet {name} selects other pods',
    },
  },
  'rel-duplicate-env': {
    title: 'Environment variable set twice',
    why: 'Of two variables with the same name, the last one silently wins: the other is a leftover or a mistake.',
    action: 'Remove one of the two',
    message: 'Container {container} sets {variable} more than once',
  },
};
