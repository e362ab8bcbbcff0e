import type { CheckTexts } from '../text.ts';

export const podStandardsBaseline: CheckTexts = {
  'pod-privileged': {
    title: '特权容器',
    why: '该容器中的 root 就是节点上的 root：特权容器拥有节点的全部权能（capability）和全部设备，不受常规隔离的约束。',
    action: '删除 privileged，只添加程序确实需要的权能',
    message: '容器 {container} 是特权容器',
  },
  'pod-caps-baseline': {
    title: '超出默认集合的权能',
    why: '超出容器运行时默认集合的权能（capability），其影响会越过容器边界：每项权能都是 root 特权的一部分。',
    action: '删除该权能',
    message: '容器 {container} 添加了权能 {value}',
  },
  'pod-apparmor': {
    title: '关闭了 AppArmor',
    why: '少了一层保护：默认的 AppArmor 配置会阻止容器挂载文件系统、跟踪进程和改写内核设置。',
    action: '删除该设置，使用运行时的默认配置',
    message: {
      default: '容器 {container} 使用了不起约束作用的 AppArmor 配置',
      pod: '该 Pod 为其容器设置了不起约束作用的 AppArmor 配置',
      annotation: '该 Pod 的 AppArmor 注解指定了不起约束作用的配置',
    },
  },
  'pod-selinux': {
    title: '自定义 SELinux 标签',
    why: '进程一旦逃出容器，如果 SELinux 标签允许，就能访问节点上的文件；默认标签则不允许。',
    action: '删除 user、role 和 type，或使用允许的容器类型',
    message: {
      default: '容器 {container} 自行设置了 SELinux 选项：{value}',
      pod: '该 Pod 自行设置了 SELinux 选项：{value}',
    },
  },
  'pod-procmount': {
    title: '未屏蔽的 /proc',
    why: '容器可以更改节点的内核设置：/proc 的默认屏蔽被取消了，它原本会隐藏内核密钥、定时器和内存信息，并将内核开关设为只读。',
    action: '删除 procMount',
    message: '容器 {container} 可以看到完整的 /proc（procMount 为 {value}）',
  },
  'pod-procmount-restricted': {
    title: '用户命名空间中未屏蔽的 /proc',
    why: '用户命名空间降低了未屏蔽 /proc 的风险，对 baseline 级别来说已经足够，但 restricted 级别仍不允许。',
    action: '删除 procMount',
    message: '容器 {container} 可以看到完整的 /proc（procMount 为 {value}）',
  },
  'pod-seccomp-unconfined': {
    title: '关闭了 seccomp',
    why: '没有 seccomp，容器就可以发起内核的任何系统调用，包括那些很少使用、可能存在漏洞的旧调用。',
    action: '设置 seccomp 配置 RuntimeDefault',
    message: {
      default: '容器 {container} 关闭了 seccomp',
      pod: '该 Pod 为其容器关闭了 seccomp',
      annotation: '该 Pod 的 seccomp 注解为容器 {container} 关闭了 seccomp',
    },
  },
  'pod-sysctls': {
    title: '不安全的内核参数',
    why: '一个 Pod 的设置可能影响节点上的所有 Pod：无法确定这个内核参数只作用于 Pod 自身。',
    action: '删除该 sysctl，或在节点上统一设置',
    message: '该 Pod 设置了内核参数 {value}',
  },
};
