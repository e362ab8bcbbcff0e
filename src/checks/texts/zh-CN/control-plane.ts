import type { CheckTexts } from '../text.ts';

export const controlPlane: CheckTexts = {
  'cm-flags': {
    title: '控制器管理器的设置不安全',
    why: '控制器管理器持有签发所有服务账号令牌的密钥，几乎可以修改一切：它应当只能从本机访问，并且每个控制器使用各自的账号。',
    action: '按 CIS 基准的建议设置该参数',
    message: {
      collection: '已结束的 Pod 永远不会被清理（--terminated-pod-gc-threshold={value}）',
      profiling: '{component} 提供性能分析数据（--profiling 不是 false）',
      credentials: '所有控制器共用一个账号（--use-service-account-credentials 不是 true）',
      key: '{component} 没有签发服务账号令牌的密钥（--service-account-private-key-file）',
      ca: 'Pod 得不到用于校验 API 服务器的 CA（--root-ca-file）',
      rotation: 'kubelet 服务证书的轮换已关闭（RotateKubeletServerCertificate=false）',
      address: '{component} 监听的不只是回环地址（--bind-address）',
    },
  },
  'sched-flags': {
    title: '调度器的设置不安全',
    why: '任何能访问调度器端口的人都能看到指标；开启性能分析时，还能看到其内部状态。',
    action: '关闭性能分析，并绑定到 127.0.0.1',
    message: {
      profiling: '{component} 提供性能分析数据（{flag} 不是 false）',
      address: '{component} 监听的不只是回环地址（--bind-address）',
    },
  },
  'etcd-tls': {
    title: 'etcd 缺少可靠的 TLS',
    why: 'etcd 就是集群本身：谁能写入 etcd，谁就是集群管理员，API 服务器的所有检查都会被绕过。',
    action: '为 etcd 配置由独立 CA 签发的证书，并要求客户端和对等成员出示证书',
    message: {
      serving: 'etcd 没有证书和私钥：与客户端之间没有 TLS',
      plain: 'etcd 不用 TLS 向客户端提供服务（{value}）',
      clients: 'etcd 不要求客户端证书（--client-cert-auth 不是 true）',
      autoTls: 'etcd 使用无法校验的自签名证书（--auto-tls）',
      peers: 'etcd 没有用于对等成员的证书和私钥',
      peerClients: 'etcd 不要求对等成员出示证书（--peer-client-cert-auth 不是 true）',
      peerAutoTls: 'etcd 在对等成员之间使用自签名证书（--peer-auto-tls）',
      sharedCa: 'etcd 信任集群的 CA：任何持有证书的用户都可以写入 etcd（{value}）',
    },
  },
  'kubeproxy-metrics': {
    title: 'kube-proxy 指标对网络开放',
    why: 'kube-proxy 的指标会向外人透露集群的 Service 和节点的状态。',
    action: '将指标绑定到 127.0.0.1:10249',
    message: 'kube-proxy 在 {value} 上提供指标',
  },
  'auth-user-credentials': {
    title: '无法吊销的凭据',
    why: '人员的权限终止之后，这些凭据依然可用：客户端证书无法吊销，服务账号令牌和启动引导令牌本是给程序用的。',
    action: '让人员通过 OpenID Connect 登录，并删除该凭据',
    message: {
      kubeconfig: 'kubeconfig 中含有用户 {user} 的凭据（{credential}）',
      request: '{kind} {name} 申请的是无法吊销的客户端证书',
      bootstrap: '启动引导令牌 {name} 永不过期',
    },
  },
  'cluster-version-supported': {
    title: 'Kubernetes 版本已停止支持',
    why: '只有最新的三个次要版本会得到修复，更旧版本的漏洞会一直存在。',
    action: '升级，每次一个次要版本',
    message: '{component} 的版本是 {value}，仍有修复的最旧版本是 {oldest}',
  },
  'kubelet-authn-authz': {
    title: 'kubelet 未经鉴权即可访问',
    why: 'kubelet 的端口可以在本节点的每个 Pod 中执行命令。谁不用账号或不经鉴权就能访问它，谁就控制了该节点及其上运行的一切。',
    action: '关闭匿名访问和只读端口，使用 Webhook 鉴权，并指定客户端 CA',
    message: {
      anonymous: 'kubelet 接受匿名请求（{flag}）',
      authorization: 'kubelet 不向 API 服务器核实权限（{flag}: {value}）',
      clientCa: 'kubelet 没有校验客户端证书的 CA（{flag}）',
      readOnlyPort: 'kubelet 在端口 {value} 上向所有人展示其 Pod（{flag}）',
    },
  },
  'kubelet-hardening': {
    title: 'kubelet 未加固',
    why: '保持现状会让攻击者更容易耗尽节点、窃听节点，或让攻击痕迹丢失。',
    action: '按 CIS 基准的建议设置该字段',
    message: {
      idle: '空闲的流式连接永远不会关闭（{flag}）',
      iptables: 'kubelet 不维护自己的 iptables 链（{flag} 为 false）',
      hostname: 'kubelet 使用了与主机不同的名称（{flag}）：证书和日志与节点对不上',
      events: '每秒最多记录 {value} 个事件（{flag}），可能丢失痕迹',
      serving: 'kubelet 既没有服务证书，也没有启用 serverTLSBootstrap，使用的是自签名证书',
      rotation: 'kubelet 不轮换其客户端证书（{flag} 不是 true）',
      serverRotation: 'kubelet 的服务证书不会轮换（{flag}）',
      ciphers: 'kubelet 允许弱 TLS 加密套件（{flag}）',
      tlsVersion: 'kubelet 接受旧版 TLS（{flag}: {value}）',
      pids: '一个 Pod 可以用尽节点的进程 ID（没有设置 {flag}）',
      kernel: '内核参数与默认值不同时，kubelet 会自行改动而不是报错（{flag} 不是 true）',
    },
  },
};
