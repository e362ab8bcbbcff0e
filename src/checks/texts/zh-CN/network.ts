import type { CheckTexts } from '../text.ts';

export const network: CheckTexts = {
  'net-ns-no-policy': {
    title: '命名空间没有 NetworkPolicy',
    why: '没有策略时，集群中任何 Pod 都能访问该命名空间的所有 Pod，后者也能访问一切：一个 Pod 失守，就成了通往其他 Pod 的跳板。',
    action: '添加默认拒绝的策略，再为 Pod 所需的通信添加放行策略',
    message: '命名空间 {namespace} 没有 NetworkPolicy（有 {count} 个工作负载）',
  },
  'net-pod-unselected': {
    title: '工作负载不受 NetworkPolicy 保护',
    why: '策略只保护它选中的 Pod，且只在 policyTypes 指明的方向上；命名空间中的其他 Pod 仍然敞开。',
    action: '添加选中这些 Pod 的策略，或添加默认拒绝的策略',
    message: {
      both: '命名空间 {namespace} 中没有 NetworkPolicy 选中 {kind} {name} 的 Pod',
      ingress: '没有 NetworkPolicy 限制谁能访问 {kind} {name} 的 Pod',
      egress: '没有 NetworkPolicy 限制 {kind} {name} 的 Pod 能连接到哪里',
    },
  },
  'net-policy-open-ingress': {
    title: '网络策略允许任何来源访问',
    why: '来源不限的策略看似保护，实则没有任何作用。',
    action: '写明需要连接的 Pod 或地址',
    message: {
      anybody: '{kind} {name} 有一条没有 from 的规则：允许任何来源',
      world: '{kind} {name} 允许来自 {cidr} 的访问，即任何来源',
      cluster: '{kind} {name} 允许所有命名空间的所有 Pod 访问',
    },
  },
  'net-policy-open-egress': {
    title: '网络策略允许访问任何目标',
    why: '如果 Pod 可以连接任何地方，攻击者就能从中下载工具并带走数据。',
    action: '写明 Pod 需要访问的服务和地址',
    message: {
      anybody: '{kind} {name} 有一条没有 to 的规则：允许连接任何地方',
      world: '{kind} {name} 允许连接 {cidr}，即任何地方',
    },
  },
  'net-metadata-egress': {
    title: '可以取得节点的云凭据',
    why: '云的元数据服务会把节点凭据交给任何请求者。限制了出站却没有排除该地址的策略，仍然留着这条路。',
    action: '用 except 在地址段中排除元数据地址',
    message: '{kind} {name} 允许连接 {cidr}，其中包含位于 {address} 的元数据服务',
  },
  'net-policy-dangling': {
    title: '网络策略没有选中任何 Pod',
    why: '选择器匹配不到 Pod 的策略不保护任何东西，却让人以为有保护。多半是标签改了名。',
    action: '更正选择器，或删除该策略',
    message: {
      selector: '{kind} {name} 的选择器在输入的命名空间 {namespace} 中匹配不到任何 Pod',
      peer: '{kind} {name} 中的一个对端在输入的命名空间 {namespace} 中匹配不到任何 Pod',
    },
  },
  'ref-dangling-network': {
    title: '网络引用落空',
    why: '请求得不到任何响应：Service 没有 Pod，端口不属于任何容器，或 Ingress 指向不存在的 Service。',
    action: '更正选择器、名称或端口',
    message: {
      service: 'Service {name} 的选择器在输入的命名空间 {namespace} 中匹配不到任何 Pod',
      targetPort: 'Service {name} 后端的容器都没有名为 {port} 的端口',
      invalid: '{port} 不是有效的端口',
      samePort: '容器 {container} 有两个名为 {port} 的端口',
      duplicate: 'Service {name} 与 Service {service} 的选择器和端口 {port} 相同',
      backend: '{kind} {name} 把流量发往 Service {service}，但输入的命名空间 {namespace} 中没有它',
      backendPort: '{kind} {name} 把流量发往 Service {service} 的端口 {port}，但该端口不存在',
      noBackend: '{kind} {name} 有一条路径没有后端',
    },
  },
};

