import type { InventoryObject } from '../../inventory/index.ts';
import { recordOf, SelectorIndex } from '../../kubernetes/index.ts';
import { type CheckContext, containerCheck, inventoryCheck, type Rule, type Violation } from '../check.ts';
import { remove } from '../fix.ts';

const source = 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/';

/** Kinds whose pods are meant to run on; jobs end by themselves, and Knative brings its own probes. */
const longRunning = [
  '/Pod',
  '/ReplicationController',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'extensions/Deployment',
  'extensions/ReplicaSet',
  'extensions/DaemonSet',
  'apps.openshift.io/DeploymentConfig',
  'argoproj.io/Rollout',
  'apps.kruise.io/CloneSet',
  'apps.kruise.io/StatefulSet',
  'apps.kruise.io/DaemonSet',
  'apps.kruise.io/UnitedDeployment',
];

/**
 * A program that hangs without ending is never restarted: nothing but a liveness probe tells the kubelet.
 * Fields: livenessProbe of regular containers that are meant to run on (no jobs, no pods that restart only on failure).
 */
export const relLivenessProbe = containerCheck({
  id: 'rel-liveness-probe',
  severity: 'low',
  profiles: ['reliability'],
  containerTypes: ['regular'],
  workloads: longRunning,
  expression: "podSpec.?restartPolicy.orValue('Always') != 'Always' || container.?livenessProbe.hasValue()",
  field: 'livenessProbe',
  source,
  standards: {},
});

/**
 * A Service sends requests to a pod from the moment its containers have started, ready to answer or not, unless one of them has a readiness probe.
 * Asked of: long-running pods that a Service of the input selects. Allowed: a readinessProbe on at least one container
 * (a sidecar needs none), regular or restarting init container.
 */
export const relReadinessProbe = inventoryCheck({
  id: 'rel-readiness-probe',
  of: ['workloads'],
  reads: ['/Service'],
  scope: 'namespace',
  severity: 'low',
  profiles: ['reliability'],
  parameters: {
    withoutService: { default: false, description: 'Also check pods that no Service in the input selects' },
  },
  source,
  standards: {},
  run: podsWithoutReadiness,
});

const longRunningKinds = new Set(longRunning);

function* podsWithoutReadiness({ inventory, parameters }: CheckContext): Generator<Violation> {
  const services = new SelectorIndex(
    inventory.ofKind('/Service').map((service) => ({
      namespace: service.namespace,
      selector: recordOf(service.object.spec).selector,
      plain: true,
      entry: service,
    })),
  );
  for (const object of inventory.workloads) {
    if (!longRunningKinds.has(object.groupKind)) continue;
    for (const { spec, metadata, containers } of object.podTemplates) {
      if ((spec.restartPolicy ?? 'Always') !== 'Always') continue;
      const service = services.matching(object.namespace, recordOf(metadata.labels))[0];
      if (service === undefined && parameters.withoutService !== true) continue;
      const first = containers.find((container) => container.type === 'regular');
      if (first === undefined || containers.some(({ container }) => hasProbe(container))) continue;
      yield { object, path: [...first.path, 'readinessProbe'], container: first.name, ...messageFor(service) };
    }
  }
}

function hasProbe(container: Readonly<Record<string, unknown>>): boolean {
  return container.readinessProbe !== undefined && container.readinessProbe !== null;
}

function messageFor(service: InventoryObject | undefined): Pick<Violation, 'message' | 'values'> {
  return service === undefined ? { message: 'alone' } : { message: 'selected', values: { service: service.name } };
}

/** The ways a probe reaches a port, each with its own field of the handler. */
const handlers = ['httpGet', 'tcpSocket', 'grpc'];

/**
 * A name must be that of a TCP port of the container, else the probe fails for ever. A number reaches any port that something
 * listens on, so one is only doubted where the container declares ports and it is none of them. A probe with a host asks elsewhere.
 */
function portRule(probe: string, handler: string): Rule {
  // dyn: grpc has no host and no named port, so the typed question would be refused for it.
  const target = `dyn(container).?${probe}.?${handler}`;
  const port = `dyn(container).${probe}.${handler}.port`;
  const declared = (condition: string) =>
    `container.?ports.orValue([]).exists(p, p.?protocol.orValue('TCP') == 'TCP' && ${condition})`;
  return {
    expression: `!${target}.?port.hasValue() || ${target}.?host.orValue('') != '' || (type(${port}) == string ? ${declared(`p.?name.orValue('') == ${port}`)} : container.?ports.orValue([]).size() == 0 || ${declared(`p.?containerPort.orValue(0) == ${port}`)})`,
    field: `${probe}.${handler}.port`,
    message: 'port',
  };
}

const liveness = (field: string, otherwise: number) => `container.livenessProbe.?${field}.orValue(${otherwise})`;
const readiness = (field: string, otherwise: number) => `container.readinessProbe.?${field}.orValue(${otherwise})`;
const sameHandler = [...handlers, 'exec']
  .map((handler) => `container.livenessProbe.?${handler} == container.readinessProbe.?${handler}`)
  .join(' && ');

/**
 * A probe that asks a port which doesn't exist fails for ever; a liveness probe that is as impatient as an equal readiness probe
 * restarts a busy program where taking it out of service was enough; one that gives up at the first miss restarts at any hiccup.
 * Fields: port of liveness, readiness and startup probes; livenessProbe beside readinessProbe (failureThreshold 3 and
 * periodSeconds 10 where absent). The same question with a longer wait for liveness is the pattern that Kubernetes recommends.
 */
export const relProbeQuality = containerCheck({
  id: 'rel-probe-quality',
  severity: 'low',
  profiles: ['reliability'],
  containerTypes: ['init', 'regular'],
  rules: [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
      handlers.map((handler) => portRule(probe, handler)),
    ),
    {
      expression: `!container.?livenessProbe.hasValue() || !container.?readinessProbe.hasValue() || !(${sameHandler}) || ${liveness('failureThreshold', 3)} * ${liveness('periodSeconds', 10)} > ${readiness('failureThreshold', 3)} * ${readiness('periodSeconds', 10)}`,
      field: 'livenessProbe',
      message: 'same',
    },
    {
      expression: `container.?livenessProbe.?failureThreshold.orValue(3) != 1`,
      field: 'livenessProbe.failureThreshold',
      message: 'impatient',
      fix: remove('livenessProbe.failureThreshold'),
    },
  ],
  source,
  standards: {},
});

export const reliabilityProbes = [relLivenessProbe, relReadinessProbe, relProbeQuality];
