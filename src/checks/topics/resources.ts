import { containerCheck, type Parameter, type Rule } from '../check.ts';
import { ask, set } from '../fix.ts';

const source = 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/';

/** Containers that run as long as their pod does: regular ones, and init containers that restart (sidecars). */
const staysRunning = "containerType == 'regular' || container.?restartPolicy.orValue('') == 'Always'";

const explicit: Parameter = {
  default: false,
  description: 'Require an explicit request; otherwise a limit is enough, because Kubernetes uses it as the request',
};

/** Whether the container or its pod (pod-level resources, Kubernetes 1.34) has a request or a limit of a resource. */
function has(part: 'requests' | 'limits', resource: string): string {
  const field = resource.includes('-') ? `[?'${resource}']` : `.?${resource}`;
  return `(container.?resources.?${part}${field}.hasValue() || podSpec.?resources.?${part}${field}.hasValue())`;
}

function requestSet(resource: string): string {
  return `!(${staysRunning}) || ${has('requests', resource)} || (!params.explicit && ${has('limits', resource)})`;
}

/**
 * Without a request the scheduler takes the container for one that needs no CPU: its node fills up, and under load it is the first to starve.
 * Fields: resources.requests.cpu of regular containers and sidecars, or of the pod. A limit counts: Kubernetes takes it as the request.
 * One-shot init containers are left out: the pod reserves the larger of theirs and the others' requests.
 */
export const resCpuRequest = containerCheck({
  id: 'res-cpu-request',
  severity: 'low',
  profiles: ['reliability'],
  containerTypes: ['init', 'regular'],
  parameters: { explicit },
  expression: requestSet('cpu'),
  field: 'resources.requests.cpu',
  source,
  standards: { nsa: ['net'], attack: ['T1499'], owasp: ['K01'] },
  fix: set('resources.requests.cpu', ask('cpuRequest')),
});

/**
 * A container without a CPU limit may use every idle cycle of its node. Whether that is wanted is a matter of opinion (a limit
 * throttles even on an idle node), so no profile but `all` and `nsa` asks it.
 * Fields: resources.limits.cpu of init and regular containers, or of the pod.
 */
export const resCpuLimit = containerCheck({
  id: 'res-cpu-limit',
  severity: 'low',
  profiles: [],
  containerTypes: ['init', 'regular'],
  expression: has('limits', 'cpu'),
  field: 'resources.limits.cpu',
  source,
  standards: { nsa: ['net'], attack: ['T1496'], owasp: ['K01'] },
  fix: set('resources.limits.cpu', ask('cpuLimit')),
});

/**
 * Without a request the scheduler places the pod on nodes that have no memory left, and the kernel kills it first when they run out.
 * Fields: resources.requests.memory of regular containers and sidecars, or of the pod. A limit counts: Kubernetes takes it as the request.
 */
export const resMemoryRequest = containerCheck({
  id: 'res-memory-request',
  severity: 'low',
  profiles: ['reliability'],
  containerTypes: ['init', 'regular'],
  parameters: { explicit },
  expression: requestSet('memory'),
  field: 'resources.requests.memory',
  source,
  standards: { nsa: ['net'], attack: ['T1499'], owasp: ['K01'] },
  fix: set('resources.requests.memory', ask('memoryRequest')),
});

/**
 * A container without a memory limit can take all memory of its node: a leak, or an attacker, then kills its neighbours.
 * Fields: resources.limits.memory of init and regular containers, or of the pod.
 */
export const resMemoryLimit = containerCheck({
  id: 'res-memory-limit',
  severity: 'medium',
  profiles: ['reliability'],
  containerTypes: ['init', 'regular'],
  expression: has('limits', 'memory'),
  field: 'resources.limits.memory',
  source,
  standards: { nsa: ['net'], attack: ['T1499'], owasp: ['K01'] },
  fix: set('resources.limits.memory', ask('memoryLimit')),
});

