import type { CheckTexts } from '../text.ts';

export const podStandardsRestricted: CheckTexts = {
  'pod-volume-types': {
    title: '直接指定存储的卷',
    why: '集群通过卷申领和存储类决定谁可以使用哪些存储，这种卷绕过了它们。',
    action: '改用 PersistentVolumeClaim，或属于 Pod 自身的卷类型',
    message: {
      default: '该 Pod 使用了 restricted 级别不允许的卷类型：{field}',
      flexVolume: '该 Pod 使用了 flexVolume：kubelet 会为它以 root 身份运行节点上的驱动程序',
    },
  },
  'pod-allow-privilege-escalation': {
    title: '可以提升权限',
    why: '只要镜像中碰巧有 set-user-id 程序，进程就可能获得比启动时更高的权限。',
    action: '将 allowPrivilegeEscalation 设为 false',
    message: '容器 {container} 没有禁止提升权限',
  },
  'pod-run-as-non-root': {
    title: '可能以 root 运行',
    why: '对内核来说，容器里的 root 就是 root：逃逸时占得先机，节点上的文件也归它所有。',
    action: '将 runAsNonRoot 设为 true，并让镜像使用非 root 用户',
    message: {
      default: '容器 {container} 声明可以以 root 运行',
      pod: '该 Pod 声明其容器可以以 root 运行',
      unset: '容器 {container} 没有声明不得以 root 运行',
      nobody: '该 Pod 及其所有容器都没有声明不得以 root 运行',
    },
  },
  'pod-run-as-user-zero': {
    title: '以用户 0 运行',
    why: '无论镜像指定哪个用户，用户 0 就是 root：一旦逃逸即拥有 root 的权力。',
    action: '将 runAsUser 设为非 root 用户的 ID',
    message: {
      default: '容器 {container} 以用户 0 运行',
      pod: '该 Pod 让其容器以用户 0 运行',
    },
  },
  'pod-seccomp-required': {
    title: '没有 seccomp 配置',
    why: '没有 seccomp 配置的容器可以发起内核的任何系统调用，除非节点恰好另有设置。',
    action: '设置 seccomp 配置 RuntimeDefault',
    message: {
      default: '容器 {container} 指定的 seccomp 配置不起约束作用',
      pod: '该 Pod 指定的 seccomp 配置不起约束作用',
      unset: '容器 {container} 没有 seccomp 配置',
      nobody: '该 Pod 及其所有容器都没有 seccomp 配置',
    },
  },
  'pod-caps-restricted': {
    title: '没有放弃能力',
    why: '容器如果不主动放弃，就会保留十多项 root 的能力（capability），而几乎没有程序需要它们。',
    action: '放弃全部能力（drop: ALL），最多只添加 NET_BIND_SERVICE',
    message: {
      default: '容器 {container} 没有放弃全部能力（ALL）',
      add: '容器 {container} 添加了能力 {value}',
    },
  },
};
