import type { Examples } from './example.ts';
import { app, deployment, pod } from './pods.ts';

const ephemeral = (fields: string) =>
  pod(`${app()}
ephemeralContainers:
  - name: debug
    image: registry.example.com/debug:1.2.3
    ${fields}`);

export const podStandardsBaseline: Examples = {
  'pod-privileged': {
    pass: [
      { title: 'privileged is absent', yaml: pod(app()) },
      { title: 'privileged is false', yaml: deployment(app('securityContext: { privileged: false }')) },
    ],
    fail: [
      { title: 'an ephemeral container is privileged', yaml: ephemeral('securityContext: { privileged: true }') },
      {
        title: 'the template of a CronJob, two of three containers',
        count: 2,
        yaml: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          initContainers:
            - { name: prepare, image: registry.example.com/backup:1.2.3, securityContext: { privileged: true } }
          containers:
            - { name: backup, image: registry.example.com/backup:1.2.3, securityContext: { privileged: true } }
            - { name: report, image: registry.example.com/report:1.2.3 }
`,
      },
    ],
  },
  'pod-caps-baseline': {
    pass: [
      {
        title: 'NET_BIND_SERVICE is in the default set',
        yaml: pod(app('securityContext: { capabilities: { add: [NET_BIND_SERVICE] } }')),
      },
      { title: 'nothing is added', yaml: pod(app('securityContext: { capabilities: { drop: [NET_RAW] } }')) },
    ],
    fail: [
      {
        title: 'one of three is outside the default set',
        yaml: pod(app('securityContext: { capabilities: { add: [CHOWN, SYS_TIME, KILL] } }')),
      },
      {
        title: 'NET_RAW is not in the default set of the standard',
        yaml: deployment(app('securityContext: { capabilities: { add: [NET_RAW] } }')),
      },
      { title: 'lower case is another word', yaml: pod(app('securityContext: { capabilities: { add: [chown] } }')) },
    ],
  },
  'pod-apparmor': {
    pass: [
      { title: 'no profile is named', yaml: pod(app()) },
      {
        title: 'a profile of the node',
        yaml: pod(app('securityContext: { appArmorProfile: { type: Localhost, localhostProfile: web } }')),
      },
      {
        title: 'the annotation names the default',
        yaml: pod(
          app(),
          '{ name: web, annotations: { container.apparmor.security.beta.kubernetes.io/app: runtime/default } }',
        ),
      },
    ],
    fail: [
      {
        title: 'the pod is unconfined, its container is not',
        yaml: pod(`securityContext: { appArmorProfile: { type: Unconfined } }
${app('securityContext: { appArmorProfile: { type: RuntimeDefault } }')}`),
      },
      {
        title: 'one container is unconfined',
        yaml: pod(app('securityContext: { appArmorProfile: { type: Unconfined } }')),
      },
      {
        title: 'the annotation of older versions',
        yaml: pod(
          app(),
          '{ name: web, annotations: { container.apparmor.security.beta.kubernetes.io/app: unconfined } }',
        ),
      },
    ],
  },
  'pod-selinux': {
    pass: [
      { title: 'a level is free', yaml: pod(app('securityContext: { seLinuxOptions: { level: "s0:c123,c456" } }')) },
      {
        title: 'container_engine_t from 1.31 on',
        pssVersion: '1.31',
        yaml: pod(app('securityContext: { seLinuxOptions: { type: container_engine_t } }')),
      },
    ],
    fail: [
      {
        title: 'container_engine_t before 1.31',
        pssVersion: '1.30',
        yaml: pod(app('securityContext: { seLinuxOptions: { type: container_engine_t } }')),
      },
      {
        title: 'user and role of the pod',
        count: 2,
        yaml: pod(`securityContext: { seLinuxOptions: { user: system_u, role: system_r } }\n${app()}`),
      },
      {
        title: 'a type that confines nothing',
        yaml: deployment(app('securityContext: { seLinuxOptions: { type: spc_t } }')),
      },
    ],
  },
  'pod-procmount': {
    pass: [
      { title: 'the default', yaml: pod(app('securityContext: { procMount: Default }')) },
      {
        title: 'unmasked in a user namespace, from 1.35 on',
        pssVersion: '1.35',
        yaml: pod(`hostUsers: false\n${app('securityContext: { procMount: Unmasked }')}`),
      },
    ],
    fail: [
      {
        title: 'unmasked in a user namespace, before 1.35',
        pssVersion: '1.34',
        yaml: pod(`hostUsers: false\n${app('securityContext: { procMount: Unmasked }')}`),
      },
      { title: 'unmasked on the users of the node', yaml: pod(app('securityContext: { procMount: Unmasked }')) },
    ],
  },
  'pod-procmount-restricted': {
    pass: [
      { title: 'absent', yaml: pod(`hostUsers: false\n${app()}`) },
      {
        title: 'before 1.35 the baseline check asks the same',
        pssVersion: '1.34',
        yaml: pod(`hostUsers: false\n${app('securityContext: { procMount: Unmasked }')}`),
      },
    ],
    fail: [
      {
        title: 'a user namespace is no excuse',
        yaml: pod(`hostUsers: false\n${app('securityContext: { procMount: Unmasked }')}`),
      },
    ],
  },
  'pod-seccomp-unconfined': {
    pass: [
      { title: 'no profile is named', yaml: pod(app()) },
      { title: 'RuntimeDefault', yaml: pod(app('securityContext: { seccompProfile: { type: RuntimeDefault } }')) },
      {
        title: 'before 1.19 the field is not asked',
        pssVersion: '1.18',
        yaml: pod(app('securityContext: { seccompProfile: { type: Unconfined } }')),
      },
    ],
    fail: [
      {
        title: 'the pod is unconfined, though its only container overrides it',
        yaml: pod(`securityContext: { seccompProfile: { type: Unconfined } }
${app('securityContext: { seccompProfile: { type: RuntimeDefault } }')}`),
      },
      {
        title: 'an init container is unconfined',
        yaml: deployment(`initContainers:
  - name: prepare
    image: registry.example.com/prepare:1.2.3
    securityContext: { seccompProfile: { type: Unconfined } }
${app()}`),
      },
      {
        title: 'annotations of the pod and of a container before 1.19',
        count: 2,
        pssVersion: '1.18',
        yaml: pod(
          app(),
          `
  name: web
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: unconfined
    container.seccomp.security.alpha.kubernetes.io/app: unconfined
    container.seccomp.security.alpha.kubernetes.io/other: unconfined`,
        ),
      },
    ],
  },
  'pod-sysctls': {
    pass: [
      {
        title: 'safe in every version',
        pssVersion: '1.0',
        yaml: pod(`securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }] }\n${app()}`),
      },
      {
        title: 'safe from 1.29 on',
        pssVersion: '1.29',
        yaml: pod(`securityContext: { sysctls: [{ name: net.ipv4.tcp_keepalive_time, value: "60" }] }\n${app()}`),
      },
      {
        title: 'safe from 1.37 on',
        yaml: pod(`securityContext: { sysctls: [{ name: net.ipv4.tcp_notsent_lowat, value: "16384" }] }\n${app()}`),
      },
    ],
    fail: [
      {
        title: 'not yet safe in 1.28',
        pssVersion: '1.28',
        yaml: pod(`securityContext: { sysctls: [{ name: net.ipv4.tcp_keepalive_time, value: "60" }] }\n${app()}`),
      },
      {
        title: 'not yet safe in 1.36',
        pssVersion: '1.36',
        yaml: pod(`securityContext: { sysctls: [{ name: net.ipv4.tcp_notsent_lowat, value: "16384" }] }\n${app()}`),
      },
      {
        title: 'two that belong to the node',
        count: 2,
        yaml: pod(`securityContext:
  sysctls:
    - { name: kernel.shm_rmid_forced, value: "0" }
    - { name: kernel.msgmax, value: "65536" }
    - { name: net.core.somaxconn, value: "1024" }
${app()}`),
      },
    ],
  },
};
