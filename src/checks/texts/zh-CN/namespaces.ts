import type { CheckTexts } from '../text.ts';

export const namespaces: CheckTexts = {
  'ns-default': {
    title: '工作负载位于 default 命名空间',
    why: '一个工作负载出问题，其他的都会受牵连：default 中的一切共用配额、网络策略和服务账号。每个应用都应有自己的命名空间。',
    action: '把工作负载迁移到独立的命名空间',
    message: '{kind} {name} 声明在 default 命名空间中',
  },
  'ns-kube-system': {
    title: 'kube-system 中的用户工作负载',
    why: '能在 kube-system 中操作的人可以读到集群自身的凭据，而且大多数策略都豁免这个命名空间，正好藏身。这里只应运行 Kubernetes 自己的组件。',
    action: '把工作负载迁移到独立的命名空间，或将其名称列入参数 allow',
    message: '{kind} {name} 运行在 kube-system 中，但不是已知的 Kubernetes 组件',
  },
  'ns-psa-labels': {
    title: '命名空间未强制执行 Pod 安全级别',
    why: '不强制执行某个级别时，凡是能在该命名空间创建 Pod 的人都可以创建特权 Pod，而特权 Pod 可以控制节点。标签 pod-security.kubernetes.io/enforce 应为 baseline 或 restricted，并固定版本。',
    action: '将标签 pod-security.kubernetes.io/enforce 设为 baseline 或 restricted',
    message: {
      none: '命名空间 {name} 没有强制执行任何 Pod 安全级别',
      unknown: '命名空间 {name} 的 Pod 安全级别 {value} 无法识别，API 服务器会按 restricted 强制执行',
      version: '命名空间 {name} 没有固定 Pod 安全级别的版本：集群升级可能改变其准入结果',
    },
  },
  'ns-psa-exempt': {
    title: '命名空间不受 Pod 安全标准约束',
    why: '被豁免命名空间里的 Pod 可以控制所在节点，能在其中创建 Pod 的人实际上就是管理员。只有系统命名空间才应豁免。',
    action: '将级别设为 baseline，或将该命名空间列入参数 allow',
    message: {
      label: '命名空间 {namespace} 允许特权 Pod',
      configuration: 'PodSecurity 配置豁免了命名空间 {namespace}',
    },
  },
};
