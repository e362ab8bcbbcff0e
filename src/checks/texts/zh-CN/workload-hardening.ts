import type { CheckTexts } from '../text.ts';

export const workloadHardening: CheckTexts = {
  'pod-readonly-rootfs': {
    title: '根文件系统可写',
    why: '攻入该容器的人可以留下工具或篡改程序，供以后再次执行。',
    action: '将 readOnlyRootFilesystem 设为 true，并在程序需要写入的位置挂载 emptyDir',
    message: '容器 {container} 的根文件系统可写',
  },
  'pod-cap-net-raw': {
    title: '可以伪造网络数据包',
    why: '许多运行时默认会授予 NET_RAW 权能，容器可以借此冒充其他 Pod 和集群的 DNS。',
    action: '移除 NET_RAW',
    message: {
      default: '容器 {container} 保留了 NET_RAW 权能',
      add: '容器 {container} 添加了权能 {value}',
    },
  },
  'pod-cap-dangerous': {
    title: '足以逃逸容器的权能',
    why: '单凭这项权能就有已知的容器逃逸途径：挂载、内核模块、其他进程、原始内存、内核程序、按句柄打开的文件，或节点的网络。',
    action: '删除该权能',
    message: '容器 {container} 添加了权能 {value}，可以借此逃逸容器',
  },
  'pod-high-uid-gid': {
    title: '用户或组 ID 与节点重叠',
    why: '较小的 ID 在节点上同样存在：一旦逃逸，进程就拥有节点上某个用户的文件。',
    action: '将 runAsUser 和 runAsGroup 设为大于 10000 的值',
    message: {
      runAsUser: '容器 {container} 没有使用大于 10000 的用户 ID',
      runAsGroup: '容器 {container} 没有使用大于 10000 的组 ID',
    },
  },
  'pod-root-gid': {
    title: '属于 root 组',
    why: '组 0 可以读取和修改镜像及卷中许多属于 root 的内容。',
    action: '使用 0 以外的组',
    message: {
      default: '容器 {container} 以组 0 运行',
      pod: '该 Pod 让其容器以组 0 运行',
      fsGroup: '该 Pod 把卷的属组设为组 0',
      supplementalGroups: '该 Pod 为其容器附加了组 0',
    },
  },
  'pod-share-process-namespace': {
    title: '容器之间可以互相看到进程',
    why: '该 Pod 的每个容器都能看到其他容器的进程；如果用户相同，还能看到它们的环境变量、文件和机密。',
    action: '删除 shareProcessNamespace',
    message: '该 Pod 的容器共用一个进程命名空间',
  },
  'pod-privileged-port': {
    title: '使用 1024 以下的端口',
    why: '在许多节点上，监听 1024 以下的端口需要 root 或额外的权能。使用较大的端口则不需要，Service 仍可对外提供常用端口。',
    action: '监听 1024 及以上的端口',
    message: '容器 {container} 监听端口 {value}',
  },
  'pod-security-context-present': {
    title: '没有安全上下文',
    why: '容器完全按照镜像和运行时的默认设置运行，往往就是 root。',
    action: '添加 securityContext',
    message: '容器 {container} 及其 Pod 都没有设置 securityContext',
  },
  'pod-runtime-class': {
    title: '未使用沙箱运行时',
    why: '容器中的攻击者直接面对节点的内核：策略要求使用沙箱运行时，而该 Pod 没有使用。',
    action: '将 runtimeClassName 设为要求的运行时类之一',
    message: '该 Pod 没有使用所要求的运行时类',
  },
};
