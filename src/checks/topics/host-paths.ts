import { containerCheck, podCheck } from '../check.ts';
import { set } from '../fix.ts';
import { celList } from './pod-rules.ts';

const standards = {
  pss: ['baseline/hostPathVolumes'],
  cis: ['5.2.12'],
  nsa: ['pod'],
  attack: ['T1611'],
  owasp: ['K01'],
} as const;

/** Directories of a node whose whole content says or decides everything about it. Their ordinary subdirectories are not meant. */
const sensitiveDirectories = [
  ...['etc', 'proc', 'sys', 'dev', 'boot', 'root', 'home', 'usr', 'lib', 'lib64', 'bin', 'sbin', 'run', 'var'],
  ...['var/run', 'var/lib', 'var/lib/kubelet', 'var/lib/docker', 'var/lib/containerd', 'var/lib/containers'],
];

/** Places that are sensitive with all that is below: credentials, or files that the node executes. */
const sensitiveTrees = [
  ...['root', 'boot', 'etc/kubernetes', 'etc/ssh', 'etc/shadow', 'etc/passwd', 'etc/sudoers', 'etc/sudoers.d'],
  ...['etc/systemd', 'etc/cron.d', 'etc/crontab', 'etc/ld.so.preload', 'proc/1', 'var/spool/cron'],
  ...['var/lib/etcd', 'var/lib/kubelet/pki', 'var/lib/kubelet/pods', 'var/lib/kubelet/config.yaml'],
];

/** Sockets of container runtimes (and the pipes of Windows), wherever they lie. */
const runtimeSockets = [
  ...['docker.sock', 'containerd.sock', 'crio.sock', 'cri-dockerd.sock', 'dockershim.sock', 'podman.sock'],
  ...['buildkitd.sock', 'pipe/docker_engine', 'pipe/containerd-containerd'],
];

/** Directories that are there for such a socket. */
const socketDirectories = ['docker', 'containerd', 'crio', 'podman', 'k3s/containerd'].flatMap((name) => [
  `run/${name}`,
  `var/run/${name}`,
]);

/**
 * True of a volume on a path of the host for which `condition` on `p` holds. `p` is the path without needless slashes and dots,
 * `var/run` for `//var/./run/`, and with the slashes of Linux; the root is empty. (`..` is refused by the API server.)
 */
function pathOf(volume: string, condition: string): string {
  const steps = `${volume}.hostPath.?path.orValue('none').replace('\\\\', '/').split('/')`;
  return `(has(${volume}.hostPath) && [${steps}.filter(s, !(s in ['', '.'])).join('/')].exists(p, ${condition}))`;
}

/** The root (on Windows, too), a sensitive directory itself, or anything in a sensitive tree. */
const sensitive = `p in ${celList(['', 'C:', ...sensitiveDirectories])} || ${celList(sensitiveTrees)}.exists(t, (p + '/').startsWith(t + '/'))`;
const runtimeSocket = `p in ${celList(socketDirectories)} || ${celList(runtimeSockets)}.exists(t, ('/' + p).endsWith('/' + t))`;

/**
 * A hostPath volume hands a directory of the node to the pod, and with it whatever lies or is linked there.
 * Fields: volumes[*].hostPath. Allowed: absent. Where the path is one that the two checks below name, theirs is the finding.
 * There is no fix to apply by program: what replaces the volume (emptyDir, a claim, an API) depends on what it is for.
 * Source: Pod Security Standards, baseline, "HostPath Volumes".
 */
export const podHostpath = podCheck({
  id: 'pod-hostpath',
  severity: 'high',
  profiles: ['security', 'pss-baseline', 'pss-restricted'],
  coveredBy: ['pod-hostpath-sensitive', 'pod-runtime-socket'],
  each: 'volumes',
  expression: '!has(item.hostPath)',
  field: 'hostPath',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  standards,
});

/**
 * Whoever can talk to the container runtime can start a privileged container: its socket is root on the node, read-only or not.
 * Fields: volumes[*].hostPath.path. Allowed: anything but the sockets of Docker, containerd, CRI-O, cri-dockerd, Podman and
 * BuildKit, their directories under /run, and their pipes on Windows.
 * Source: the default endpoints in the Kubernetes documentation, "Container Runtimes".
 */
export const podRuntimeSocket = podCheck({
  id: 'pod-runtime-socket',
  severity: 'critical',
  each: 'volumes',
  expression: `!${pathOf('item', runtimeSocket)}`,
  field: 'hostPath.path',
  source: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
  standards,
});

/**
 * Some directories of a node are the node: read, they give its credentials and those of all its pods; written, they give root.
 * Fields: volumes[*].hostPath.path. Allowed: anything but the lists above. /etc/localtime, /lib/modules, /var/log and the like
 * are not meant: `pod-hostpath` and `pod-hostpath-writable` speak of them.
 * Source: NSA/CISA Kubernetes Hardening Guide v1.2, "Protecting Pod service account tokens", "hostPath"; the directories that
 * kube-linter, Trivy and Kubescape name.
 */
export const podHostpathSensitive = podCheck({
  id: 'pod-hostpath-sensitive',
  severity: 'critical',
  each: 'volumes',
  expression: `!${pathOf('item', sensitive)}`,
  field: 'hostPath.path',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  standards,
});

/**
 * Whether the mount `item` may write to a volume on a path of the host for which `condition` on `p` holds. Every mount is held against every
 * volume: what most volumes are not is asked first, for an API server spends only so much on an expression.
 */
function writesTo(condition: string): string {
  return `!item.?readOnly.orValue(false) && podSpec.?volumes.orValue([]).exists(v, has(v.hostPath) && v.?name.orValue('') == item.?name.orValue('') && ${pathOf('v', condition)})`;
}

/**
 * What a container can write on its node, it can plant there. A writable /var/log is worse than it looks: a link placed in it
 * makes the kubelet read any file of the node to whoever may read logs.
 * Fields: volumeMounts[*].readOnly of every container, where the volume is a hostPath. Allowed: true.
 * Only what remains: paths that `pod-hostpath-sensitive` or `pod-runtime-socket` name are critical already, read-only or not.
 * Source: Kubernetes documentation, "hostPath" volumes; Aqua Security, "Kubernetes Pod Escape Using Log Mounts" (2019).
 */
export const podHostpathWritable = containerCheck({
  id: 'pod-hostpath-writable',
  severity: 'high',
  rules: [
    {
      each: 'volumeMounts',
      expression: `!(${writesTo("p == 'var/log'")})`,
      field: 'readOnly',
      message: 'log',
      fix: { ...set('readOnly', true), risky: true },
    },
    {
      each: 'volumeMounts',
      expression: `!(${writesTo(`p != 'var/log' && !(${sensitive}) && !(${runtimeSocket})`)})`,
      field: 'readOnly',
      fix: { ...set('readOnly', true), risky: true },
    },
  ],
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  standards: { pss: ['baseline/hostPathVolumes'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

export const hostPaths = [podHostpath, podRuntimeSocket, podHostpathSensitive, podHostpathWritable];
