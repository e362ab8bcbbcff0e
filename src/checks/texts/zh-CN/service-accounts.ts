import type { CheckTexts } from '../text.ts';

export const serviceAccounts: CheckTexts = {
  'sa-automount': {
    title: '不必要地挂载了 API 令牌',
    why: '进入容器的人会拿到访问 API 服务器的令牌。本次输入没有给该账号任何权限，说明这个 Pod 并不需要它。',
    action: '设置 automountServiceAccountToken: false',
    message: 'Pod 挂载了服务账号 {account} 的令牌，而本次输入中没有任何绑定提到该账号',
  },
  'sa-default-used': {
    title: '使用默认服务账号',
    why: '命名空间中所有未指定账号的 Pod 共用默认账号：给其中一个的权限，所有 Pod 都有。',
    action: '为该工作负载创建服务账号，或设置 automountServiceAccountToken: false',
    message: '{kind} {name} 以其命名空间的默认服务账号运行',
  },
  'sa-default-bound': {
    title: '向默认服务账号授权',
    why: '默认账号的权限属于该命名空间中所有未指定账号的 Pod，包括以后安装的。',
    action: '为工作负载创建专用服务账号，并绑定到该账号',
    message: '{name} 把 {role} 授予命名空间 {namespace} 的默认服务账号',
  },
  'sa-missing': {
    title: '服务账号不存在，或使用了旧字段',
    why: '服务账号不存在时 Pod 永远不会被创建。serviceAccount 是 serviceAccountName 已弃用的旧名。',
    action: '创建该服务账号，或改用 serviceAccountName',
    message: {
      missing: '本次输入中没有服务账号 {account}',
      deprecated: '用已弃用的字段 serviceAccount 指定了服务账号 {account}',
    },
  },
  'sa-cloud-identity': {
    title: '云身份不是 Pod 自己的',
    why: '没有可用身份的 Pod 会退回使用节点的身份，而该身份由节点上所有 Pod 共用，权限往往大得多。',
    action: '更正注解，并用云厂商的工作负载身份取代节点上的代理',
    message: {
      malformed: '服务账号 {name} 的注解 {key} 不符合云厂商要求的格式',
      unused: 'Pod 缺少标签 {key}: "true"，因此得不到服务账号 {account} 的身份',
      proxy: '{key} 从节点上的代理获取凭据，而该节点的其他 Pod 也能向它索取',
    },
  },
};