export const services: CheckTexts = {
  'svc-nodeport': {
    title: '在每个节点上开放端口',
    why: 'NodePort 在每个节点的每个地址上开放，绕过了 Ingress 及其检查。',
    action: '改用 ClusterIP，并通过 Ingress 或 Gateway 发布 Service',
    message: 'Service {name} 在每个节点上开放端口',
  },
  'svc-loadbalancer': {
    title: '负载均衡器向互联网开放',
    why: '除非另行指定，负载均衡器会得到公网地址，且不限制谁能连接。',
    action: '设置 loadBalancerSourceRanges，或添加使其成为内网负载均衡器的注解',
    message: 'Service {name} 是负载均衡器，既不是内网的，也没有限制来源',
  },
  'svc-external-ips': {
    title: 'Service 使用外部 IP',
    why: 'Service 会接管集群中发往其 externalIPs 的流量，无论这些地址属于谁（CVE-2020-8554，没有补丁）。',
    action: '删除 externalIPs，改用负载均衡器',
    message: 'Service {name} 声明占用外部地址',
  },
  'svc-externalname-local': {
    title: 'Service 指向 localhost 或云元数据服务',
    why: '跟随该 Service 的 Ingress 控制器等客户端，可能被 Service 的作者利用，去访问自身主机或云凭据。',
    action: '让它指向真正需要的服务',
    message: 'Service {name} 解析为 {value}',
  },
};

export const ingress: CheckTexts = {
  'ing-tls': {
    title: '流量没有 TLS',
    why: '没有 TLS，密码和会话就以明文经过网络，途中任何人都可以冒充该服务作答。',
    action: '为每个主机名配置 TLS',
    message: {
      none: '{kind} {name} 没有 TLS',
      host: '{kind} {name} 的主机 {value} 没有列入 spec.tls',
      redirect: '{kind} {name} 也响应明文 HTTP',
    },
  },
  'ing-wildcard-host': {
    title: 'Ingress 响应了意料之外的域名',
    why: '没有主机名或使用通配符的 Ingress 会接收本属他人域名的流量。两个 Ingress 的主机和路径相同时，其中一个收不到流量。',
    action: '为每条规则写明主机名',
    message: {
      empty: 'Ingress {name} 有一条规则没有主机名，会响应所有域名',
      wildcard: 'Ingress {name} 响应 {host}',
      default: 'Ingress {name} 有默认后端，会响应所有规则之外的请求',
      shadowed: 'Ingress {name} 中的 {host}{path} 也出现在 Ingress {other} 中',
    },
  },
  'ing-nginx-snippets': {
    title: 'Ingress 可以改写 NGINX 配置',
    why: '通过 Ingress 注入的配置在控制器中执行：它可以读取控制器的令牌，进而通常可以读取集群中所有 Secret（CVE-2021-25742、CVE-2025-1974 及同类漏洞）。',
    action: '删除 snippet，并保持 snippet 注解处于关闭状态',
    message: {
      snippet: 'Ingress {name} 的某个注解会原样写入 NGINX 配置',
      injection: 'Ingress {name} 的某个注解含有可结束一条 NGINX 指令并开始另一条的字符',
      path: 'Ingress {name} 的某条路径含有 NGINX 指令',
      allowed: 'ConfigMap {name} 允许任何能写 Ingress 的人用 snippet 配置 NGINX',
    },
  },
  'ing-nginx-eol': {
    title: 'Ingress 控制器不再获得安全修复',
    why: '2026 年 3 月之后发现的漏洞将一直存在，而它就处在集群边缘：ingress-nginx 已于当时退役。',
    action: '迁移到仍在维护的 Ingress 控制器或 Gateway API',
    message: '容器 {container} 运行 ingress-nginx，它不再获得安全修复',
  },
};

export const exposure: CheckTexts = {
  'gw-exposure': {
    title: '工作负载通过网关发布',
    why: '能访问网关的人就能访问其路由后面的一切。',
    action: '确认它是否必须公开；如果不必，请使用内网的 GatewayClass',
    message: '{kind} {name} 发布了 {workloads}',
  },
  'net-exposed-dashboard': {
    title: '控制台可从外部访问',
    why: '控制台会执行命令或展示一切，往往无需登录。暴露的控制台几小时内就会被发现。',
    action: '让它留在集群内，通过端口转发或带身份认证的代理访问',
    message: '{kind} {name} 使 {product}（{workload}）可从集群外访问',
  },
  'mesh-mtls': {
    title: '连接不受双向 TLS 保护',
    why: '允许明文或缺少代理时，连接既不加密，也无法确认对端是谁。',
    action: '使用 STRICT 模式，并保持代理注入',
    message: {
      mode: '{kind} {name} 把 TLS 模式设为 {mode}',
      injection: '{key}: {off} 使 {kind} {name} 的 Pod 不在网格之内',
    },
  },
};
