import type { CheckTexts } from '../text.ts';

export const rbacBindings: CheckTexts = {
  'rbac-cluster-admin': {
    title: '授予了 cluster-admin',
    why: '只要有一个令牌被盗，整个集群就失守：cluster-admin 可以读取全部 Secret、修改所有工作负载、给自己授予任何权限。',
    action: '改为绑定只含所需权限的角色，或在参数 subjects 中列出该主体',
    message: {
      cluster: '{kind} {name} 把 cluster-admin 授予 {holders}',
      namespace: '{kind} {name} 把命名空间 {namespace} 中的全部权限授予 {holders}',
    },
  },
  'rbac-anonymous': {
    title: '无需凭据即有权限',
    why: '任何能访问 API 服务器的人都拥有 system:anonymous 和 system:unauthenticated 的权限，不需要任何凭据。',
    action: '从绑定中移除该主体',
    message: '{kind} {name} 把 {role} 授予 {subject}，也就是任何能访问 API 服务器的人',
  },
  'rbac-authenticated-group': {
    title: '向所有通过认证的账号授予权限',
    why: '每个 Pod 都会得到这些权限，因为 system:authenticated 和 system:serviceaccounts 都包含所有服务账号；在某些托管服务上，system:authenticated 还包含云厂商的所有账号。',
    action: '把角色绑定到真正需要它的用户或服务账号',
    message: '{kind} {name} 把 {role} 授予 {subject}',
  },
  'rbac-system-masters': {
    title: '使用了 system:masters',
    why: 'system:masters 的成员能通过所有鉴权检查，RBAC 无法收回；属于该组的证书在过期之前一直有效。',
    action: '把自己的组绑定到 cluster-admin，以便随时收回权限',
    message: {
      binding: '{kind} {name} 绑定了 system:masters 组，无论 RBAC 如何规定，该组都可以做任何事',
      request: '{kind} {name} 申请 system:masters 组的证书',
    },
  },
};
