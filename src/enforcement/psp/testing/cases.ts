/** A policy that is `open` but for some fields, and pods with the fields because of which it refuses them. */
export interface PspCase {
  readonly title: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly pods: readonly (readonly [fields: string, spec: Readonly<Record<string, unknown>>])[];
}

/** Refuses nothing. */
export const open = {
  privileged: true,
  hostPID: true,
  hostIPC: true,
  hostNetwork: true,
  hostPorts: [{ min: 0, max: 65535 }],
  volumes: ['*'],
  allowedCapabilities: ['*'],
  allowedProcMountTypes: ['Default', 'Unmasked'],
  allowedUnsafeSysctls: ['*'],
  allowPrivilegeEscalation: true,
  runAsUser: { rule: 'RunAsAny' },
  seLinux: { rule: 'RunAsAny' },
  supplementalGroups: { rule: 'RunAsAny' },
  fsGroup: { rule: 'RunAsAny' },
};

type Fields = Readonly<Record<string, unknown>>;
const container = (fields: Fields = {}) => ({ name: 'app', image: 'a', ...fields });
const pod = (fields: Fields = {}, ...more: Fields[]) => ({
  containers: [container(fields), ...more.map((one, index) => ({ ...container(one), name: `app${index}` }))],
});
const context = (securityContext: Fields, ...more: Fields[]) =>
  pod({ securityContext }, ...more.map((one) => ({ securityContext: one })));
const podContext = (securityContext: Fields, fields: Fields = {}) => ({ ...pod(fields), securityContext });
const init = (fields: Fields) => ({ ...pod(), initContainers: [{ ...container(fields), name: 'first' }] });
const volume = (fields: Fields, mount?: Fields) => ({
  ...pod(mount === undefined ? {} : { volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }] }),
  volumes: [{ name: 'data', ...fields }],
});
const range = (min: number, max: number) => ({ min, max });
const port = (hostPort: number) => pod({ ports: [{ containerPort: hostPort, hostPort }] });
const seccomp = 'seccomp.security.alpha.kubernetes.io/';
const appArmor = 'apparmor.security.beta.kubernetes.io/';

