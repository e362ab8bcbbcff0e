import type { KubernetesObject } from '../../kubernetes/index.ts';

export interface ProbePlan {
  readonly namespace: string;
  /** Has a shell with httpd, nc, dd and mkfifo at its path, as busybox has. */
  readonly image: string;
  /** Whether latency and throughput are measured, too: then the server holds a file of `measuredBytes`, and echoes. */
  readonly measure: boolean;
}

const serverPort = 8080;
/** Which no policy closes: where it can't be reached either, it isn't the policy that refuses. */
const controlPort = 8083;
/** Where what was sent comes back: the server's, and that of the measuring pod itself. */
const echoPorts = { server: 8081, inside: 8082 };
/** What the throughput is measured with. */
export const measuredBytes = 256 * 1024 * 1024;
/** Round trips of one latency measurement. */
export const measuredTrips = 1000;
/** Measured this often, the best counts: whatever else the nodes do makes it only worse. */
export const measuredRounds = 10;
/** The kubelet ends a forgotten pod after this, seconds; longer than a probe may take. */
const deadline = 1800;

/** Restricted Pod Security, so that nothing in the way of other pods is in the way of these. */
export function namespaceOf({ namespace }: ProbePlan): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: { 'app.kubernetes.io/managed-by': 'breakwater', 'pod-security.kubernetes.io/enforce': 'restricted' },
    },
  };
}

export function serverPod(plan: ProbePlan): KubernetesObject {
  const fill = plan.measure
    ? `dd if=/dev/zero of=/probe/big bs=1048576 count=${measuredBytes / 1048576} 2>/dev/null; nc -l -p ${echoPorts.server} -e cat & `
    : '';
  return pod(
    plan,
    'server',
    'server',
    `echo breakwater > /probe/index.html; ${fill}httpd -p ${controlPort} -h /probe; exec httpd -f -p ${serverPort} -h /probe`,
  );
}

/** What a pod is to the policies. `closed` may not send anything; the others are not concerned by what is refused to it. */
export type Role = 'server' | 'client' | 'closed';

/**
 * Tries to connect once a second until the last three tries went as `wanted`, `tries` times at most. Its message has a letter for each: `o`
 * open, `c` closed while the control port was open, `x` neither could be reached.
 */
export function clientPod(
  plan: ProbePlan,
  name: string,
  role: Role,
  server: string,
  wanted: 'open' | 'closed',
  tries: number,
) {
  const last = wanted === 'open' ? 'ooo' : 'ccc';
  const script = `
reach() { printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 ${server} $1 2>/dev/null | grep -q HTTP; }
r=''; i=0
while [ $i -lt ${tries} ]; do
  i=$((i+1))
  if reach ${serverPort}; then r="$r"o; elif reach ${controlPort}; then r="$r"c; else r="$r"x; fi
  case "$r" in *${last}) break ;; esac
  sleep 1
done
printf %s "$r" > /dev/termination-log`;
  return pod(plan, name, role, script);
}

/**
 * Times `measuredTrips` round trips of two bytes over a connection inside of the pod and as many over one to the server, `measuredRounds`
 * times, and one transfer of `measuredBytes`. Its message: seconds by the node's clock (hundredths) at the start and after each of these,
 * then the bytes received; none where a connection breaks.
 */
export function measuringPod(plan: ProbePlan, name: string, server: string): KubernetesObject {
  const trips = (to: number, from: number) =>
    `i=0; while [ $i -lt ${measuredTrips} ]; do i=$((i+1)); echo x >&${to}; read -t 5 l <&${from} || exit 0; done`;
  const script = `
cd /probe; mkfifo a b c d; nc -l -p ${echoPorts.inside} -e cat & sleep 1
nc 127.0.0.1 ${echoPorts.inside} <a >b & exec 3>a 4<b
nc ${server} ${echoPorts.server} <c >d & exec 5>c 6<d
read t x < /proc/uptime; m=$t; k=0
while [ $k -lt ${measuredRounds} ]; do
  k=$((k+1))
  ${trips(3, 4)}; read t x < /proc/uptime; m="$m $t"
  ${trips(5, 6)}; read t x < /proc/uptime; m="$m $t"
done
n=$(printf 'GET /big HTTP/1.0\\r\\n\\r\\n' | nc -w 2 ${server} ${serverPort} | wc -c)
read t x < /proc/uptime
printf '%s %s %s' "$m" $t $n > /dev/termination-log`;
  return pod(plan, name, 'client', script);
}

function pod({ namespace, image }: ProbePlan, name: string, role: Role, script: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { 'breakwater-probe': role } },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      activeDeadlineSeconds: deadline,
      // Not 0, which takes a pod out of the API before its node has ended it.
      terminationGracePeriodSeconds: 1,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65534,
        fsGroup: 65534,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      // On two nodes where there are two: policies are enforced at either end, and encryption is between nodes.
      ...(role !== 'server' && {
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 100,
                podAffinityTerm: {
                  labelSelector: labelled('server'),
                  topologyKey: 'kubernetes.io/hostname',
                },
              },
            ],
          },
        },
      }),
      containers: [
        {
          name: 'probe',
          image,
          command: ['sh', '-c', script],
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '1', memory: '512Mi' } },
          volumeMounts: [{ name: 'probe', mountPath: '/probe' }],
        },
      ],
      volumes: [{ name: 'probe', emptyDir: { sizeLimit: '512Mi' } }],
    },
  };
}

const labelled = (role: Role) => ({ matchLabels: { 'breakwater-probe': role } });

const toControl = [{ ports: [{ protocol: 'TCP', port: controlPort }] }];

const policySpecs = {
  'deny-egress': { podSelector: labelled('closed'), policyTypes: ['Egress'], egress: toControl },
  'deny-ingress': { podSelector: labelled('server'), policyTypes: ['Ingress'], ingress: toControl },
  'allow-client': {
    podSelector: labelled('server'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: labelled('client') }] }],
  },
};

export type PolicyName = keyof typeof policySpecs;

export function policy({ namespace }: ProbePlan, name: PolicyName): KubernetesObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: policySpecs[name],
  };
}
