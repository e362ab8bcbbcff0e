import type { CheckTexts } from '../text.ts';

export const reliabilityProbes: CheckTexts = {
  'rel-liveness-probe': {
    title: 'No liveness probe',
    why: 'A program that hangs without ending is never restarted: only a liveness probe tells the kubelet that it hangs.',
    action: 'Add a livenessProbe that fails only where a restart helps',
    message: 'Container {container} has no liveness probe',
  },
  'rel-readiness-probe': {
    title: 'No readiness probe',
    why: 'A Service sends requests to a pod as soon as its containers have started. Without a readiness probe that is before the program can answer, at every rollout and restart.',
    action: 'Add a readinessProbe to the container that serves the requests',
    message: {
      selected: 'Service {service} sends requests to {kind} {name}, which has no readiness probe',
      alone: '{kind} {name} has no readiness probe',
    },
  },
  'rel-probe-quality': {
    title: 'Probe that harms',
    why: 'A probe of a port that does not exist fails for ever. A liveness probe that asks the same as the readiness probe, as impatiently, restarts a busy program where taking it out of service would do.',
    action: 'Let probes ask declared ports, and let liveness wait longer than readiness',
    message: {
      port: 'Container {container} is probed on a TCP port that it does not declare: {field} is {value}',
      same: 'Container {container} is restarted by the same question, as soon as it is taken out of service',
      impatient: 'Container {container} is restarted after a single failed probe',
    },
  },
};
