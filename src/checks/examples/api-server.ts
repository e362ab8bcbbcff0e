import type { Examples } from './example.ts';

/** Everything that the checks want of an API server; a flag given as undefined is left out. */
const safe: Readonly<Record<string, string>> = {
  'anonymous-auth': 'false',
  'authorization-mode': 'Node,RBAC',
  'enable-admission-plugins': 'NodeRestriction,EventRateLimit,AlwaysPullImages,DenyServiceExternalIPs',
  'audit-log-path': '/var/log/audit.log',
  'audit-log-maxage': '30',
  'audit-log-maxbackup': '10',
  'audit-log-maxsize': '100',
  'audit-policy-file': '/etc/kubernetes/audit.yaml',
  'client-ca-file': '/pki/ca.crt',
  'tls-cert-file': '/pki/apiserver.crt',
  'tls-private-key-file': '/pki/apiserver.key',
  'etcd-servers': 'https://127.0.0.1:2379',
  'etcd-cafile': '/pki/etcd/ca.crt',
  'etcd-certfile': '/pki/etcd.crt',
  'etcd-keyfile': '/pki/etcd.key',
  'encryption-provider-config': '/etc/kubernetes/encryption.yaml',
  'kubelet-client-certificate': '/pki/kubelet.crt',
  'kubelet-client-key': '/pki/kubelet.key',
  'kubelet-certificate-authority': '/pki/ca.crt',
  'service-account-key-file': '/pki/sa.pub',
  'service-account-extend-token-expiration': 'false',
  profiling: 'false',
};

const server = (changes: Readonly<Record<string, string | undefined>> = {}) => `
apiVersion: v1
kind: Pod
metadata: { name: kube-apiserver, namespace: kube-system }
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command:
        - kube-apiserver
${Object.entries({ ...safe, ...changes })
  .filter(([, value]) => value !== undefined)
  .map(([flag, value]) => `        - --${flag}=${value}\n`)
  .join('')}`;

const kubeadm = (version: string, apiServer: string) => `
apiVersion: kubeadm.k8s.io/${version}
kind: ClusterConfiguration
kubernetesVersion: v1.37.2
apiServer:
  extraArgs: ${apiServer}
`;

const configuration = (kind: string, rest: string) => `
apiVersion: apiserver.config.k8s.io/v1
kind: ${kind}
${rest}
`;

const policy = (rules: string) => `
apiVersion: audit.k8s.io/v1
kind: Policy
rules:
${rules}`;

const fine = { title: 'as it should be', yaml: server() };
const ordinary = {
  title: 'a pod that runs something else',
  yaml: `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: kube-apiserver, image: "registry.example.com/web:1", args: ["--anonymous-auth=true"] }] }
`,
};

