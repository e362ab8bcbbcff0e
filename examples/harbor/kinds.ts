import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';

/** The company's own registry, and its mirror of what others publish. */
export const own = 'registry.harbor.example';
export const mirror = 'mirror.harbor.example';

type Fields = Readonly<Record<string, unknown>>;

/**
 * How carefully a team writes its workloads. `restricted`: all that the Pod Security Standards ask for, digests, limits, probes, an account
 * of its own. `usual`: probes and memory limits, no root, the rest forgotten. `careless`: what the first tutorial had.
 */
export type Care = 'restricted' | 'usual' | 'careless';

export interface WorkloadOptions {
  readonly care: Care;
  readonly image: string;
  readonly replicas?: number;
  /** Also makes a Service of the workload's name. */
  readonly port?: number;
  /** Of that Service. */
  readonly serviceType?: 'NodePort' | 'LoadBalancer';
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Names of Secrets that the environment takes variables from: `DATABASE_URL: 'booking-db/url'`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** `path on the node` or `claim NAME` or `config NAME` or `empty`, by where it is mounted. */
  readonly mounts?: Readonly<Record<string, string>>;
  /** Without it the namespace's `default`, or with care its own. */
  readonly account?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Laid over what `care` made of the container, and of the pod. */
  readonly container?: Fields;
  readonly pod?: Fields;
  readonly sidecars?: readonly Fields[];
  readonly memory?: string;
}

/** `team` holds for all that is in it and says nothing else. */
export function namespace(
  name: string,
  team: string,
  level?: 'baseline' | 'restricted' | 'privileged',
  labels: Readonly<Record<string, string>> = {},
): KubernetesObject {
  const pss = level === undefined ? {} : { [`${podSecurity}enforce`]: level, [`${podSecurity}enforce-version`]: 'v1.37' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team, ...pss, ...labels } } };
}
const podSecurity = 'pod-security.kubernetes.io/';

/** Any namespaced object; `fields` stand beside its metadata. */
export function object(
  apiVersion: string,
  kind: string,
  namespaceName: string | undefined,
  name: string,
  fields: Fields,
  metadata: Fields = {},
): KubernetesObject {
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespaceName !== undefined && { namespace: namespaceName }), ...metadata },
    ...fields,
  };
}

export function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

export function deployment(namespaceName: string, name: string, options: WorkloadOptions): KubernetesObject[] {
  const replicas = options.replicas ?? 1;
  const spec = { replicas, ...scaled(name, options) };
  return [...around(namespaceName, name, options), whole('apps/v1', 'Deployment', namespaceName, name, options, spec)];
}

export function statefulSet(
  namespaceName: string,
  name: string,
  options: WorkloadOptions & { readonly storage?: string; readonly mount?: string },
): KubernetesObject[] {
  const { storage, mount = '/var/lib/data', ...rest } = options;
  const data = { name: 'data', mountPath: mount };
  const withData =
    storage === undefined ? rest : { ...rest, container: { ...rest.container, volumeMounts: [...mountsOf(rest), data] } };
  const spec = {
    replicas: options.replicas ?? 1,
    serviceName: name,
    ...scaled(name, withData),
    ...(storage !== undefined && {
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'harbor-ssd',
            resources: { requests: { storage } },
          },
        },
      ],
    }),
  };
  const headless = options.care === 'restricted';
  return [
    ...around(namespaceName, name, options, headless),
    whole('apps/v1', 'StatefulSet', namespaceName, name, options, spec),
  ];
}

export function daemonSet(namespaceName: string, name: string, options: WorkloadOptions): KubernetesObject[] {
  const spec = scaled(name, options);
  return [...around(namespaceName, name, options), whole('apps/v1', 'DaemonSet', namespaceName, name, options, spec)];
}

