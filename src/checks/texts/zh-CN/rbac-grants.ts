import type { CheckTexts } from '../text.ts';

/** 按输入内容说明谁拥有该权限。 */
function held(right: string) {
  return {
    cluster: `{holders} 可以在所有命名空间${right}（{rights}）`,
    namespace: `{holders} 可以在命名空间 {namespaces} 中${right}（{rights}）`,
    builtIn: `{kind} {name} 被聚合到内置角色 {roles}，因此拥有该角色的账号都可以${right}（{rights}）`,
    unbound: `{kind} {name} 允许其持有者${right}（{rights}）；输入中没有任何主体绑定到它`,
  };
}

function prefixed(prefix: string, messages: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(messages).map(([name, text]) => [`${prefix}-${name}`, text]));
}

export const rbacGrants: CheckTexts = {
  'rbac-secrets-read': {
    title: '可以读取 Secret',
    why: '能读取 Secret 就等于拿到其中的全部密码和令牌，往往还包括权限更高的账号。list 和 watch 与 get 一样会返回完整内容。',
    action: '用 resourceNames 限定所需的 Secret，或改为挂载并移除该权限',
    message: {
      ...held('读取 Secret'),
      role: '内置角色 {role} 让 {holders} 可以在所有命名空间读取全部 Secret，并以任意服务账号的身份行事',
    },
  },
  'rbac-create-pods': {
    title: '可以创建或修改 Pod',
    why: '能创建 Pod 或改变其运行内容的人，可以使用该命名空间内的任意服务账号和任意 Secret；如果没有 Pod 安全标准阻拦，还可以接管节点。',
    action: '只在确有需要的命名空间授予该权限，并在那里强制执行 Pod 安全标准',
    message: held('创建 Pod 或改变其运行内容'),
  },
  'rbac-exec-attach': {
    title: '可以在 Pod 中执行命令',
    why: '进入容器的 shell 就拥有它的服务账号、Secret 和网络位置。通过 WebSocket 只需 get 即可（Kubernetes 1.35 起还要求 create，除非关闭特性门控 AuthorizePodWebsocketUpgradeCreatePermission）。',
    action: '移除 pods/exec 和 pods/attach，或只限时授予',
    message: held('对 Pod 执行命令'),
  },
  'rbac-portforward': {
    title: '可以绕过网络策略访问 Pod',
    why: '端口转发会绕过 NetworkPolicy 进入 Pod，连只监听 localhost 的端口也能到达；代理则以 API 服务器的地址访问 Pod 和 Service。',
    action: '移除 pods/portforward、pods/proxy 和 services/proxy',
    message: held('连接到 Pod 的任意端口'),
  },
  'rbac-ephemeralcontainers': {
    title: '可以向 Pod 注入调试容器',
    why: '临时容器就是在运行中的 Pod 内执行的代码，紧挨着它的进程和文件；即使 Pod 本身不是特权的，它也可以是特权容器。',
    action: '移除对 pods/ephemeralcontainers 的 update 和 patch',
    message: held('向运行中的 Pod 注入容器'),
  },
  'rbac-nodes-proxy': {
    title: '可以访问 kubelet API',
    why: 'nodes/proxy 等于直接访问 kubelet，可以在节点的每个 Pod 中执行命令，准入控制和审计都看不到。只有 get 也足够，因为通过 WebSocket 的 exec 请求就是 get。',
    action: '改用 nodes/metrics、nodes/stats、nodes/log、nodes/configz 或 nodes/pods',
    message: {
      ...held('使用每个节点的 kubelet API'),
      cluster: '{holders} 可以使用每个节点的 kubelet API（{rights}）',
    },
  },
  'rbac-pv-create': {
    title: '可以创建指向节点路径的卷',
    why: 'PersistentVolume 可以指向节点上的任意目录；申领它的 Pod 就能访问该目录，即使 hostPath 卷已被禁止。',
    action: '由 StorageClass 动态制备卷，并移除对 persistentvolumes 的 create',
    message: {
      ...held('创建任意类型（包括 hostPath）的 PersistentVolume'),
      cluster: '{holders} 可以创建任意类型（包括 hostPath）的 PersistentVolume（{rights}）',
    },
  },
  'rbac-delete': {
    title: '可以删除数据或工作负载',
    why: '删除命名空间或卷申领会毁掉其中的数据；删除工作负载会中断服务；deletecollection 则一次删除全部。',
    action: '移除 delete 和 deletecollection，或用 resourceNames 限定可删除的对象',
    message: held('删除工作负载或数据'),
  },
  'rbac-delete-logs-events': {
    title: '可以删除事件',
    why: '删除事件就是清除攻击痕迹：事件记录了集群中发生的事情。',
    action: '移除对 events 的 delete 和 deletecollection',
    message: held('删除事件'),
  },
  'rbac-escalate': {
    title: '可以向角色写入任意权限',
    why: '持有 escalate 的账号一步就能成为 cluster-admin：它解除了“不能授予自己没有的权限”这一限制。',
    action: '移除 escalate 动词',
    message: held('向角色写入任意权限'),
  },
  'rbac-bind': {
    title: '可以授予角色',
    why: 'bind 允许其持有者把比自己更强的角色授予任何人，包括自己。没有 bind 而只能写绑定时，只能转授自己已有的权限。',
    action: '用 resourceNames 限定可绑定的角色，或移除该权限',
    message: {
      ...held('绑定比自己更强的角色'),
      ...prefixed('bindings', held('把自己已有的权限转授他人')),
    },
  },
  'rbac-impersonate': {
    title: '可以冒充他人',
    why: '冒充者拥有被冒充账号的全部权限，而 system:masters 组可以做任何事。',
    action: '用 resourceNames 限定用户、组或账号，或移除 impersonate',
    message: { ...held('冒充他人行事'), cluster: '{holders} 可以冒充他人行事（{rights}）' },
  },
  'rbac-token-create': {
    title: '可以签发服务账号令牌',
    why: '签发的令牌在任何地方都有效，并带有该服务账号的全部权限，哪怕是可触及的权限最高的账号。',
    action: '用 resourceNames 限定服务账号，或移除对 serviceaccounts/token 的 create',
    message: held('获取服务账号的令牌'),
  },
  'rbac-csr-approve': {
    title: '可以批准证书签名请求',
    why: '批准证书签名请求，就等于决定谁能以谁的身份登录；证书在过期之前，Kubernetes 无法吊销。',
    action: '由内置控制器批准，或用 resourceNames 限定为无害的签名者（signer）',
    message: {
      ...held('批准证书签名请求'),
      cluster: '{holders} 可以批准证书签名请求（{rights}）',
    },
  },
  'rbac-webhooks': {
    title: '可以修改准入控制',
    why: '能写准入 Webhook 或准入策略的人可以读取每个写入的对象（包括 Secret），可以在途中篡改，也可以关闭保护集群的措施。',
    action: '移除对 Webhook 配置和准入策略的写权限；CA 证书由安装程序注入',
    message: {
      ...held('修改准入控制'),
      cluster: '{holders} 可以修改准入控制（{rights}）',
    },
  },
  'rbac-configmap-write': {
    title: '可以修改关键的 ConfigMap',
    why: '修改 kube-system 中的 aws-auth 或 coredns，就能接管集群或其流量：前者决定云身份对应哪个集群组，后者回答所有 DNS 查询。',
    action: '只在其他命名空间授予该权限，或用 resourceNames 限定 ConfigMap',
    message: held('修改关键的 ConfigMap'),
  },
  'rbac-networking-write': {
    title: '可以重定向或放开流量',
    why: '能写这些对象的人可以劫持他人的连接，或暴露原本关闭的服务：Endpoints 和 Service 状态决定流量去向，NetworkPolicy 和 Ingress 决定哪些是开放的。',
    action: '只把该权限授予需要它的控制器，并限定在其命名空间',
    message: held('重定向或放开流量'),
  },
};