export const pspCases: readonly PspCase[] = [
  {
    title: 'everything',
    spec: {},
    pods: [
      ['', pod()],
      ['', context({ privileged: true })],
      ['', { ...volume({ hostPath: { path: '/' } }), hostNetwork: true, hostPID: true, hostIPC: true }],
    ],
  },
  {
    title: 'privileged',
    spec: { privileged: false },
    pods: [
      ['', pod()],
      ['', context({ privileged: false })],
      ['privileged', context({ privileged: true })],
      ['privileged', context({}, { privileged: true })],
      ['privileged', init({ securityContext: { privileged: true } })],
    ],
  },
  {
    title: 'namespaces of the host',
    spec: { hostPID: false, hostIPC: false, hostNetwork: false },
    pods: [
      ['', pod()],
      ['hostPID', { ...pod(), hostPID: true }],
      ['hostIPC', { ...pod(), hostIPC: true }],
      ['hostPID, hostIPC, hostNetwork', { ...pod(), hostPID: true, hostIPC: true, hostNetwork: true }],
    ],
  },
  {
    title: 'host ports of two ranges',
    spec: { hostPorts: [range(80, 80), range(9000, 9100)] },
    pods: [
      ['', pod({ ports: [{ containerPort: 1 }] })],
      ['', port(80)],
      ['', port(9100)],
      ['hostPorts', port(9101)],
      [
        'hostPorts',
        pod({
          ports: [
            { containerPort: 1, hostPort: 80 },
            { containerPort: 2, hostPort: 81 },
          ],
        }),
      ],
    ],
  },
  {
    title: 'no host ports',
    spec: { hostPorts: [] },
    pods: [
      ['', pod()],
      ['hostPorts', port(80)],
    ],
  },
  {
    title: 'volumes',
    spec: { volumes: ['emptyDir', 'secret', 'configMap'] },
    pods: [
      // On an API server with the token of its account.
      ['', pod()],
      ['', volume({ emptyDir: {} })],
      ['', volume({ projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } })],
      ['volumes', volume({ projected: { sources: [{ secret: { name: 'a' } }] } })],
      ['volumes', volume({ hostPath: { path: '/' } })],
      ['volumes', volume({ nfs: { server: 'a', path: '/' } })],
    ],
  },
  {
    title: 'paths of the host',
    spec: {
      volumes: ['hostPath', 'projected'],
      allowedHostPaths: [{ pathPrefix: '/var/log/', readOnly: true }, { pathPrefix: '/run' }],
    },
    pods: [
      ['', volume({ hostPath: { path: '/var/log' } }, { readOnly: true })],
      ['', volume({ hostPath: { path: '/var/log/pods' } }, { readOnly: true })],
      ['', volume({ hostPath: { path: '/run/app' } }, {})],
      ['', volume({ hostPath: { path: '/var/log' } })],
      ['allowedHostPaths', volume({ hostPath: { path: '/var/log/pods' } }, {})],
      ['allowedHostPaths', volume({ hostPath: { path: '/var/logs' } }, { readOnly: true })],
      ['allowedHostPaths', volume({ hostPath: { path: '/' } }, { readOnly: true })],
      ['volumes', volume({ emptyDir: {} })],
    ],
  },
  {
    title: 'all paths of the host, but only to read',
    spec: { allowedHostPaths: [{ pathPrefix: '/', readOnly: true }] },
    pods: [
      ['', volume({ hostPath: { path: '/etc' } }, { readOnly: true })],
      ['allowedHostPaths', volume({ hostPath: { path: '/etc' } }, {})],
    ],
  },
  {
    title: 'drivers',
    spec: { allowedCSIDrivers: [{ name: 'csi.example.com' }], allowedFlexVolumes: [{ driver: 'example.com/lvm' }] },
    pods: [
      ['', volume({ csi: { driver: 'csi.example.com' } })],
      ['allowedCSIDrivers', volume({ csi: { driver: 'other.example.com' } })],
      ['', volume({ flexVolume: { driver: 'example.com/lvm' } })],
      ['allowedFlexVolumes', volume({ flexVolume: { driver: 'example.com/other' } })],
    ],
  },
  {
    title: 'capabilities',
    spec: {
      allowedCapabilities: ['NET_ADMIN'],
      defaultAddCapabilities: ['CHOWN'],
      requiredDropCapabilities: ['NET_RAW', 'MKNOD'],
    },
    pods: [
      ['requiredDropCapabilities', pod()],
      ['', context({ capabilities: { drop: ['NET_RAW', 'MKNOD'] } })],
      ['', context({ capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'CHOWN'] } })],
      ['requiredDropCapabilities', context({ capabilities: { drop: ['NET_RAW'] } })],
      ['allowedCapabilities', context({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } })],
      ['allowedCapabilities, requiredDropCapabilities', context({ capabilities: { add: ['SYS_ADMIN'] } })],
    ],
  },
  {
    title: 'all capabilities dropped',
    spec: { requiredDropCapabilities: ['ALL'], allowedCapabilities: [] },
    pods: [
      ['', context({ capabilities: { drop: ['ALL'] } })],
      ['requiredDropCapabilities', context({ capabilities: { drop: ['NET_RAW'] } })],
    ],
  },
  {
    title: 'a user from ranges',
    spec: { runAsUser: { rule: 'MustRunAs', ranges: [range(0, 0), range(1000, 2000)] } },
    pods: [
      ['runAsUser', pod()],
      ['', context({ runAsUser: 0 })],
      ['', podContext({ runAsUser: 1500 })],
      ['runAsUser', podContext({ runAsUser: 1500 }, { securityContext: { runAsUser: 5 } })],
      ['runAsUser', context({ runAsUser: 1000 }, {})],
      ['runAsUser', context({ runAsUser: 2001 })],
    ],
  },
  {
    title: 'no root',
    spec: { runAsUser: { rule: 'MustRunAsNonRoot' } },
    pods: [
      ['runAsUser', pod()],
      ['', podContext({ runAsNonRoot: true })],
      ['', context({ runAsUser: 5 })],
      ['runAsUser', context({ runAsUser: 5, runAsNonRoot: false })],
      ['runAsUser', podContext({ runAsNonRoot: true }, { securityContext: { runAsUser: 0 } })],
      ['runAsUser', podContext({ runAsNonRoot: true }, { securityContext: { runAsNonRoot: false } })],
    ],
  },
  {
    title: 'groups that must be',
    spec: {
      runAsGroup: { rule: 'MustRunAs', ranges: [range(10, 20)] },
      fsGroup: { rule: 'MustRunAs', ranges: [range(10, 20)] },
      supplementalGroups: { rule: 'MustRunAs', ranges: [range(10, 20)] },
    },
    pods: [
      ['runAsGroup, fsGroup, supplementalGroups', pod()],
      ['', podContext({ runAsGroup: 10, fsGroup: 20, supplementalGroups: [11, 12] })],
      ['supplementalGroups', podContext({ runAsGroup: 10, fsGroup: 20, supplementalGroups: [11, 21] })],
      ['runAsGroup, fsGroup', podContext({ runAsGroup: 9, fsGroup: 21, supplementalGroups: [11] })],
    ],
  },
  {
    title: 'groups that may be',
    spec: {
      runAsGroup: { rule: 'MayRunAs', ranges: [range(10, 20)] },
      fsGroup: { rule: 'MayRunAs', ranges: [range(10, 20)] },
      supplementalGroups: { rule: 'MayRunAs', ranges: [range(10, 20)] },
    },
    pods: [
      ['', pod()],
      ['', podContext({ runAsGroup: 10, fsGroup: 20, supplementalGroups: [11] })],
      ['runAsGroup, fsGroup, supplementalGroups', podContext({ runAsGroup: 1, fsGroup: 2, supplementalGroups: [3] })],
    ],
  },
  {
    title: 'SELinux',
    spec: { seLinux: { rule: 'MustRunAs', seLinuxOptions: { type: 'container_t', level: 's0:c1' } } },
    pods: [
      ['seLinux', pod()],
      ['', podContext({ seLinuxOptions: { type: 'container_t', level: 's0:c1' } })],
      ['seLinux', podContext({ seLinuxOptions: { type: 'container_t', level: 's0:c1', user: 'root' } })],
      ['seLinux', context({ seLinuxOptions: { type: 'spc_t', level: 's0:c1' } })],
    ],
  },
  {
    title: 'files and escalation',
    spec: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
    pods: [
      ['readOnlyRootFilesystem, allowPrivilegeEscalation', pod()],
      ['', context({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false })],
      ['allowPrivilegeEscalation', context({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: true })],
      ['readOnlyRootFilesystem', context({ readOnlyRootFilesystem: false, allowPrivilegeEscalation: false })],
    ],
  },
  {
    title: 'mounts of /proc',
    spec: { allowedProcMountTypes: [] },
    pods: [
      ['', pod()],
      ['allowedProcMountTypes', { ...context({ procMount: 'Unmasked' }), hostUsers: false }],
    ],
  },
  {
    title: 'sysctls',
    spec: {
      allowedUnsafeSysctls: ['kernel.msg*', 'net.core.somaxconn'],
      forbiddenSysctls: ['kernel.msgmax', 'net.ipv4.*'],
    },
    pods: [
      ['', podContext({ sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }] })],
      [
        '',
        podContext({
          sysctls: [
            { name: 'kernel.msgmnb', value: '1' },
            { name: 'net/core/somaxconn', value: '1' },
          ],
        }),
      ],
      ['sysctls', podContext({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] })],
      ['sysctls', podContext({ sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] })],
      ['sysctls', podContext({ sysctls: [{ name: 'kernel.sem', value: '1' }] })],
    ],
  },
  {
    title: 'seccomp profiles',
    spec: {},
    annotations: { [`${seccomp}allowedProfileNames`]: 'runtime/default, localhost/a.json' },
    pods: [
      ['seccomp', pod()],
      ['', podContext({ seccompProfile: { type: 'RuntimeDefault' } })],
      ['', context({ seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } })],
      ['seccomp', context({ seccompProfile: { type: 'Localhost', localhostProfile: 'b.json' } })],
      [
        'seccomp',
        podContext(
          { seccompProfile: { type: 'RuntimeDefault' } },
          { securityContext: { seccompProfile: { type: 'Unconfined' } } },
        ),
      ],
    ],
  },
  {
    title: 'every seccomp profile',
    spec: {},
    annotations: { [`${seccomp}allowedProfileNames`]: '*' },
    pods: [
      ['', pod()],
      ['', podContext({ seccompProfile: { type: 'Unconfined' } })],
    ],
  },
  {
    title: 'AppArmor profiles',
    spec: {},
    annotations: { [`${appArmor}allowedProfileNames`]: 'runtime/default' },
    pods: [
      ['appArmor', pod()],
      ['', podContext({ appArmorProfile: { type: 'RuntimeDefault' } })],
      ['appArmor', podContext({ appArmorProfile: { type: 'Unconfined' } })],
    ],
  },
];

/** The policy of a case, under a name. */
export function pspOf({ spec, annotations }: PspCase, name: string) {
  return {
    apiVersion: 'policy/v1beta1',
    kind: 'PodSecurityPolicy',
    metadata: { name, ...(annotations !== undefined && { annotations }) },
    spec: { ...open, ...spec },
  };
}
