import type { CheckTexts } from '../text.ts';

export const hostPaths: CheckTexts = {
  'pod-hostpath': {
    title: 'Pod 挂载了节点上的路径',
    why: 'hostPath 卷会把节点上该路径下的一切（包括符号链接）交给 Pod，并使 Pod 依赖于该节点上恰好存在的内容。',
    action: '改用 emptyDir、PersistentVolumeClaim，或能提供相同信息的 API',
    message: '该 Pod 的卷 {item} 是节点上的路径',
  },
  'pod-runtime-socket': {
    title: 'Pod 挂载了容器运行时的套接字',
    why: '能与容器运行时通信的人，就能启动一个挂载整个节点的特权容器。以只读方式挂载也无济于事。',
    action: '删除该卷；构建镜像、查看容器请改用不依赖运行时套接字的方式',
    message: '该 Pod 挂载了 {value}，因而可以控制节点上的所有容器',
  },
  'pod-hostpath-sensitive': {
    title: 'Pod 挂载了节点的敏感路径',
    why: '能访问这个路径就相当于能访问节点本身：能读取它，就可能拿到节点及其上 Pod 的凭据；能写入它，就可能成为节点上的 root。',
    action: '删除该卷，或只以只读方式挂载确实需要的文件或子目录',
    message: '该 Pod 挂载了节点的 {value}',
  },
  'pod-hostpath-writable': {
    title: '可写的节点路径',
    why: '容器能写入节点的哪个位置，就能在那里为其他 Pod 乃至节点本身埋下恶意内容。',
    action: '在卷挂载上设置 readOnly: true',
    message: {
      default: '容器 {container} 可以写入挂载在 {item} 的节点路径',
      log: '容器 {container} 可以写入节点的 /var/log：在那里放一个符号链接，就能通过 kubelet 读取任意文件',
    },
  },
};
