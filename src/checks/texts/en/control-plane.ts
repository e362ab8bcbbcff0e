import type { CheckTexts } from '../text.ts';

export const controlPlane: CheckTexts = {
  'cm-flags': {
    title: 'Controller manager settings',
    why: 'The controller manager holds the key that signs every ServiceAccount token and may change almost everything: it should be reachable from its own host only, and act with a separate account for each controller.',
    action: 'Set the flag as the CIS benchmark asks',
    message: {
      collection: 'Finished pods are never collected (--terminated-pod-gc-threshold={value})',
      profiling: '{component} serves profiling data (--profiling is not false)',
      credentials: 'All controllers share one account (--use-service-account-credentials is not true)',
      key: '{component} has no key to sign ServiceAccount tokens with (--service-account-private-key-file)',
      ca: 'Pods get no CA to check the API server with (--root-ca-file)',
      rotation: 'Rotation of kubelet serving certificates is off (RotateKubeletServerCertificate=false)',
      address: '{component} listens on other addresses than the loopback (--bind-address)',
    },
  },
  'sched-flags': {
    title: 'Scheduler settings',
    why: 'The port of the scheduler shows metrics and, with profiling, its inside to everyone who reaches it.',
    action: 'Turn profiling off and bind to 127.0.0.1',
    message: {
      profiling: '{component} serves profiling data ({flag} is not false)',
      address: '{component} listens on other addresses than the loopback (--bind-address)',
    },
  },
  'etcd-tls': {
    title: 'etcd without proper TLS',
    why: 'etcd is the cluster: whoever can write to it is its administrator and passes every check of the API server by.',
    action: 'Give etcd certificates of its own CA and demand client certificates from clients and peers',
    message: {
      serving: 'etcd has no certificate and key: clients are served without TLS',
      plain: 'etcd serves clients without TLS ({value})',
      clients: 'etcd demands no client certificates (--client-cert-auth is not true)',
      autoTls: 'etcd uses self-signed certificates that nobody can check (--auto-tls)',
      peers: 'etcd has no certificate and key for its peers',
      peerClients: 'etcd demands no client certificates of its peers (--peer-client-cert-auth is not true)',
      peerAutoTls: 'etcd uses self-signed certificates between peers (--peer-auto-tls)',
      sharedCa: 'etcd trusts the CA of the cluster: every user with a certificate may write to it ({value})',
    },
  },
  'kubeproxy-metrics': {
    title: 'kube-proxy metrics open to the network',
    why: 'The metrics of kube-proxy tell a stranger the Services of the cluster and the state of the node.',
    action: 'Bind the metrics to 127.0.0.1:10249',
    message: 'kube-proxy serves metrics on {value}',
  },
  'auth-user-credentials': {
    title: 'Credentials that cannot be withdrawn',
    why: 'Client certificates cannot be revoked, and tokens of ServiceAccounts or for joining nodes are meant for programs: people whose access ends keep them.',
    action: 'Sign people in through OpenID Connect, and delete the credential',
    message: {
      kubeconfig: 'The kubeconfig holds a credential of user {user} ({credential})',
      request: '{kind} {name} asks for a client certificate, which cannot be revoked',
      bootstrap: 'Bootstrap token {name} never expires',
    },
  },
  'cni-supports-netpol': {
    title: 'Network plugin without NetworkPolicy',
    why: 'Flannel moves packets and nothing else: the API server accepts NetworkPolicies, and nothing enforces them.',
    action: "Enable flannel's netpol option, or use a network plugin that enforces NetworkPolicy",
    message: 'Container {container} of {kind} {name} is flannel, and nothing here enforces NetworkPolicy',
  },
  'cluster-version-supported': {
    title: 'Kubernetes version out of support',
    why: 'Only the three newest minor versions get fixes: flaws of older ones stay open.',
    action: 'Upgrade, one minor version at a time',
    message: '{component} is version {value}; the oldest version with fixes is {oldest}',
  },
  'kubelet-authn-authz': {
    title: 'Kubelet open to others',
    why: 'The port of the kubelet runs commands in every pod of its node. Whoever may ask it without an account, or without being authorized, has the node and all that runs on it.',
    action: 'Turn anonymous access and the read-only port off, authorize by Webhook, and name the client CA',
    message: {
      anonymous: 'The kubelet takes anonymous requests ({flag})',
      authorization: 'The kubelet does not ask the API server who may do what ({flag}: {value})',
      clientCa: 'The kubelet has no CA for client certificates ({flag})',
      readOnlyPort: 'The kubelet shows its pods to everyone on port {value} ({flag})',
    },
  },
  'kubelet-hardening': {
    title: 'Kubelet settings',
    why: 'Each of these settings closes a way to exhaust a node, to listen in on it, or to lose its traces.',
    action: 'Set the field as the CIS benchmark asks',
    message: {
      idle: 'Idle streaming connections are never closed ({flag})',
      iptables: 'The kubelet does not keep its iptables chains ({flag} is false)',
      hostname: 'The kubelet takes another name than its host ({flag}): certificates and logs no longer fit the node',
      events: 'Only {value} events a second are recorded ({flag}): traces are lost',
      serving: 'The kubelet has neither a serving certificate nor serverTLSBootstrap: its certificate is self-signed',
      rotation: 'The kubelet does not rotate its client certificate ({flag} is not true)',
      serverRotation: 'Rotation of the serving certificate is off ({flag})',
      ciphers: 'The kubelet allows weak TLS cipher suites ({flag})',
      tlsVersion: 'The kubelet allows {value} ({flag})',
      pids: 'A pod may use up the process ids of its node ({flag} is not set)',
      kernel: 'The kubelet changes kernel settings instead of insisting on them ({flag} is not true)',
    },
  },
};
