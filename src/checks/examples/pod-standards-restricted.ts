import type { Examples } from './example.ts';
import { app, deployment, pod } from './pods.ts';

/** Two containers: `app` with these lines, and `sidecar` without any. */
const withSidecar = (fields: string) => `${app(fields)}
  - name: sidecar
    image: registry.example.com/sidecar:1.2.3`;

export const podStandardsRestricted: Examples = {
  'pod-volume-types': {
    pass: [
      { title: 'a volume without a source is an emptyDir', yaml: pod(`volumes: [{ name: tmp }]\n${app()}`) },
      {
        title: 'every type that is allowed',
        yaml: pod(`volumes:
  - { name: a, configMap: { name: web } }
  - { name: b, csi: { driver: csi.example.com } }
  - { name: c, downwardAPI: { items: [{ path: labels, fieldRef: { fieldPath: metadata.labels } }] } }
  - { name: d, emptyDir: {} }
  - name: e
    ephemeral:
      volumeClaimTemplate:
        spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  - { name: f, image: { reference: "registry.example.com/model:1.2.3" } }
  - { name: g, persistentVolumeClaim: { claimName: web } }
  - { name: h, projected: { sources: [{ secret: { name: web } }] } }
  - { name: i, secret: { secretName: web } }
${app()}`),
      },
    ],
    fail: [
      { title: 'nfs', yaml: pod(`volumes: [{ name: a, nfs: { server: nfs.example.com, path: /srv } }]\n${app()}`) },
      {
        title: 'a hostPath and a flexVolume',
        count: 2,
        yaml: deployment(`volumes:
  - { name: a, hostPath: { path: /srv } }
  - { name: b, flexVolume: { driver: example.com/driver } }
${app()}`),
      },
    ],
  },
  'pod-allow-privilege-escalation': {
    pass: [
      { title: 'false', yaml: pod(app('securityContext: { allowPrivilegeEscalation: false }')) },
      { title: 'Windows from 1.25 on', pssVersion: '1.25', yaml: pod(`os: { name: windows }\n${app()}`) },
    ],
    fail: [
      { title: 'absent means true', yaml: pod(app()) },
      { title: 'Windows before 1.25', pssVersion: '1.24', yaml: pod(`os: { name: windows }\n${app()}`) },
      { title: 'privileged implies it', yaml: pod(app('securityContext: { privileged: true }')) },
      {
        title: 'an ephemeral container',
        yaml: pod(`${app('securityContext: { allowPrivilegeEscalation: false }')}
ephemeralContainers:
  - { name: debug, image: "registry.example.com/debug:1.2.3" }`),
      },
      {
        title: 'one of two containers',
        yaml: deployment(withSidecar('securityContext: { allowPrivilegeEscalation: false }')),
      },
    ],
  },
  'pod-run-as-non-root': {
    pass: [
      {
        title: "the pod's default holds for all containers",
        yaml: deployment(`securityContext: { runAsNonRoot: true }\n${withSidecar('')}`),
      },
      {
        title: 'in a user namespace, from 1.35 on',
        pssVersion: '1.35',
        yaml: pod(`hostUsers: false\n${app()}`),
      },
    ],
    fail: [
      { title: 'nobody says it: one finding for the pod', yaml: pod(withSidecar('')) },
      {
        title: 'one container says it, the other does not',
        yaml: pod(withSidecar('securityContext: { runAsNonRoot: true }')),
      },
      {
        title: "a container overrides the pod's default",
        yaml: pod(`securityContext: { runAsNonRoot: true }\n${app('securityContext: { runAsNonRoot: false }')}`),
      },
      {
        title: 'the pod allows it, though every container refuses',
        yaml: pod(`securityContext: { runAsNonRoot: false }\n${app('securityContext: { runAsNonRoot: true }')}`),
      },
      {
        title: 'in a user namespace, before 1.35',
        pssVersion: '1.34',
        yaml: pod(`hostUsers: false\n${app()}`),
      },
    ],
  },
  'pod-run-as-user-zero': {
    pass: [
      { title: 'absent', yaml: pod(app()) },
      { title: 'another user', yaml: pod(`securityContext: { runAsUser: 1000 }\n${app()}`) },
      {
        title: 'in a user namespace, from 1.35 on',
        yaml: pod(`hostUsers: false\n${app('securityContext: { runAsUser: 0 }')}`),
      },
      {
        title: 'before 1.23 it is not asked',
        pssVersion: '1.22',
        yaml: pod(app('securityContext: { runAsUser: 0 }')),
      },
    ],
    fail: [
      { title: 'a container', yaml: pod(app('securityContext: { runAsUser: 0 }')) },
      {
        title: 'the pod, though its only container overrides it',
        yaml: pod(`securityContext: { runAsUser: 0 }\n${app('securityContext: { runAsUser: 1000 }')}`),
      },
    ],
  },
  'pod-seccomp-required': {
    pass: [
      {
        title: "the pod's default",
        yaml: deployment(`securityContext: { seccompProfile: { type: RuntimeDefault } }\n${withSidecar('')}`),
      },
      {
        title: 'a profile of the node at the container',
        yaml: pod(app('securityContext: { seccompProfile: { type: Localhost, localhostProfile: web.json } }')),
      },
      { title: 'Windows from 1.25 on', yaml: pod(`os: { name: windows }\n${app()}`) },
    ],
    fail: [
      { title: 'nobody names one: one finding for the pod', yaml: pod(withSidecar('')) },
      {
        title: 'one of two containers',
        yaml: pod(withSidecar('securityContext: { seccompProfile: { type: RuntimeDefault } }')),
      },
      {
        title: 'the pod is unconfined, though its only container overrides it',
        yaml: pod(`securityContext: { seccompProfile: { type: Unconfined } }
${app('securityContext: { seccompProfile: { type: RuntimeDefault } }')}`),
      },
    ],
  },
  'pod-caps-restricted': {
    pass: [
      {
        title: 'drops ALL, adds NET_BIND_SERVICE',
        yaml: pod(app('securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }')),
      },
      { title: 'Windows from 1.25 on', yaml: pod(`os: { name: windows }\n${app()}`) },
    ],
    fail: [
      { title: 'nothing is dropped', yaml: pod(app()) },
      {
        title: 'all in lower case is another word',
        yaml: pod(app('securityContext: { capabilities: { drop: [all] } }')),
      },
      {
        title: 'drops ALL and takes one of them back',
        yaml: deployment(app('securityContext: { capabilities: { drop: [ALL], add: [CHOWN] } }')),
      },
    ],
  },
};
