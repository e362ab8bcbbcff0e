import type { CheckTexts } from '../text.ts';

export const apiServer: CheckTexts = {
  'api-anonymous-auth': {
    title: 'API server accepts anonymous requests',
    why: 'Anyone who reaches the API server can send requests without an account: a single binding to system:unauthenticated then opens the cluster to everyone.',
    action: 'Turn anonymous requests off, or limit them to the health paths with an AuthenticationConfiguration',
    message: {
      flag: 'kube-apiserver accepts anonymous requests (--anonymous-auth is not false)',
      everywhere: 'The AuthenticationConfiguration allows anonymous requests to every path',
      path: 'The AuthenticationConfiguration allows anonymous requests to {value}',
    },
  },
  'api-static-token': {
    title: 'API server reads static credentials',
    why: 'Credentials in a file never expire, lie on disk in plain text, and can be revoked only by restarting the API server.',
    action: 'Remove the flag and sign users in through OpenID Connect',
    message: 'kube-apiserver reads static credentials ({flag})',
  },
  'api-authz-mode': {
    title: 'API server authorization too broad',
    why: 'AlwaysAllow lets every account do everything. Without the Node authorizer, kubelets need broad rights and can read the Secrets of other nodes; without RBAC, roles have no effect.',
    action: 'Authorize with Node and RBAC',
    message: {
      default: 'kube-apiserver has no --authorization-mode: the default allows everything',
      always: 'Every request is allowed (AlwaysAllow)',
      'no-node': 'The Node authorizer is missing: kubelets are not limited to their own pods',
      'no-rbac': 'The RBAC authorizer is missing: roles have no effect',
    },
  },
  'api-admission-plugins': {
    title: 'Admission plugins missing or disabled',
    why: 'Admission plugins limit kubelets to the objects of their own node and pods to their service account, and keep new objects out of namespaces that are being deleted.',
    action: 'Enable the missing plugins and do not disable the standard ones',
    message: {
      nodeRestriction: 'NodeRestriction is not enabled: the kubelet of one node can change the objects of others',
      alwaysAdmit: 'AlwaysAdmit is enabled: it admits everything and is meant for tests only',
      serviceAccount: 'ServiceAccount is disabled: pods are not tied to a service account',
      namespaceLifecycle:
        'NamespaceLifecycle is disabled: objects can be created in namespaces that are being deleted or do not exist',
      advised:
        'Not enabled: {missing} (such plugins limit event floods, reuse of private images, or external IPs of Services)',
    },
  },
  'api-kubelet-tls': {
    title: 'API server and kubelet without certificates',
    why: 'Without a CA, the API server trusts whoever answers at a node’s address with exec sessions, logs and tokens; without a client certificate, it cannot prove to the kubelet who is asking.',
    action: 'Give the API server a client certificate for kubelets, and the CA that signs their certificates',
    message: {
      client: 'kube-apiserver has no client certificate and key for kubelets',
      authority: 'kube-apiserver does not check the certificates of kubelets (--kubelet-certificate-authority)',
    },
  },
  'api-audit-log': {
    title: 'Audit log missing or kept too briefly',
    why: 'Without an audit log, nobody can tell afterwards who read a Secret or made someone an administrator; a log that is overwritten within days is gone when it is needed.',
    action: 'Write an audit log, and keep at least 30 days and 10 files of 100 MB each',
    message: {
      none: 'kube-apiserver writes no audit log',
      age: 'Audit logs are kept for only {value} days',
      backups: 'Old audit logs kept: only {value}',
      size: 'Audit logs are rotated at only {value} MB',
    },
  },
  'api-audit-policy': {
    title: 'Audit policy with gaps',
    why: 'What the audit policy leaves out cannot be reconstructed later: reads of Secrets, commands in pods and changes to roles are the traces of an attack. Bodies of Secret requests must not be logged, or the log itself holds the secrets.',
    action: 'Log pod subresources and RBAC changes at level Metadata or higher, and Secrets at exactly Metadata',
    message: {
      none: 'kube-apiserver has an audit log but no audit policy: nothing is written',
      secrets: 'The audit policy does not log {value}',
      exec: 'The audit policy does not log commands in pods ({value})',
      rbac: 'The audit policy does not log changes to roles and bindings ({value})',
      bodies: 'The audit policy logs the contents of Secrets (level {value})',
    },
  },
  'api-tls': {
    title: 'API server connections without proper TLS',
    why: 'Whoever can read or change the API server’s traffic has every Secret and every token of the cluster.',
    action: 'Give the API server its certificates and CAs, and allow only modern TLS',
    message: {
      serving: 'kube-apiserver has no certificate and key of its own, so it uses a self-signed one',
      clientCa: 'kube-apiserver has no CA for client certificates (--client-ca-file)',
      etcdPlain: 'kube-apiserver talks to etcd without TLS',
      etcdCa: 'kube-apiserver does not check the certificate of etcd (--etcd-cafile)',
      etcdClient: 'kube-apiserver has no client certificate and key for etcd',
      ciphers: 'kube-apiserver allows weak TLS cipher suites ({value})',
      version: 'kube-apiserver accepts old TLS versions (--tls-min-version={value})',
      insecurePort: 'kube-apiserver serves port {value} without TLS or authentication',
      securePort: 'kube-apiserver does not serve on a secure port',
    },
  },
  'api-profiling-limits': {
    title: 'API server profiling on or limits off',
    why: 'Profiling exposes the server’s internals and lets callers burn its CPU; requests without a time limit and tokens that outlive their account help an attacker stay.',
    action: 'Turn profiling off, and keep the time limits and token checks on',
    message: {
      profiling: 'kube-apiserver serves profiling data (--profiling is not false)',
      timeout: 'Requests may take {value} (--request-timeout)',
      lookup: 'Tokens of deleted service accounts keep working (--service-account-lookup=false)',
      key: 'kube-apiserver has no separate key for service account tokens (--service-account-key-file)',
      extend: 'Pod tokens are extended to up to a year (--service-account-extend-token-expiration is not false)',
    },
  },
  'sec-etcd-encryption': {
    title: 'Secrets stored unencrypted',
    why: 'Without encryption at rest, whoever reads etcd’s disk, a snapshot or a backup reads every Secret of the cluster.',
    action: 'Encrypt secrets with a KMS provider, secretbox or AES, and list it before identity',
    message: {
      none: 'kube-apiserver stores Secrets unencrypted (no --encryption-provider-config)',
      identityFirst: 'Secrets are written unencrypted: the provider {value} comes first',
      identityOnly: 'Secrets are stored unencrypted: no provider encrypts',
      uncovered: 'The EncryptionConfiguration does not cover secrets',
    },
  },
};
