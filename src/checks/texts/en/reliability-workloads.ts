import type { CheckTexts } from '../text.ts';

export const reliabilityWorkloads: CheckTexts = {
  'rel-lifecycle-fields': {
    title: 'Start, stop or rollout out of bounds',
    why: 'A restart policy that the controller does not know is refused. Pods that take too long to end block drains, those that get no time lose requests; a rollout without bounds never fails, one without history cannot be undone.',
    action: 'Correct the field',
    message: {
      restartPolicy: '{kind} {name} has restartPolicy {policy}, but only {allowed} is possible',
      noGrace: '{kind} {name} gives its pods no time to end',
      longGrace: '{kind} {name} gives its pods {value} seconds to end: drains wait for them',
      preStop: 'Container {container} sleeps {value} seconds before it ends, but is killed after {grace}',
      noHistory: '{kind} {name} keeps no old revision to roll back to',
      shortDeadline: '{kind} {name} calls every rollout failed: progressDeadlineSeconds is not above minReadySeconds',
      longDeadline: '{kind} {name} waits {value} seconds before it calls a rollout failed',
    },
  },
  'rel-priority-class': {
    title: 'Priority class missing or not allowed',
    why: 'When nodes are full, Kubernetes evicts by priority: without a class, what matters goes with the rest.',
    action: 'Set priorityClassName to one of the classes that the policy allows',
    message: {
      missing: '{kind} {name} names no priority class',
      other: '{kind} {name} uses the priority class {value}, which is not allowed',
    },
  },
  'rel-naked-pod': {
    title: 'Pod without a controller',
    why: 'A pod that no controller owns is gone when its node is: nothing makes another.',
    action: 'Use a Deployment, StatefulSet, DaemonSet or Job',
    message: 'Nothing replaces Pod {name} when its node fails',
  },
  'rel-selector-mismatch': {
    title: 'Selector that does not match',
    why: 'A controller whose selector does not match its own template is refused or never finds its pods; the pods of a StatefulSet have no names in DNS without a headless Service that selects them.',
    action: 'Make selector, labels and serviceName agree',
    message: {
      selector: 'The selector of {kind} {name} does not match the labels of its own pods',
      noService: 'The Service {service} of StatefulSet {name} is not in the input',
      notHeadless: 'The Service {service} of StatefulSet {name} is not headless (clusterIP: None)',
      otherPods: 'The Service {service} of StatefulSet {name} selects other pods',
    },
  },
  'rel-duplicate-env': {
    title: 'Environment variable set twice',
    why: 'Of two variables with one name the last wins, silently: the other one is dead text or a mistake.',
    action: 'Remove one of the two',
    message: 'Container {container} sets {variable} more than once',
  },
};
