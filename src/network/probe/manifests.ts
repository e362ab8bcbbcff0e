import type { KubernetesObject } from '../../kubernetes/index.ts';

export interface ProbePlan {
  readonly namespace: string;
  /** Has a shell with httpd, nc and dd at its path, as busybox has. */
  readonly image: string;
  /** Whether latency and throughput are measured, too: then the server holds a file of `measuredBytes`. */
  readonly measure: boolean;
}

export const serverPort = 8080;
/** What the throughput is measured with. */
export const measuredBytes = 256 * 1024 * 1024;
/** Requests of one latency measurement. */
export const measuredRequests = 100;
/** The kubelet ends a forgotten pod after this, seconds. */
const deadline = 300;

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
    ? `dd if=/dev/zero of=/probe/big bs=1048576 count=${measuredBytes / 1048576} 2>/dev/null; `
    : '';
  return pod(plan, 'server', `echo breakwater > /probe/index.html; ${fill}exec httpd -f -p ${serverPort} -h /probe`);
}

/** Tries to connect once a second until the last three tries went as `wanted`, `tries` times at most. @see outcomeOf */
export function clientPod(plan: ProbePlan, name: string, server: string, wanted: 'open' | 'closed', tries: number) {
  const last = wanted === 'open' ? 'ooo' : 'ccc';
  const script = `
r=''; i=0
while [ $i -lt ${tries} ]; do
  i=$((i+1))
  if printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 ${server} ${serverPort} 2>/dev/null | grep -q HTTP; then r="$r"o; else r="$r"c; fi
  case "$r" in *${last}) break ;; esac
  sleep 1
done
printf %s "$r" > /dev/termination-log`;
  return pod(plan, name, script);
}

/**
 * Times `measuredRequests` requests to the server and as many to itself, and one transfer of `measuredBytes`. Its message: seconds by the
 * node's clock (hundredths) at the start, after the requests to itself, after those to the server, after the transfer; bytes received.
 */
export function measuringPod(plan: ProbePlan, name: string, server: string): KubernetesObject {
  const requests = (address: string, port: number) => `
i=0; while [ $i -lt ${measuredRequests} ]; do i=$((i+1)); printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 ${address} ${port} >/dev/null; done`;
  const script = `
echo breakwater > /probe/index.html; httpd -p ${serverPort + 1} -h /probe; sleep 1
read a x < /proc/uptime${requests('127.0.0.1', serverPort + 1)}
read b x < /proc/uptime${requests(server, serverPort)}
read c x < /proc/uptime
n=$(printf 'GET /big HTTP/1.0\\r\\n\\r\\n' | nc -w 2 ${server} ${serverPort} | wc -c)
read d x < /proc/uptime
printf '%s %s %s %s %s' $a $b $c $d $n > /dev/termination-log`;
  return pod(plan, name, script);
}

function pod({ namespace, image }: ProbePlan, name: string, script: string): KubernetesObject {
  const isServer = name === 'server';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { 'breakwater-probe': isServer ? 'server' : 'client' } },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      activeDeadlineSeconds: deadline,
      terminationGracePeriodSeconds: 0,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65534,
        fsGroup: 65534,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      // On two nodes where there are two: policies are enforced at either end, and encryption is between nodes.
      ...(!isServer && {
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 100,
                podAffinityTerm: {
                  labelSelector: { matchLabels: { 'breakwater-probe': 'server' } },
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

/** The policy that should close what it selects; with `from`, all but that. */
export function policy(
  { namespace }: ProbePlan,
  name: string,
  direction: 'Ingress' | 'Egress',
  allows: boolean,
): KubernetesObject {
  const selected = direction === 'Ingress' ? 'server' : 'client';
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { 'breakwater-probe': selected } },
      policyTypes: [direction],
      ...(allows && { ingress: [{ from: [{ podSelector: { matchLabels: { 'breakwater-probe': 'client' } } }] }] }),
    },
  };
}
