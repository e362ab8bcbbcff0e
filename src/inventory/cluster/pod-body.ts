import { hash } from 'node:crypto';
import { isRecord, listOf, type PodTemplate, recordOf, stringOf } from '../../kubernetes/index.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What admission, the scheduler and controllers write into a pod that its template does not say; of a pod as an object it is left out,
 * because nobody declared it. Sources (Kubernetes 1.37): plugin/pkg/admission/priority, pkg/scheduler (nodeName), StatefulSet's
 * and Job's controllers (hostname, subdomain), API defaults of pods only (enableServiceLinks, serviceAccount).
 */
const addedToSpec = new Set([
  'nodeName',
  'hostname',
  'subdomain',
  'priority',
  'preemptionPolicy',
  'enableServiceLinks',
  'serviceAccount',
]);

/** Labels by which controllers tell their pods apart (Deployment, StatefulSet, DaemonSet, Job, Argo Rollout, topology labels of 1.35). */
const addedLabels = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'rollouts-pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/job-completion-index',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
]);

/**
 * Annotations that are another for each pod, and say nothing about it: addresses from CNIs (Calico, Multus, OVN-Kubernetes, Kube-OVN, AWS),
 * times of the kubelet, what LimitRanger did, copies of the object.
 */
const ofEachPod =
  /^(?:cni\.projectcalico\.org\/|k8s\.v1\.cni\.cncf\.io\/network|k8s\.ovn\.org\/|ovn\.kubernetes\.io\/|vpc\.amazonaws\.com\/|kubernetes\.io\/config\.seen$|kubernetes\.io\/limit-ranger$|kubectl\.kubernetes\.io\/last-applied)/;

/** Annotations that decide what a pod may do, so that pods differ by them. */
const bindingAnnotation = /^(?:container\.(?:apparmor|seccomp)\.security\.|seccomp\.security\.)/;

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';
/** The projected volume of plugin/pkg/admission/serviceaccount, and the Secret of clusters before 1.24. */
const tokenVolume = /^(?:kube-api-access-[a-z0-9]{5}|.*-token-[a-z0-9]{5})$/;

/** What a pod declares itself, without its name: pods of one template have the same. */
export function podBody(metadata: Fields, spec: Fields): { readonly metadata: Fields; readonly spec: Fields } {
  const labels = Object.entries(recordOf(metadata.labels)).filter(([key]) => !addedLabels.has(key));
  const annotations = Object.entries(recordOf(metadata.annotations)).filter(([key]) => !ofEachPod.test(key));
  return {
    metadata: {
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
      ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
      ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }),
      ...(metadata.ownerReferences !== undefined && { ownerReferences: metadata.ownerReferences }),
    },
    spec: declaredSpec(spec, stringOf(metadata.name) ?? ''),
  };
}

function declaredSpec(spec: Fields, podName: string): Fields {
  const volumes = listOf(spec.volumes).filter((volume) => !isToken(volume) && !isClaimed(volume, podName));
  const tolerations = listOf(spec.tolerations).filter((toleration) => !isDefaultToleration(toleration));
  const result: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(spec)) {
    if (addedToSpec.has(field)) continue;
    if (field === 'volumes') {
      if (volumes.length > 0) result.volumes = volumes;
    } else if (field === 'tolerations') {
      if (tolerations.length > 0) result.tolerations = tolerations;
    } else if (containerLists.has(field)) {
      result[field] = listOf(value).map(withoutTokenMount);
    } else {
      result[field] = value;
    }
  }
  return result;
}

const containerLists = new Set(['initContainers', 'containers', 'ephemeralContainers']);

function isToken(volume: unknown): boolean {
  const { name, projected, secret } = recordOf(volume);
  if (typeof name !== 'string' || !tokenVolume.test(name)) return false;
  if (isRecord(secret)) return secret.secretName === name;
  const sources = listOf(recordOf(projected).sources).map(recordOf);
  return (
    sources.length === 3 &&
    sources.some(({ serviceAccountToken }) => recordOf(serviceAccountToken).path === 'token') &&
    sources.some(({ configMap }) => recordOf(configMap).name === 'kube-root-ca.crt')
  );
}

/** The volume that the StatefulSet controller makes of a claim template. */
function isClaimed(volume: unknown, podName: string): boolean {
  const { name, persistentVolumeClaim } = recordOf(volume);
  return typeof name === 'string' && recordOf(persistentVolumeClaim).claimName === `${name}-${podName}`;
}

/** plugin/pkg/admission/defaulttolerationseconds; pkg/controller/daemon/util (taints of nodes that DaemonSets run on all the same). */
function isDefaultToleration(toleration: unknown): boolean {
  const { key, operator } = recordOf(toleration);
  return operator === 'Exists' && typeof key === 'string' && nodeTaints.has(key);
}

