import type { CheckTexts } from '../text.ts';

export const apiServer: CheckTexts = {
  'api-anonymous-auth': {
    title: 'API 服务器接受匿名请求',
    why: '凡是能访问 API 服务器的人，不需要账号就能发请求：只要有一个绑定授权给 system:unauthenticated，集群就对所有人敞开。',
    action: '关闭匿名请求，或用 AuthenticationConfiguration 将其限制在健康检查路径',
    message: {
      flag: 'kube-apiserver 接受匿名请求（--anonymous-auth 不是 false）',
      everywhere: 'AuthenticationConfiguration 允许匿名访问所有路径',
      path: 'AuthenticationConfiguration 允许匿名访问 {value}',
    },
  },
  'api-static-token': {
    title: 'API 服务器使用静态凭据',
    why: '文件中的凭据永不过期，以明文存放在磁盘上，而且只有重启 API 服务器才能撤销。',
    action: '删除该参数，改用 OpenID Connect 登录',
    message: 'kube-apiserver 从文件读取静态凭据（{flag}）',
  },
  'api-authz-mode': {
    title: 'API 服务器的鉴权过宽',
    why: 'AlwaysAllow 让每个账号都能做任何事。缺少 Node 鉴权，就只能给 kubelet 很宽的权限，使其能读取其他节点的 Secret；缺少 RBAC，角色就不起作用。',
    action: '使用 Node 和 RBAC 鉴权',
    message: {
      default: 'kube-apiserver 没有设置 --authorization-mode：默认值允许一切操作',
      always: '所有请求都被允许（AlwaysAllow）',
      'no-node': '缺少 Node 鉴权器：kubelet 的访问不限于自己节点上的 Pod',
      'no-rbac': '缺少 RBAC 鉴权器：角色不起作用',
    },
  },
  'api-admission-plugins': {
    title: '准入插件缺失或被禁用',
    why: '准入插件把 kubelet 限制在本节点的对象上，让 Pod 使用各自的服务账号，并防止在正被删除的命名空间中创建对象。',
    action: '启用缺少的插件，不要禁用标准插件',
    message: {
      nodeRestriction: '未启用 NodeRestriction：一个节点的 kubelet 可以修改其他节点的对象',
      alwaysAdmit: '启用了 AlwaysAdmit：它会放行一切，只应用于测试',
      serviceAccount: '禁用了 ServiceAccount：Pod 没有与服务账号绑定',
      namespaceLifecycle: '禁用了 NamespaceLifecycle：可以在正在删除或不存在的命名空间中创建对象',
      advised: '未启用：{missing}（这类插件可限制事件洪泛、私有镜像的冒用或 Service 的外部 IP）',
    },
  },
  'api-kubelet-tls': {
    title: 'API 服务器与 kubelet 之间缺少证书',
    why: '没有 CA，任何在节点地址上应答的人都能得到 API 服务器发来的 exec 会话、日志和令牌；没有客户端证书，API 服务器无法向 kubelet 证明身份。',
    action: '为 API 服务器配置访问 kubelet 的客户端证书，以及签发 kubelet 证书的 CA',
    message: {
      client: 'kube-apiserver 没有访问 kubelet 的客户端证书和私钥',
      authority: 'kube-apiserver 不校验 kubelet 的证书（--kubelet-certificate-authority）',
    },
  },
  'api-audit-log': {
    title: '没有审计日志，或保留时间过短',
    why: '没有审计日志，事后就无人知道是谁读取了 Secret、是谁添加了管理员；几天就被覆盖的日志，到需要时已经没有了。',
    action: '写入审计日志，至少保留 30 天、10 个文件、每个 100 MB',
    message: {
      none: 'kube-apiserver 不写审计日志',
      age: '审计日志只保留 {value} 天',
      backups: '只保留 {value} 个旧的审计日志文件',
      size: '审计日志达到 {value} MB 就轮换',
    },
  },
  'api-audit-policy': {
    title: '审计策略有缺口',
    why: '审计策略没有记录的操作，事后就等于没有发生过：读取 Secret、在 Pod 中执行命令、修改角色，正是攻击留下的痕迹。Secret 请求的正文则不能记录，否则日志本身就会泄露机密。',
    action: '以 Metadata 或更高级别记录 Pod 子资源和 RBAC 变更，Secret 只用 Metadata 级别',
    message: {
      none: 'kube-apiserver 有审计日志但没有审计策略：什么都不会写入',
      secrets: '审计策略没有记录 {value}',
      exec: '审计策略没有记录在 Pod 中执行的命令（{value}）',
      rbac: '审计策略没有记录角色和绑定的变更（{value}）',
      bodies: '审计策略会记录 Secret 的内容（级别 {value}）',
    },
  },
  'api-tls': {
    title: 'API 服务器的连接缺少可靠的 TLS',
    why: '谁能读取或篡改 API 服务器的流量，谁就拥有集群的全部 Secret 和令牌。',
    action: '为 API 服务器配置证书和 CA，只允许较新的 TLS',
    message: {
      serving: 'kube-apiserver 没有自己的证书和私钥，会生成自签名证书',
      clientCa: 'kube-apiserver 没有校验客户端证书的 CA（--client-ca-file）',
      etcdPlain: 'kube-apiserver 与 etcd 之间没有使用 TLS',
      etcdCa: 'kube-apiserver 不校验 etcd 的证书（--etcd-cafile）',
      etcdClient: 'kube-apiserver 没有访问 etcd 的客户端证书和私钥',
      ciphers: 'kube-apiserver 允许弱 TLS 加密套件（{value}）',
      version: 'kube-apiserver 接受旧版 TLS（--tls-min-version={value}）',
      insecurePort: 'kube-apiserver 在端口 {value} 上提供服务，既没有 TLS，也没有身份认证',
      securePort: 'kube-apiserver 没有提供安全端口',
    },
  },
  'api-profiling-limits': {
    title: 'API 服务器开启了性能分析，或关闭了限制',
    why: '性能分析会暴露服务器内部，还能被人用来消耗资源；没有时限的请求和账号删除后仍有效的令牌，都有助于攻击者长期潜伏。',
    action: '关闭性能分析，并保留时限和令牌校验',
    message: {
      profiling: 'kube-apiserver 提供性能分析数据（--profiling 不是 false）',
      timeout: '请求最长可持续 {value}（--request-timeout）',
      lookup: '已删除的服务账号的令牌仍然有效（--service-account-lookup=false）',
      key: 'kube-apiserver 没有单独的服务账号令牌密钥（--service-account-key-file）',
      extend: 'Pod 的令牌有效期最长会延长到一年（--service-account-extend-token-expiration 不是 false）',
    },
  },
  'sec-etcd-encryption': {
    title: 'Secret 以明文存储',
    why: '没有静态加密，谁能读到 etcd 的磁盘、快照或备份，谁就能读到集群的全部 Secret。',
    action: '用 KMS 提供程序、secretbox 或 AES 加密 Secret，并将其排在 identity 之前',
    message: {
      none: 'kube-apiserver 以明文存储 Secret（没有 --encryption-provider-config）',
      identityFirst: 'Secret 以明文写入：排在第一位的提供程序是 {value}',
      identityOnly: 'Secret 以明文存储：没有任何提供程序会加密',
      uncovered: 'EncryptionConfiguration 没有覆盖 Secret',
    },
  },
};
