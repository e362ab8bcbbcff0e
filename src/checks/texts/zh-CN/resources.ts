import type { CheckTexts } from '../text.ts';

export const resources: CheckTexts = {
  'res-cpu-request': {
    title: '未设置 CPU 请求',
    why: '没有请求值，调度器会认为该容器不需要 CPU，节点因此被塞得过满；一旦负载升高，最先得不到 CPU 的就是它。',
    action: '设置 CPU 请求：程序平时的用量',
    message: '容器 {container} 未设置 CPU 请求',
  },
  'res-cpu-limit': {
    title: '未设置 CPU 上限',
    why: '没有上限，容器可以占用节点上所有空闲的 CPU，入侵后用它挖矿的人同样可以。但上限也会让程序在空闲节点上变慢，请按规范要求设置。',
    action: '设置 CPU 上限',
    message: '容器 {container} 未设置 CPU 上限',
  },
  'res-memory-request': {
    title: '未设置内存请求',
    why: '没有请求值，Pod 可能被调度到内存已经用尽的节点；内存不足时，内核最先终止的就是它。',
    action: '设置内存请求：程序平时的用量',
    message: '容器 {container} 未设置内存请求',
  },
  'res-memory-limit': {
    title: '未设置内存上限',
    why: '内存泄漏或攻击者可以耗尽整个节点的内存，连累其他 Pod。设置上限可以把影响限制在容器自身。',
    action: '设置内存上限：程序允许达到的峰值',
    message: '容器 {container} 未设置内存上限',
  },
  'res-ephemeral-storage': {
    title: '本地存储没有限制',
    why: '日志、可写层和 emptyDir 共用节点的磁盘。不加限制就可能写满磁盘，kubelet 随后会驱逐无辜的 Pod。',
    action: '设置 ephemeral-storage 的请求和上限，并为 emptyDir 设置 sizeLimit',
    message: {
      request: '容器 {container} 未设置 ephemeral-storage 请求',
      limit: '容器 {container} 未设置 ephemeral-storage 上限',
      emptyDir: '{kind} {name} 的一个 emptyDir 未设置 sizeLimit',
    },
  },
  'res-ratio': {
    title: '请求与上限不成比例',
    why: '上限远高于请求，等于承诺了节点并不具备的资源：资源紧张时，依赖它的 Pod 会被终止。请求高于上限则会被 API 服务器拒绝。',
    action: '缩小请求与上限的差距，使其符合规范的范围',
    message: {
      above: '容器 {container} 的请求高于上限：{field} 为 {value}',
      ratio: '容器 {container} 的上限比请求高出太多：{field} 为 {value}',
      small: '容器 {container} 的上限低于允许范围：{field} 为 {value}',
      large: '容器 {container} 的上限高于允许范围：{field} 为 {value}',
    },
  },
};