export function cronJob(
  namespaceName: string,
  name: string,
  schedule: string,
  options: WorkloadOptions,
): KubernetesObject[] {
  const spec = {
    schedule,
    ...(options.care !== 'careless' && { concurrencyPolicy: 'Forbid', timeZone: 'Etc/UTC' }),
    jobTemplate: { spec: jobSpec(name, options) },
  };
  return [...around(namespaceName, name, options), whole('batch/v1', 'CronJob', namespaceName, name, options, spec)];
}

export function job(namespaceName: string, name: string, options: WorkloadOptions): KubernetesObject[] {
  const kept = options.care === 'careless' ? {} : { ttlSecondsAfterFinished: 604_800 };
  const spec = { ...jobSpec(name, options), ...kept };
  return [...around(namespaceName, name, options), whole('batch/v1', 'Job', namespaceName, name, options, spec)];
}

export function pod(namespaceName: string, name: string, options: WorkloadOptions): KubernetesObject[] {
  const { spec } = podTemplate(name, options);
  return [...around(namespaceName, name, options), whole('v1', 'Pod', namespaceName, name, options, spec)];
}

/** Argo's stand-in for a Deployment. */
export function rollout(namespaceName: string, name: string, options: WorkloadOptions): KubernetesObject[] {
  const steps = [{ setWeight: 20 }, { pause: { duration: '10m' } }, { setWeight: 60 }, { pause: { duration: '10m' } }];
  const spec = {
    replicas: options.replicas ?? 1,
    strategy: { canary: { steps } },
    ...scaled(name, options),
  };
  return [
    ...around(namespaceName, name, options),
    whole('argoproj.io/v1alpha1', 'Rollout', namespaceName, name, options, spec),
  ];
}

export function service(
  namespaceName: string,
  name: string,
  selector: string,
  port: number,
  fields: Fields = {},
): KubernetesObject {
  const spec = { selector: selectorOf(selector), ports: [{ name: 'main', port, targetPort: port }], ...fields };
  return object('v1', 'Service', namespaceName, name, { spec });
}

export function ingress(
  namespaceName: string,
  name: string,
  host: string,
  backend: string,
  port: number,
  { tls = true, annotations = {} }: { tls?: boolean; annotations?: Readonly<Record<string, string>> } = {},
): KubernetesObject {
  const path = { path: '/', pathType: 'Prefix', backend: { service: { name: backend, port: { number: port } } } };
  const spec = {
    ingressClassName: 'nginx',
    ...(tls && { tls: [{ hosts: [host], secretName: `${name}-tls` }] }),
    rules: [{ host, http: { paths: [path] } }],
  };
  const issuer = tls ? { 'cert-manager.io/cluster-issuer': 'harbor-acme' } : {};
  const metadata = { annotations: { ...issuer, ...annotations } };
  return object('networking.k8s.io/v1', 'Ingress', namespaceName, name, { spec }, metadata);
}

export function networkPolicy(namespaceName: string, name: string, spec: Fields): KubernetesObject {
  return object('networking.k8s.io/v1', 'NetworkPolicy', namespaceName, name, { spec });
}

