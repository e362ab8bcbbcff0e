import { type KubernetesObject, recordOf } from '../object.ts';

/**
 * Examples that the unit test holds against `problems`, and the cluster test against a real API server: it must accept an object
 * exactly where `problems` is empty.
 */
export interface SchemaCase {
  readonly name: string;
  readonly object: KubernetesObject;
  /** `code path`, in the order found. */
  readonly problems: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

function object(apiVersion: string, kind: string, fields: Fields): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'example' }, ...fields };
}

const container = { name: 'web', image: 'web:1' };
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [container] } };

function without(fields: unknown, name: string): Fields {
  return Object.fromEntries(Object.entries(recordOf(fields)).filter(([field]) => field !== name));
}

function pod(spec: Fields): KubernetesObject {
  return object('v1', 'Pod', { spec: { containers: [container], ...spec } });
}

function withContainer(fields: Fields): KubernetesObject {
  return pod({ containers: [{ ...container, ...fields }] });
}

function withVolume(volume: Fields): KubernetesObject {
  return pod({ volumes: [{ name: 'data', ...volume }] });
}

function deployment(spec: Fields): KubernetesObject {
  return object('apps/v1', 'Deployment', { spec: { selector: { matchLabels: labels }, template, ...spec } });
}

function service(spec: Fields): KubernetesObject {
  return object('v1', 'Service', { spec: { ports: [{ port: 80 }], ...spec } });
}

