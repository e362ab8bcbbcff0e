import {
  isRecord,
  type KubernetesObject,
  listOf,
  podTemplatesOf,
  recordOf,
  stringOf,
  textOf,
} from '../../kubernetes/index.ts';
import type { ResourceSchema, Schema } from '../../kubernetes/schema/index.ts';

/*
 * What the API server makes of an object before its policies see it, as far as policies are likely to ask: defaults of
 * pkg/apis, v1/defaults.go of each group, of Kubernetes v1.37.2, the namespace of the request, what the plugins
 * ServiceAccount, Priority and DefaultTolerationSeconds add to pods, and no nulls or empty optional lists and maps (they are gone after decoding).
 * Not done: what mutating webhooks, LimitRanges and PriorityClasses change, fields of alpha features.
 */

type Fields = Record<string, unknown>;

/** A copy of the object as policies see it; the object itself is never changed. */
export function asAdmitted(
  object: KubernetesObject,
  schema: ResourceSchema | undefined,
  namespace: string | undefined,
): KubernetesObject {
  const copy = decoded(object, schema?.schema, schema?.origin === 'built-in') as Fields & { metadata?: Fields };
  if (namespace !== undefined && copy.kind !== 'Namespace') copy.metadata = { ...copy.metadata, namespace };
  if (schema?.origin === 'built-in') {
    const hasSpec = fieldSchema(schema.schema, 'spec') !== undefined;
    byKind[`${object.apiVersion}/${object.kind}`]?.(copy, hasSpec ? ensure(copy, 'spec') : {});
    for (const { spec, path } of podTemplatesOf(copy as KubernetesObject)) {
      defaultPodSpec(spec as Fields);
      if (path.length === 1 && object.kind === 'Pod') defaultPod(spec as Fields);
    }
  }
  return copy as KubernetesObject;
}

