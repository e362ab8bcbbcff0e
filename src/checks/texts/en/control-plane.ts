import type { CheckTexts } from '../text.ts';

export const controlPlane: CheckTexts = {
  'cm-flags': {
    title: 'Unsafe controller manager setting',
    why: 'The controller manager holds the key that signs every service account token and can change almost everything: it should be reachable only from its own host, and run each controller under a separate account.',
    action: 'Set the flag as the CIS benchmark recommends',
    message: {
      collection: 'Finished pods are never cleaned up (--terminated-pod-gc-threshold={value})',
      profiling: '{component} serves profiling data (--profiling is not false)',
      credentials: 'All controllers share one account (--use-service-account-credentials is not true)',
      key: '{component} has no key to sign service account tokens with (--service-account-private-key-file)',
      ca: 'Pods get no CA to verify the API server with (--root-ca-file)',
      rotation: 'Kubelet serving certificates are not rotated (RotateKubeletServerCertificate=false)',
      address: '{component} listens on more than the loopback address (--bind-address)',
    },
  },
  'sched-flags': {
    title: 'Unsafe scheduler setting',
    why: 'Anyone who reaches the scheduler’s port sees its metrics and, with profiling on, its internals.',
    action: 'Turn profiling off and bind to 127.0.0.1',
    message: {
      profiling: '{component} serves profiling data ({flag} is not false)',
      address: '{component} listens on more than the loopback address (--bind-address)',
    },
  },
  'etcd-tls': {
    title: 'etcd without proper TLS',
    why: 'etcd is the cluster: whoever can write to it is its administrator and bypasses every check of the API server.',
    action: 'Give etcd certificates from a CA of its own, and require client certificates from clients and peers',
    message: {
      serving: 'etcd has no certificate and key, so it serves clients without TLS',
      plain: 'etcd serves clients without TLS ({value})',
      clients: 'etcd does not require client certificates (--client-cert-auth is not true)',
      autoTls: 'etcd uses self-signed certificates that clients cannot verify (--auto-tls)',
      peers: 'etcd has no certificate and key for its peers',
      peerClients: 'etcd does not require client certificates from its peers (--peer-client-cert-auth is not true)',
      peerAutoTls: 'etcd uses self-signed certificates between peers (--peer-auto-tls)',
      sharedCa: 'etcd trusts the CA of the cluster, so every user with a certificate can write to it ({value})',
    },
  },
  'kubeproxy-metrics': {
    title: 'kube-proxy metrics open to the network',
    why: 'The metrics of kube-proxy reveal the Services of the cluster and the state of the node to strangers.',
    action: 'Bind the metrics to 127.0.0.1:10249',
    message: 'kube-proxy serves metrics on {value}',
  },
  'auth-user-credentials': {
    title: 'Credential that cannot be revoked',
    why: 'People keep these credentials after their access ends: client certificates cannot be revoked, and service account and bootstrap tokens are meant for programs.',
    action: 'Sign people in through OpenID Connect, and delete the credential',
    message: {
      kubeconfig: 'The kubeconfig holds a credential for user {user} ({credential})',
      request: '{kind} {name} requests a client certificate, which cannot be revoked',
      bootstrap: 'Bootstrap token {name} never expires',
    },
  },
  'cluster-version-supported': {
    title: 'Kubernetes version out of support',
    why: 'Only the three newest minor versions get fixes: flaws in older ones stay open.',
    action: 'Upgrade, one minor version at a time',
    message: '{component} is version {value}; the oldest version with fixes is {oldest}',
  },
  'kubelet-authn-authz': {
    title: 'Kubelet open without authorization',
    why: 'The kubelet’s port runs commands in every pod of its node. Whoever can use it without an account, or without being authorized, controls the node and everything on it.',
    action: 'Turn off anonymous access and the read-only port, use Webhook authorization, and set the client CA',
    message: {
      anonymous: 'The kubelet accepts anonymous requests ({flag})',
      authorization: 'The kubelet does not check permissions with the API server ({flag}: {value})',
      clientCa: 'The kubelet has no CA for client certificates ({flag})',
      readOnlyPort: 'The kubelet shows its pods to anyone on port {value} ({flag})',
    },
  },
  'kubelet-hardening': {
    title: 'Kubelet not hardened',
    why: 'Left as it is, this setting makes it easier to exhaust the node, to eavesdrop on it, or to lose the traces of an attack.',
    action: 'Set the field as the CIS benchmark recommends',
    message: {
      idle: 'Idle streaming connections are never closed ({flag})',
      iptables: 'The kubelet does not maintain its iptables chains ({flag} is false)',
      hostname:
        'The kubelet uses a name other than its host’s ({flag}), so certificates and logs no longer match the node',
      events: 'Events are limited to {value} per second ({flag}), so traces can be lost',
      serving:
        'The kubelet has neither a serving certificate nor serverTLSBootstrap, so its certificate is self-signed',
      rotation: 'The kubelet does not rotate its client certificate ({flag} is not true)',
      serverRotation: 'The serving certificate is not rotated ({flag})',
      ciphers: 'The kubelet allows weak TLS cipher suites ({flag})',
      tlsVersion: 'The kubelet accepts old TLS versions ({flag}: {value})',
      pids: 'A pod can use up the process IDs of its node ({flag} is not set)',
      kernel:
        'The kubelet changes kernel settings that differ from its defaults instead of failing ({flag} is not true)',
    },
  },
};