/** Nothing in, nothing out but names: what a careful namespace starts with. */
export function denyAll(namespaceName: string): KubernetesObject[] {
  const dns = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
  return [
    networkPolicy(namespaceName, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    networkPolicy(namespaceName, 'allow-dns', { podSelector: {}, policyTypes: ['Egress'], egress: [dns] }),
  ];
}

/** `from` and `to`: a workload of the namespace, or `NAMESPACE/WORKLOAD`. */
export function allow(namespaceName: string, from: string, to: string, port: number): KubernetesObject[] {
  const [source, target] = [peer(namespaceName, from), peer(namespaceName, to)];
  const name = `${from}-to-${to}`.replaceAll('/', '-');
  const ports = [{ protocol: 'TCP', port }];
  const rules: KubernetesObject[] = [];
  if (!to.includes('/'))
    rules.push(
      networkPolicy(namespaceName, `${name}-in`, {
        podSelector: { matchLabels: selectorOf(to) },
        policyTypes: ['Ingress'],
        ingress: [{ from: [source], ports }],
      }),
    );
  if (!from.includes('/'))
    rules.push(
      networkPolicy(namespaceName, `${name}-out`, {
        podSelector: { matchLabels: selectorOf(from) },
        policyTypes: ['Egress'],
        egress: [{ to: [target], ports }],
      }),
    );
  return rules;
}

function peer(namespaceName: string, name: string): Fields {
  const [other, workload] = name.includes('/') ? name.split('/') : [namespaceName, name];
  const podSelector = { podSelector: { matchLabels: selectorOf(workload ?? '') } };
  if (other === namespaceName) return podSelector;
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': other } }, ...podSelector };
}

export function quota(namespaceName: string, cpu: string, memory: string): KubernetesObject[] {
  const hard = { 'requests.cpu': cpu, 'requests.memory': memory, 'limits.memory': memory, pods: '60' };
  const limits = [{ type: 'Container', default: { memory: '256Mi' }, defaultRequest: { cpu: '50m', memory: '128Mi' } }];
  return [
    object('v1', 'ResourceQuota', namespaceName, 'compute', { spec: { hard } }),
    object('v1', 'LimitRange', namespaceName, 'defaults', { spec: { limits } }),
  ];
}

export function disruptionBudget(namespaceName: string, name: string): KubernetesObject {
  const spec = { maxUnavailable: 1, selector: { matchLabels: selectorOf(name) } };
  return object('policy/v1', 'PodDisruptionBudget', namespaceName, name, { spec });
}

export function autoscaler(namespaceName: string, name: string, min: number, max: number): KubernetesObject {
  const target = { type: 'Utilization', averageUtilization: 70 };
  const spec = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas: min,
    maxReplicas: max,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
  };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', namespaceName, name, { spec });
}

export function configMap(namespaceName: string, name: string, data: Readonly<Record<string, string>>): KubernetesObject {
  return object('v1', 'ConfigMap', namespaceName, name, { data });
}

/** Its values never get into a recording; they say what they are all the same. */
export function secret(namespaceName: string, name: string, ...keys: readonly string[]): KubernetesObject {
  const stringData = Object.fromEntries(keys.map((key) => [key, 'not-a-real-secret']));
  return object('v1', 'Secret', namespaceName, name, { type: 'Opaque', stringData });
}

export function serviceAccount(namespaceName: string, name: string): KubernetesObject {
  return object('v1', 'ServiceAccount', namespaceName, name, {});
}

export function selectorOf(name: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name };
}

/** The ServiceAccount and the Service of a workload, where it has them. */
function around(
  namespaceName: string,
  name: string,
  options: WorkloadOptions,
  headless = false,
): KubernetesObject[] {
  const found: KubernetesObject[] = [];
  if (options.care === 'restricted' && options.account === undefined) {
    const fields = { automountServiceAccountToken: false };
    found.push(object('v1', 'ServiceAccount', namespaceName, name, fields));
  }
  const { port, serviceType } = options;
  if (port !== undefined) {
    const fields = { ...(serviceType !== undefined && { type: serviceType }), ...(headless && { clusterIP: 'None' }) };
    found.push(service(namespaceName, name, name, port, fields));
  }
  return found;
}

function whole(
  apiVersion: string,
  kind: string,
  namespaceName: string,
  name: string,
  options: WorkloadOptions,
  spec: Fields,
): KubernetesObject {
  return object(apiVersion, kind, namespaceName, name, { spec }, { labels: labelsOf(name, options) });
}

function labelsOf(name: string, { image, labels }: WorkloadOptions) {
  const version = /:v?([\w.-]+)(?:@|$)/.exec(image.slice(image.lastIndexOf('/') + 1))?.[1];
  return {
    ...selectorOf(name),
    ...(version !== undefined && { 'app.kubernetes.io/version': version }),
    ...labels,
  };
}

function scaled(name: string, options: WorkloadOptions): Fields {
  return { selector: { matchLabels: selectorOf(name) }, template: podTemplate(name, options) };
}

