import type { CheckTexts } from '../text.ts';

export const hostAccess: CheckTexts = {
  'pod-host-process': {
    title: 'HostProcess 容器',
    why: 'HostProcess 容器完全不受隔离：它直接运行在 Windows 节点上，使用节点的网络和文件系统，通常还拥有管理员权限。',
    action: '删除 hostProcess',
    message: {
      default: '容器 {container} 作为 Windows 节点的进程运行',
      pod: '该 Pod 的所有容器都作为 Windows 节点的进程运行',
    },
  },
  'pod-host-namespaces': {
    title: '与节点共用命名空间',
    why: '容器与节点之间的隔离不复存在：共用 PID 命名空间可以看到所有进程及其环境变量，共用 IPC 可以访问它们的共享内存，共用网络则可以使用所有网卡并访问只监听 localhost 的服务。',
    action: '删除 hostNetwork、hostPID 和 hostIPC',
    message: {
      network: '该 Pod 使用节点的网络，不受 NetworkPolicy 约束，还能访问节点上只监听 localhost 的服务',
      pid: '该 Pod 可以看到节点上的所有进程并向其发送信号',
      ipc: '该 Pod 与节点上的进程共用共享内存段和信号量',
    },
  },
  'pod-host-ports': {
    title: '在节点上开放端口',
    why: '主机端口会在节点的每个地址上直接暴露容器，绕过 Service 和大多数 NetworkPolicy，而且每个节点只能容纳一个这样的 Pod。',
    action: '删除 hostPort，改用 Service 提供访问',
    message: '容器 {container} 在节点上开放了端口 {value}',
  },
  'pod-host-probes': {
    title: '探针或钩子指向其他主机',
    why: '这些请求由 kubelet 从节点发出。如果 Pod 可以自行指定目标主机，就能借节点之手访问它自己无法到达的地址。',
    action: '删除 host，让请求发往 Pod 自身',
    message: '容器 {container} 让 kubelet 向 {value} 发送请求',
  },
  'pod-host-aliases': {
    title: '自定义 /etc/hosts 条目',
    why: 'hostAliases 只在这个 Pod 内把域名指向别的地址，DNS 的管理者对此毫不知情。',
    action: '删除 hostAliases，改在 DNS 中发布这些域名',
    message: '该 Pod 向 /etc/hosts 添加了自己的条目',
  },
  'pod-host-users': {
    title: '未使用用户命名空间',
    why: '在用户命名空间中，容器里的 root 只是节点上的普通用户，大多数逃逸手段到此为止。',
    action: '将 hostUsers 设为 false',
    message: '该 Pod 没有使用用户命名空间：其中的 root 就是节点上的 root',
  },
};