const nodeTaints = new Set(
  [
    'not-ready',
    'unreachable',
    'disk-pressure',
    'memory-pressure',
    'pid-pressure',
    'unschedulable',
    'network-unavailable',
  ].map((taint) => `node.kubernetes.io/${taint}`),
);

function withoutTokenMount(container: unknown): unknown {
  if (!isRecord(container)) return container;
  const mounts = listOf(container.volumeMounts);
  const kept = mounts.filter((mount) => {
    const { mountPath, name } = recordOf(mount);
    return mountPath !== tokenPath || typeof name !== 'string' || !tokenVolume.test(name);
  });
  if (kept.length === mounts.length) return container;
  const { volumeMounts: _, ...rest } = container;
  return kept.length === 0 ? rest : { ...rest, volumeMounts: kept };
}

/**
 * Fields that do not make a pod differ from its template although they may be another's. In the spec: what admission takes from the
 * namespace, the ServiceAccount, the RuntimeClass and the priority class, and what the DaemonSet controller adds (affinity to its node); in
 * containers: resources (LimitRanger, VerticalPodAutoscaler, resizes in place) and imagePullPolicy (AlwaysPullImages), about which the
 * template is asked.
 */
const freeInSpec = new Set([
  'tolerations',
  'imagePullSecrets',
  'overhead',
  'nodeSelector',
  'affinity',
  'priorityClassName',
  'terminationGracePeriodSeconds',
  'topologySpreadConstraints',
  'resources',
]);
const freeInContainer = new Set(['resources', 'imagePullPolicy', 'resizePolicy']);

/** Values that mean the same as none, wherever a field of that name stands in a pod (pkg/apis/core/v1/defaults.go). */
const defaults: Fields = {
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  serviceAccountName: 'default',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  protocol: 'TCP',
  scheme: 'HTTP',
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
  initialDelaySeconds: 0,
  defaultMode: 420,
  expirationSeconds: 3600,
  apiVersion: 'v1',
  hostNetwork: false,
  hostPID: false,
  hostIPC: false,
  shareProcessNamespace: false,
  stdin: false,
  stdinOnce: false,
  tty: false,
  readOnly: false,
};

/** Variable of the Job controller for indexed Jobs. */
const addedVariable = 'JOB_COMPLETION_INDEX';

/** What two pods have in common that differ in nothing that matters; the same of a template and of the pods made from it. */
export function digestOf(metadata: Fields, spec: Fields): string {
  const body = podBody(metadata, spec);
  const text = JSON.stringify([
    canonical(body.metadata.labels, ''),
    canonical(binding(recordOf(body.metadata.annotations)), ''),
    canonicalSpec(body.spec),
  ]);
  return hash('sha256', text, 'base64url').slice(0, 22);
}

function binding(annotations: Fields): Fields {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => bindingAnnotation.test(key)));
}

export function digestsOfTemplates(templates: readonly PodTemplate[]): ReadonlySet<string> {
  return new Set(templates.map(({ metadata, spec }) => digestOf(metadata, spec)));
}

function canonicalSpec(spec: Fields): unknown {
  const ofNode = spec.hostNetwork === true;
  return Object.keys(spec)
    .filter((field) => !freeInSpec.has(field))
    .sort()
    .flatMap((field) => {
      const value = containerLists.has(field)
        ? listOf(spec[field]).map((container) => canonicalContainer(recordOf(container), ofNode))
        : canonical(spec[field], field);
      return value === undefined ? [] : [[field, value]];
    });
}

function canonicalContainer(container: Fields, ofNode: boolean): unknown {
  return Object.keys(container)
    .filter((field) => !freeInContainer.has(field))
    .sort()
    .flatMap((field) => {
      const value = canonical(ownOf(field, container[field], ofNode), field);
      return value === undefined ? [] : [[field, value]];
    });
}

function ownOf(field: string, value: unknown, ofNode: boolean): unknown {
  if (field === 'env') return listOf(value).filter((variable) => recordOf(variable).name !== addedVariable);
  // In the network of the node a container's port is the node's: the API server says so in pods, but not in every template.
  if (field === 'ports' && ofNode)
    return listOf(value).map((port) => {
      const { hostPort, ...rest } = recordOf(port);
      return hostPort === rest.containerPort ? rest : port;
    });
  return value;
}

/** The value with its fields in order and without what means the same as nothing; undefined where nothing is left. */
function canonical(value: unknown, field: string): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (Object.hasOwn(defaults, field) && defaults[field] === value) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, '') ?? null);
    return items.length === 0 ? undefined : items;
  }
  if (!isRecord(value)) return value;
  const fields = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const of = canonical(value[name], name);
      return of === undefined ? [] : [[name, of]];
    });
  return fields.length === 0 ? undefined : { fields };
}
