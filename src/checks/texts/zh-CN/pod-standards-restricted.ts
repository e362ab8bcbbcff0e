import type { CheckTexts } from '../text.ts';

export const podStandardsRestricted: CheckTexts = {
  'pod-volume-types': {
    title: '绕过存储申领的卷类型',
    why: '这种卷由 Pod 直接指定存储，绕过了集群用来决定谁可以使用哪些存储的卷申领和存储类。',
    action: '改用 PersistentVolumeClaim，或 restricted 级别允许的其他卷类型',
    message: {
      default: '该 Pod 使用了 restricted 级别不允许的卷类型：{field}',
      flexVolume: '该 Pod 使用了 flexVolume：kubelet 会为它以 root 身份运行节点上的驱动程序',
    },
  },
  'pod-allow-privilege-escalation': {
    title: '允许提升权限',
    why: '只要镜像中碰巧有 set-user-id 程序，进程就可能获得比启动时更高的权限。',
    action: '将 allowPrivilegeEscalation 设为 false',
    message: '容器 {container} 没有禁止提升权限',
  },
  'pod-run-as-non-root': {
    title: '可能以 root 运行',
    why: '对内核来说，容器里的 root 就是 root：一旦逃逸，节点上的文件就归它所有。',
    action: '将 runAsNonRoot 设为 true，并在构建镜像时使用非 root 用户',
    message: {
      default: '容器 {container} 设置了 runAsNonRoot: false',
      pod: '该 Pod 设置了 runAsNonRoot: false',
      unset: '容器 {container} 没有设置 runAsNonRoot',
      nobody: '该 Pod 及其所有容器都没有设置 runAsNonRoot',
    },
  },
  'pod-run-as-user-zero': {
    title: '以用户 0 运行',
    why: '无论镜像指定哪个用户，用户 0 就是 root：一旦逃逸，就拥有 root 的权力。',
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
      default: '容器 {container} 使用的 seccomp 配置不起约束作用',
      pod: '该 Pod 使用的 seccomp 配置不起约束作用',
      unset: '容器 {container} 没有 seccomp 配置',
      nobody: '该 Pod 及其所有容器都没有 seccomp 配置',
    },
  },
  'pod-caps-restricted': {
    title: '没有移除权能',
    why: '如果不移除，容器会保留十多项权能（capability），每项都是 root 特权的一部分，而几乎没有程序需要它们。',
    action: '移除全部权能（drop: ALL），最多只添加 NET_BIND_SERVICE',
    message: {
      default: '容器 {container} 没有移除全部权能（ALL）',
      add: '容器 {container} 添加了权能 {value}',
    },
  },
};