const podCases: readonly (readonly [string, KubernetesObject, ...string[]])[] = [
  ['a plain pod', pod({})],
  ['an unknown field at the root', { ...pod({}), extra: 1 }, 'unknown-field extra'],
  ['an unknown field of the spec', pod({ privileged: true }), 'unknown-field spec.privileged'],
  ['a field with other case', pod({ hostnetwork: true }), 'misspelled-field spec.hostnetwork'],
  ['a misspelled field', pod({ nodeSelecter: {} }), 'misspelled-field spec.nodeSelecter'],
  ['an unknown field with a null', pod({ extra: null }), 'unknown-field spec.extra'],
  ['a null where a value is optional', pod({ hostNetwork: null, volumes: null, securityContext: null })],
  ['containers null', pod({ containers: null }), 'missing-field spec.containers'],
  ['containers empty', pod({ containers: [] }), 'missing-field spec.containers'],
  ['containers absent', object('v1', 'Pod', { spec: {} }), 'missing-field spec.containers'],
  ['containers a mapping', pod({ containers: {} }), 'wrong-type spec.containers'],
  ['a container that is a text', pod({ containers: ['web'] }), 'wrong-type spec.containers[0]'],
  [
    'a container that is null',
    pod({ containers: [null] }),
    'missing-field spec.containers[0].image',
    'missing-field spec.containers[0].name',
  ],
  ['a container without a name', pod({ containers: [{ image: 'a' }] }), 'missing-field spec.containers[0].name'],
  [
    'a container with an empty name',
    pod({ containers: [{ name: '', image: 'a' }] }),
    'missing-field spec.containers[0].name',
  ],
  ['a container without an image', pod({ containers: [{ name: 'a' }] }), 'missing-field spec.containers[0].image'],
  [
    'an init container without an image',
    pod({ initContainers: [{ name: 'a' }] }),
    'missing-field spec.initContainers[0].image',
  ],
  ['no spec', object('v1', 'Pod', {}), 'missing-field spec.containers'],
  ['no name', { ...pod({}), metadata: {} }, 'missing-field metadata.name'],
  ['generateName', { ...pod({}), metadata: { generateName: 'a-' } }],
  ['metadata a list', { ...pod({}), metadata: [] as never }, 'wrong-type metadata', 'missing-field metadata.name'],
  ['two containers of a name', pod({ containers: [container, container] }), 'duplicate spec.containers[1]'],
  ['two volumes of a name', pod({ volumes: [{ name: 'a' }, { name: 'a' }] }), 'duplicate spec.volumes[1]'],
  ['a volume without a source', pod({ volumes: [{ name: 'a' }] })],
  ['a number for a text', withContainer({ image: 5 }), 'wrong-type spec.containers[0].image'],
  [
    'a boolean for a text',
    withContainer({ env: [{ name: 'A', value: true }] }),
    'wrong-type spec.containers[0].env[0].value',
  ],
  [
    'a number for an env value',
    withContainer({ env: [{ name: 'A', value: 1 }] }),
    'wrong-type spec.containers[0].env[0].value',
  ],
  ['an env without a name', withContainer({ env: [{ value: 'a' }] }), 'missing-field spec.containers[0].env[0].name'],
  [
    'an env that repeats',
    withContainer({
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
  ],
  ['env as a mapping', withContainer({ env: { A: '1' } }), 'wrong-type spec.containers[0].env'],
  ['a text for a boolean', pod({ hostNetwork: 'true' }), 'wrong-type spec.hostNetwork'],
  ['a number for a boolean', pod({ hostPID: 1 }), 'wrong-type spec.hostPID'],
  [
    'a text for an integer',
    pod({ terminationGracePeriodSeconds: '30' }),
    'wrong-type spec.terminationGracePeriodSeconds',
  ],
  [
    'a fraction for an integer',
    pod({ terminationGracePeriodSeconds: 1.5 }),
    'wrong-type spec.terminationGracePeriodSeconds',
  ],
  [
    'an integer beyond int32',
    withContainer({ ports: [{ containerPort: 4294967376 }] }),
    'invalid-value spec.containers[0].ports[0].containerPort',
  ],
  [
    'a port as text',
    withContainer({ ports: [{ containerPort: '80' }] }),
    'wrong-type spec.containers[0].ports[0].containerPort',
  ],
  [
    'a port absent',
    withContainer({ ports: [{ name: 'web' }] }),
    'missing-field spec.containers[0].ports[0].containerPort',
  ],
  ['a port that repeats', withContainer({ ports: [{ containerPort: 80 }, { containerPort: 80 }] })],
  [
    'a mount that repeats',
    {
      ...pod({
        volumes: [{ name: 'a' }, { name: 'b' }],
        containers: [
          {
            ...container,
            volumeMounts: [
              { name: 'a', mountPath: '/a' },
              { name: 'b', mountPath: '/a' },
            ],
          },
        ],
      }),
    },
    'duplicate spec.containers[0].volumeMounts[1]',
  ],
  [
    'a mount without a path',
    pod({ volumes: [{ name: 'a' }], containers: [{ ...container, volumeMounts: [{ name: 'a' }] }] }),
    'missing-field spec.containers[0].volumeMounts[0].mountPath',
  ],
  ['command as a text', withContainer({ command: 'sh' }), 'wrong-type spec.containers[0].command'],
  ['a number in args', withContainer({ args: ['-p', 80] }), 'wrong-type spec.containers[0].args[1]'],
  ['a null in args', withContainer({ args: ['-p', null] })],
  [
    'quantities',
    withContainer({ resources: { limits: { cpu: '100m', memory: '1.5Gi', 'ephemeral-storage': '1e9' } } }),
  ],
  [
    'quantities that are numbers',
    withContainer({ resources: { limits: { cpu: 2, memory: 1000000000 }, requests: { cpu: 0.5 } } }),
  ],
  [
    'a quantity with a wrong suffix',
    withContainer({ resources: { limits: { memory: '1GB' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  [
    'a quantity with a space',
    withContainer({ resources: { limits: { memory: '1 Gi' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  [
    'an empty quantity',
    withContainer({ resources: { limits: { memory: '' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  [
    'a quantity that is a boolean',
    withContainer({ resources: { limits: { memory: true } } }),
    'wrong-type spec.containers[0].resources.limits.memory',
  ],
  [
    'a quantity that is a mapping',
    withContainer({ resources: { limits: { memory: {} } } }),
    'wrong-type spec.containers[0].resources.limits.memory',
  ],
  ['limits beside resources', withContainer({ limits: { cpu: '1' } }), 'unknown-field spec.containers[0].limits'],
  [
    'a limit in the wrong place',
    withContainer({ resources: { cpu: '1' } }),
    'unknown-field spec.containers[0].resources.cpu',
  ],
  ['a pull policy of the list', withContainer({ imagePullPolicy: 'Always' })],
  [
    'a pull policy that does not exist',
    withContainer({ imagePullPolicy: 'Sometimes' }),
    'invalid-value spec.containers[0].imagePullPolicy',
  ],
  ['an empty pull policy', withContainer({ imagePullPolicy: '' })],
  ['a restart policy that does not exist', pod({ restartPolicy: 'always' }), 'invalid-value spec.restartPolicy'],
  ['a DNS policy that does not exist', pod({ dnsPolicy: 'none' }), 'invalid-value spec.dnsPolicy'],
  [
    'a seccomp type that does not exist',
    pod({ securityContext: { seccompProfile: { type: 'Default' } } }),
    'invalid-value spec.securityContext.seccompProfile.type',
  ],
  [
    'a seccomp profile without a type',
    pod({ securityContext: { seccompProfile: {} } }),
    'missing-field spec.securityContext.seccompProfile.type',
  ],
  [
    'capabilities as a list',
    withContainer({ securityContext: { capabilities: ['ALL'] } }),
    'wrong-type spec.containers[0].securityContext.capabilities',
  ],
  ['capabilities', withContainer({ securityContext: { capabilities: { drop: ['ALL'] } } })],
  ['a pod field in a container', withContainer({ hostNetwork: true }), 'unknown-field spec.containers[0].hostNetwork'],
  [
    'a container field in a pod context',
    pod({ securityContext: { privileged: true } }),
    'unknown-field spec.securityContext.privileged',
  ],
  [
    'a user that is a text',
    pod({ securityContext: { runAsUser: '1000' } }),
    'wrong-type spec.securityContext.runAsUser',
  ],
  [
    'labels that are numbers',
    { ...pod({}), metadata: { name: 'a', labels: { a: 1 } as never } },
    'wrong-type metadata.labels.a',
  ],
  ['labels that are null', { ...pod({}), metadata: { name: 'a', labels: { a: null } as never } }],
  [
    'annotations that are booleans',
    { ...pod({}), metadata: { name: 'a', annotations: { a: true } as never } },
    'wrong-type metadata.annotations.a',
  ],
  [
    'an unknown field of metadata',
    { ...pod({}), metadata: { name: 'a', label: {} } },
    'misspelled-field metadata.label',
  ],
  ['creationTimestamp null', { ...pod({}), metadata: { name: 'a', creationTimestamp: null } }],
  [
    'creationTimestamp of no form',
    { ...pod({}), metadata: { name: 'a', creationTimestamp: 'today' } },
    'invalid-value metadata.creationTimestamp',
  ],
  [
    'creationTimestamp without a zone',
    { ...pod({}), metadata: { name: 'a', creationTimestamp: '2026-01-02T03:04:05' } },
    'invalid-value metadata.creationTimestamp',
  ],
  [
    'creationTimestamp with a zone',
    { ...pod({}), metadata: { name: 'a', creationTimestamp: '2026-01-02T03:04:05.1+01:00' } },
  ],
  [
    'creationTimestamp on a day that is not',
    { ...pod({}), metadata: { name: 'a', creationTimestamp: '2026-02-30T03:04:05Z' } },
    'invalid-value metadata.creationTimestamp',
  ],
  ['a name that is a number', { ...pod({}), metadata: { name: 5 as never } }, 'wrong-type metadata.name'],
  ['a status', { ...pod({}), status: { phase: 'Running', conditions: [{}] } }],
  ['a status of a wrong type', { ...pod({}), status: 'Running' }, 'wrong-type status'],
  ['an unknown field of the status', { ...pod({}), status: { extra: 1 } }, 'unknown-field status.extra'],
  ['a probe with a port as text', withContainer({ livenessProbe: { httpGet: { path: '/', port: 'http' } } })],
  ['a probe with a port as number', withContainer({ livenessProbe: { httpGet: { path: '/', port: 80 } } })],
  [
    'a probe with a fraction as port',
    withContainer({ livenessProbe: { httpGet: { path: '/', port: 80.5 } } }),
    'wrong-type spec.containers[0].livenessProbe.httpGet.port',
  ],
  [
    'a probe with a boolean as port',
    withContainer({ livenessProbe: { httpGet: { path: '/', port: true } } }),
    'wrong-type spec.containers[0].livenessProbe.httpGet.port',
  ],
  [
    'a probe without a port',
    withContainer({ livenessProbe: { httpGet: { path: '/' } } }),
    'missing-field spec.containers[0].livenessProbe.httpGet.port',
  ],
  [
    'a probe with command instead of exec',
    withContainer({ livenessProbe: { command: ['a'] } }),
    'unknown-field spec.containers[0].livenessProbe.command',
  ],
  ['a toleration', pod({ tolerations: [{ key: 'a', operator: 'Exists' }] })],
  [
    'a toleration with a text for seconds',
    pod({ tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: '3' }] }),
    'wrong-type spec.tolerations[0].tolerationSeconds',
  ],
  ['a hostPath', withVolume({ hostPath: { path: '/a', type: 'Directory' } })],
  ['a hostPath without a path', withVolume({ hostPath: {} }), 'missing-field spec.volumes[0].hostPath.path'],
  [
    'a hostPath type that does not exist',
    withVolume({ hostPath: { path: '/a', type: 'Folder' } }),
    'invalid-value spec.volumes[0].hostPath.type',
  ],
  ['an emptyDir that is null', withVolume({ emptyDir: null })],
  ['an emptyDir with a size', withVolume({ emptyDir: { sizeLimit: '1Gi' } })],
  ['a configMap volume with a mode', withVolume({ configMap: { name: 'a', defaultMode: 0o644 } })],
  [
    'a configMap volume with a mode as text',
    withVolume({ configMap: { name: 'a', defaultMode: '0644' } }),
    'wrong-type spec.volumes[0].configMap.defaultMode',
  ],
  ['a secret volume with a name', withVolume({ secret: { name: 'a' } }), 'unknown-field spec.volumes[0].secret.name'],
  [
    'a claim without a name',
    withVolume({ persistentVolumeClaim: {} }),
    'missing-field spec.volumes[0].persistentVolumeClaim.claimName',
  ],
  [
    'affinity without terms',
    pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } }),
    'missing-field spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
  ],
  [
    'a spread that repeats',
    pod({
      topologySpreadConstraints: [1, 2].map(() => ({
        maxSkew: 1,
        topologyKey: 'a',
        whenUnsatisfiable: 'DoNotSchedule',
      })),
    }),
    'duplicate spec.topologySpreadConstraints[1]',
  ],
  [
    'a spread without a skew',
    pod({ topologySpreadConstraints: [{ topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }] }),
    'missing-field spec.topologySpreadConstraints[0].maxSkew',
  ],
  [
    'a host alias that repeats',
    pod({
      hostAliases: [
        { ip: '1.2.3.4', hostnames: ['a'] },
        { ip: '1.2.3.4', hostnames: ['b'] },
      ],
    }),
  ],
  ['a pull secret that repeats', pod({ imagePullSecrets: [{ name: 'a' }, { name: 'a' }] })],
  ['a pull secret as a text', pod({ imagePullSecrets: ['a'] }), 'wrong-type spec.imagePullSecrets[0]'],
  [
    'a limit of 1K',
    withContainer({ resources: { limits: { memory: '1K' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  ['a limit of 1E', withContainer({ resources: { limits: { memory: '1E' } } })],
  ['a limit of .5', withContainer({ resources: { limits: { memory: '.5' } } })],
  ['a limit of 5.', withContainer({ resources: { limits: { memory: '5.' } } })],
  ['a limit of +1', withContainer({ resources: { limits: { memory: '+1' } } })],
  ['a limit of 1e3', withContainer({ resources: { limits: { memory: '1e3' } } })],
  ['a limit of 1E3', withContainer({ resources: { limits: { memory: '1E3' } } })],
  [
    'a limit of 1e',
    withContainer({ resources: { limits: { memory: '1e' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  [
    'a limit of 0x10',
    withContainer({ resources: { limits: { memory: '0x10' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  [
    'a limit of 1gi',
    withContainer({ resources: { limits: { memory: '1gi' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  ['a limit of 1 ', withContainer({ resources: { limits: { memory: '1 ' } } })],
  ['a limit of .', withContainer({ resources: { limits: { memory: '.' } } })],
  ['a limit of 1n', withContainer({ resources: { limits: { memory: '1n' } } })],
  ['a limit of 1u', withContainer({ resources: { limits: { memory: '1u' } } })],
  [
    'a limit of 1ki',
    withContainer({ resources: { limits: { memory: '1ki' } } }),
    'invalid-value spec.containers[0].resources.limits.memory',
  ],
  ['a limit of 1Ki', withContainer({ resources: { limits: { memory: '1Ki' } } })],
  [
    'two gates of a name',
    pod({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }),
    'duplicate spec.schedulingGates[1]',
  ],
  [
    'two init containers of a name',
    pod({
      initContainers: [
        { name: 'a', image: 'a' },
        { name: 'a', image: 'a' },
      ],
    }),
    'duplicate spec.initContainers[1]',
  ],
  [
    'an owner that repeats',
    {
      ...pod({}),
      metadata: {
        name: 'a',
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name: 'a', uid: 'b' },
          { apiVersion: 'v1', kind: 'Node', name: 'a', uid: 'b' },
        ],
      },
    },
  ],
  [
    'an owner without a uid',
    { ...pod({}), metadata: { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'a' }] } },
    'missing-field metadata.ownerReferences[0].uid',
  ],
  ['a finalizer that repeats', { ...pod({}), metadata: { name: 'a', finalizers: ['a.b/c', 'a.b/c'] } }],
  ['metadata null', { ...pod({}), metadata: null as never }, 'missing-field metadata.name'],
  ['a readiness gate', pod({ readinessGates: [{ conditionType: 'a.b/c' }] })],
  ['a lifecycle hook', withContainer({ lifecycle: { preStop: { exec: { command: ['a'] } } } })],
  [
    'a lifecycle hook without a port',
    withContainer({ lifecycle: { preStop: { httpGet: { path: '/' } } } }),
    'missing-field spec.containers[0].lifecycle.preStop.httpGet.port',
  ],
  [
    'env from a secret without a key',
    withContainer({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a' } } }] }),
    'missing-field spec.containers[0].env[0].valueFrom.secretKeyRef.key',
  ],
  [
    'env from a field',
    withContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
  ],
  [
    'env from a field without a path',
    withContainer({ env: [{ name: 'A', valueFrom: { fieldRef: {} } }] }),
    'missing-field spec.containers[0].env[0].valueFrom.fieldRef.fieldPath',
  ],
  ['a projected volume', withVolume({ projected: { sources: [{ serviceAccountToken: { path: 'a' } }] } })],
  [
    'a projected token without a path',
    withVolume({ projected: { sources: [{ serviceAccountToken: {} }] } }),
    'missing-field spec.volumes[0].projected.sources[0].serviceAccountToken.path',
  ],
  ['a csi volume without a driver', withVolume({ csi: {} }), 'missing-field spec.volumes[0].csi.driver'],
  ['a sysctl without a value', pod({ securityContext: { sysctls: [{ name: 'kernel.shm_rmid_forced' }] } })],
  ['an empty volume name', pod({ volumes: [{ name: '' }] }), 'missing-field spec.volumes[0].name'],
  [
    'an integer written as a huge number',
    pod({ terminationGracePeriodSeconds: 1e30 }),
    'invalid-value spec.terminationGracePeriodSeconds',
  ],
  ['a seconds field beyond int32', pod({ activeDeadlineSeconds: 2147483647 })],
];

const workloadCases: typeof podCases = [
  ['a deployment', deployment({})],
  ['replicas as a text', deployment({ replicas: '3' }), 'wrong-type spec.replicas'],
  ['replicas with a fraction of zero', deployment({ replicas: 3.0 })],
  ['no selector', object('apps/v1', 'Deployment', { spec: { template } }), 'missing-field spec.selector'],
  [
    'no template',
    object('apps/v1', 'Deployment', { spec: { selector: { matchLabels: labels } } }),
    'missing-field spec.template',
  ],
  ['a selector like a service has', deployment({ selector: labels }), 'unknown-field spec.selector.app'],
  ['containers beside the template', deployment({ containers: [] }), 'unknown-field spec.containers'],
  [
    'a percentage',
    deployment({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } } }),
  ],
  ['a strategy that does not exist', deployment({ strategy: { type: 'Rolling' } }), 'invalid-value spec.strategy.type'],
  [
    'an expression without an operator',
    deployment({ selector: { matchLabels: labels, matchExpressions: [{ key: 'a' }] } }),
    'missing-field spec.selector.matchExpressions[0].operator',
  ],
  [
    'a stateful set without serviceName',
    object('apps/v1', 'StatefulSet', { spec: { selector: { matchLabels: labels }, template } }),
  ],
  [
    'a stateful set with a claim',
    object('apps/v1', 'StatefulSet', {
      spec: {
        serviceName: 'a',
        selector: { matchLabels: labels },
        template,
        volumeClaimTemplates: [
          {
            metadata: { name: 'a' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    }),
  ],
  [
    'an access mode that does not exist',
    object('v1', 'PersistentVolumeClaim', {
      spec: { accessModes: ['RWO'], resources: { requests: { storage: '1Gi' } } },
    }),
    'invalid-value spec.accessModes[0]',
  ],
  [
    'storage beside requests',
    object('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'], resources: { storage: '1Gi' } } }),
    'unknown-field spec.resources.storage',
  ],
  [
    'a daemon set with replicas',
    object('apps/v1', 'DaemonSet', { spec: { replicas: 1, selector: { matchLabels: labels }, template } }),
    'unknown-field spec.replicas',
  ],
  [
    'a job',
    object('batch/v1', 'Job', { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } }),
  ],
  ['a job without a template', object('batch/v1', 'Job', { spec: {} }), 'missing-field spec.template'],
  [
    'a cron job',
    object('batch/v1', 'CronJob', {
      spec: {
        schedule: '0 * * * *',
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } },
      },
    }),
  ],
  [
    'a cron job without a schedule',
    object('batch/v1', 'CronJob', {
      spec: { jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } } },
    }),
    'missing-field spec.schedule',
  ],
  [
    'a cron job with the job spec in the wrong place',
    object('batch/v1', 'CronJob', {
      spec: {
        schedule: '0 * * * *',
        jobTemplate: { template: { spec: { restartPolicy: 'Never', containers: [container] } } },
      },
    }),
    'unknown-field spec.jobTemplate.template',
    'missing-field spec.jobTemplate.spec.template',
  ],
  [
    'a concurrency policy that does not exist',
    object('batch/v1', 'CronJob', {
      spec: {
        schedule: '0 * * * *',
        concurrencyPolicy: 'Deny',
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } },
      },
    }),
    'invalid-value spec.concurrencyPolicy',
  ],
  [
    'an autoscaler',
    object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
    }),
  ],
  [
    'an autoscaler without a maximum',
    object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
    }),
    'missing-field spec.maxReplicas',
  ],
  [
    'an autoscaler without a target',
    object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { maxReplicas: 3 } }),
    'missing-field spec.scaleTargetRef',
  ],
  [
    'a budget',
    object('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: '50%', selector: { matchLabels: labels } } }),
  ],
  ['a pod template', object('v1', 'PodTemplate', { template })],
  ['a revision without a number', object('apps/v1', 'ControllerRevision', { data: {} })],
];

/** The CRD that the custom cases are instances of. */
export const exampleCrd: KubernetesObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'integer', format: 'int32', minimum: 1, maximum: 10 },
                  ratio: { type: 'number', exclusiveMinimum: true, minimum: 0 },
                  color: { type: 'string', enum: ['red', 'green'] },
                  code: { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 4 },
                  port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
                  maybe: { type: 'string', nullable: true },
                  level: { type: 'string', default: 'low' },
                  when: { type: 'string', format: 'date-time' },
                  address: { type: 'string', format: 'ipv4' },
                  free: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                    properties: { known: { type: 'integer' } },
                  },
                  closed: { type: 'object' },
                  labels: { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 2 },
                  anything: { 'x-kubernetes-preserve-unknown-fields': true },
                  tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set', maxItems: 3 },
                  parts: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: { type: 'string' }, count: { type: 'integer' } },
                    },
                  },
                  source: {
                    type: 'object',
                    properties: { git: { type: 'string' }, image: { type: 'string' } },
                    oneOf: [{ required: ['git'] }, { required: ['image'] }],
                  },
                  embedded: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                    properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
                  },
                },
              },
              status: { type: 'object', properties: { ready: { type: 'boolean' } } },
            },
          },
        },
      },
    ],
  },
};

const otherCases: typeof podCases = [
  ['a service', service({})],
  ['a service whose port is a text', service({ ports: [{ port: '80' }] }), 'wrong-type spec.ports[0].port'],
  ['a service whose port is missing', service({ ports: [{ targetPort: 80 }] }), 'missing-field spec.ports[0].port'],
  [
    'a service with a repeated port',
    service({
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 80, protocol: 'TCP' },
      ],
    }),
    'duplicate spec.ports[1]',
  ],
  [
    'a service with a port for two protocols',
    service({
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 80, protocol: 'UDP' },
      ],
    }),
  ],
  ['a service type that does not exist', service({ type: 'External' }), 'invalid-value spec.type'],
  [
    'a service with a selector like a deployment has',
    service({ selector: { matchLabels: labels } }),
    'wrong-type spec.selector.matchLabels',
  ],
  ['a config map', object('v1', 'ConfigMap', { data: { a: 'b' }, binaryData: { b: 'YQ==' } })],
  ['a config map with a number', object('v1', 'ConfigMap', { data: { a: 1 } }), 'wrong-type data.a'],
  ['a config map with nested data', object('v1', 'ConfigMap', { data: { a: { b: 'c' } } }), 'wrong-type data.a'],
  ['a config map with a spec', object('v1', 'ConfigMap', { spec: {} }), 'unknown-field spec'],
  ['a config map with data null', object('v1', 'ConfigMap', { data: null })],
  ['a secret', object('v1', 'Secret', { data: { a: 'YWI=' }, stringData: { b: 'c' } })],
  ['a secret that is not base64', object('v1', 'Secret', { data: { a: 'p@ss' } }), 'invalid-value data.a'],
  ['a secret without padding', object('v1', 'Secret', { data: { a: 'YWI' } }), 'invalid-value data.a'],
  ['a secret with a line break', object('v1', 'Secret', { data: { a: 'YW\nI=' } })],
  ['a secret that is a number', object('v1', 'Secret', { data: { a: 1234 } }), 'wrong-type data.a'],
  ['an empty secret', object('v1', 'Secret', { data: { a: '' } })],
  ['a namespace', object('v1', 'Namespace', {})],
  ['a service account', object('v1', 'ServiceAccount', { automountServiceAccountToken: false })],
  [
    'a service account with a text',
    object('v1', 'ServiceAccount', { automountServiceAccountToken: 'false' }),
    'wrong-type automountServiceAccountToken',
  ],
  [
    'a role',
    object('rbac.authorization.k8s.io/v1', 'Role', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    }),
  ],
  ['a role without rules', object('rbac.authorization.k8s.io/v1', 'Role', {})],
  [
    'a role without verbs',
    object('rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], resources: ['pods'] }] }),
    'missing-field rules[0].verbs',
  ],
  [
    'a role with a text for verbs',
    object('rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: 'get' }] }),
    'wrong-type rules[0].verbs',
  ],
  [
    'a binding',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [],
    }),
  ],
  [
    'a binding without a role',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', { subjects: [] }),
    'missing-field roleRef',
  ],
  [
    'a subject without a kind',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ name: 'a' }],
    }),
    'missing-field subjects[0].kind',
  ],
  [
    'a network policy',
    object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] },
    }),
  ],
  [
    'a network policy without a selector',
    object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { policyTypes: ['Ingress'] } }),
  ],
  [
    'a network policy with a port list',
    object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ingress: [{ ports: [80] }] } }),
    'wrong-type spec.ingress[0].ports[0]',
  ],
  [
    'a network policy with a block of no form',
    object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: {} }] }] },
    }),
    'missing-field spec.ingress[0].from[0].ipBlock.cidr',
  ],
  [
    'an ingress',
    object('networking.k8s.io/v1', 'Ingress', {
      spec: {
        rules: [
          {
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }],
            },
          },
        ],
      },
    }),
  ],
  [
    'an ingress of the old form',
    object('networking.k8s.io/v1', 'Ingress', {
      spec: {
        rules: [
          { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { serviceName: 'a', servicePort: 80 } }] } },
        ],
      },
    }),
    'unknown-field spec.rules[0].http.paths[0].backend.serviceName',
    'unknown-field spec.rules[0].http.paths[0].backend.servicePort',
  ],
  [
    'an ingress without a path type',
    object('networking.k8s.io/v1', 'Ingress', {
      spec: {
        rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'a', port: { number: 80 } } } }] } }],
      },
    }),
    'missing-field spec.rules[0].http.paths[0].pathType',
  ],
  ['a priority class', object('scheduling.k8s.io/v1', 'PriorityClass', { value: 5 })],
  ['a priority class without a value', object('scheduling.k8s.io/v1', 'PriorityClass', {})],
  ['a storage class', object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'a.b' })],
  [
    'a storage class without a provisioner',
    object('storage.k8s.io/v1', 'StorageClass', {}),
    'missing-field provisioner',
  ],
  ['a quota', object('v1', 'ResourceQuota', { spec: { hard: { pods: '5', 'requests.cpu': 1 } } })],
  ['a limit range', object('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] } })],
  [
    'a limit without a type',
    object('v1', 'LimitRange', { spec: { limits: [{ default: { cpu: '1' } }] } }),
    'missing-field spec.limits[0].type',
  ],
  [
    'a lease with a time',
    object('coordination.k8s.io/v1', 'Lease', { spec: { renewTime: '2026-01-02T03:04:05.123456Z' } }),
  ],
  [
    'a lease with a time of no form',
    object('coordination.k8s.io/v1', 'Lease', { spec: { renewTime: '2026-01-02' } }),
    'invalid-value spec.renewTime',
  ],
  [
    'a review, which has no name',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'get' } },
    },
  ],
  [
    'an admission policy',
    object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        validations: [{ expression: 'true' }],
      },
    }),
  ],
  [
    'an operation that does not exist',
    object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['WRITE'], resources: ['pods'] }],
        },
        validations: [{ expression: 'true' }],
      },
    }),
    'invalid-value spec.matchConstraints.resourceRules[0].operations[0]',
  ],
  [
    'a validation without an expression',
    object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        validations: [{ message: 'a' }],
      },
    }),
    'missing-field spec.validations[0].expression',
  ],
  [
    'a webhook configuration',
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
      webhooks: [
        {
          name: 'a.b.c',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          clientConfig: { url: 'https://a.b/c', caBundle: 'YQ==' },
        },
      ],
    }),
  ],
  [
    'a webhook without side effects',
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
      webhooks: [{ name: 'a.b.c', admissionReviewVersions: ['v1'], clientConfig: { url: 'https://a.b/c' } }],
    }),
    'missing-field webhooks[0].sideEffects',
  ],
  [
    'two webhooks of a name',
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
      webhooks: [1, 2].map(() => ({
        name: 'a.b.c',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: { url: 'https://a.b/c' },
      })),
    }),
    'duplicate webhooks[1]',
  ],
  ['two secrets of a name', object('v1', 'ServiceAccount', { secrets: [{ name: 'a' }, { name: 'a' }] })],
  ['a runtime class without a handler', object('node.k8s.io/v1', 'RuntimeClass', {}), 'missing-field handler'],
  [
    'an endpoint slice',
    object('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }] }),
  ],
  [
    'an endpoint slice without a type',
    object('discovery.k8s.io/v1', 'EndpointSlice', { endpoints: [] }),
    'missing-field addressType',
  ],
  ['an event', object('v1', 'Event', { involvedObject: { namespace: 'default' } })],
  [
    'a signing request without a signer',
    object('certificates.k8s.io/v1', 'CertificateSigningRequest', {
      spec: { request: 'YQ==', usages: ['client auth'] },
    }),
    'missing-field spec.signerName',
  ],
  [
    'a claim of no size',
    object('v1', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage: '1Gi' } } } }),
    'missing-field spec.accessModes',
  ],
  ['a CRD', exampleCrd],
  ['a CRD without a scope', { ...exampleCrd, spec: without(exampleCrd.spec, 'scope') }, 'missing-field spec.scope'],
  [
    'a CRD with an unknown field',
    { ...exampleCrd, spec: { ...(exampleCrd.spec as object), validation: {} } },
    'unknown-field spec.validation',
  ],
];

