import type { CheckTexts } from '../text.ts';

export const podStandardsBaseline: CheckTexts = {
  'pod-privileged': {
    title: '特权容器',
    why: '该容器中的 root 就是节点上的 root：特权容器拥有宿主机的全部能力（capability）和全部设备，不受常规隔离的约束。',
    action: '删除 privileged，只添加程序确实需要的能力',
    message: '容器 {container} 以特权模式运行',
  },
  'pod-caps-baseline': {
    title: '超出默认集合的能力',
    why: '能力（capability）是 root 权力的一部分。超出容器运行时默认集合的能力，其影响会越过容器边界。',
    action: '删除该能力',
    message: '容器 {container} 添加了能力 {value}',
  },
  'pod-apparmor': {
    title: '关闭了 AppArmor',
    why: '默认的 AppArmor 配置会阻止容器挂载文件系统、跟踪进程和改写内核设置。此处的设置取消了这层保护。',
    action: '删除该设置，使用运行时的默认配置',
    message: {
      default: '容器 {container} 要求使用不起约束作用的 AppArmor 配置',
      pod: '该 Pod 要求其容器使用不起约束作用的 AppArmor 配置',
      annotation: '该 Pod 的 AppArmor 注解指定了不起约束作用的配置',
    },
  },
  'pod-selinux': {
    title: '自行指定 SELinux 标签',
    why: '即使进程逃出容器，SELinux 也能阻止它访问节点上的文件，除非 Pod 自行选择了允许访问这些文件的标签。',
    action: '删除 user、role 和 type，或使用允许的容器类型',
    message: {
      default: '容器 {container} 自行指定了 SELinux 标签的一部分：{value}',
      pod: '该 Pod 自行指定了 SELinux 标签的一部分：{value}',
    },
  },
  'pod-procmount': {
    title: '未屏蔽的 /proc',
    why: '/proc 的默认屏蔽会隐藏内核密钥、定时器和内存信息，并将内核开关设为只读。取消屏蔽后，容器可以更改节点的设置。',
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
    action: '使用 seccomp 配置 RuntimeDefault',
    message: {
      default: '容器 {container} 关闭了 seccomp',
      pod: '该 Pod 为其容器关闭了 seccomp',
      annotation: '该 Pod 的 seccomp 注解为容器 {container} 关闭了 seccomp',
    },
  },
  'pod-sysctls': {
    title: '不安全的内核参数',
    why: '无法确定这个内核参数只作用于 Pod 自身，一个 Pod 的设置可能影响节点上的所有 Pod。',
    action: '删除该 sysctl，或在节点上统一设置',
    message: '该 Pod 设置了内核参数 {value}',
  },
};
