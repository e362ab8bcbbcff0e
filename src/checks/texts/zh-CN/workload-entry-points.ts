import type { CheckTexts } from '../text.ts';

export const workloadEntryPoints: CheckTexts = {
  'pod-sshd': {
    title: '容器中运行 SSH 服务',
    why: 'SSH 服务是 Kubernetes 的访问控制和审计日志都毫不知情的入口。',
    action: '移除 SSH 服务，改用受控且有记录的 kubectl exec 或 kubectl debug',
    message: {
      default: '容器 {container} 在 22 端口提供 SSH',
      command: '容器 {container} 启动了 SSH 服务',
    },
  },
  'pod-sudo-entrypoint': {
    title: '通过 sudo 启动',
    why: '镜像允许其用户无需密码成为 root，因此任何攻入容器的人也能做到。',
    action: '直接以应有的用户身份启动程序，并从镜像中移除 sudo',
    message: '容器 {container} 通过 sudo 启动程序',
  },
  'pod-interactive-tty': {
    title: '终端或标准输入保持打开',
    why: '有权附加（attach）到该容器的人可以直接向程序输入内容，不受 exec 相关规则的约束。',
    action: '删除 tty 和 stdin',
    message: {
      default: '容器 {container} 保持终端打开',
      stdin: '容器 {container} 保持标准输入打开',
    },
  },
  'pod-exec-probe-commands': {
    title: '探针只检查进程是否存在',
    why: '这类探针只能说明程序存在，不能说明它工作正常；它每隔几秒就启动一个进程，还要求镜像中带有攻击者同样用得上的工具。',
    action: '改用 httpGet、grpc 或 tcpSocket 直接探测服务',
    message: '容器 {container} 的探针运行了列出进程或文件的工具',
  },
  'pod-git-sync-injection': {
    title: 'git-sync 运行由设置指定的程序',
    why: 'git-sync 会执行该设置指定的程序，能修改它的人就能以 Pod 的令牌运行代码，并改写同步的文件。',
    action: '删除该设置，让 git-sync 使用自带的 git，并且只使用清单中写明的钩子',
    message: {
      default: '容器 {container} 由环境变量决定 git-sync 运行的程序',
      argument: '容器 {container} 由参数决定 git-sync 所用的 git 程序',
      hook: '容器 {container} 的 git-sync 钩子命令取自清单之外',
    },
  },
  'pod-control-plane-scheduling': {
    title: '可能运行在控制平面节点上',
    why: '在运行 API 服务器和 etcd 的节点上，只要容器逃逸一次，就足以接管整个集群。',
    action: '删除该容忍度或选择条件，让 Pod 运行在工作节点上',
    message: {
      default: '该 Pod 容忍了用来隔离控制平面节点的污点',
      selects: '该 Pod 要求运行在控制平面节点上',
    },
  },
};
