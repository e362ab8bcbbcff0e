import type { Examples } from './example.ts';

/** A static pod of a component with these flags. */
const pod = (name: string, flags: readonly string[], rest = '') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: kube-system }
spec:
  containers:
    - name: ${name}
      image: registry.k8s.io/${name}:v1.37.2
      command: [${[name, ...flags].map((word) => JSON.stringify(word)).join(', ')}]
${rest}`;

const manager = [
  '--profiling=false',
  '--use-service-account-credentials',
  '--service-account-private-key-file=/pki/sa.key',
  '--root-ca-file=/pki/ca.crt',
  '--bind-address=127.0.0.1',
];

const etcd = [
  '--cert-file=/pki/etcd/server.crt',
  '--key-file=/pki/etcd/server.key',
  '--client-cert-auth=true',
  '--trusted-ca-file=/pki/etcd/ca.crt',
  '--peer-cert-file=/pki/etcd/peer.crt',
  '--peer-key-file=/pki/etcd/peer.key',
  '--peer-client-cert-auth=true',
  '--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379',
];

const without = (flags: readonly string[], ...names: string[]) =>
  flags.filter((flag) => !names.some((name) => flag === `--${name}` || flag.startsWith(`--${name}=`)));

const configuration = (apiVersion: string, kind: string, rest: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
${rest}
`;
const kubelet = (rest: string) => configuration('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration', rest);
const accessible = 'authentication: { x509: { clientCAFile: /pki/ca.crt } }';
const hardened = 'rotateCertificates: true\nserverTLSBootstrap: true\npodPidsLimit: 4096\nprotectKernelDefaults: true';
const join = (flags: string) =>
  configuration('kubeadm.k8s.io/v1beta4', 'JoinConfiguration', `nodeRegistration: { kubeletExtraArgs: ${flags} }`);
const clusterOf = (version: string) =>
  configuration('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', `kubernetesVersion: ${version}`);

const kubeconfig = (user: string, credentials: string) => `
apiVersion: v1
kind: Config
clusters: []
contexts: []
users: [{ name: "${user}", user: { ${credentials} } }]
`;

