import type { Examples } from './example.ts';
import { app, deployment, pod } from './pods.ts';

export const hostAccess: Examples = {
  'pod-host-process': {
    pass: [
      {
        title: 'a Windows pod like any other',
        yaml: pod(`os: { name: windows }\nsecurityContext: { windowsOptions: { hostProcess: false } }\n${app()}`),
      },
    ],
    fail: [
      {
        title: 'the pod',
        yaml: pod(`os: { name: windows }
hostNetwork: true
securityContext: { windowsOptions: { hostProcess: true } }
${app()}`),
      },
      {
        title: 'pod and container say it both',
        count: 2,
        yaml: pod(`os: { name: windows }
hostNetwork: true
securityContext: { windowsOptions: { hostProcess: true } }
${app('securityContext: { windowsOptions: { hostProcess: true } }')}`),
      },
    ],
  },
  'pod-host-namespaces': {
    pass: [
      {
        title: 'false is as good as absent',
        yaml: pod(`hostNetwork: false\nhostPID: false\nhostIPC: false\n${app()}`),
      },
    ],
    fail: [
      {
        title: 'one finding for each',
        count: 3,
        yaml: pod(`hostNetwork: true\nhostPID: true\nhostIPC: true\n${app()}`),
      },
      { title: 'the template of a Deployment', yaml: deployment(`hostNetwork: true\n${app()}`) },
    ],
  },
  'pod-host-ports': {
    pass: [
      { title: 'a container port', yaml: pod(app('ports: [{ containerPort: 8080 }]')) },
      { title: 'host port 0 is none', yaml: pod(app('ports: [{ containerPort: 8080, hostPort: 0 }]')) },
    ],
    fail: [
      {
        title: 'two of three ports',
        count: 2,
        yaml: pod(
          app(`ports:
  - { containerPort: 8080, hostPort: 8080 }
  - { containerPort: 8081 }
  - { containerPort: 8443, hostPort: 443 }`),
        ),
      },
    ],
  },
  'pod-host-probes': {
    pass: [
      {
        title: 'the probe goes to the pod itself',
        yaml: pod(app('livenessProbe: { httpGet: { path: /healthz, port: 8080 } }')),
      },
      {
        title: 'before 1.34 it is not asked',
        pssVersion: '1.33',
        yaml: pod(app('livenessProbe: { httpGet: { path: /healthz, port: 8080, host: 10.0.0.1 } }')),
      },
    ],
    fail: [
      {
        title: 'a probe and a hook',
        count: 2,
        yaml: pod(
          app(`readinessProbe: { tcpSocket: { port: 443, host: 169.254.169.254 } }
lifecycle: { preStop: { httpGet: { path: /bye, port: 80, host: other.example.com } } }`),
        ),
      },
    ],
  },
  'pod-host-aliases': {
    pass: [{ title: 'no own entries', yaml: pod(app()) }],
    fail: [
      {
        title: 'a name is sent elsewhere',
        yaml: deployment(`hostAliases: [{ ip: 10.0.0.1, hostnames: [db.example.com] }]\n${app()}`),
      },
    ],
  },
  'pod-host-users': {
    pass: [
      { title: 'in a user namespace', yaml: pod(`hostUsers: false\n${app()}`) },
      { title: 'not possible with the network of the host', yaml: pod(`hostNetwork: true\n${app()}`) },
    ],
    fail: [{ title: 'absent means the users of the node', yaml: pod(app()) }],
  },
};
