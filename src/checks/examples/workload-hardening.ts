import type { Examples } from './example.ts';
import { app, deployment, pod } from './pods.ts';

export const workloadHardening: Examples = {
  'pod-readonly-rootfs': {
    pass: [
      { title: 'read-only', yaml: pod(app('securityContext: { readOnlyRootFilesystem: true }')) },
      { title: 'Windows has no such thing', yaml: pod(`os: { name: windows }\n${app()}`) },
    ],
    fail: [
      { title: 'absent means writable', yaml: pod(app()) },
      { title: 'false', yaml: deployment(app('securityContext: { readOnlyRootFilesystem: false }')) },
    ],
  },
  'pod-cap-net-raw': {
    pass: [
      { title: 'dropped by name', yaml: pod(app('securityContext: { capabilities: { drop: [NET_RAW] } }')) },
      { title: 'dropped with all', yaml: pod(app('securityContext: { capabilities: { drop: [ALL] } }')) },
    ],
    fail: [
      { title: 'nothing is dropped', yaml: pod(app()) },
      {
        title: 'dropped with all and taken back',
        yaml: deployment(app('securityContext: { capabilities: { drop: [ALL], add: [NET_RAW] } }')),
      },
    ],
  },
  'pod-cap-dangerous': {
    pass: [
      { title: 'a harmless one', yaml: pod(app('securityContext: { capabilities: { add: [NET_BIND_SERVICE] } }')) },
    ],
    fail: [
      {
        title: 'one finding a capability',
        count: 2,
        yaml: pod(app('securityContext: { capabilities: { add: [SYS_ADMIN, CHOWN, NET_ADMIN] } }')),
      },
      {
        title: 'however it is spelled',
        yaml: deployment(app('securityContext: { capabilities: { add: [cap_sys_ptrace] } }')),
      },
    ],
  },
  'pod-high-uid-gid': {
    pass: [
      {
        title: "the pod's default holds for its containers",
        yaml: pod(`securityContext: { runAsUser: 20000, runAsGroup: 20000 }\n${app()}`),
      },
      { title: 'in a user namespace ids are others on the node', yaml: pod(`hostUsers: false\n${app()}`) },
    ],
    fail: [
      { title: 'neither is set', count: 2, yaml: pod(app()) },
      {
        title: "a container overrides the pod's user",
        yaml: pod(`securityContext: { runAsUser: 20000, runAsGroup: 20000 }
${app('securityContext: { runAsUser: 1000 }')}`),
      },
    ],
  },
  'pod-root-gid': {
    pass: [{ title: 'another group', yaml: pod(`securityContext: { runAsGroup: 1000, fsGroup: 1000 }\n${app()}`) }],
    fail: [
      { title: 'a container', yaml: pod(app('securityContext: { runAsUser: 1001, runAsGroup: 0 }')) },
      {
        title: 'all three ways of the pod',
        count: 3,
        yaml: deployment(`securityContext: { runAsGroup: 0, fsGroup: 0, supplementalGroups: [1000, 0] }\n${app()}`),
      },
    ],
  },
  'pod-share-process-namespace': {
    pass: [{ title: 'absent', yaml: pod(app()) }],
    fail: [{ title: 'true', yaml: deployment(`shareProcessNamespace: true\n${app()}`) }],
  },
  'pod-privileged-port': {
    pass: [{ title: 'a high port', yaml: pod(app('ports: [{ containerPort: 8080 }]')) }],
    fail: [{ title: 'one of two', yaml: pod(app('ports: [{ containerPort: 80 }, { containerPort: 1024 }]')) }],
  },
  'pod-security-context-present': {
    pass: [
      { title: 'at the pod', yaml: pod(`securityContext: { runAsNonRoot: true }\n${app()}`) },
      { title: 'at the container', yaml: pod(app('securityContext: { allowPrivilegeEscalation: false }')) },
    ],
    fail: [
      { title: 'at neither', yaml: deployment(app()) },
      { title: 'an empty one at the pod', yaml: pod(`securityContext: {}\n${app()}`) },
    ],
  },
  'pod-runtime-class': {
    pass: [
      {
        title: 'one of those required',
        parameters: { runtimeClasses: ['gvisor', 'kata'] },
        yaml: pod(`runtimeClassName: kata\n${app()}`),
      },
    ],
    fail: [
      { title: 'absent', parameters: { runtimeClasses: ['gvisor', 'kata'] }, yaml: pod(app()) },
      {
        title: 'another one',
        parameters: { runtimeClasses: ['gvisor'] },
        yaml: deployment(`runtimeClassName: runc\n${app()}`),
      },
    ],
  },
};
