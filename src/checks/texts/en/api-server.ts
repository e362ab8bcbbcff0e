import type { CheckTexts } from '../text.ts';

export const apiServer: CheckTexts = {
  'api-anonymous-auth': {
    title: 'API server answers anonymous requests',
    why: 'Everyone who reaches the API server may ask it without an account: a single binding to system:unauthenticated then opens the cluster to all.',
    action: 'Turn anonymous requests off, or limit them to the health paths with an AuthenticationConfiguration',
    message: {
      flag: 'kube-apiserver takes anonymous requests (--anonymous-auth is not false)',
      everywhere: 'The AuthenticationConfiguration allows anonymous requests to every path',
      path: 'The AuthenticationConfiguration allows anonymous requests to {value}',
    },
  },
  'api-static-token': {
    title: 'Passwords or tokens in a file',
    why: 'Credentials from a file never expire, lie in clear on the disk, and can only be revoked by a restart of the API server.',
    action: 'Remove the flag and sign users in through OpenID Connect',
    message: 'kube-apiserver reads static credentials ({flag})',
  },
  'api-authz-mode': {
    title: 'API server authorization',
    why: 'AlwaysAllow lets every account do everything. Without Node every kubelet can read the Secrets of all nodes; without RBAC roles have no effect.',
    action: 'Authorize with Node and RBAC',
    message: {
      default: 'kube-apiserver has no --authorization-mode: the default allows everything',
      always: 'Every request is allowed (AlwaysAllow)',
      'no-node': 'The Node authorizer is missing: kubelets are not kept to their own pods',
      'no-rbac': 'The RBAC authorizer is missing: roles have no effect',
    },
  },
  'api-admission-plugins': {
    title: 'Admission plugins of the API server',
    why: 'Admission plugins keep kubelets to the objects of their node, pods to their ServiceAccounts, and objects out of namespaces that are being deleted.',
    action: 'Enable the missing plugins and do not disable the standard ones',
    message: {
      nodeRestriction: 'NodeRestriction is not enabled: the kubelet of one node can change the objects of others',
      alwaysAdmit: 'AlwaysAdmit is enabled: it is meant for tests, and lets everything pass',
      serviceAccount: 'ServiceAccount is disabled: pods are not tied to an account',
      namespaceLifecycle: 'NamespaceLifecycle is disabled: objects can be made in namespaces that are going or gone',
      advised: 'Not enabled: {missing} (limits floods of events, reuse of private images, external IPs of Services)',
    },
  },
  'api-kubelet-tls': {
    title: 'API server to kubelet without certificates',
    why: 'Without a CA the API server sends logs, exec sessions and tokens to whoever answers at the address of a node; without a certificate of its own it cannot show the kubelet who is asking.',
    action: 'Give the API server a client certificate for kubelets and the CA of their certificates',
    message: {
      client: 'kube-apiserver has no client certificate and key for kubelets',
      authority: 'kube-apiserver does not check the certificates of kubelets (--kubelet-certificate-authority)',
    },
  },
  'api-audit-log': {
    title: 'No audit log, or too short a one',
    why: 'Without an audit log nobody can say afterwards who read a Secret or made an administrator; one that is overwritten within days is gone when it is needed.',
    action: 'Write an audit log and keep at least 30 days, 10 files, 100 MB each',
    message: {
      none: 'kube-apiserver writes no audit log',
      age: 'Audit logs are kept for {value} days only',
      backups: 'Only {value} old audit logs are kept',
      size: 'Audit logs are rotated at {value} MB already',
    },
  },
  'api-audit-policy': {
    title: 'Audit policy with gaps',
    why: 'What the audit policy leaves out did not happen as far as anyone can tell: reads of Secrets, commands in pods and changes of roles are the traces of an attack. Bodies of Secret requests must not be kept: the log would hold the secrets.',
    action: 'Log Secrets, pod subresources and RBAC changes at level Metadata or more, Secrets at Metadata only',
    message: {
      none: 'kube-apiserver has an audit log without a policy: nothing is written',
      secrets: 'The audit policy does not log {value}',
      exec: 'The audit policy does not log commands in pods ({value})',
      rbac: 'The audit policy does not log changes of roles and bindings ({value})',
      bodies: 'The audit policy keeps the contents of Secrets (level {value})',
    },
  },
  'api-tls': {
    title: 'API server connections without proper TLS',
    why: 'Whoever can read or change the traffic of the API server has every Secret and every token of the cluster.',
    action: 'Give the API server its certificates and CAs, and allow modern TLS only',
    message: {
      serving: 'kube-apiserver has no certificate and key of its own and makes a self-signed one',
      clientCa: 'kube-apiserver has no CA for client certificates (--client-ca-file)',
      etcdPlain: 'kube-apiserver talks to etcd without TLS',
      etcdCa: 'kube-apiserver does not check the certificate of etcd (--etcd-cafile)',
      etcdClient: 'kube-apiserver has no client certificate and key for etcd',
      ciphers: 'kube-apiserver allows weak TLS cipher suites ({value})',
      version: 'kube-apiserver allows {value}',
      insecurePort: 'kube-apiserver serves without TLS and without sign-in on port {value}',
      securePort: 'kube-apiserver does not serve on a secure port',
    },
  },
  'api-profiling-limits': {
    title: 'API server profiling and limits',
    why: 'Profiling shows the inside of the server and costs time on request; requests without a limit and tokens that outlive their account help an attacker stay.',
    action: 'Turn profiling off and keep the limits',
    message: {
      profiling: 'kube-apiserver serves profiling data (--profiling is not false)',
      timeout: 'Requests may take {value} (--request-timeout)',
      lookup: 'Tokens of deleted ServiceAccounts go on working (--service-account-lookup=false)',
      key: 'kube-apiserver has no key of its own for ServiceAccount tokens (--service-account-key-file)',
      extend: 'Tokens of pods are extended to a year (--service-account-extend-token-expiration is not false)',
    },
  },
  'sec-etcd-encryption': {
    title: 'Secrets stored in clear',
    why: 'Without encryption at rest whoever reads the disk of etcd, a snapshot or a backup reads every Secret of the cluster.',
    action: 'Encrypt secrets with a KMS provider, secretbox or AES, named before identity',
    message: {
      none: 'kube-apiserver stores Secrets in clear (no --encryption-provider-config)',
      identityFirst: 'Secrets are written in clear: {value} comes first',
      identityOnly: 'Secrets are stored in clear: no provider encrypts',
      uncovered: 'The EncryptionConfiguration does not cover secrets',
    },
  },
};