export const rbacWildcards: CheckTexts = {
  'rbac-wildcard-all': {
    title: '通配符角色允许一切操作',
    why: 'API 组、资源和动词都是 * 的规则就是换了名字的 cluster-admin：包括 Secret、exec、escalate 以及今后安装的一切。',
    action: '列出真正需要的 API 组、资源和动词',
    message: {
      cluster: '{holders} 可以在所有命名空间做任何事',
      namespace: '{holders} 可以在命名空间 {namespaces} 中做任何事',
      builtIn: '{kind} {name} 被聚合到内置角色 {roles}，因此拥有该角色的账号可以做任何事',
      unbound: '{kind} {name} 允许一切操作；输入中没有任何主体绑定到它',
      'urls-cluster': '{holders} 可以访问 API 服务器的所有非资源 URL',
      'urls-namespace': '{kind} {name} 允许访问 API 服务器的所有非资源 URL，但只在 {namespaces} 中绑定',
      'urls-builtIn': '拥有内置角色 {roles} 的账号可以通过 {kind} {name} 访问 API 服务器的所有非资源 URL',
      'urls-unbound': '{kind} {name} 允许访问 API 服务器的所有非资源 URL；输入中没有任何主体绑定到它',
    },
  },
  'rbac-wildcard-resource': {
    title: '通配符角色允许 API 组的全部资源',
    why: '* 授予该组的所有资源和子资源，包括下个版本新增的资源：在核心组中，这包括 Secret、pods/exec 和 nodes/proxy。',
    action: '列出真正需要的资源',
    message: {
      cluster: '{holders} 在所有命名空间对 {groups} 组的全部资源拥有 {verbs}',
      namespace: '{holders} 在命名空间 {namespaces} 中对 {groups} 组的全部资源拥有 {verbs}',
      builtIn: '拥有内置角色 {roles} 的账号通过 {kind} {name} 对 {groups} 组的全部资源拥有 {verbs}',
      unbound: '{kind} {name} 授予对 {groups} 组全部资源的 {verbs}；输入中没有任何主体绑定到它',
      'implies-cluster': '{holders} 在所有命名空间对 {groups} 组的全部资源拥有 {verbs}，其中包括 {implied}',
      'implies-namespace':
        '{holders} 在命名空间 {namespaces} 中对 {groups} 组的全部资源拥有 {verbs}，其中包括 {implied}',
      'implies-builtIn':
        '拥有内置角色 {roles} 的账号通过 {kind} {name} 对 {groups} 组的全部资源拥有 {verbs}，其中包括 {implied}',
      'implies-unbound':
        '{kind} {name} 授予对 {groups} 组全部资源的 {verbs}，其中包括 {implied}；输入中没有任何主体绑定到它',
    },
  },
  'rbac-wildcard-verb': {
    title: '通配符角色允许全部动词',
    why: '* 不仅包括读写，还包括 deletecollection，以及资源支持的 escalate、bind、impersonate 和 approve。',
    action: '列出真正需要的动词',
    message: {
      cluster: '{holders} 在所有命名空间对 {groups} 组的 {resources} 拥有全部动词',
      namespace: '{holders} 在命名空间 {namespaces} 中对 {groups} 组的 {resources} 拥有全部动词',
      builtIn: '拥有内置角色 {roles} 的账号通过 {kind} {name} 对 {groups} 组的 {resources} 拥有全部动词',
      unbound: '{kind} {name} 授予对 {groups} 组 {resources} 的全部动词；输入中没有任何主体绑定到它',
    },
  },
};