export const apiServer: Examples = {
  'api-anonymous-auth': {
    pass: [
      fine,
      ordinary,
      {
        title: 'a configuration decides',
        yaml: `${server({ 'anonymous-auth': undefined, 'authentication-config': '/etc/auth.yaml' })}---${configuration('AuthenticationConfiguration', 'anonymous: { enabled: true, conditions: [{ path: /livez }, { path: /readyz }] }')}`,
      },
      { title: 'the flag as a word of its own', yaml: server({ 'anonymous-auth': 'F' }) },
    ],
    fail: [
      { title: 'the default', yaml: server({ 'anonymous-auth': undefined }) },
      {
        title: 'the flag without a value',
        yaml: server({ 'anonymous-auth': undefined }).concat('        - --anonymous-auth\n'),
      },
      {
        title: 'in a script, with the image’s own name elsewhere',
        yaml: `
apiVersion: v1
kind: Pod
metadata: { name: api }
spec:
  containers:
    - name: api
      image: registry.example.com/hyperkube:v1.37.2
      command: [/bin/sh, -c]
      args: ["set -e; exec /usr/local/bin/kube-apiserver --anonymous_auth=\\"true\\" --v=2 2>&1 | tee log"]
`,
      },
      { title: 'kubeadm leaves the default', yaml: kubeadm('v1beta4', '[{ name: v, value: "2" }]') },
      {
        title: 'anonymous requests to everything',
        yaml: configuration('AuthenticationConfiguration', 'anonymous: { enabled: true }'),
      },
      {
        title: 'anonymous requests to one path too many',
        yaml: configuration(
          'AuthenticationConfiguration',
          'anonymous: { enabled: true, conditions: [{ path: /livez }, { path: /api }] }',
        ),
      },
    ],
  },
  'api-static-token': {
    pass: [fine],
    fail: [
      { title: 'tokens in a file', yaml: server({ 'token-auth-file': '/etc/tokens.csv' }) },
      { title: 'kubeadm, older form', yaml: kubeadm('v1beta3', '{ basic-auth-file: /etc/users.csv }') },
    ],
  },
  'api-authz-mode': {
    pass: [
      fine,
      {
        title: 'given in two flags',
        yaml: server({ 'authorization-mode': 'Node' }).concat('        - --authorization-mode=RBAC\n'),
      },
      { title: 'kubeadm sets it', yaml: kubeadm('v1beta4', '[{ name: profiling, value: "false" }]') },
      {
        title: 'structured authorization',
        yaml: `${server({ 'authorization-mode': undefined, 'authorization-config': '/etc/authz.yaml' })}---${configuration('AuthorizationConfiguration', 'authorizers: [{ type: Node, name: n }, { type: RBAC, name: r }]')}`,
      },
    ],
    fail: [
      { title: 'the default allows everything', yaml: server({ 'authorization-mode': undefined }) },
      { title: 'AlwaysAllow beside others', yaml: server({ 'authorization-mode': 'Node,RBAC,AlwaysAllow' }) },
      { title: 'only a webhook', yaml: server({ 'authorization-mode': 'Webhook' }), count: 2 },
      {
        title: 'structured authorization without RBAC',
        yaml: configuration('AuthorizationConfiguration', 'authorizers: [{ type: Node, name: n }]'),
      },
    ],
  },
  'api-admission-plugins': {
    pass: [fine],
    fail: [
      {
        title: 'no NodeRestriction',
        yaml: server({ 'enable-admission-plugins': 'EventRateLimit,AlwaysPullImages,DenyServiceExternalIPs' }),
      },
      {
        title: 'AlwaysAdmit, and ServiceAccount disabled',
        yaml: server({
          'enable-admission-plugins': `${safe['enable-admission-plugins']},AlwaysAdmit`,
          'disable-admission-plugins': 'ServiceAccount',
        }),
        count: 2,
      },
      { title: 'what kubeadm enables misses the advised ones', yaml: kubeadm('v1beta4', '[]') },
    ],
  },
  'api-kubelet-tls': {
    pass: [fine],
    fail: [
      { title: 'no CA of the kubelets', yaml: server({ 'kubelet-certificate-authority': undefined }) },
      {
        title: 'a certificate without its key',
        yaml: server({ 'kubelet-client-key': undefined }),
      },
    ],
  },
  'api-audit-log': {
    pass: [
      fine,
      {
        title: 'to standard output: nothing to keep',
        yaml: server({ 'audit-log-path': '-', 'audit-log-maxage': '1' }),
      },
      {
        title: 'to a webhook',
        yaml: server({ 'audit-log-path': undefined, 'audit-webhook-config-file': '/etc/audit-webhook.yaml' }),
      },
    ],
    fail: [
      { title: 'no log', yaml: server({ 'audit-log-path': undefined }) },
      { title: 'kept too short', yaml: server({ 'audit-log-maxage': '7', 'audit-log-maxbackup': '2' }), count: 2 },
    ],
  },
  'api-audit-policy': {
    pass: [
      fine,
      {
        title: 'everything at level Metadata, but for one user',
        yaml: policy('  - { level: None, users: ["system:kube-proxy"] }\n  - { level: Metadata }\n'),
      },
    ],
    fail: [
      { title: 'a log without a policy', yaml: server({ 'audit-policy-file': undefined }) },
      {
        title: 'nobody hears of Secrets that are read',
        yaml: policy(
          '  - { level: None, verbs: [get, list, watch], resources: [{ group: "", resources: [secrets] }] }\n  - { level: Metadata }\n',
        ),
      },
      { title: 'the log holds the Secrets', yaml: policy('  - { level: RequestResponse }\n') },
      {
        title: 'pods is not pods/exec, and roles are left out',
        yaml: policy('  - { level: Metadata, resources: [{ group: "", resources: [pods, secrets] }] }\n'),
        count: 2,
      },
    ],
  },
  'api-tls': {
    pass: [
      fine,
      {
        title: 'a value from a variable that the manifest does not give',
        yaml: server({ 'client-ca-file': '$(CA_FILE)' }),
      },
    ],
    fail: [
      { title: 'etcd without TLS', yaml: server({ 'etcd-servers': 'https://a:2379,http://b:2379' }) },
      {
        title: 'weak suites and an old version',
        yaml: server({ 'tls-cipher-suites': 'TLS_RSA_WITH_RC4_128_SHA', 'tls-min-version': 'VersionTLS10' }),
        count: 2,
      },
      { title: 'the insecure port of old', yaml: server({ 'insecure-port': '8080' }) },
      {
        title: 'no certificates of its own',
        yaml: server({ 'tls-cert-file': undefined, 'client-ca-file': undefined }),
        count: 2,
      },
    ],
  },
  'api-profiling-limits': {
    pass: [fine, { title: 'a longer timeout', yaml: server({ 'request-timeout': '3m30s' }) }],
    fail: [
      { title: 'profiling by default', yaml: server({ profiling: undefined }) },
      {
        title: 'no limit, and tokens that outlive their account',
        yaml: server({ 'request-timeout': '0', 'service-account-lookup': 'false' }),
        count: 2,
      },
    ],
  },
  'sec-etcd-encryption': {
    pass: [
      fine,
      {
        title: 'KMS first, identity for what is old',
        yaml: configuration(
          'EncryptionConfiguration',
          'resources: [{ resources: [configmaps, secrets], providers: [{ kms: { apiVersion: v2, name: k, endpoint: "unix:///k.sock" } }, { identity: {} }] }]',
        ),
      },
      {
        title: 'every resource',
        yaml: configuration(
          'EncryptionConfiguration',
          'resources: [{ resources: ["*.*"], providers: [{ secretbox: {} }] }]',
        ),
      },
    ],
    fail: [
      { title: 'no configuration', yaml: server({ 'encryption-provider-config': undefined }) },
      {
        title: 'identity first',
        yaml: configuration(
          'EncryptionConfiguration',
          'resources: [{ resources: [secrets], providers: [{ identity: {} }, { aescbc: {} }] }]',
        ),
      },
      {
        title: 'other resources only',
        yaml: configuration(
          'EncryptionConfiguration',
          'resources: [{ resources: [configmaps], providers: [{ aesgcm: {} }] }]',
        ),
      },
    ],
  },
};