export const controlPlane: Examples = {
  'cm-flags': {
    pass: [
      { title: 'as it should be', yaml: pod('kube-controller-manager', manager) },
      {
        title: 'kubeadm sets the rest',
        yaml: configuration(
          'kubeadm.k8s.io/v1beta3',
          'ClusterConfiguration',
          'controllerManager: { extraArgs: { profiling: "false" } }',
        ),
      },
    ],
    fail: [
      { title: 'no flags', yaml: pod('kube-controller-manager', []), count: 5 },
      {
        title: 'listens everywhere, keeps every finished pod, rotates nothing',
        yaml: pod('kube-controller-manager', [
          ...without(manager, 'bind-address'),
          '--bind-address=0.0.0.0',
          '--terminated-pod-gc-threshold=0',
          '--feature-gates=A=true,RotateKubeletServerCertificate=false',
        ]),
        count: 3,
      },
    ],
  },
  'sched-flags': {
    pass: [
      { title: 'as it should be', yaml: pod('kube-scheduler', ['--profiling=false', '--bind-address', '127.0.0.1']) },
      {
        title: 'profiling is decided in a file',
        yaml: pod('kube-scheduler', ['--config=/etc/scheduler.yaml', '--bind-address=::1']),
      },
    ],
    fail: [
      { title: 'no flags', yaml: pod('kube-scheduler', []), count: 2 },
      {
        title: 'the configuration leaves profiling on',
        yaml: configuration('kubescheduler.config.k8s.io/v1', 'KubeSchedulerConfiguration', 'profiles: []'),
      },
    ],
  },
  'etcd-tls': {
    pass: [
      { title: 'as it should be', yaml: pod('etcd', etcd) },
      { title: 'configured in a file', yaml: pod('etcd', ['--config-file=/etc/etcd.yaml']) },
      {
        title: 'by environment',
        yaml: pod(
          'etcd',
          without(etcd, 'client-cert-auth'),
          '      env: [{ name: ETCD_CLIENT_CERT_AUTH, value: "true" }]\n',
        ),
      },
      {
        title: 'a database of an application',
        yaml: `
apiVersion: v1
kind: Pod
metadata: { name: etcd, namespace: shop }
spec: { containers: [{ name: etcd, image: "quay.io/coreos/etcd:v3.7.3", command: [etcd] }] }
`,
      },
    ],
    fail: [
      { title: 'no TLS at all', yaml: pod('etcd', ['--listen-client-urls=http://0.0.0.0:2379']), count: 5 },
      {
        title: 'certificates that nobody can check',
        yaml: pod('etcd', [...etcd, '--auto-tls', '--peer-auto-tls']),
        count: 2,
      },
      {
        title: 'the CA of the cluster’s users',
        yaml: `${pod('etcd', [...without(etcd, 'trusted-ca-file'), '--trusted-ca-file=/pki/ca.crt'])}---${pod('kube-apiserver', ['--client-ca-file=/pki/ca.crt'])}`,
      },
    ],
  },
  'kubeproxy-metrics': {
    pass: [
      {
        title: 'the default',
        yaml: configuration('kubeproxy.config.k8s.io/v1alpha1', 'KubeProxyConfiguration', 'mode: nftables'),
      },
      { title: 'loopback', yaml: pod('kube-proxy', ['--metrics-bind-address=127.0.0.1:10249']) },
    ],
    fail: [
      {
        title: 'every address',
        yaml: configuration(
          'kubeproxy.config.k8s.io/v1alpha1',
          'KubeProxyConfiguration',
          'metricsBindAddress: "0.0.0.0:10249"',
        ),
      },
      { title: 'every address by flag', yaml: pod('kube-proxy', ['--metrics-bind-address=[::]:10249']) },
    ],
  },
  'auth-user-credentials': {
    pass: [
      { title: 'a user who signs in', yaml: kubeconfig('mei', 'exec: { command: kubelogin }') },
      { title: 'a component', yaml: kubeconfig('system:kube-scheduler', 'client-certificate-data: LS0t') },
      {
        title: 'a bootstrap token that ends',
        yaml: 'apiVersion: v1\nkind: Secret\nmetadata: { name: bootstrap-token-abc }\ntype: bootstrap.kubernetes.io/token\nstringData: { expiration: "2026-12-01T00:00:00Z" }\n',
      },
    ],
    fail: [
      { title: 'a client certificate', yaml: kubeconfig('mei', 'client-certificate: mei.crt, client-key: mei.key') },
      { title: 'a token', yaml: kubeconfig('mei', 'token: abc') },
      {
        title: 'a request for a client certificate',
        yaml: 'apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: { name: mei }\nspec: { signerName: kubernetes.io/kube-apiserver-client, request: LS0t, usages: [client auth] }\n',
      },
      {
        title: 'a bootstrap token without an end',
        yaml: 'apiVersion: v1\nkind: Secret\nmetadata: { name: bootstrap-token-abc }\ntype: bootstrap.kubernetes.io/token\nstringData: { token-id: abc }\n',
      },
    ],
  },
  'cluster-version-supported': {
    pass: [
      { title: 'a supported version', yaml: clusterOf('v1.36.1') },
      { title: 'the newest of the newest', yaml: clusterOf('stable-1') },
    ],
    fail: [
      { title: 'kubeadm: one finding for all components', yaml: clusterOf('v1.29.3') },
      { title: 'a static pod', yaml: pod('kube-scheduler', []).replace('v1.37.2', 'v1.30.0') },
    ],
  },
  'kubelet-authn-authz': {
    pass: [
      { title: 'the defaults of the configuration, and a CA', yaml: kubelet(accessible) },
      {
        title: 'kubeadm fills the CA in',
        yaml: `${kubelet('cgroupDriver: systemd')}---${clusterOf('v1.37.2')}`,
      },
      { title: 'a flag that is safe', yaml: join('[{ name: anonymous-auth, value: "false" }]') },
    ],
    fail: [
      {
        title: 'open to everyone',
        yaml: kubelet(
          'authentication: { anonymous: { enabled: true } }\nauthorization: { mode: AlwaysAllow }\nreadOnlyPort: 10255',
        ),
        count: 4,
      },
      { title: 'opened by a flag of kubeadm', yaml: join('[{ name: read-only-port, value: "10255" }]') },
    ],
  },
  'kubelet-hardening': {
    pass: [
      { title: 'as it should be', yaml: kubelet(hardened) },
      {
        title: 'certificates of its own',
        yaml: kubelet(
          `${hardened.replace('serverTLSBootstrap: true', 'tlsCertFile: /a.crt')}\ntlsPrivateKeyFile: /a.key`,
        ),
      },
    ],
    fail: [
      { title: 'the defaults', yaml: kubelet('cgroupDriver: systemd'), count: 4 },
      {
        title: 'weak TLS, no chains, few events',
        yaml: kubelet(
          `${hardened}\nmakeIPTablesUtilChains: false\neventRecordQPS: 1\ntlsMinVersion: VersionTLS11\ntlsCipherSuites: [TLS_RSA_WITH_3DES_EDE_CBC_SHA]`,
        ),
        count: 4,
      },
      {
        title: 'flags of kubeadm',
        yaml: join('[{ name: hostname-override, value: n1 }, { name: streaming-connection-idle-timeout, value: "0" }]'),
        count: 2,
      },
    ],
  },
};
