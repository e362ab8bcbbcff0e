import type { Examples } from './example.ts';
import { app, deployment, pod } from './pods.ts';

const tolerant = 'tolerations: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule, operator: Exists }]';

function daemonSet(spec: string): string {
  return deployment(spec).replace('kind: Deployment', 'kind: DaemonSet');
}

export const workloadEntryPoints: Examples = {
  'pod-sshd': {
    pass: [
      { title: 'a port that only looks like it', yaml: pod(app('ports: [{ containerPort: 2222 }]')) },
      { title: 'UDP', yaml: pod(app('ports: [{ containerPort: 22, protocol: UDP }]')) },
      { title: 'a file of that name', yaml: pod(app('args: [--config=/etc/ssh/sshd_config]')) },
    ],
    fail: [
      { title: 'port 22', yaml: deployment(app('ports: [{ containerPort: 22 }]')) },
      { title: 'started by a shell', yaml: pod(app('command: [sh, -c, "/usr/sbin/sshd -D & exec web"]')) },
      {
        title: 'port and command are one finding',
        yaml: pod(app('command: [/usr/sbin/sshd, -D]\nports: [{ containerPort: 22 }]')),
      },
    ],
  },
  'pod-sudo-entrypoint': {
    pass: [{ title: 'a word that holds it', yaml: pod(app('args: [--theme=pseudo, /etc/sudoers.d]')) }],
    fail: [
      { title: 'the program itself', yaml: pod(app('command: [sudo, web]')) },
      { title: 'in a line for a shell', yaml: deployment(app('command: [sh, -c]\nargs: ["cd /srv && sudo ./web"]')) },
    ],
  },
  'pod-interactive-tty': {
    pass: [
      { title: 'neither', yaml: pod(app()) },
      {
        title: 'an ephemeral container is there to be typed in',
        yaml: pod(`${app()}
ephemeralContainers: [{ name: debug, image: "registry.example.com/debug:1.2.3", stdin: true, tty: true }]`),
      },
    ],
    fail: [
      { title: 'both are one finding', yaml: deployment(app('stdin: true\ntty: true')) },
      { title: 'standard input alone', yaml: pod(app('stdin: true')) },
    ],
  },
  'pod-exec-probe-commands': {
    pass: [
      { title: 'a request', yaml: pod(app('livenessProbe: { httpGet: { path: /healthz, port: 8080 } }')) },
      { title: 'a program of its own', yaml: pod(app('livenessProbe: { exec: { command: [/healthcheck, ls] } }')) },
      { title: 'no command', yaml: pod(app('livenessProbe: { exec: {} }')) },
    ],
    fail: [
      { title: 'lists a file', yaml: pod(app('livenessProbe: { exec: { command: [ls, /tmp/ready] } }')) },
      {
        title: 'two probes by a shell',
        count: 2,
        yaml: deployment(
          app(`livenessProbe: { exec: { command: [/bin/sh, -c, "ps aux | grep web"] } }
readinessProbe: { exec: { command: [sh, -c, "test $(pgrep web)"] } }`),
        ),
      },
    ],
  },
  'pod-git-sync-injection': {
    pass: [
      {
        title: 'git-sync with its own git',
        yaml: pod(app('env: [{ name: GITSYNC_REPO, value: "https://git.example.com/site" }]')),
      },
      { title: 'an argument of another program', yaml: pod(app('args: [--git=true]')) },
    ],
    fail: [
      { title: 'another program as git', yaml: deployment(app('env: [{ name: GITSYNC_GIT, value: /tmp/git }]')) },
      {
        title: 'by an argument',
        yaml: pod(`containers:
  - name: sync
    image: registry.k8s.io/git-sync/git-sync:v4.4.0
    args: [--repo=https://git.example.com/site, --git=/tmp/git]`),
      },
      {
        title: 'a hook out of a ConfigMap',
        yaml: pod(
          app('env: [{ name: GITSYNC_EXECHOOK_COMMAND, valueFrom: { configMapKeyRef: { name: web, key: hook } } }]'),
        ),
      },
    ],
  },
  'pod-control-plane-scheduling': {
    pass: [
      {
        title: 'another taint',
        yaml: deployment(`tolerations: [{ key: example.com/gpu, operator: Exists }]\n${app()}`),
      },
      {
        title: 'kube-system',
        yaml: deployment(`${tolerant}\n${app()}`, '{ name: web, namespace: kube-system }'),
      },
      { title: 'an agent on every node', yaml: daemonSet(`tolerations: [{ operator: Exists }]\n${app()}`) },
      {
        title: 'only against eviction',
        yaml: deployment(`tolerations: [{ operator: Exists, effect: NoExecute }]\n${app()}`),
      },
    ],
    fail: [
      { title: 'tolerates the taint', yaml: deployment(`${tolerant}\n${app()}`) },
      { title: 'tolerates everything', yaml: deployment(`tolerations: [{ operator: Exists }]\n${app()}`) },
      {
        title: 'chooses the nodes, though a DaemonSet',
        yaml: daemonSet(`nodeSelector: { node-role.kubernetes.io/control-plane: "" }\n${tolerant}\n${app()}`),
      },
      {
        title: 'chooses them by affinity',
        yaml: deployment(`affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
        - matchExpressions: [{ key: node-role.kubernetes.io/master, operator: Exists }]
${app()}`),
      },
    ],
  },
};
