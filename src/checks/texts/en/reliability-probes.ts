import type { CheckTexts } from '../text.ts';

export const reliabilityProbes: CheckTexts = {
  'rel-liveness-probe': {
    title: 'No liveness probe',
    why: 'A program that hangs without exiting is never restarted: only a liveness probe tells the kubelet that it hangs.',
    action: 'Add a livenessProbe that fails only when a restart helps',
    message: 'Container {container} has no liveness probe',
  },
  'rel-readiness-probe': {
    title: 'No readiness probe',
    why: 'Requests fail at every rollout and restart: without a readiness probe, a Service sends requests to a pod as soon as its containers have started, before the program can answer.',
    action: 'Add a readinessProbe to the container that serves the requests',
    message: {
      selected: 'Service {service} sends requests to {kind} {name}, which has no readiness probe',
      alone: '{kind} {name} has no readiness probe',
    },
  },
  'rel-probe-quality': {
    title: 'Probe that harms',
    why: 'A probe of a port that does not exist always fails. A liveness probe that is the same as the readiness probe restarts a busy program where taking it out of service would do.',
    action: 'Probe declared ports, and let the liveness probe wait longer than the readiness probe',
    message: {
      port: 'Container {container} is probed on a port that it does not declare: {field} is {value}',
      same: 'Container {container} has the same liveness and readiness probe, so it restarts as soon as it is taken out of service',
      impatient: 'Container {container} restarts after a single failed probe',
    },
  },
};
