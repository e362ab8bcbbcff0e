import type { CheckTexts } from '../text.ts';

export const resources: CheckTexts = {
  'res-cpu-request': {
    title: '未设置 CPU 请求',
    why: '一旦负载升高，最先得不到 CPU 的就是该容器：没有请求值，调度器会认为它不需要 CPU，节点因此被塞得过满。',
    action: '按程序平时的用量设置 CPU 请求',
    message: '容器 {container} 未设置 CPU 请求',
  },
  'res-cpu-limit': {
    title: '未设置 CPU 限制',
    why: '没有限制，容器可以占用节点上所有空闲的 CPU，入侵后用它挖矿的人同样可以。但限制也会让程序在空闲节点上变慢，因此只在策略要求时设置。',
    action: '设置 CPU 限制',
    message: '容器 {container} 未设置 CPU 限制',
  },
  'res-memory-request': {
    title: '未设置内存请求',
    why: '没有请求值，Pod 可能被调度到内存已经用尽的节点；内存不足时，内核最先终止的就是它。',
    action: '按程序平时的用量设置内存请求',
    message: '容器 {container} 未设置内存请求',
  },
  'res-memory-limit': {
    title: '未设置内存限制',
    why: '内存泄漏或攻击者可以耗尽整个节点的内存，使其他 Pod 被终止。限制可以把影响控制在容器自身。',
    action: '按程序允许达到的峰值设置内存限制',
    message: '容器 {container} 未设置内存限制',
  },
  'res-ephemeral-storage': {
    title: '本地存储没有限制',
    why: '容器可能写满节点的磁盘，kubelet 随后连其他 Pod 也会驱逐：日志、可写层和 emptyDir 都共用这块磁盘。',
    action: '设置 ephemeral-storage 的请求和限制，并为 emptyDir 设置 sizeLimit',
    message: {
      request: '容器 {container} 未设置 ephemeral-storage 请求',
      limit: '容器 {container} 未设置 ephemeral-storage 限制',
      emptyDir: '{kind} {name} 的一个 emptyDir 未设置 sizeLimit',
    },
  },
  'res-ratio': {
    title: '请求与限制不成比例',
    why: '限制远高于请求，等于承诺了节点并不具备的资源：资源紧张时，依赖它的 Pod 会被终止。请求高于限制则会被 API 服务器拒绝。',
    action: '缩小请求与限制的差距，使其在允许的范围内',
    message: {
      above: '容器 {container} 的请求高于限制：{field} 为 {value}',
      ratio: '容器 {container} 的限制比请求高出太多：{field} 为 {value}',
      small: '容器 {container} 的限制低于允许范围：{field} 为 {value}',
      large: '容器 {container} 的限制高于允许范围：{field} 为 {value}',
    },
  },
};