function widget(spec: Fields, rest: Fields = {}): KubernetesObject {
  return object('example.com/v1', 'Widget', { spec: { size: 1, ...spec }, ...rest });
}

const customCases: typeof podCases = [
  ['a custom resource', widget({})],
  ['no spec', object('example.com/v1', 'Widget', {}), 'missing-field spec'],
  ['a spec that is null', object('example.com/v1', 'Widget', { spec: null }), 'missing-field spec'],
  ['a null of a map', widget({ labels: { a: null } })],
  ['a required field missing', object('example.com/v1', 'Widget', { spec: {} }), 'missing-field spec.size'],
  ['an unknown field', widget({ extra: 1 }), 'unknown-field spec.extra'],
  ['an unknown field at the root', widget({}, { extra: 1 }), 'unknown-field extra'],
  ['an unknown field of metadata', widget({}, { metadata: { name: 'a', extra: 1 } }), 'unknown-field metadata.extra'],
  [
    'a label that is a number',
    widget({}, { metadata: { name: 'a', labels: { a: 1 } } }),
    'wrong-type metadata.labels.a',
  ],
  ['no name', widget({}, { metadata: {} }), 'missing-field metadata.name'],
  ['a text for an integer', widget({ size: '1' }), 'wrong-type spec.size'],
  ['a fraction for an integer', widget({ size: 1.5 }), 'wrong-type spec.size'],
  ['below the minimum', widget({ size: 0 }), 'invalid-value spec.size'],
  ['above the maximum', widget({ size: 11 }), 'invalid-value spec.size'],
  ['at the maximum', widget({ size: 10 })],
  ['at an exclusive minimum', widget({ ratio: 0 }), 'invalid-value spec.ratio'],
  ['an integer for a number', widget({ ratio: 1 })],
  ['a value of the list', widget({ color: 'red' })],
  ['a value that is not of the list', widget({ color: 'blue' }), 'invalid-value spec.color'],
  ['a pattern that matches', widget({ code: 'abc' })],
  ['a pattern that does not match', widget({ code: 'A1' }), 'invalid-value spec.code'],
  ['a text too short', widget({ code: 'a' }), 'invalid-value spec.code'],
  ['a text too long', widget({ code: 'abcde' }), 'invalid-value spec.code'],
  ['int-or-string: a number', widget({ port: 80 })],
  ['int-or-string: a text', widget({ port: 'http' })],
  ['int-or-string: a boolean', widget({ port: true }), 'wrong-type spec.port'],
  ['int-or-string: a fraction', widget({ port: 1.5 }), 'wrong-type spec.port'],
  ['a null that is allowed', widget({ maybe: null })],
  ['a null that is not allowed, which is dropped', widget({ color: null })],
  ['a null with a default', widget({ level: null })],
  ['a date-time', widget({ when: '2026-01-02T03:04:05Z' })],
  ['a date-time of no form', widget({ when: 'today' }), 'invalid-value spec.when'],
  ['an address', widget({ address: '10.0.0.1' })],
  ['an address of no form', widget({ address: '10.0.0.256' }), 'invalid-value spec.address'],
  ['preserved unknown fields', widget({ free: { known: 1, other: { deep: [1] } } })],
  ['a known field among preserved ones', widget({ free: { known: 'a' } }), 'wrong-type spec.free.known'],
  ['an object without properties', widget({ closed: { a: 1 } }), 'unknown-field spec.closed.a'],
  ['a map', widget({ labels: { a: 'b' } })],
  ['a map with a wrong value', widget({ labels: { a: 1 } }), 'wrong-type spec.labels.a'],
  ['a map with too many entries', widget({ labels: { a: '1', b: '2', c: '3' } }), 'invalid-value spec.labels'],
  ['anything: a text', widget({ anything: 'a' })],
  ['anything: an object', widget({ anything: { a: [1] } })],
  ['a set', widget({ tags: ['a', 'b'] })],
  ['a set that repeats', widget({ tags: ['a', 'a'] }), 'duplicate spec.tags[1]'],
  ['a list too long', widget({ tags: ['a', 'b', 'c', 'd'] }), 'invalid-value spec.tags'],
  ['a null in a list', widget({ tags: [null] }), 'wrong-type spec.tags[0]'],
  ['a list map', widget({ parts: [{ name: 'a' }, { name: 'b' }] })],
  ['a list map that repeats', widget({ parts: [{ name: 'a' }, { name: 'a' }] }), 'duplicate spec.parts[1]'],
  ['a list map without its key', widget({ parts: [{ count: 1 }] }), 'missing-field spec.parts[0].name'],
  ['an unknown field in a list', widget({ parts: [{ name: 'a', size: 1 }] }), 'unknown-field spec.parts[0].size'],
  ['one of two', widget({ source: { git: 'a' } })],
  ['both of two', widget({ source: { git: 'a', image: 'b' } }), 'invalid-value spec.source'],
  ['none of two', widget({ source: {} }), 'invalid-value spec.source'],
  [
    'an embedded resource',
    widget({ embedded: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { a: 1 } } }),
  ],
  [
    'an embedded resource without a kind',
    widget({ embedded: { apiVersion: 'v1' } }),
    'missing-field spec.embedded.kind',
  ],
  [
    'an embedded resource with more',
    widget({ embedded: { apiVersion: 'v1', kind: 'Pod', data: {} } }),
    'unknown-field spec.embedded.data',
  ],
  ['a status', widget({}, { status: { ready: true } })],
  ['a status with more', widget({}, { status: { phase: 'a' } }), 'unknown-field status.phase'],
];

export const schemaCases: readonly SchemaCase[] = [podCases, workloadCases, otherCases, customCases].flatMap((cases) =>
  cases.map(([name, object, ...problems]) => ({ name: `${object.kind}: ${name}`, object, problems })),
);