function jobSpec(name: string, options: WorkloadOptions): Fields {
  const template = podTemplate(name, { ...options, pod: { restartPolicy: 'Never', ...options.pod } });
  return {
    ...(options.care !== 'careless' && { backoffLimit: 2 }),
    template,
  };
}

function podTemplate(name: string, options: WorkloadOptions): { metadata: Fields; spec: Fields } {
  const { care } = options;
  const account = options.account ?? (care === 'restricted' ? name : undefined);
  const spread = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorOf(name) },
  };
  return {
    metadata: { labels: labelsOf(name, options) },
    spec: {
      ...(account !== undefined && { serviceAccountName: account }),
      ...(care === 'restricted' && { automountServiceAccountToken: options.account !== undefined }),
      ...(care === 'restricted' && {
        securityContext: { runAsNonRoot: true, runAsUser: 10_001, runAsGroup: 10_001, fsGroup: 10_001, seccompProfile },
        ...((options.replicas ?? 1) > 1 && { topologySpreadConstraints: [spread] }),
      }),
      ...(care === 'usual' && { securityContext: { runAsNonRoot: true, runAsUser: 1000 } }),
      containers: [containerOf(name, options), ...(options.sidecars ?? [])],
      ...(options.mounts !== undefined && { volumes: Object.entries(options.mounts).map(volumeOf) }),
      ...options.pod,
    },
  };
}
const seccompProfile = { type: 'RuntimeDefault' };

function containerOf(name: string, options: WorkloadOptions): Fields {
  const { care, port, memory = '256Mi' } = options;
  const image = care === 'restricted' ? `${options.image}@${digestOf(options.image)}` : options.image;
  const literal = Object.entries(options.env ?? {}).map(([key, value]) => ({ name: key, value }));
  const referred = Object.entries(options.secrets ?? {}).map(([key, place]) => {
    const [secretName, field] = place.split('/');
    return { name: key, valueFrom: { secretKeyRef: { name: secretName, key: field } } };
  });
  const env = [...literal, ...referred];
  return {
    name,
    image,
    ...(options.command !== undefined && { command: options.command }),
    ...(options.args !== undefined && { args: options.args }),
    ...(env.length > 0 && { env }),
    ...(port !== undefined && { ports: [{ name: 'main', containerPort: port }] }),
    ...(options.mounts !== undefined && { volumeMounts: mountsOf(options) }),
    ...(care !== 'careless' && port !== undefined && probes(care)),
    ...(care === 'restricted' && {
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      resources: { requests: { cpu: '50m', memory }, limits: { cpu: '1', memory } },
    }),
    ...(care === 'usual' && { resources: { requests: { cpu: '50m', memory }, limits: { memory } } }),
    ...options.container,
  };
}

function probes(care: Care): Fields {
  const ready = { httpGet: { path: '/ready', port: 'main' } };
  if (care === 'usual') return { readinessProbe: ready };
  return { readinessProbe: ready, livenessProbe: { httpGet: { path: '/live', port: 'main' }, failureThreshold: 5 } };
}

function mountsOf({ mounts = {} }: WorkloadOptions): Fields[] {
  return Object.entries(mounts).map(([mountPath, from]) => ({
    name: volumeName(mountPath),
    mountPath,
    ...(from.startsWith('config ') && { readOnly: true }),
  }));
}

function volumeOf([mountPath, from]: [string, string]): Fields {
  const name = volumeName(mountPath);
  const [sort, what] = from.split(' ');
  if (sort === 'config') return { name, configMap: { name: what } };
  if (sort === 'secret') return { name, secret: { secretName: what } };
  if (sort === 'claim') return { name, persistentVolumeClaim: { claimName: what } };
  if (sort === 'empty') return { name, emptyDir: { sizeLimit: '64Mi' } };
  return { name, hostPath: { path: from } };
}

function volumeName(mountPath: string): string {
  return mountPath.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'root';
}