/** The value without what decoding drops, with the defaults of its schema. */
function decoded(value: unknown, schema: Schema | undefined, builtIn: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => decoded(item, schema?.items, builtIn));
  // Quantities are read as numbers, too, and written as text.
  if (typeof value === 'number' && schema?.format === 'quantity') return String(value);
  if (!isRecord(value)) return value;
  const fields: Fields = {};
  const required = schema?.required ?? [];
  for (const [name, child] of Object.entries(value)) {
    const below = fieldSchema(schema, name);
    if (child === null && (builtIn || below?.nullable !== true)) continue;
    if (builtIn && !required.includes(name) && isEmptyCollection(child, below)) continue;
    // Defined, not assigned: a field may be called __proto__.
    Object.defineProperty(fields, name, {
      value: decoded(child, below, builtIn),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  for (const [name, child] of Object.entries(schema?.properties ?? {})) {
    if (child.default === undefined || Object.hasOwn(fields, name)) continue;
    // OpenAPI says {} and "" for Go's zero values, which are no defaults.
    if (builtIn && (child.default === '' || isRecord(child.default))) continue;
    fields[name] = structuredClone(child.default);
  }
  return fields;
}

function fieldSchema(schema: Schema | undefined, name: string): Schema | undefined {
  const { properties, additionalProperties } = schema ?? {};
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function isEmptyCollection(value: unknown, schema: Schema | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && schema?.additionalProperties !== undefined && Object.keys(value).length === 0;
}

/** Sets what is absent. */
function fill(target: Fields, defaults: Fields): void {
  for (const [name, value] of Object.entries(defaults)) target[name] ??= value;
}

function ensure(target: Fields, name: string): Fields {
  const known = target[name];
  if (isRecord(known)) return known;
  const made: Fields = {};
  if (known === undefined) target[name] = made;
  return made;
}

function records(value: unknown): Fields[] {
  return listOf(value).filter(isRecord);
}

const byKind: Readonly<Record<string, (object: Fields, spec: Fields) => void>> = {
  'v1/Namespace': (object) => {
    const name = recordOf(object.metadata).name;
    if (typeof name === 'string') ensure(ensure(object, 'metadata'), 'labels')['kubernetes.io/metadata.name'] = name;
  },
  'v1/Secret': (object) => {
    fill(object, { type: 'Opaque' });
    for (const [name, text] of Object.entries(recordOf(object.stringData))) {
      ensure(object, 'data')[name] = Buffer.from(textOf(text)).toString('base64');
    }
    delete object.stringData;
  },
  'v1/Service': (_, spec) => {
    fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
    for (const port of records(spec.ports)) fill(port, { protocol: 'TCP', targetPort: port.port });
    if (spec.type !== 'ExternalName') fill(spec, { internalTrafficPolicy: 'Cluster' });
    if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') fill(spec, { externalTrafficPolicy: 'Cluster' });
    if (spec.type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
  },
  'v1/PersistentVolumeClaim': (_, spec) => fill(spec, { volumeMode: 'Filesystem' }),
  'v1/PersistentVolume': (_, spec) => fill(spec, { volumeMode: 'Filesystem', persistentVolumeReclaimPolicy: 'Retain' }),
  'apps/v1/Deployment': (_, spec) => {
    fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    const strategy = ensure(spec, 'strategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') {
      fill(ensure(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
    }
  },
  'apps/v1/ReplicaSet': (_, spec) => fill(spec, { replicas: 1 }),
  'apps/v1/StatefulSet': (_, spec) => {
    fill(spec, { replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady' });
    const strategy = ensure(spec, 'updateStrategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') fill(ensure(strategy, 'rollingUpdate'), { partition: 0, maxUnavailable: 1 });
    for (const claim of records(spec.volumeClaimTemplates)) fill(ensure(claim, 'spec'), { volumeMode: 'Filesystem' });
    fill(ensure(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
  },
  'apps/v1/DaemonSet': (_, spec) => {
    fill(spec, { revisionHistoryLimit: 10 });
    const strategy = ensure(spec, 'updateStrategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') fill(ensure(strategy, 'rollingUpdate'), { maxUnavailable: 1, maxSurge: 0 });
  },
  'batch/v1/Job': (object, spec) => {
    if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
    const backoffLimit = spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1;
    fill(spec, { parallelism: 1, backoffLimit, completionMode: 'NonIndexed', suspend: false, manualSelector: false });
    fill(spec, { podReplacementPolicy: spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed' });
    const labels = recordOf(recordOf(spec.template).metadata).labels;
    if (labels !== undefined) fill(ensure(object, 'metadata'), { labels });
  },
  'batch/v1/CronJob': (_, spec) =>
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    }),
  'autoscaling/v2/HorizontalPodAutoscaler': (_, spec) => fill(spec, { minReplicas: 1 }),
  'storage.k8s.io/v1/StorageClass': (object) =>
    fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  'scheduling.k8s.io/v1/PriorityClass': (object) => fill(object, { preemptionPolicy: 'PreemptLowerPriority' }),
  'networking.k8s.io/v1/NetworkPolicy': (_, spec) => {
    fill(spec, { policyTypes: records(spec.egress).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'] });
    for (const rule of [...records(spec.ingress), ...records(spec.egress)]) {
      for (const port of records(rule.ports)) fill(port, { protocol: 'TCP' });
    }
  },
};

/** Of every pod spec, templates included. */
function defaultPodSpec(spec: Fields): void {
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account !== undefined) Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  fill(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
  for (const volume of records(spec.volumes)) {
    if (Object.keys(volume).every((field) => field === 'name')) volume.emptyDir = {};
    for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
      if (isRecord(volume[source])) fill(volume[source], { defaultMode: 0o644 });
    }
  }
  for (const container of [
    ...records(spec.initContainers),
    ...records(spec.containers),
    ...records(spec.ephemeralContainers),
  ]) {
    const image = stringOf(container.image) ?? '';
    fill(container, {
      imagePullPolicy: isLatest(image) ? 'Always' : 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      resources: {},
    });
    for (const port of records(container.ports)) {
      fill(port, { protocol: 'TCP' });
    }
    for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const probe = container[name];
      if (!isRecord(probe)) continue;
      fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
      if (isRecord(probe.httpGet)) fill(probe.httpGet, { path: '/', scheme: 'HTTP' });
    }
  }
}

/** Of pods only. */
function defaultPod(spec: Fields): void {
  fill(spec, { enableServiceLinks: true, serviceAccountName: 'default', serviceAccount: 'default' });
  if (spec.priorityClassName === undefined) fill(spec, { priority: 0, preemptionPolicy: 'PreemptLowerPriority' });
  tolerate(spec, 'node.kubernetes.io/not-ready');
  tolerate(spec, 'node.kubernetes.io/unreachable');
  const containers = [...records(spec.initContainers), ...records(spec.containers)];
  for (const container of containers) {
    const resources = ensure(container, 'resources');
    if (isRecord(resources.limits)) fill(ensure(resources, 'requests'), resources.limits);
    if (spec.hostNetwork !== true) continue;
    for (const port of records(container.ports)) fill(port, { hostPort: port.containerPort });
  }
  // Whether the ServiceAccount itself says no can't be seen here.
  if (spec.automountServiceAccountToken !== false) mountToken(spec, containers);
}

function tolerate(spec: Fields, key: string): void {
  const tolerations = records(spec.tolerations);
  const covers = ({ key: tolerated, effect }: Fields) =>
    (tolerated === undefined || tolerated === key) && (effect === undefined || effect === 'NoExecute');
  if (tolerations.some(covers)) return;
  const added = { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 };
  spec.tolerations = [...tolerations, added];
}

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The token's volume; the API server puts five random letters at the end of its name. Source: plugin/pkg/admission/serviceaccount. */
function mountToken(spec: Fields, containers: readonly Fields[]): void {
  const name = 'kube-api-access-xxxxx';
  const without = containers.filter((container) =>
    records(container.volumeMounts).every(({ mountPath }) => mountPath !== tokenPath),
  );
  for (const container of without) {
    container.volumeMounts = [...records(container.volumeMounts), { name, readOnly: true, mountPath: tokenPath }];
  }
  if (without.length === 0) return;
  const field = { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } };
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [field] } },
  ];
  spec.volumes = [...records(spec.volumes), { name, projected: { sources, defaultMode: 0o644 } }];
}

/** Whether an image's tag is latest, or it has neither tag nor digest. */
function isLatest(image: string): boolean {
  if (image.includes('@')) return /:latest@/.test(image);
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}
