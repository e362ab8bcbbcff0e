import type { CheckTexts } from '../text.ts';

export const serviceAccounts: CheckTexts = {
  'sa-automount': {
    title: '不必要地挂载了 API 令牌',
    why: '进入容器的人会拿到访问 API 服务器的令牌。输入中没有授予该服务账号任何权限，看来这个 Pod 并不需要令牌。',
    action: '设置 automountServiceAccountToken: false',
    message: '该 Pod 挂载了服务账号 {account} 的令牌，而输入中没有授予该账号任何权限',
  },
  'sa-default-used': {
    title: '使用默认服务账号',
    why: '授予一个 Pod 的权限，所有 Pod 都有：命名空间中未指定服务账号的 Pod 共用默认服务账号。',
    action: '为该工作负载创建服务账号，或设置 automountServiceAccountToken: false',
    message: '{kind} {name} 以其命名空间的默认服务账号运行',
  },
  'sa-default-bound': {
    title: '向默认服务账号授权',
    why: '该命名空间中所有未指定其他服务账号的 Pod 都拥有这些权限，包括以后安装的 Pod。',
    action: '为工作负载创建专用服务账号，并把角色绑定到该账号',
    message: '{kind} {name} 把 {role} 授予命名空间 {namespace} 的默认服务账号',
  },
  'sa-missing': {
    title: '服务账号不存在，或写在旧字段中',
    why: '服务账号不存在时 Pod 永远不会被创建。字段 serviceAccount 是 serviceAccountName 已弃用的旧名。',
    action: '创建该服务账号，或改用 serviceAccountName',
    message: {
      missing: '输入中没有服务账号 {account}',
      deprecated: '服务账号 {account} 是用已弃用的字段 serviceAccount 指定的',
    },
  },
  'sa-cloud-identity': {
    title: 'Pod 没有自己的云身份',
    why: '没有可用云身份的 Pod 会退回使用节点的身份，而该身份由节点上所有 Pod 共用，权限往往大得多。',
    action: '修正注解，并用云厂商的工作负载身份取代节点上的代理',
    message: {
      malformed: '服务账号 {name} 的注解 {key} 不符合云厂商要求的格式',
      unused: '该 Pod 缺少标签 {key}: "true"，因此得不到服务账号 {account} 的身份',
      proxy: '{key} 从节点上的代理获取凭据，而该节点上的其他 Pod 也能使用该代理',
    },
  },
};