/**
 * Logs, the writable layer and emptyDirs share the node's disk: what has no bound can fill it, and the kubelet then evicts every pod of the node.
 * Fields: resources.requests and limits.ephemeral-storage of regular containers and sidecars, or of the pod; emptyDir.sizeLimit
 * of volumes in it, those in memory, too (a memory limit bounds these, where there is one). Few clusters do all of it: only `all` and `nsa` ask.
 */
export const resEphemeralStorage = containerCheck({
  id: 'res-ephemeral-storage',
  severity: 'low',
  profiles: [],
  containerTypes: ['init', 'regular'],
  parameters: { explicit },
  rules: [
    {
      expression: requestSet('ephemeral-storage'),
      field: 'resources.requests["ephemeral-storage"]',
      message: 'request',
      fix: set('resources.requests["ephemeral-storage"]', ask('ephemeralStorageRequest')),
    },
    {
      expression: `!(${staysRunning}) || ${has('limits', 'ephemeral-storage')}`,
      field: 'resources.limits["ephemeral-storage"]',
      message: 'limit',
      fix: set('resources.limits["ephemeral-storage"]', ask('ephemeralStorageLimit')),
    },
    {
      scope: 'pod',
      each: 'volumes',
      expression: '!item.?emptyDir.hasValue() || item.?emptyDir.?sizeLimit.hasValue()',
      field: 'emptyDir.sizeLimit',
      message: 'emptyDir',
      fix: set('emptyDir.sizeLimit', ask('emptyDirSize')),
    },
  ],
  source: 'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/',
  standards: { nsa: ['net'], attack: ['T1499'], owasp: ['K01'] },
});

/** A comparison of two amounts; true where one of them is absent or no quantity, which the schema check says. */
function compared(a: string, b: string, comparison: string): string {
  return `!${a}.hasValue() || !${b}.hasValue() || [string(${a}.value())].all(a, [string(${b}.value())].all(b, !isQuantity(a) || !isQuantity(b) || ${comparison}))`;
}

function boundRules(resource: string): readonly Rule[] {
  const request = `container.?resources.?requests[?'${resource}']`;
  const limit = `container.?resources.?limits[?'${resource}']`;
  const field = (part: string) => `resources.${part}["${resource}"]`;
  return [
    {
      expression: compared(request, limit, `quantity(a).compareTo(quantity(b)) <= 0`),
      field: field('requests'),
      message: 'above',
    },
    {
      expression: `!('${resource}' in params.maxRatio) || ${compared(request, limit, `quantity(b).asApproximateFloat() <= quantity(a).asApproximateFloat() * double(params.maxRatio['${resource}'])`)}`,
      field: field('limits'),
      message: 'ratio',
    },
    {
      expression: compared(limit, `params[?'minLimit'][?'${resource}']`, `quantity(a).compareTo(quantity(b)) >= 0`),
      field: field('limits'),
      message: 'small',
    },
    {
      expression: compared(limit, `params[?'maxLimit'][?'${resource}']`, `quantity(a).compareTo(quantity(b)) <= 0`),
      field: field('limits'),
      message: 'large',
    },
  ];
}

/**
 * A limit far above the request promises memory that the node doesn't have: under pressure the pods that trusted it are killed.
 * A request above its limit is refused by the API server.
 * Fields: requests and limits of cpu, memory and ephemeral-storage of every container. Without parameters only the second is asked.
 */
export const resRatio = containerCheck({
  id: 'res-ratio',
  severity: 'low',
  profiles: ['reliability'],
  containerTypes: ['init', 'regular'],
  parameters: {
    maxRatio: {
      default: {},
      description: 'Highest limit allowed, as a multiple of the request, by resource: {memory: 2}',
    },
    minLimit: { default: {}, description: 'Lowest limit allowed, by resource: {cpu: 100m}' },
    maxLimit: { default: {}, description: 'Highest limit allowed, by resource: {memory: 8Gi}' },
  },
  rules: ['cpu', 'memory', 'ephemeral-storage'].flatMap(boundRules),
  source,
  standards: { attack: ['T1499'] },
});

export const resources = [resCpuRequest, resCpuLimit, resMemoryRequest, resMemoryLimit, resEphemeralStorage, resRatio];
